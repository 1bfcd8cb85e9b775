"""Comping: chords in rhythm, broken chords, strums and pads, all voice-led."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from generate_track.compose.chord import voice_lead
from generate_track.compose.harmony import FAMILIES, Span
from generate_track.compose.instrument import Instrument
from generate_track.compose.piece import Piece
from generate_track.compose.rhythm import Hit, Stroke, length_beats, parse_rhythm, thin
from generate_track.compose.style import ChordChair, Figure
from generate_track.compose.turn import Turn, turns

_FASTEST_PER_S = 8.0
_STRUM_S = 0.014  # between two strings
_ROLL_S = 0.045  # between two tones of the last chord
_PUSH_BEATS = 0.5  # a stroke this close before a change already plays the new chord
_RING = 1.8  # how much longer than its step a broken chord's tone rings
_OCTAVE, _FIFTH, _SEVENTH_BELOW = 12, 7, -2
_SMALLEST_RANGE = 19  # semitones that every chord can be voiced in

Voicing = tuple[int, ...]


class _Grip(NamedTuple):
    """One stroke of a figure, in beats of the track, with the chord it plays and its number in the passage."""

    beat: float
    length_beats: float
    velocity: float
    span: Span
    voicing: Voicing
    number: int
    sign: str


class _Hand(NamedTuple):
    """What a player of chords has in hand: the instrument, a turn, the figure for it, and every span's voicing."""

    turn: Turn[ChordChair]
    instrument: Instrument
    figure: Figure
    voicings: tuple[Voicing, ...]

    def grip(self, hit: Hit, *, index: int, number: int = 0) -> _Grip:
        """Return a stroke of `hit`, which is in beats of the track, on the span with number `index`."""
        span = self.turn.piece.harmony.spans[index]
        velocity = self.turn.velocity(hit.start_beat) * hit.accent
        return _Grip(hit.start_beat, hit.length_beats, velocity, span, self.voicings[index], number, hit.sign)


def write_chords(piece: Piece, chair: ChordChair, instrument: Instrument) -> list[Stroke]:
    """Return the notes of a player of chords for the whole track."""
    voicings = _voice(piece, chair, instrument)
    strokes: list[Stroke] = []
    for turn in turns(piece, chair):
        if turn.is_on:
            hand = _Hand(turn, instrument, _choose_figure(turn), voicings)
            for grip in _held(hand) if hand.figure.kind == "hold" else _struck(hand):
                strokes += _PLAY[hand.figure.kind](hand, grip)
    return strokes + _ending(piece, chair, voicing=voicings[-1], high=instrument.high)


def _voice(piece: Piece, chair: ChordChair, instrument: Instrument) -> tuple[Voicing, ...]:
    """Return a voicing for each span of the harmony, each led from the one before; the last has its root."""
    low = max(chair.low, instrument.low)
    high = max(min(chair.high, instrument.high), low + _SMALLEST_RANGE)
    voicings: list[Voicing] = []
    previous: Voicing = ()
    last = len(piece.harmony.spans) - 1
    for index, span in enumerate(piece.harmony.spans):
        previous = voice_lead(
            span.chord,
            previous,
            low=low,
            high=high,
            n_voices=chair.n_voices,
            is_rootless=chair.is_rootless and index != last,
        )
        voicings.append(previous if chair.voice is None else previous[chair.voice : chair.voice + 1])
    return tuple(voicings)


def _choose_figure(turn: Turn[ChordChair]) -> Figure:
    figures = turn.chair.figures
    return ([figure for figure in figures if figure.from_energy <= turn.energy] or [figures[0]])[-1]


def _held(hand: _Hand) -> Iterator[_Grip]:
    harmony = hand.turn.piece.harmony
    for span in harmony.between(hand.turn.start_beat, hand.turn.end_beat):
        hit = Hit(span.start_beat, span.length_beats, 1.0, "x")
        yield hand.grip(hit, index=harmony.index_at(span.start_beat))


def _struck(hand: _Hand) -> Iterator[_Grip]:
    """Yield the strokes of a figure through a passage."""
    turn = hand.turn
    rhythms = hand.figure.rhythms[str(turn.meter)]
    # A chorus is comped alike each time; a chair that varies decides bar by bar.
    family = FAMILIES[turn.passage.section.label]
    text = turn.piece.rng(turn.chair.name, family, hand.figure.from_energy).choice(rhythms)
    is_quick = turn.chair.is_sequenced or hand.figure.kind == "power"
    step_beats = turn.piece.step_beats(math.inf if is_quick else _FASTEST_PER_S)
    start, number = float(turn.start_beat), 0
    while start < turn.end_beat:
        for hit in thin(parse_rhythm(text, turn.meter.divisions_per_beat), step_beats):
            if start + hit.start_beat < turn.end_beat:
                yield from _on_chords(hand, hit._replace(start_beat=start + hit.start_beat), number)
                number += 1
        start += length_beats(text, turn.meter)
        text = turn.rng.choice(rhythms) if turn.chair.varies else text


