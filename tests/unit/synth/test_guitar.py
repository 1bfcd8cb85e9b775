import numpy as np
import pytest
from numpy.typing import NDArray

from generate_track.compose.score import Note
from generate_track.synth.guitar import Guitar
from generate_track.synth.instrument import INSTRUMENTS
from generate_track.synth.line import events
from generate_track.synth.render import load_font
from generate_track.synth.sampler import WaveCache

RATE_HZ = 48_000
CHORD = tuple(Note(0.0, 2.0, pitch, 100) for pitch in (40, 47, 52))


def guitar(name: str, *notes: Note, seed: int = 1) -> Guitar:
    played = events(notes, beat_s=0.5)
    return Guitar(played, INSTRUMENTS[name], load_font(), rate_hz=RATE_HZ, cache=WaveCache(), seed=seed)


def played(name: str, *notes: Note, seed: int = 1) -> NDArray[np.float32]:
    return guitar(name, *notes, seed=seed).take(2 * RATE_HZ)


def test_a_rhythm_guitar_is_recorded_twice_and_a_lead_guitar_once() -> None:
    rhythm, lead = played("distortion_guitar", *CHORD), played("lead_guitar", CHORD[-1])
    assert 0 < np.corrcoef(rhythm[: RATE_HZ // 2].T)[0, 1] < 0.8
    np.testing.assert_array_equal(lead[:, 0], lead[:, 1])


def test_both_takes_are_as_loud_and_start_together() -> None:
    left, right = played("distortion_guitar", *CHORD).T
    assert np.sqrt((left**2).mean()) == pytest.approx(np.sqrt((right**2).mean()), rel=0.2)
    first, second = (int(np.flatnonzero(np.abs(side) > 0.1)[0]) for side in (left, right))
    assert abs(first - second) < 0.03 * RATE_HZ


def test_short_notes_are_palm_muted_where_the_rig_says_so() -> None:
    def ring(name: str) -> float:
        sound = played(name, Note(0.0, 0.3, 40, 100))[:, 0]
        early, late = sound[: RATE_HZ // 10], sound[RATE_HZ // 4 : RATE_HZ // 3]
        return float(np.sqrt((late**2).mean() / (early**2).mean()))

    assert ring("distortion_guitar") < 0.3 * ring("crunch_guitar")


def test_a_string_that_is_let_go_is_silent_soon() -> None:
    sound = played("distortion_guitar", *(Note(0.0, 1.0, note.pitch, 100) for note in CHORD))
    assert np.abs(sound[round(0.75 * RATE_HZ) :]).max() < 0.02 * np.abs(sound).max()


def test_the_same_seed_plays_the_same_takes_and_another_one_others() -> None:
    one, same, other = (played("distortion_guitar", *CHORD, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert not np.allclose(one, other, atol=0.01)


def test_an_acoustic_guitar_has_no_rig() -> None:
    with pytest.raises(ValueError, match="without a rig"):
        guitar("nylon_guitar", *CHORD)
