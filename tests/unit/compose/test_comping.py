import itertools
from math import floor

import pytest

from generate_track.compose.comping import write_chords
from generate_track.compose.instrument import INSTRUMENTS
from generate_track.compose.style import ChordChair, Figure
from pieces import CAPTIONS, METERS, a_piece, a_score, part_of


@pytest.mark.parametrize("meter", METERS)
@pytest.mark.parametrize("caption", CAPTIONS)
def test_chords_sound_the_harmony(caption: str, meter: str) -> None:
    score, piece = a_score(caption, time_signature=meter), a_piece(caption, time_signature=meter)
    part = next(p for p in score.parts if p.name in {"chords", "pad"})
    right = 0
    for note in part.notes:
        now = piece.harmony.at(note.start_beat + 0.1).pitch_classes
        soon = piece.harmony.at(note.start_beat + 0.6).pitch_classes
        right += note.pitch % 12 in {*now, *soon}
    assert right > 0.97 * len(part.notes)


@pytest.mark.parametrize("caption", CAPTIONS)
def test_voices_are_led(caption: str) -> None:
    score = a_score(caption, duration_s=60)
    pad = next((p for p in score.parts if p.name in {"pad", "chords"}), None)
    assert pad is not None
    tops = {floor(n.start_beat + 0.25): n.pitch for n in sorted(pad.notes, key=lambda note: note.pitch)}
    line = [tops[beat] for beat in sorted(tops)]
    leaps = sum(abs(a - b) > 7 for a, b in itertools.pairwise(line))
    assert leaps < 0.25 * len(line)


def test_a_strum_goes_down_on_the_beat_and_up_between() -> None:
    score = a_score("pop with acoustic guitar", bpm=100, key="C major")
    guitar = part_of(score, "guitar").notes
    chorus = next(s for s in score.sections if s.label == "chorus").start_bar * 4
    down = [n for n in guitar if chorus - 0.04 <= n.start_beat < chorus + 0.12]
    assert len(down) >= 4
    assert [n.pitch for n in down] == sorted(n.pitch for n in down)


def test_the_last_chord_is_rolled_upwards_and_rings_to_the_end() -> None:
    score = a_score("pop", bpm=120, duration_s=30)
    final = [n for n in part_of(score, "chords").notes if (n.start_beat + 8) * score.beat_s > score.duration_s][-4:]
    assert [n.pitch for n in final] == sorted(n.pitch for n in final)
    assert all((n.start_beat + n.length_beats) * score.beat_s > score.duration_s - 0.1 for n in final)


def test_beats_left_before_the_last_chord_climb_through_it() -> None:
    score = a_score("pop", bpm=40, duration_s=43.5, key="C major")
    piece = a_piece("pop", bpm=40, duration_s=43.5, key="C major")
    between = [
        n
        for n in part_of(score, "chords").notes
        if piece.timeline.body_beats + 0.5 < n.start_beat < piece.timeline.final_beat - 0.5
    ]
    assert piece.timeline.final_beat > piece.timeline.body_beats + 1
    assert between
    assert all(n.pitch % 12 in {0, 4, 7} for n in between)


def test_a_choice_of_guitar_leaves_the_other_parts_alone() -> None:
    with_flute, without = a_score("pop, oboe", seed=5), a_score("pop", seed=5)
    for name in ("drums", "bass", "pad"):
        assert part_of(with_flute, name).notes == part_of(without, name).notes


def test_power_chords_are_roots_fifths_and_octaves_and_the_palm_mutes_the_octave() -> None:
    piece = a_piece("pop", bpm=120, duration_s=30)
    figure = Figure("power", {"4/4": ("X-g.3-7-X-g.g.g.",)})
    chair = ChordChair(name="riff", role="chords", instruments=("clean_guitar",), figures=(figure,), low=40, high=64)
    strokes = write_chords(piece, chair, INSTRUMENTS["clean_guitar"])
    full = [s for s in strokes if s.start_beat == 0]
    muted = [s for s in strokes if s.start_beat == 0.5]
    assert [s.pitch - full[0].pitch for s in full] == [0, 7, 12]
    assert [s.pitch - muted[0].pitch for s in muted] == [0, 7]
    third = piece.harmony.at(1).third
    assert [min(s.pitch for s in strokes if s.start_beat == beat) - full[0].pitch for beat in (1, 1.5)] == [third, -2]
    assert full[0].pitch % 12 == piece.key.pitch_class
