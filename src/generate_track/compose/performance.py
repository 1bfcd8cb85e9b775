"""Performance: written strokes become the notes a player sounds, swung, loosened and kept inside the track."""

from collections.abc import Iterable

from generate_track.compose.instrument import Instrument
from generate_track.compose.piece import Piece
from generate_track.compose.rhythm import Stroke
from generate_track.compose.score import Note
from generate_track.compose.style import Chair

_LOUDNESS_SPREAD = 0.035
_OCTAVE = 12
_SHORTEST_BEATS = 0.02
_LAST_START_S = 0.05  # a note begins at least this long before the end


def perform(strokes: Iterable[Stroke], chair: Chair, *, instrument: Instrument, piece: Piece) -> tuple[Note, ...]:
    """Return the notes of a part, sorted, none before 0 or reaching past the end of the track.

    A pitch out of the instrument's reach is played in the nearest octave that is not.
    A note ends where its own pitch, or the next note of a one-voiced instrument, begins.
    """
    rng = piece.rng("performance", chair.name)
    beat_s, arrival = piece.timeline.beat_s, piece.timeline.body_beats
    spread = chair.looseness_ms / 1000 / beat_s
    behind = chair.behind_ms / 1000 / beat_s
    last_start = piece.timeline.end_beat - _LAST_START_S / beat_s
    played: list[tuple[float, int, float, int]] = []
    for start, length, pitch, velocity in strokes:
        offset = max(-2.0, min(2.0, rng.gauss(0.0, 1.0))) * spread + behind
        begin = min(last_start, max(0.0, piece.swung(start) + offset))
        # What is struck at the arrival rings as written.
        end = piece.swung(start + (length if start >= arrival else length * chair.gate)) + offset
        loudness = velocity * (1.0 + _LOUDNESS_SPREAD * rng.gauss(0.0, 1.0))
        played.append((begin, _within_reach(pitch, instrument), end, max(1, min(127, round(loudness)))))
    played.sort()
    return _separate(played, is_mono=instrument.is_mono, end_beat=piece.timeline.end_beat)


def _within_reach(pitch: int, instrument: Instrument) -> int:
    if pitch < instrument.low:
        return instrument.low + (pitch - instrument.low) % _OCTAVE
    if pitch > instrument.high:
        return instrument.high - (instrument.high - pitch) % _OCTAVE
    return pitch


def _separate(played: list[tuple[float, int, float, int]], *, is_mono: bool, end_beat: float) -> tuple[Note, ...]:
    """Cut each note where the next of its voice begins; of two at once on one voice the louder stays."""
    notes: list[Note] = []
    next_start: dict[int, float] = {}
    for begin, pitch, end, velocity in reversed(played):
        voice = 0 if is_mono else pitch
        length = min(end, end_beat, next_start.get(voice, end_beat)) - begin
        if length >= _SHORTEST_BEATS:
            notes.append(Note(begin, length, pitch, velocity))
            next_start[voice] = begin
    return tuple(reversed(notes))