def _on_chords(hand: _Hand, hit: Hit, number: int) -> Iterator[_Grip]:
    """Yield a stroke, divided where the chord changes under it, or pushed onto a chord about to come."""
    harmony, kind = hand.turn.piece.harmony, hand.figure.kind
    index = harmony.index_at(hit.start_beat)
    change = harmony.spans[index].start_beat + harmony.spans[index].length_beats
    until = min(hit.start_beat + hit.length_beats, hand.turn.end_beat)
    is_off_beat = hit.start_beat % 1 != 0
    if kind == "root":
        change = until
    if kind != "arpeggio" and is_off_beat and change - hit.start_beat <= _PUSH_BEATS and change < hand.turn.end_beat:
        index, change = index + 1, until
    yield hand.grip(hit._replace(length_beats=min(until, change) - hit.start_beat), index=index, number=number)
    if until - change >= 1:
        rest = hit._replace(start_beat=change, length_beats=until - change, accent=hit.accent * 0.9)
        yield hand.grip(rest, index=index + 1, number=number)


def _block(hand: _Hand, grip: _Grip) -> list[Stroke]:
    top, length = len(grip.voicing) - 1, _pedalled(hand, grip)
    # The top voice is the one that is heard as a line.
    return [
        Stroke(grip.beat, length, pitch, grip.velocity * (1.05 if index == top else 0.94))
        for index, pitch in enumerate(grip.voicing)
    ]


def _pedalled(hand: _Hand, grip: _Grip) -> float:
    """Return how long a stroke sounds: with the pedal down, until the chord changes."""
    left = grip.span.start_beat + grip.span.length_beats - grip.beat
    return max(grip.length_beats, left) if hand.turn.chair.has_pedal else grip.length_beats


def _strum(hand: _Hand, grip: _Grip) -> list[Stroke]:
    spacing = _STRUM_S / hand.turn.piece.timeline.beat_s
    is_down = grip.beat % 1 == 0
    # An upstroke catches the upper strings only, lighter.
    pitches = grip.voicing if is_down else grip.voicing[::-1][:3]
    velocity = grip.velocity if is_down else grip.velocity * 0.82
    return [
        Stroke(grip.beat + index * spacing, grip.length_beats - index * spacing, pitch, velocity)
        for index, pitch in enumerate(pitches)
    ]


def _arpeggio(hand: _Hand, grip: _Grip) -> list[Stroke]:
    order = hand.figure.order
    octave, index = divmod(order[grip.number % len(order)], len(grip.voicing))
    pitch = grip.voicing[index] + 12 * octave
    pitch -= 12 if pitch > hand.instrument.high else 0
    left = grip.span.start_beat + grip.span.length_beats - grip.beat
    length = min(max(grip.length_beats * _RING, _pedalled(hand, grip)), left)
    return [Stroke(grip.beat, length, pitch, grip.velocity)]


def _root(hand: _Hand, grip: _Grip) -> list[Stroke]:
    low = max(hand.turn.chair.low, hand.instrument.low)
    return [Stroke(grip.beat, grip.length_beats, low + (grip.span.chord.root - low) % 12, grip.velocity)]


def _power(hand: _Hand, grip: _Grip) -> list[Stroke]:
    """Return root, fifth and octave, moved along the neck with the root; a ghost stroke is muted by the palm."""
    root, chord = _root(hand, grip)[0], grip.span.chord
    step = {"3": chord.third, "7": _SEVENTH_BELOW}.get(grip.sign, 0)
    above = (0, _FIFTH) if grip.sign == "g" else (0, _FIFTH if step else chord.fifth, _OCTAVE)
    return [root._replace(pitch=root.pitch + step + interval) for interval in above]


_PLAY = {"hold": _block, "block": _block, "strum": _strum, "arpeggio": _arpeggio, "root": _root, "power": _power}


def _ending(piece: Piece, chair: ChordChair, *, voicing: Voicing, high: int) -> list[Stroke]:
    """Return the last chord, rolled and held to the end; beats before it climb through its tones."""
    line, loud = piece.timeline, chair.velocity * 0.8
    is_pad = chair.role == "pad"
    strokes = _rolled(piece, voicing, beat=line.body_beats, velocity=loud, is_rolled=not is_pad)
    if line.final_beat == line.body_beats:
        return strokes
    for beat in range(1, int(line.final_beat) - line.body_beats):
        octave, index = divmod(beat, len(voicing))
        pitch = voicing[index] + 12 * (octave + 1)
        if not is_pad and pitch <= high:
            start = line.body_beats + beat
            strokes.append(Stroke(start, line.end_beat - start, pitch, loud * 0.8))
    return strokes + _rolled(piece, voicing, beat=line.final_beat, velocity=loud * 0.7, is_rolled=not is_pad)


def _rolled(piece: Piece, voicing: Voicing, *, beat: float, velocity: float, is_rolled: bool) -> list[Stroke]:
    spacing = _ROLL_S / piece.timeline.beat_s if is_rolled else 0.0
    end = piece.timeline.end_beat
    starts = [beat + index * spacing for index in range(len(voicing))]
    return [Stroke(start, end - start, pitch, velocity) for start, pitch in zip(starts, voicing, strict=True)]
