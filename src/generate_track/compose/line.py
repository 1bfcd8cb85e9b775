"""A line: the pitches of a phrase, chosen together so that it moves as singers do."""

from collections.abc import Iterable, Mapping, Sequence

Choice = Mapping[int, float]
"""Pitch → what it costs to sound it here."""

# Semitones of a melodic interval → what it costs. Steps are free, thirds cheap, tritones and sevenths dear.
# Source: the order, not the numbers, of interval frequencies in folk song; D. Huron, Sweet Anticipation (2006), ch. 5.
_INTERVALS = (0.7, 0.0, 0.0, 0.6, 0.9, 1.4, 4.0, 1.8, 3.0, 3.2, 5.5, 6.5, 3.5)
_BEYOND_AN_OCTAVE = 9.0


def draw_line(choices: Sequence[Choice], *, previous: int) -> list[int]:
    """Return one pitch of each choice: those that cost least with the intervals between them.

    Args:
        choices: what may sound, note by note; none is empty.
        previous: the pitch before the first.
    Source: Viterbi, "Error bounds for convolutional codes", IEEE Trans. Inf. Theory 13 (1967): the cheapest path.
    """
    paths: dict[int, tuple[float, tuple[int, ...]]] = {previous: (0.0, ())}
    for choice in choices:
        paths = {pitch: _cheapest(paths.items(), pitch, cost) for pitch, cost in choice.items()}
    # Equal costs are decided by pitch, so that the line is the same everywhere.
    return list(min(paths.values())[1])


def _cheapest(
    paths: Iterable[tuple[int, tuple[float, tuple[int, ...]]]], pitch: int, cost: float
) -> tuple[float, tuple[int, ...]]:
    total, line = min((so_far + interval_cost(pitch - before), line) for before, (so_far, line) in paths)
    return total + cost, (*line, pitch)


def interval_cost(semitones: int) -> float:
    """Return what a step or leap of so many semitones costs a singer."""
    size = abs(semitones)
    return _INTERVALS[size] if size < len(_INTERVALS) else _BEYOND_AN_OCTAVE
