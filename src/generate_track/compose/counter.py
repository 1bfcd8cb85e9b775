"""The counter: it answers in the lead's breaths, supports full sections, and has the tune where nobody sings."""

import math
from dataclasses import replace

from generate_track.compose.chord import Chord
from generate_track.compose.instrument import Instrument
from generate_track.compose.melody import Voice, write_tune
from generate_track.compose.phrase import phrases
from generate_track.compose.piece import Piece
from generate_track.compose.rhythm import Stroke, is_compound
from generate_track.compose.style import MelodyChair
from generate_track.compose.turn import Turn, turns

_FASTEST_PER_S = 6.0
_SILENT = frozenset({"build", "break"})
_ANSWER_CHANCE = 0.75
_SHORTEST_ANSWER_S = 0.5
_SECOND_VOICE = 0.85  # of the velocity of the first
_FULL_ENERGY = 0.85  # from here long guide tones lie under the tune


def write_counter(piece: Piece, chair: MelodyChair, instrument: Instrument) -> list[Stroke]:
    """Return the counter's notes for the whole track."""
    voice = Voice(piece, chair, instrument)
    strokes: list[Stroke] = []
    for turn in turns(piece, chair):
        if _has_tune(turn):
            strokes += write_tune(voice, turn)
        elif turn.is_on:
            strokes += _support(voice, turn)
    return strokes + voice.close(degree=4)


def _has_tune(turn: Turn[MelodyChair]) -> bool:
    """Return whether the tune is the counter's: in an intro, and wherever a song has no words."""
    label = turn.passage.section.label
    is_unsung = turn.piece.is_sung and not turn.passage.lines and label not in _SILENT
    return is_unsung or (label == "intro" and len(turn.piece.passages) > 1)


def _support(voice: Voice, turn: Turn[MelodyChair]) -> list[Stroke]:
    """Return what helps the lead: answers, guide tones where the band is full, its own line below at the arrival."""
    if turn.passage.is_arrival and not turn.piece.is_sung:
        return [_below(voice, stroke) for stroke in write_tune(voice, _as_lead(turn))]
    return _guide_tones(voice, turn) if turn.energy >= _FULL_ENERGY else _answers(voice, turn)


def _as_lead(turn: Turn[MelodyChair]) -> Turn[MelodyChair]:
    """Return the turn with the lead's rhythms and phrases in the place of this chair's own."""
    leads = (chair for chair in turn.piece.style.chairs if isinstance(chair, MelodyChair) and chair.role == "lead")
    lead = next(leads, turn.chair)
    return replace(turn, chair=replace(turn.chair, cells=lead.cells, phrase_s=lead.phrase_s, ornament=0.0))


def _below(voice: Voice, stroke: Stroke) -> Stroke:
    """Return a note of the tune as a second voice sings it: a third to a sixth below, on a tone of the chord."""
    chord = voice.piece.harmony.at(stroke.start_beat)
    below = range(stroke.pitch - 3, stroke.pitch - 10, -1)
    pitch = next(pitch for pitch in below if pitch % 12 in chord.pitch_classes)
    return stroke._replace(pitch=voice.reach(pitch, pitch), velocity=stroke.velocity * _SECOND_VOICE)


def _answers(voice: Voice, turn: Turn[MelodyChair]) -> list[Stroke]:
    """Return short answers in the breaths between the lead's phrases."""
    strokes: list[Stroke] = []
    for phrase in phrases(turn.piece, turn.passage, phrase_s=turn.chair.phrase_s):
        room = phrase.length_beats - phrase.sung_beats
        is_lucky = turn.rng.random() < _ANSWER_CHANCE
        if is_lucky and room * turn.piece.timeline.beat_s >= _SHORTEST_ANSWER_S:
            strokes += _answer(voice, turn, start_beat=phrase.start_beat + phrase.sung_beats, room=room)
    return strokes


def _answer(voice: Voice, turn: Turn[MelodyChair], *, start_beat: float, room: float) -> list[Stroke]:
    """Return up to four chord tones, rising or falling, the last one held."""
    step = max(1 / 3 if is_compound(turn.meter) else 0.5, turn.piece.step_beats(_FASTEST_PER_S))
    first = math.ceil(start_beat / step - 1e-6) * step
    n_notes = min(turn.rng.choice((2, 3, 3, 4)), max(1, int((start_beat + room - first) / step + 1e-6)))
    direction = turn.rng.choice((-1, 1))
    tones = _chord_tones(voice, turn.piece.harmony.at(first))
    lowest = (len(tones) - n_notes) // 2
    velocity = turn.velocity(first)
    return [
        Stroke(
            first + number * step,
            step * (2 if number == n_notes - 1 else 0.9),
            tones[lowest + (number if direction > 0 else n_notes - 1 - number)],
            velocity * (0.85 + 0.05 * number),
        )
        for number in range(n_notes)
    ]


def _chord_tones(voice: Voice, chord: Chord) -> list[int]:
    tones = chord.pitch_classes[:4]
    return [pitch for pitch in range(voice.low, voice.high + 1) if pitch % 12 in tones]


def _guide_tones(voice: Voice, turn: Turn[MelodyChair]) -> list[Stroke]:
    """Return a slow line of thirds and fifths, each the nearest to the one before."""
    strokes: list[Stroke] = []
    previous = voice.home + 4
    for span in turn.piece.harmony.between(turn.start_beat, turn.end_beat):
        guides = {(span.chord.root + interval) % 12 for interval in (span.chord.third, span.chord.fifth)}
        options = [pitch for pitch in range(voice.low, voice.high + 1) if pitch % 12 in guides]
        _, previous = min((abs(pitch - previous), pitch) for pitch in options)
        velocity = turn.velocity(span.start_beat) * 0.85
        strokes.append(Stroke(span.start_beat, span.length_beats, previous, velocity))
    return strokes
