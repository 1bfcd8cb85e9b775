import numpy as np
import pytest
from numpy.typing import NDArray

from generate_track.compose.score import Note
from generate_track.synth.line import Line, choked, events, next_in_class

RATE_HZ = 48_000


def tone(note: Note, held_s: float, _: float | None) -> NDArray[np.float32]:
    """Play a sine with a slow attack and a short release."""
    time_s = np.arange(round((held_s + 0.05) * RATE_HZ)) / RATE_HZ
    gain = np.minimum(time_s / 0.1, 1) * np.clip((held_s + 0.05 - time_s) / 0.05, 0, 1)
    wave = np.sin(2 * np.pi * 440 * 2 ** ((note.pitch - 69) / 12) * time_s) * gain
    return np.stack([wave, wave], axis=1).astype(np.float32)


def level(sound: NDArray[np.float32], at_s: float, *, width_s: float = 0.02) -> float:
    middle, half = round(at_s * RATE_HZ), round(width_s * RATE_HZ / 2)
    return float(np.sqrt((sound[middle - half : middle + half] ** 2).mean()))


def played(*notes: Note, is_legato: bool) -> NDArray[np.float32]:
    return Line(events(notes, beat_s=1.0, is_legato=is_legato), tone, rate_hz=RATE_HZ).take(3 * RATE_HZ)


@pytest.mark.parametrize("length_beats", [0.97, 1.0, 1.2])
def test_slurred_notes_go_on_from_each_other_without_a_dip(length_beats: float) -> None:
    notes = Note(0.5, length_beats, 60, 90), Note(1.5, 1.0, 64, 90)
    slurred, tongued = (played(*notes, is_legato=is_legato) for is_legato in (True, False))
    held = level(slurred, 1.2)
    around = [level(slurred, at_s) for at_s in np.linspace(1.4, 1.6, 21)]
    assert 0.7 * held < min(around)
    assert max(around) < 1.45 * held
    if length_beats < 1:
        assert level(tongued, 1.51) < 0.5 * held


def test_a_slurred_note_ends_when_it_should() -> None:
    sound = played(Note(0.0, 1.0, 60, 90), Note(1.0, 0.5, 64, 90), is_legato=True)
    assert level(sound, 1.45) > 0.5
    assert np.abs(sound[round(1.6 * RATE_HZ) :]).max() < 1e-3


@pytest.mark.parametrize(
    "following",
    [Note(1.0, 1.0, 60, 90), Note(1.2, 1.0, 64, 90), Note(1.0, 1.0, 79, 90), Note(0.05, 1.0, 64, 90)],
    ids=["the same note", "after a breath", "after a wide leap", "a grace note"],
)
def test_a_note_is_tongued(following: Note) -> None:
    assert not any(
        event.slurs or event.is_slurred
        for event in events([Note(0.0, 1.0, 60, 90), following], beat_s=1.0, is_legato=True)
    )


def test_blocks_of_any_size_are_one_sound() -> None:
    notes = [Note(beat / 4, 0.25, 60 + beat, 90) for beat in range(8)]
    whole, parts = (Line(events(notes, beat_s=1.0, is_legato=True), tone, rate_hz=RATE_HZ) for _ in range(2))
    np.testing.assert_array_equal(whole.take(90_000), np.concatenate([parts.take(9_000) for _ in range(10)]))


def test_a_note_is_silenced_by_the_next_of_its_class() -> None:
    notes = [Note(beat, 1, pitch, 90) for beat, pitch in ((0.0, 46), (0.5, 36), (1.0, 42), (2.0, 46))]
    assert next_in_class(notes, class_of=lambda note: int(note.pitch != 36)) == [1.0, None, 2.0, None]


def test_what_is_choked_dies_at_once_but_without_a_click() -> None:
    sound = choked(tone(Note(0, 1, 69, 90), 1.0, None), 0.5, rate_hz=RATE_HZ)
    assert len(sound) == round(0.53 * RATE_HZ)
    assert np.abs(np.diff(sound[:, 0])).max() < 0.07
    assert np.abs(sound[-1]).max() < 1e-3
