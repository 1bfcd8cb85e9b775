"""Phrases: how a section is divided into question and answer, for the lead and for the counter that answers it."""

import math
from typing import Literal, NamedTuple

from generate_track.compose.form import Passage
from generate_track.compose.piece import Piece

Letter = Literal["A", "A'", "B"]
_GRAMMAR: tuple[Letter, ...] = ("A", "A'", "B", "A'")
BREATH = 0.78  # share of a phrase that sounds; in the rest the lead breathes and the counter answers


class Phrase(NamedTuple):
    """A phrase of the tune.

    Args:
        letter: A the motif, A' its return with another ending, B the contrast.
        is_close: whether it comes to rest on the tonic.
        line: the words it carries, when it carries any.
    """

    start_beat: float
    length_beats: float
    letter: Letter
    is_close: bool
    line: str | None = None

    @property
    def sung_beats(self) -> float:
        """Beats before the breath."""
        return self.length_beats * BREATH


def phrases(piece: Piece, passage: Passage, *, phrase_s: float) -> tuple[Phrase, ...]:
    """Return the phrases of a passage, each about `phrase_s` seconds, or one for each lyric line."""
    if passage.lines:
        return _line_phrases(piece, passage)
    start, end = piece.beats(passage)
    bars = 2 ** max(0, round(math.log2(phrase_s / piece.timeline.bar_s)))
    length = bars * piece.meter.beats_per_bar
    starts = range(start, end, length)
    return tuple(
        Phrase(beat, min(length, end - beat), _GRAMMAR[number % len(_GRAMMAR)], _closes(number, len(starts)))
        for number, beat in enumerate(starts)
    )


def _closes(number: int, n_phrases: int) -> bool:
    return number == n_phrases - 1 or number % len(_GRAMMAR) == len(_GRAMMAR) - 1


def _line_phrases(piece: Piece, passage: Passage) -> tuple[Phrase, ...]:
    """Give each line an equal span, on whole bars or beats where there is room for that."""
    start, end = piece.beats(passage)
    n_lines = len(passage.lines)
    span = _round_down((end - start) / n_lines, piece.meter.beats_per_bar)
    return tuple(
        Phrase(start + number * span, span, _GRAMMAR[number % len(_GRAMMAR)], _closes(number, n_lines), line)
        for number, line in enumerate(passage.lines)
    )


def _round_down(beats: float, beats_per_bar: int) -> float:
    for grid in (beats_per_bar, 1.0, 0.5, 0.25):
        if beats >= 2 * grid or beats == grid:
            return math.floor(beats / grid) * grid
    return beats
