import math
from dataclasses import replace

import numpy as np
import pytest

from generate_track.compose.score import Ambience, Note
from generate_track.mix import level
from generate_track.mix.filter import highpass
from generate_track.mix.level import REFERENCE_LUFS, Stem, calibrate, measure, music_lufs, probes, target_lufs
from scores import DRUMS, PIANO, a_score, play, player
from sounds import noise, silence, tone


def measured(sound: np.ndarray) -> Stem:
    return measure(player(sound), n_samples=len(sound), sections=highpass(20.0))


def test_it_is_known_how_loud_a_stem_is() -> None:
    assert measured(tone(2.0, frequency_hz=997.0)).loudness_lufs == pytest.approx(20 * math.log10(0.5), abs=0.05)


@pytest.mark.parametrize(("sound", "width"), [(tone(1.0), 0.0), (noise(1.0), 1.0), (silence(1.0), 0.0)])
def test_it_is_known_how_wide_a_stem_is(sound: np.ndarray, width: float) -> None:
    assert measured(sound).width == pytest.approx(width, abs=0.02)


def test_gain_brings_a_stem_to_its_target_but_no_noise_to_the_front() -> None:
    assert Stem(-30.0, width=0.0).gain(-24.0) == pytest.approx(10 ** (6 / 20))
    assert Stem(-math.inf, width=0.0).gain(-24.0) == 1.0
    assert Stem(-95.0, width=0.0).gain(-24.0) == pytest.approx(100.0)


def test_all_stems_of_a_score_are_calibrated() -> None:
    score = a_score(PIANO, DRUMS, ambience=(Ambience("rain"),))
    assert set(calibrate(score, play=play)) == {"piano", "drums", "ambience:rain"}


def test_the_probe_is_a_few_seconds_of_the_densest_music() -> None:
    sparse = tuple(Note(float(beat), 0.5, 60, 60) for beat in range(100))
    dense = tuple(Note(100 + beat / 4, 0.25, 72, 120) for beat in range(40))
    score = a_score(replace(PIANO, notes=sparse + dense), duration_s=80.0)
    (probe,) = probes(score)
    notes = probe.parts[0].notes
    assert probe.duration_s == 7.0
    assert notes[0].start_beat == 0
    assert sum(note.pitch == 72 for note in notes) == 40
    assert all(note.start_beat + note.length_beats <= 12 for note in notes)


def test_a_roll_of_drums_is_denser_than_one_long_stroke() -> None:
    roll = tuple(Note(beat / 4, 0.24, 45, 80) for beat in range(20))
    score = a_score(replace(PIANO, instrument="timpani", notes=(*roll, Note(60.0, 8.0, 45, 83))), duration_s=80.0)
    (probe,) = probes(score)
    assert len(probe.parts[0].notes) == len(roll)


def test_a_part_without_notes_and_a_score_without_parts_are_measured_as_silence() -> None:
    silent = a_score(replace(PIANO, notes=()))
    assert calibrate(silent, play=play)["piano"].loudness_lufs == -math.inf
    assert calibrate(replace(silent, parts=()), play=play) == {}


def test_targets_follow_the_score_and_ambience_follows_the_music() -> None:
    score = a_score(PIANO, replace(DRUMS, level_db=0.0), ambience=(Ambience("rain", level_db=-10.0),))
    assert music_lufs(score) == pytest.approx(REFERENCE_LUFS + 3.01, abs=0.01)
    assert target_lufs(score)["piano"] == REFERENCE_LUFS
    assert target_lufs(score)["ambience:rain"] == pytest.approx(REFERENCE_LUFS - 6.99, abs=0.01)
    assert music_lufs(replace(score, parts=())) == level.REFERENCE_LUFS
