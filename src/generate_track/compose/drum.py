"""Drums: grooves that follow the energy, fills that lead into the next section, builds, and the last stroke."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generate_track.compose.piece import Piece
from generate_track.compose.rhythm import Hit, Stroke, is_compound, length_beats, parse_rhythm, thin
from generate_track.compose.style import DrumChair, Groove
from generate_track.compose.turn import Turn, turns

_KICK, _SNARE, _PEDAL, _CLOSED_HAT, _OPEN_HAT = 36, 38, 44, 42, 46
_FASTEST_PER_S = 12.0
# Hats and shakers divide the beat, at slow tempi softly, or the track would seem to be twice as fast.
_DIVIDERS = frozenset({_CLOSED_HAT, _PEDAL, _OPEN_HAT, 54, 69, 70, 82})
_DIVIDES_BPM = (88.0, 112.0)
_SOFTEST_DIVISION = 0.42
_GHOST_CHANCE = 0.75
_GHOST_BARS = 4
_MID_FILL_CHANCE = 0.3
_STROKE_BEATS = 0.2
_CYMBAL_BEATS = 4.0
_BUILDS = frozenset({"build", "prechorus"})
_ROLL_PACES = (1.0, 1.0, 0.5, 0.25)  # beats between strokes in each quarter of a build
_ROLLS = {"d": 2, "t": 3}  # sign → strokes in one step
_COMPOUND_ROLL_PACES = (1.0, 1.0, 1 / 3, 1 / 3)


class _Drum(NamedTuple):
    """One stroke of a groove or fill, in beats from its start."""

    beat: float
    key: int
    accent: float
    is_ghost: bool


class _Fill(NamedTuple):
    drums: tuple[_Drum, ...]
    n_beats: float


_NO_FILL = _Fill((), 0.0)


def write_drums(piece: Piece, chair: DrumChair) -> list[Stroke]:
    """Return the drum strokes of the whole track."""
    strokes: list[Stroke] = []
    for turn in turns(piece, chair):
        if turn.is_on:
            strokes += _passage(turn)
        elif turn.passage.next_energy >= chair.enters_at:
            strokes += _pickup(turn)
    strokes += _ending(piece, chair)
    return [stroke for stroke in strokes if stroke.pitch not in piece.brief.unstruck]


def kicks(turn: Turn[DrumChair]) -> tuple[tuple[float, ...], ...]:
    """Return where the kick is struck in each bar of the groove that a turn is played in, from the bar's start."""
    grooves = turn.chair.grooves[str(turn.meter)]
    bars = _bars(turn.piece, grooves[turn.level(len(grooves))])
    return tuple(tuple(drum.beat for drum in bar if drum.key == _KICK) for bar in bars)


def _passage(turn: Turn[DrumChair]) -> list[Stroke]:
    grooves = turn.chair.grooves[str(turn.meter)]
    groove = grooves[turn.level(len(grooves))]
    bars = _bars(turn.piece, groove)
    is_build = turn.chair.has_builds and turn.passage.section.label in _BUILDS
    strokes = _opening(turn) if turn.passage.index else []
    for number, beat in enumerate(turn.bars):
        end = beat + turn.meter.beats_per_bar
        fill = _NO_FILL if is_build else _fill(turn, beat)
        bar = bars[number % len(bars)]
        bar = _opened(bar) if fill is _NO_FILL and _ends_phrase(turn, beat) else bar
        strokes += _played(turn, bar, start=beat, end=end - fill.n_beats)
        strokes += _played(turn, fill.drums, start=end - fill.n_beats, end=end)
    return strokes + (_build(turn) if is_build else [])


def _bars(piece: Piece, groove: Groove) -> tuple[tuple[_Drum, ...], ...]:
    """Return the strokes of each of a groove's bars, from the bar's start."""
    drums, length = _read(piece, groove), piece.meter.beats_per_bar
    n_bars = max(1, round(max(length_beats(text, piece.meter) for text in groove.values()) / length))
    return tuple(
        tuple(drum._replace(beat=drum.beat - bar * length) for drum in drums if bar <= drum.beat / length < bar + 1)
        for bar in range(n_bars)
    )


def _opened(bar: tuple[_Drum, ...]) -> tuple[_Drum, ...]:
    """Return a bar whose last closed hi-hat off the beat is an open one: the drummer's comma."""
    last = max((drum.beat for drum in bar if drum.key == _CLOSED_HAT and drum.beat % 1), default=None)
    return tuple(drum._replace(key=_OPEN_HAT) if (drum.key, drum.beat) == (_CLOSED_HAT, last) else drum for drum in bar)


def _read(piece: Piece, groove: Groove) -> tuple[_Drum, ...]:
    """Return a groove's strokes on the grid that can be played at this tempo."""
    step_beats = piece.step_beats(_FASTEST_PER_S)
    return tuple(
        _Drum(hit.start_beat, key, hit.accent * _division(piece, hit, key=key), hit.sign == "g")
        for key, text in groove.items()
        for written in thin(parse_rhythm(text, piece.meter.divisions_per_beat), step_beats)
        for hit in _rolled(written)
    )


