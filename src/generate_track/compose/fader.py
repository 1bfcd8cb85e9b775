"""The fader: slow moves of a part's level that velocity cannot make, so that held chords breathe and sections grow."""

from collections.abc import Iterator

from generate_track.compose.form import Passage
from generate_track.compose.harmony import Span
from generate_track.compose.piece import Piece
from generate_track.compose.style import Chair

Move = tuple[float, float]  # beat, factor

_CREST = 0.55  # where in a chord a breath is fullest
_BREATH_DEPTH = 0.45  # of a full swell, at a chord's ends
_GROWTH_DEPTH = 0.3  # of a full swell, at the beginning of a section that leads into a stronger one
_SHORTEST_BREATH_S = 1.4
_RISE = 0.05  # energy by which the next section has to be stronger


def move_fader(piece: Piece, chair: Chair) -> tuple[Move, ...]:
    """Return the fader moves of a chair, sorted by beat; () when it does not swell."""
    if not chair.swell:
        return ()
    moves = [move for passage in piece.passages for move in _passage(piece, passage, swell=chair.swell)]
    return tuple(moves)


def _passage(piece: Piece, passage: Passage, *, swell: float) -> Iterator[Move]:
    start, end = piece.beats(passage)
    floor = 1.0 - _GROWTH_DEPTH * swell * (passage.next_energy > passage.section.energy + _RISE)
    for span in piece.harmony.between(start, end):
        level = floor + (1.0 - floor) * (span.start_beat - start) / max(1, end - start)
        yield from _breath(piece, span, level=level, swell=swell)


def _breath(piece: Piece, span: Span, *, level: float, swell: float) -> Iterator[Move]:
    """Yield the moves of one chord: it opens and closes, or only keeps its level where it is short."""
    is_short = span.length_beats * piece.timeline.beat_s < _SHORTEST_BREATH_S
    yield span.start_beat, level * (1.0 if is_short else 1.0 - _BREATH_DEPTH * swell)
    if not is_short:
        yield span.start_beat + _CREST * span.length_beats, level
