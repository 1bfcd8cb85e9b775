"""Bass: written lines on the chords' roots, or walking a note a beat towards the next chord."""

import math
from collections.abc import Iterator

from generate_track.compose.chord import Chord, chord_scale
from generate_track.compose.drum import kicks
from generate_track.compose.piece import Piece
from generate_track.compose.rhythm import Stroke, is_compound, length_beats, metric_weight, parse_rhythm, thin
from generate_track.compose.style import BassChair, DrumChair
from generate_track.compose.turn import Turn, turns

_LOWEST_ROOT = 28  # E1: below it a root is felt more than heard
_WALK_LOW, _WALK_HIGH = 28, 50
_FASTEST_PER_S = 12.0
_KICKED_BEATS, _KICKED_ACCENT = 0.24, 0.9
_WALKING_BEATS = 0.96
_SKIP_CHANCE = 0.12
_LILT_CHANCE = 0.6
_OCTAVE, _TRITONE, _FIFTH = 12, 6, 7
_TRIAD, _SIXTH, _FLAT_SEVENTH = 3, 9, 10
_SEVENTHS = (11, 10, 9)
_DRUMMER = "drums"


def write_bass(piece: Piece, chair: BassChair) -> list[Stroke]:
    """Return the bass notes of the whole track."""
    strokes: list[Stroke] = []
    for turn in turns(piece, chair):
        if turn.is_on:
            walks = chair.walks_at is not None and turn.energy >= chair.walks_at
            written = _walk(turn) if walks else _line(turn)
            strokes += _with_kick(turn, written) if chair.follows_kick else written
    return strokes + _ending(piece, chair)


def _with_kick(turn: Turn[BassChair], written: list[Stroke]) -> list[Stroke]:
    """Return the line with the chord's root wherever the kick is struck and the line is silent or only holds on."""
    added = [
        Stroke(
            beat, _KICKED_BEATS, root_pitch(turn.piece.harmony.at(beat).root), _velocity(turn, beat) * _KICKED_ACCENT
        )
        for beat in _kicked(turn)
        if all(abs(beat - stroke.start_beat) > _KICKED_BEATS for stroke in written)
    ]
    return sorted(written + added)


def _kicked(turn: Turn[BassChair]) -> Iterator[float]:
    """Yield the beats of a turn at which the drummer of the style strikes the kick."""
    for chair in turn.piece.style.chairs:
        if not isinstance(chair, DrumChair) or chair.name != _DRUMMER:
            continue
        drums = next(other for other in turns(turn.piece, chair) if other.passage.index == turn.passage.index)
        bars = kicks(drums) if drums.is_on else ((),)
        for number, start in enumerate(turn.bars):
            yield from (start + beat for beat in bars[number % len(bars)])


def root_pitch(pitch_class: int) -> int:
    """Return the pitch on which the bass plays a root: E1 to D sharp 2."""
    return _LOWEST_ROOT + (pitch_class - _LOWEST_ROOT) % _OCTAVE


def _line(turn: Turn[BassChair]) -> list[Stroke]:
    lines = turn.chair.lines[str(turn.meter)]
    text = lines[turn.level(len(lines))]
    step_beats = turn.piece.step_beats(_FASTEST_PER_S)
    hits = thin(parse_rhythm(text, turn.meter.divisions_per_beat), step_beats)
    strokes: list[Stroke] = []
    for start in range(turn.start_beat, turn.end_beat, int(length_beats(text, turn.meter))):
        for hit in hits:
            beat = start + hit.start_beat
            length = min(hit.length_beats, turn.end_beat - beat)
            strokes.append(Stroke(beat, length, _tone(turn, hit.sign, beat), _velocity(turn, beat)))
    return strokes


def _velocity(turn: Turn[BassChair], beat: float) -> float:
    return turn.velocity(beat) * (0.86 + 0.2 * metric_weight(beat, turn.meter))


def _tone(turn: Turn[BassChair], sign: str, beat: float) -> int:
    """Return the pitch that a sign of a bass line means at `beat`."""
    chord = turn.piece.harmony.at(beat)
    match sign:
        case "a":
            return _approach(turn, chord, turn.piece.harmony.after(beat))
        case "n":
            return root_pitch(turn.piece.harmony.at(math.floor(beat) + 1).root)
        case _:
            return root_pitch(chord.root) + _above(chord)[sign]


def _above(chord: Chord) -> dict[str, int]:
    """Return the semitones above the root that signs mean; a chord without a seventh lends itself a flat one."""
    seventh = next((tone for tone in _SEVENTHS if tone in chord.intervals[_TRIAD:]), _FLAT_SEVENTH)
    return {"R": 0, "3": chord.third, "5": chord.fifth, "6": _SIXTH, "7": seventh, "8": _OCTAVE}