def _division(piece: Piece, hit: Hit, *, key: int) -> float:
    """Return the factor on a stroke: slow beats are divided softly, but for thirds, which are what lilts."""
    # A ghost is soft as it is written.
    is_division = key in _DIVIDERS and hit.start_beat % 1 and hit.sign != "g"
    if not is_division or is_compound(piece.meter):
        return 1.0
    slow, quick = _DIVIDES_BPM
    share = min(1.0, max(0.0, (piece.timeline.tempo_bpm - slow) / (quick - slow)))
    return _SOFTEST_DIVISION + (1.0 - _SOFTEST_DIVISION) * share


def _rolled(hit: Hit) -> Iterator[Hit]:
    """Yield the strokes of one sign of a groove: a roll divides its step evenly."""
    n_strokes = _ROLLS.get(hit.sign, 1)
    for number in range(n_strokes):
        yield hit._replace(start_beat=hit.start_beat + number * hit.length_beats / n_strokes)


def _fill(turn: Turn[DrumChair], beat: int) -> _Fill:
    """Return the fill that ends a bar: a section's last has one, a phrase's last now and then."""
    is_lucky = turn.rng.random() < _MID_FILL_CHANCE
    is_last = beat + turn.meter.beats_per_bar >= turn.end_beat
    return _draw_fill(turn) if is_last or (is_lucky and _ends_phrase(turn, beat)) else _NO_FILL


def _ends_phrase(turn: Turn[DrumChair], beat: int) -> bool:
    phrase_bars = max(4, int(4 * turn.piece.timeline.unit))
    return (beat - turn.start_beat) // turn.meter.beats_per_bar % phrase_bars == phrase_bars - 1


def _draw_fill(turn: Turn[DrumChair]) -> _Fill:
    """Return one of the chair's fills, if it plays any; its accents grow."""
    fills = turn.chair.fills.get(str(turn.meter))
    if not fills:
        return _NO_FILL
    groove = turn.rng.choice(fills)
    n_beats = max(length_beats(text, turn.meter) for text in groove.values())
    drums = _read(turn.piece, groove)
    return _Fill(
        tuple(drum._replace(accent=drum.accent * (0.8 + 0.3 * drum.beat / n_beats)) for drum in drums), n_beats
    )


def _played(turn: Turn[DrumChair], drums: Iterable[_Drum], *, start: float, end: float) -> list[Stroke]:
    velocity = turn.velocity(start)
    # The ghost notes of a phrase come back in the next one.
    bar = (start - turn.start_beat) // turn.meter.beats_per_bar
    rng = turn.piece.rng(turn.chair.name, "ghosts", turn.passage.section.label, bar % _GHOST_BARS)
    return [
        Stroke(start + drum.beat, _STROKE_BEATS, drum.key, velocity * drum.accent)
        for drum in drums
        if start + drum.beat < end and (not drum.is_ghost or rng.random() < _GHOST_CHANCE)
    ]


def _opening(turn: Turn[DrumChair]) -> list[Stroke]:
    lead_in = turn.chair.lead_in
    return [Stroke(turn.start_beat, _CYMBAL_BEATS, lead_in, turn.velocity(turn.start_beat))] if lead_in else []


def _pickup(turn: Turn[DrumChair]) -> list[Stroke]:
    """Return the fill with which drums that waited come in."""
    fill = _draw_fill(turn)
    return _played(turn, fill.drums, start=max(0.0, turn.end_beat - fill.n_beats), end=turn.end_beat)


def _build(turn: Turn[DrumChair]) -> list[Stroke]:
    """Return a snare roll that gets quicker and louder."""
    paces = _COMPOUND_ROLL_PACES if is_compound(turn.meter) else _ROLL_PACES
    step_beats = turn.piece.step_beats(_FASTEST_PER_S)
    strokes: list[Stroke] = []
    beat = float(turn.start_beat)
    # The half step of tolerance keeps a rounding error from adding a stroke after the end.
    while beat < turn.end_beat - step_beats / 2:
        share = (beat - turn.start_beat) / (turn.end_beat - turn.start_beat)
        strokes.append(Stroke(beat, _STROKE_BEATS, _SNARE, turn.chair.velocity * (0.45 + 0.55 * share)))
        beat += max(step_beats, paces[int(share * len(paces))])
    return strokes


def _ending(piece: Piece, chair: DrumChair) -> list[Stroke]:
    """Return the stroke on which the piece arrives, a quiet pulse if more beats follow, and the last one."""
    if chair.lead_in is None:
        return []
    arrival, final = piece.timeline.body_beats, piece.timeline.final_beat
    loud = chair.velocity * 0.85
    strokes = [Stroke(arrival, _CYMBAL_BEATS, chair.lead_in, loud), Stroke(arrival, _STROKE_BEATS, _KICK, loud)]
    if final > arrival:
        pulse = range(arrival + 1, int(final))
        strokes += [Stroke(beat, _STROKE_BEATS, _PEDAL, loud * 0.5) for beat in pulse]
        strokes += [Stroke(final, _CYMBAL_BEATS, key, loud * 0.6) for key in (chair.lead_in, _KICK)]
    return strokes
