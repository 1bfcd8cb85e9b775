"""Transitions: the risers, impacts and breaths with which one section leads into the next."""

from collections.abc import Iterable, Iterator, Sequence

from generate_track.compose.form import Passage
from generate_track.compose.piece import Piece
from generate_track.compose.rhythm import Stroke
from generate_track.compose.score import Effect

_RISE, _FALL = 0.12, -0.15  # changes of energy that are worth announcing
_BIG_RISE = 0.3
_LONGEST_RISER_S, _REVERSE_S, _FALL_S, _BOOM_S = 8.0, 1.8, 4.0, 3.0
_HUSH_BEATS = 1.0  # silence before a drop
_HUSH_CHANCE = 0.6
_SHORTEST_HUSHED_BARS = 2


def write_effects(piece: Piece) -> tuple[Effect, ...]:
    """Return the transitions of a piece, of the kinds its style knows, sorted by start."""
    known = piece.style.transitions
    pairs = zip(piece.passages, piece.passages[1:], strict=False)
    effects = (effect for passage, following in pairs for effect in _between(piece, passage, following))
    return tuple(sorted((effect for effect in effects if effect.kind in known), key=lambda effect: effect.start_beat))


def _between(piece: Piece, passage: Passage, following: Passage) -> Iterator[Effect]:
    start, edge = piece.beats(passage)
    rise = following.section.energy - passage.section.energy
    beat_s = piece.timeline.beat_s
    if rise > _RISE:
        length = min(float(edge - start), _LONGEST_RISER_S / beat_s)
        yield Effect("riser", edge - length, length, -11.0 if rise < _BIG_RISE else -8.0)
        reverse = min(float(edge - start), _REVERSE_S / beat_s)
        yield Effect("reverse_cymbal", edge - reverse, reverse, -9.0)
        yield Effect("impact", edge, _BOOM_S / beat_s, -8.0)
        if following.is_arrival or rise > _BIG_RISE:
            yield Effect("sub_drop", edge, _BOOM_S / beat_s, -8.0)
    elif rise < _FALL:
        yield Effect("downlifter", edge, _FALL_S / beat_s, -12.0)


def hushes(piece: Piece) -> tuple[tuple[float, float], ...]:
    """Return the spans of beats in which all but the effects fall silent: the breath before a drop."""
    pairs = zip(piece.passages, piece.passages[1:], strict=False)
    return tuple(
        (piece.beats(passage)[1] - _HUSH_BEATS, float(piece.beats(passage)[1]))
        for passage, following in pairs
        if _is_hushed(piece, passage, following)
    )


def _is_hushed(piece: Piece, passage: Passage, following: Passage) -> bool:
    is_drop = passage.section.label == "build" and following.section.label == "drop"
    is_long = passage.section.n_bars >= _SHORTEST_HUSHED_BARS and piece.meter.beats_per_bar > _HUSH_BEATS
    return is_drop and is_long and piece.rng("hush", passage.index).random() < _HUSH_CHANCE


def hush(strokes: Iterable[Stroke], spans: Sequence[tuple[float, float]]) -> list[Stroke]:
    """Return the strokes without those that begin in a hush; what sounds into one ends there."""
    return [_cut(stroke, spans) for stroke in strokes if not any(a <= stroke.start_beat < b for a, b in spans)]


def _cut(stroke: Stroke, spans: Sequence[tuple[float, float]]) -> Stroke:
    ends = [start for start, _ in spans if stroke.start_beat < start < stroke.start_beat + stroke.length_beats]
    return stroke._replace(length_beats=min(ends) - stroke.start_beat) if ends else stroke