def _approach(turn: Turn[BassChair], chord: Chord, following: Chord) -> int:
    """Return the scale's step below or above the next root; its fifth where the root stays or no step is in reach."""
    target = root_pitch(following.root)
    if following.root == chord.root:
        return target + following.fifth
    scale = chord_scale(turn.piece.key, chord)
    steps = [target + step for step in (-2, -1, 1, 2) if (target + step) % _OCTAVE in scale]
    return turn.rng.choice([pitch for pitch in steps if pitch >= _LOWEST_ROOT] or [target + following.fifth])


def _walk(turn: Turn[BassChair]) -> list[Stroke]:
    strokes: list[Stroke] = []
    pitch = root_pitch(turn.piece.harmony.at(turn.start_beat).root)
    for beat in range(turn.start_beat, turn.end_beat):
        pitch = _step(turn, beat, pitch)
        strokes.append(Stroke(beat, _WALKING_BEATS, pitch, _velocity(turn, beat)))
        strokes += _skip(turn, beat, pitch)
    return strokes


def _skip(turn: Turn[BassChair], beat: int, pitch: int) -> list[Stroke]:
    """Return now and then a light note before the next beat; in 6/8 that lilt is the rule."""
    chance = _LILT_CHANCE if is_compound(turn.meter) else _SKIP_CHANCE
    is_skipping = turn.rng.random() < chance and turn.piece.step_beats(_FASTEST_PER_S) < 1
    place = beat + (2 / 3 if is_compound(turn.meter) else 0.5)
    return [Stroke(place, 0.3, pitch, turn.velocity(beat) * 0.7)] if is_skipping else []


def _step(turn: Turn[BassChair], beat: int, previous: int) -> int:
    """Return the pitch of a walking bass at `beat`.

    A chord begins on its root, its last beat leads by a step or a fifth into the next root, and between them the
    line moves by chord and scale tones towards it.
    """
    harmony = turn.piece.harmony
    span = harmony.spans[harmony.index_at(beat)]
    left = span.start_beat + span.length_beats - beat
    if beat == span.start_beat:
        return _fold(_nearest(span.chord.root, previous))
    target = _fold(_nearest(harmony.after(beat).root, previous))
    if left <= 1:
        return _lead_in(turn, span.chord, target=target, previous=previous)
    return _towards(turn, span.chord, aim=previous + (target - previous) / left, previous=previous)


def _towards(turn: Turn[BassChair], chord: Chord, *, aim: float, previous: int) -> int:
    """Return a pitch within a fifth, near `aim`; chord tones are cheap, scale tones less so."""
    tones, scale = chord.pitch_classes, chord_scale(turn.piece.key, chord)

    def cost(pitch: int) -> float:
        return abs(pitch - aim) + (0.0 if pitch % _OCTAVE in tones else 1.5) + 2 * turn.rng.random()

    near = range(max(_WALK_LOW, previous - _FIFTH), min(_WALK_HIGH, previous + _FIFTH) + 1)
    return min((pitch for pitch in near if pitch != previous and pitch % _OCTAVE in scale), key=cost)


def _lead_in(turn: Turn[BassChair], chord: Chord, *, target: int, previous: int) -> int:
    """Return a step, diatonic or chromatic, beside the next root, or its fifth above or below."""
    scale = chord_scale(turn.piece.key, chord)
    steps = [step for step in (-2, 2, -1, 1) if (target + step) % _OCTAVE in scale or abs(step) == 1]
    steps.append(_FIFTH if target + _FIFTH <= _WALK_HIGH else _FIFTH - _OCTAVE)

    def cost(pitch: int) -> tuple[bool, float]:
        return pitch == previous, abs(pitch - previous) * 0.4 + 4 * turn.rng.random()

    return _fold(min((target + step for step in steps), key=cost))


def _nearest(pitch_class: int, previous: int) -> int:
    above = previous + (pitch_class - previous) % _OCTAVE
    return above if above - previous <= _TRITONE else above - _OCTAVE


def _fold(pitch: int) -> int:
    """Return `pitch` in the octave nearest to it that a walking bass reaches."""
    while pitch < _WALK_LOW:
        pitch += _OCTAVE
    while pitch > _WALK_HIGH:
        pitch -= _OCTAVE
    return pitch


def _ending(piece: Piece, chair: BassChair) -> list[Stroke]:
    """Return the tonic, held to the end; struck again where the last chord comes later."""
    line = piece.timeline
    tonic, loud = root_pitch(piece.key.pitch_class), chair.velocity * 0.85
    held = Stroke(line.body_beats, line.end_beat - line.body_beats, tonic, loud)
    if line.final_beat == line.body_beats:
        return [held]
    return [held, Stroke(line.final_beat, line.end_beat - line.final_beat, tonic, loud * 0.75)]
