"""Rhythms written as text, and the strokes that parts are made of before a player performs them.

A rhythm is a row of steps on a metre's finest grid: `X` accent, `x` stroke, `g` ghost, `-` held on, `.` rest;
spaces are for the eye. "X--x --x- x-.. x-.." is one bar of 4/4, "X.xX.x" one of 6/8.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from generate_track.music import TimeSignature

ByMeter = Mapping[str, tuple[str, ...]]
"""Time signature as text → alternatives, each one bar or more of that metre."""

ACCENTS = {"X": 1.15, "x": 1.0, "g": 0.62}


class Hit(NamedTuple):
    """One sign of a rhythm: where, how long, how loud (1 is normal), and the sign itself."""

    start_beat: float
    length_beats: float
    accent: float
    sign: str


class Stroke(NamedTuple):
    """A note as written: on the straight grid, velocity not yet bounded."""

    start_beat: float
    length_beats: float
    pitch: int
    velocity: float


@lru_cache(maxsize=1024)
def parse_rhythm(text: str, steps_per_beat: int) -> tuple[Hit, ...]:
    """Return the hits of a rhythm; every sign but `-`, `.` and space starts one.

    Raises:
        ValueError: a `-` holds nothing on.
    """
    steps = text.replace(" ", "")
    hits: list[Hit] = []
    for index, sign in enumerate(steps):
        if sign == "-":
            if index == 0 or steps[index - 1] == ".":
                raise ValueError(f"rhythm {text!r} holds nothing on at step {index}")
            last = hits[-1]
            hits[-1] = last._replace(length_beats=last.length_beats + 1 / steps_per_beat)
        elif sign != ".":
            hits.append(Hit(index / steps_per_beat, 1 / steps_per_beat, ACCENTS.get(sign, 1.0), sign))
    return tuple(hits)


def length_beats(text: str, meter: TimeSignature) -> float:
    """Return how many felt beats a rhythm lasts."""
    return len(text.replace(" ", "")) / meter.divisions_per_beat


def fastest_step_beats(beat_s: float, divisions: int) -> float:
    """Return the finest grid that can be played at this tempo, in beats: no faster than 12 strokes a second."""
    steps = divisions
    while steps > 1 and beat_s / steps < 1 / 12:
        steps = steps // 2 if steps % 2 == 0 else 1
    return 1 / steps


def thin(hits: Iterable[Hit], step_beats: float) -> tuple[Hit, ...]:
    """Return the hits that fall on a grid of `step_beats`."""
    return tuple(hit for hit in hits if abs(hit.start_beat / step_beats - round(hit.start_beat / step_beats)) < 1e-6)


def metric_weight(beat: float, meter: TimeSignature) -> float:
    """Return how strong a place in the bar is: 1 the downbeat, 0.7 a beat, 0.4 half a beat, 0.2 elsewhere."""
    place = beat % meter.beats_per_bar
    if abs(place) < 1e-6:
        return 1.0
    if abs(place - round(place)) < 1e-6:
        # The middle of a bar of four is nearly as strong as its beginning.
        return 0.85 if meter.beats_per_bar == 4 and round(place) == 2 else 0.7
    is_half = abs(place * 2 - round(place * 2)) < 1e-6
    return 0.4 if is_half or meter.divisions_per_beat == 3 else 0.2


def swing(beat: float, ratio: float) -> float:
    """Return where a straight place is played when the first half of each beat takes `ratio` of it."""
    whole = beat // 1
    part = beat - whole
    if part < 0.5:
        return whole + part * 2 * ratio
    return whole + ratio + (part - 0.5) * 2 * (1 - ratio)
