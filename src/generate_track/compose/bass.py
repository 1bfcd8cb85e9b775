"""Bass: written lines on the chords' roots, or walking a note a beat towards the next chord."""

import random

from generate_track.compose.chord import Chord, chord_scale
from generate_track.compose.form import Passage
from generate_track.compose.piece import Piece
from generate_track.compose.rhythm import Stroke, length_beats, parse_rhythm, thin
from generate_track.compose.style import BassChair

_LOWEST_ROOT = 28  # E1: below it a root is felt more than heard
_WALK_LOW, _WALK_HIGH = 28, 50
_SKIP_CHANCE = 0.12
_TONES = {"R": 0, "8": 12}


def write_bass(piece: Piece, chair: BassChair) -> list[Stroke]:
    """Return the bass notes of the whole track."""
    strokes: list[Stroke] = []
    for passage in piece.passages:
        energy = passage.section.energy
        if energy < chair.enters_at:
            continue
        rng = piece.rng(chair.name, passage.index)
        walks = chair.walks_at is not None and energy >= chair.walks_at
        strokes += (_walk if walks else _line)(piece, chair, passage, rng)
    return strokes + _ending(piece, chair)


def root_pitch(pitch_class: int) -> int:
    """Return the pitch on which the bass plays a root: E1 to D sharp 2."""
    return _LOWEST_ROOT + (pitch_class - _LOWEST_ROOT) % 12


def _line(piece: Piece, chair: BassChair, passage: Passage, rng: random.Random) -> list[Stroke]:
    lines = chair.lines[str(piece.meter)]
    height = (passage.section.energy - chair.enters_at) / (1.001 - chair.enters_at)
    text = lines[int(height * len(lines))]
    n_beats = length_beats(text, piece.meter)
    hits = thin(parse_rhythm(text, piece.meter.divisions_per_beat), piece.step_beats)
    start, end = piece.beats(passage)
    strokes: list[Stroke] = []
    for turn in range(int((end - start) / n_beats + 1 - 1e-9)):
        for hit in hits:
            beat = start + turn * n_beats + hit.start_beat
            if beat < end:
                pitch = _tone(piece, hit.sign, beat, rng)
                velocity = _velocity(piece, chair, passage, beat)
                strokes.append(Stroke(beat, min(hit.length_beats, end - beat) * 0.96, pitch, velocity))
    return strokes


def _velocity(piece: Piece, chair: BassChair, passage: Passage, beat: float) -> float:
    weight = 1.06 if beat % piece.meter.beats_per_bar == 0 else 1.0 if beat % 1 == 0 else 0.92
    return chair.velocity * piece.loudness(passage, beat) * weight


def _tone(piece: Piece, sign: str, beat: float, rng: random.Random) -> int:
    """Return the pitch that a sign of a bass line means at `beat`."""
    chord = piece.harmony.at(beat)
    root = root_pitch(chord.root)
    if sign == "a":
        return _approach(piece, chord, piece.harmony.after(beat), rng)
    if sign == "3":
        return root + chord.third
    if sign == "5":
        return root + chord.fifth
    return root + _TONES[sign]


def _approach(piece: Piece, chord: Chord, following: Chord, rng: random.Random) -> int:
    """Return the scale's step below or above the next root; the fifth where the root stays."""
    target = root_pitch(following.root)
    if following.root == chord.root:
        return target + following.fifth
    scale = chord_scale(piece.key, chord)
    steps = [target + step for step in (-2, -1, 1, 2) if (target + step) % 12 in scale]
    return rng.choice(steps)


def _walk(piece: Piece, chair: BassChair, passage: Passage, rng: random.Random) -> list[Stroke]:
    start, end = piece.beats(passage)
    strokes: list[Stroke] = []
    pitch = root_pitch(piece.harmony.at(start).root)
    for beat in range(start, end):
        pitch = _next_step(piece, beat, pitch, rng)
        velocity = _velocity(piece, chair, passage, beat)
        strokes.append(Stroke(beat, 0.92, pitch, velocity))
        strokes += _skip(piece, beat, pitch, velocity, rng)
    return strokes


def _skip(piece: Piece, beat: float, pitch: int, velocity: float, rng: random.Random) -> list[Stroke]:
    """Return now and then a light note before the next beat; in 6/8 that lilt is the rule."""
    is_lilting = piece.meter.divisions_per_beat == 3
    if rng.random() > (0.6 if is_lilting else _SKIP_CHANCE) or piece.step_beats > 0.5:
        return []
    place = beat + (2 / 3 if is_lilting else 0.5)
    return [Stroke(place, 0.3, pitch, velocity * 0.7)]


def _next_step(piece: Piece, beat: float, previous: int, rng: random.Random) -> int:
    """Return the pitch of a walking bass at `beat`.

    A chord begins on its root, its last beat leads by a step or a fifth into the next root, and between them the
    line moves by chord and scale tones towards it.
    """
    harmony = piece.harmony
    span = harmony.spans[harmony.index_at(beat)]
    left = span.start_beat + span.length_beats - beat
    if beat == span.start_beat:
        return _fold(_nearest(span.chord.root, previous))
    target = _fold(_nearest(harmony.after(beat).root, previous))
    if left <= 1:
        return _lead_in(piece, span.chord, target, previous, rng)
    aim = previous + (target - previous) / left
    return min(
        _neighbours(piece, span.chord, previous), key=lambda option: abs(option[0] - aim) + option[1] + rng.random() * 2
    )[0]


def _neighbours(piece: Piece, chord: Chord, previous: int) -> list[tuple[int, float]]:
    """Return the pitches within a fifth, each with its cost: chord tones are cheap, scale tones less so."""
    tones, scale = chord.pitch_classes, chord_scale(piece.key, chord)
    low, high = max(_WALK_LOW, previous - 7), min(_WALK_HIGH, previous + 7)
    costs = ((pitch, 0.0 if pitch % 12 in tones else 1.5) for pitch in range(low, high + 1) if pitch != previous)
    return [(pitch, cost) for pitch, cost in costs if pitch % 12 in scale or cost == 0.0]


def _lead_in(piece: Piece, chord: Chord, target: int, previous: int, rng: random.Random) -> int:
    scale = chord_scale(piece.key, chord)
    steps = [step for step in (-2, 2, -1, 1) if (target + step) % 12 in scale or abs(step) == 1]
    options = [target + step for step in steps] + [target + 7 if target + 7 <= _WALK_HIGH else target - 5]
    return _fold(min(options, key=lambda pitch: (pitch == previous, abs(pitch - previous) * 0.4 + rng.random() * 4)))


def _nearest(pitch_class: int, previous: int) -> int:
    above = previous + (pitch_class - previous) % 12
    return above if above - previous <= 6 else above - 12


def _fold(pitch: int) -> int:
    while pitch < _WALK_LOW:
        pitch += 12
    while pitch > _WALK_HIGH:
        pitch -= 12
    return pitch


def _ending(piece: Piece, chair: BassChair) -> list[Stroke]:
    """Return the tonic, held to the end; struck again where the last chord comes later."""
    line = piece.timeline
    tonic = root_pitch(piece.key.pitch_class)
    velocity = chair.velocity * 0.85
    strokes = [Stroke(line.body_beats, line.end_beat - line.body_beats, tonic, velocity)]
    if line.final_beat > line.body_beats:
        strokes = [
            Stroke(line.body_beats, line.final_beat - line.body_beats, tonic, velocity),
            Stroke(line.final_beat, line.end_beat - line.final_beat, tonic, velocity * 0.75),
        ]
    return strokes
