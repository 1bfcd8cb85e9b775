"""Rhythms written as text, and the strokes that parts are made of before a player performs them.

A rhythm is a row of steps on a metre's finest grid: `X` accent, `x` stroke, `g` ghost, `-` held on, `.` rest, and
on drums `d` and `t` a roll of two or three in one step;
spaces are for the eye. "X--x --x- x-.. x-.." is one bar of 4/4, "X.xX.x" one of 6/8.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from generate_track.music import TimeSignature

ByMeter = Mapping[str, tuple[str, ...]]
"""Time signature as text → alternatives, each one bar or more of that metre."""
Rhythms = dict[str, tuple[str, ...]]
"""The same as a table that a style may put its own metres over: `STRUM | {"4/4": (…)}`."""

ACCENTS = {"X": 1.15, "x": 1.0, "g": 0.62, "d": 0.84, "t": 0.78}


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


def is_compound(meter: TimeSignature) -> bool:
    """Return whether the felt beat divides into three, as in 6/8."""
    return meter.divisions_per_beat == _THIRDS


def fastest_step_beats(meter: TimeSignature, *, beat_s: float, strokes_per_s: float) -> float:
    """Return the finest grid, in beats, whose steps are no quicker than `strokes_per_s`; a beat at the most."""
    steps = meter.divisions_per_beat
    while steps > 1 and steps / beat_s > strokes_per_s:
        steps = steps // 2 if steps % 2 == 0 else 1
    return 1 / steps


def thin(hits: Iterable[Hit], step_beats: float) -> tuple[Hit, ...]:
    """Return the hits that fall on a grid of `step_beats`."""
    return tuple(hit for hit in hits if _is_whole(hit.start_beat / step_beats))


def metric_weight(beat: float, meter: TimeSignature) -> float:
    """Return how strong a place in the bar is: 1 the downbeat, 0.7 a beat, 0.4 a half or third of one, else 0.2."""
    place = beat % meter.beats_per_bar
    if _is_whole(place):
        return _BEAT_WEIGHTS[meter.beats_per_bar][round(place) % meter.beats_per_bar]
    return _OFFBEAT_WEIGHT if is_compound(meter) or _is_whole(place * 2) else _WEAKEST_WEIGHT


def swing(beat: float, ratio: float, *, unit_beats: float = 1.0) -> float:
    """Return where a straight place is played when the first half of each unit takes `ratio` of it."""
    whole, part = divmod(beat / unit_beats, 1)
    late = part * 2 * ratio if part < _HALF else ratio + (part - _HALF) * 2 * (1 - ratio)
    return (whole + late) * unit_beats


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < _TOLERANCE


_THIRDS = 3
_HALF = 0.5
_TOLERANCE = 1e-6
STRONG = 0.85  # metric weight from which a place is stressed
ON_BEAT = 0.7  # metric weight from which a place is on a beat
_OFFBEAT_WEIGHT = 0.4
_WEAKEST_WEIGHT = 0.2
# Beats in a bar → weight of each: the middle of a bar of four is nearly as strong as its beginning.
_BEAT_WEIGHTS = {2: (1.0, 0.7), 3: (1.0, 0.7, 0.7), 4: (1.0, 0.7, 0.85, 0.7)}
