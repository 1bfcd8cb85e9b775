"""Drums: grooves that follow the energy, fills that lead into the next section, builds, and the last stroke."""

import random
from typing import NamedTuple

from generate_track.compose.form import Passage
from generate_track.compose.piece import Piece
from generate_track.compose.rhythm import Stroke, length_beats, parse_rhythm, thin
from generate_track.compose.style import DrumChair, Groove

_KICK, _SNARE, _PEDAL = 36, 38, 44
_GHOST_CHANCE = 0.75
_MID_FILL_CHANCE = 0.3
_STROKE_BEATS = 0.2
_BUILDS = ("build", "prechorus")


class _Drum(NamedTuple):
    beat: float
    key: int
    accent: float
    is_ghost: bool


def write_drums(piece: Piece, chair: DrumChair) -> list[Stroke]:
    """Return the drum strokes of the whole track."""
    strokes: list[Stroke] = []
    for passage in piece.passages:
        rng = piece.rng(chair.name, passage.index)
        if passage.section.energy >= chair.enters_at:
            strokes += _passage(piece, chair, passage=passage, rng=rng)
        elif passage.next_energy >= chair.enters_at:
            strokes += _pickup(piece, chair, passage=passage, rng=rng)
    return strokes + _ending(piece, chair)


def _passage(piece: Piece, chair: DrumChair, *, passage: Passage, rng: random.Random) -> list[Stroke]:
    start, end = piece.beats(passage)
    beats_per_bar = piece.meter.beats_per_bar
    groove = _read(piece, _choose_groove(piece, chair, passage))
    is_build = chair.has_builds and passage.section.label in _BUILDS
    strokes = [] if passage.index == 0 else _hit(piece, chair, passage, start)
    for beat in range(start, end, beats_per_bar):
        fill = _fill(piece, chair, rng) if _wants_fill(piece, beat, start=start, end=end, rng=rng) else None
        open_until = beat + beats_per_bar - (fill[1] if fill and not is_build else 0)
        strokes += _strokes(piece, chair, passage, [d._replace(beat=beat + d.beat) for d in groove], rng, open_until)
        if fill and not is_build:
            drums = [drum._replace(beat=open_until + drum.beat) for drum in fill[0]]
            strokes += _strokes(piece, chair, passage, drums, rng, end)
    return strokes + (_build(piece, chair, passage) if is_build else [])


def _choose_groove(piece: Piece, chair: DrumChair, passage: Passage) -> Groove:
    grooves = chair.grooves[str(piece.meter)]
    height = (passage.section.energy - chair.enters_at) / (1.001 - chair.enters_at)
    return grooves[int(height * len(grooves))]


def _read(piece: Piece, groove: Groove) -> list[_Drum]:
    """Return a groove's strokes on the grid that can be played at this tempo."""
    divisions = piece.meter.divisions_per_beat
    return [
        _Drum(hit.start_beat, key, hit.accent, hit.sign == "g")
        for key, text in groove.items()
        for hit in thin(parse_rhythm(text, divisions), piece.step_beats)
    ]


def _wants_fill(piece: Piece, beat: float, *, start: float, end: float, rng: random.Random) -> bool:
    beats_per_bar = piece.meter.beats_per_bar
    chance = rng.random()
    if beat + beats_per_bar >= end:
        return True
    bar = round((beat - start) / beats_per_bar)
    phrase = max(4, int(4 * piece.timeline.unit))
    return bar % phrase == phrase - 1 and chance < _MID_FILL_CHANCE


def _fill(piece: Piece, chair: DrumChair, rng: random.Random) -> tuple[list[_Drum], float]:
    """Return a fill and how many beats it lasts; its accents grow."""
    fill = rng.choice(chair.fills[str(piece.meter)])
    n_beats = max(length_beats(text, piece.meter) for text in fill.values())
    drums = [drum._replace(accent=drum.accent * (0.8 + 0.3 * drum.beat / n_beats)) for drum in _read(piece, fill)]
    return drums, n_beats


def _strokes(  # noqa: PLR0917 - internal, one call shape
    piece: Piece, chair: DrumChair, passage: Passage, drums: list[_Drum], rng: random.Random, until: float
) -> list[Stroke]:
    loudness = piece.loudness(passage, drums[0].beat) * chair.velocity if drums else 0.0
    return [
        Stroke(drum.beat, _STROKE_BEATS, drum.key, loudness * drum.accent)
        for drum in drums
        if drum.beat < until and (not drum.is_ghost or rng.random() < _GHOST_CHANCE)
    ]


def _hit(piece: Piece, chair: DrumChair, passage: Passage, beat: float) -> list[Stroke]:
    """Return the cymbal that opens a section."""
    velocity = chair.velocity * piece.loudness(passage, beat)
    return [Stroke(beat, 2.0, chair.lead_in, velocity * 1.05)]


def _pickup(piece: Piece, chair: DrumChair, *, passage: Passage, rng: random.Random) -> list[Stroke]:
    """Return the fill with which drums that waited come in."""
    _, end = piece.beats(passage)
    drums, n_beats = _fill(piece, chair, rng)
    start = max(0.0, end - n_beats)
    return _strokes(piece, chair, passage, [drum._replace(beat=start + drum.beat) for drum in drums], rng, end)


def _build(piece: Piece, chair: DrumChair, passage: Passage) -> list[Stroke]:
    """Return a snare roll that doubles its pace by halves and grows louder."""
    start, end = piece.beats(passage)
    divisions = piece.meter.divisions_per_beat
    paces = (1.0, 1.0, 0.5, 0.25) if divisions == 4 else (1.0, 1.0, 1 / 3, 1 / 3)
    strokes: list[Stroke] = []
    beat = float(start)
    while beat < end - 1e-6:
        share = (beat - start) / (end - start)
        strokes.append(Stroke(beat, _STROKE_BEATS, _SNARE, chair.velocity * (0.45 + 0.55 * share)))
        beat += max(piece.step_beats, paces[int(share * len(paces))])
    return strokes


def _ending(piece: Piece, chair: DrumChair) -> list[Stroke]:
    """Return the stroke on which the piece arrives, a quiet pulse if more beats follow, and the last one."""
    arrival, final = piece.timeline.body_beats, piece.timeline.final_beat
    loud = chair.velocity * 0.85
    strokes = [Stroke(arrival, 4.0, chair.lead_in, loud), Stroke(arrival, 1.0, _KICK, loud)]
    if final > arrival:
        strokes += [Stroke(beat, 0.2, _PEDAL, loud * 0.5) for beat in range(arrival + 1, int(final))]
        strokes += [Stroke(final, 4.0, chair.lead_in, loud * 0.6), Stroke(final, 1.0, _KICK, loud * 0.6)]
    return strokes
