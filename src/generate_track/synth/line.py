"""A line: one part's notes in turn, as one player sounds them, block by block."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Note
from generate_track.synth.stem import Stem

Wave = NDArray[np.float32]
Play = Callable[[Note, float, float | None], Wave]  # a note, how long it is held, when it is choked → shape (n, 2)

_SLUR_S = 0.035  # of two notes that cross over
_LEAD_S = 0.11  # of a slurred note that is left out: its attack
_MAX_GAP_S = 0.045  # between notes that are still slurred
_MAX_INTERVAL = 12
_MIN_SLURRED_S = 0.09  # what is shorter is tongued
_CHOKE_S = 0.03


@dataclass(frozen=True, slots=True)
class Event:
    """A note as it is played.

    Args:
        start_s: from the start of the track.
        held_s: how long it is held.
        choked_s: when the next of its class silences it.
        is_slurred: whether it comes out of the one before.
        slurs: whether the next one comes out of it.
    """

    note: Note
    start_s: float
    held_s: float
    choked_s: float | None = None
    is_slurred: bool = False
    slurs: bool = False


class Line:
    """Plays events, sorted by start, and hands them out as one stem.

    Args:
        events: what is played.
        play: sounds a note.
    """

    def __init__(self, events: Sequence[Event], play: Play, *, rate_hz: int) -> None:
        self._queue = list(reversed(events))
        self._play = play
        self._rate_hz = rate_hz
        self._stem = Stem()
        self._position = 0

    def take(self, n_samples: int) -> Wave:
        """Return the next samples, shape (n_samples, 2)."""
        self._position += n_samples
        while self._queue and (start := self._start(self._queue[-1])) < self._position:
            self._stem.add(start, self._sound(self._queue.pop()))
        return self._stem.take(n_samples)

    def _start(self, event: Event) -> int:
        return round((event.start_s - (_SLUR_S / 2 if event.is_slurred else 0.0)) * self._rate_hz)

    def _sound(self, event: Event) -> Wave:
        lead_s = _LEAD_S if event.is_slurred else 0.0
        half_s = _SLUR_S / 2
        held_s = event.held_s + lead_s + (half_s if event.slurs else 0.0) + (half_s if event.is_slurred else 0.0)
        sound = self._play(event.note, held_s, event.choked_s)
        if event.is_slurred:
            sound = sound[round(lead_s * self._rate_hz) :]
            rise, _ = _crossing(self._rate_hz)
            n_begin = min(len(rise), len(sound))
            sound[:n_begin] *= rise[:n_begin]
        if event.slurs:
            sound = sound[: round((held_s - lead_s) * self._rate_hz)]
            _, fall = _crossing(self._rate_hz)
            n_fade = min(len(fall), len(sound))
            sound[len(sound) - n_fade :] *= fall[len(fall) - n_fade :]
        return sound


@lru_cache(maxsize=2)
def _crossing(rate_hz: int) -> tuple[Wave, Wave]:
    """Return how a slurred note rises and the one before it falls, of constant power, shape (n, 1)."""
    turn = np.linspace(0, np.pi / 2, round(_SLUR_S * rate_hz), dtype=np.float32)[:, None]
    return np.sin(turn), np.cos(turn)


@lru_cache(maxsize=2)
def _choke(rate_hz: int) -> Wave:
    """Return how a choked sound falls, shape (n, 1)."""
    return np.linspace(1, 0, round(_CHOKE_S * rate_hz), dtype=np.float32)[:, None]


def events(
    notes: Sequence[Note], *, beat_s: float, is_legato: bool = False, class_of: Callable[[Note], int] | None = None
) -> tuple[Event, ...]:
    """Return notes as they are played.

    Args:
        notes: sorted by start.
        beat_s: seconds of a beat.
        is_legato: whether those that follow at once are slurred.
        class_of: the exclusive class of a note, of which only one sounds at a time; 0 is none.
    """
    ends = next_in_class(notes, class_of=class_of) if class_of else [None] * len(notes)
    plain = [
        Event(
            note,
            start_s=note.start_beat * beat_s,
            held_s=note.length_beats * beat_s,
            choked_s=None if end is None else (end - note.start_beat) * beat_s,
        )
        for note, end in zip(notes, ends, strict=True)
    ]
    return tuple(_slurred(plain) if is_legato else plain)


def _slurred(plain: Sequence[Event]) -> Iterator[Event]:
    """Yield the events of a player who sounds one note at a time, and takes no breath between near ones."""
    is_slurred = False
    for event, following in zip(plain, [*plain[1:], None], strict=True):
        slurs = following is not None and _is_slur(event, following)
        held_s = following.start_s - event.start_s if slurs and following else event.held_s
        yield Event(event.note, event.start_s, held_s, event.choked_s, is_slurred=is_slurred, slurs=slurs)
        is_slurred = slurs


def _is_slur(event: Event, following: Event) -> bool:
    interval = abs(following.note.pitch - event.note.pitch)
    apart_s = following.start_s - event.start_s
    return 0 < interval <= _MAX_INTERVAL and _MIN_SLURRED_S < apart_s < event.held_s + _MAX_GAP_S


def next_in_class(notes: Sequence[Note], *, class_of: Callable[[Note], int]) -> list[float | None]:
    """Return for each note, sorted by start, the beat at which the next one of its exclusive class starts."""
    ends: list[float | None] = [None] * len(notes)
    following: dict[int, float] = {}
    for index in range(len(notes) - 1, -1, -1):
        number = class_of(notes[index])
        if number:
            ends[index] = following.get(number)
            following[number] = notes[index].start_beat
    return ends


def choked(sound: Wave, choked_s: float | None, *, rate_hz: int) -> Wave:
    """Return a sound that is silenced after a while, or never."""
    if choked_s is None:
        return sound
    n_samples, fall = round(choked_s * rate_hz), _choke(rate_hz)
    sound = sound[: n_samples + len(fall)]
    n_tail = len(sound) - n_samples
    if n_tail > 0:
        sound[n_samples:] *= fall[:n_tail]
    return sound
