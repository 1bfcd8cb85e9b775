"""Comping: chords in rhythm, broken chords, strums and pads, all voice-led."""

import random
from collections.abc import Iterator
from typing import NamedTuple

from generate_track.compose.chord import voice_lead
from generate_track.compose.form import Passage
from generate_track.compose.harmony import FAMILIES, Span
from generate_track.compose.instrument import Instrument
from generate_track.compose.piece import Piece
from generate_track.compose.rhythm import Hit, Stroke, length_beats, parse_rhythm, thin
from generate_track.compose.style import ChordChair, Figure

_STRUM_S = 0.014  # between two strings
_ROLL_S = 0.045  # between two tones of the last chord
_PUSH_BEATS = 0.5  # a stroke this close before a change already plays the new chord
_RING = 1.8  # how much longer than its step a broken chord's tone rings

Voicing = tuple[int, ...]


class _Grip(NamedTuple):
    """One stroke of a figure, in beats of the track, with the chord it plays."""

    beat: float
    length_beats: float
    accent: float
    span: Span
    voicing: Voicing
    number: int


class _Player(NamedTuple):
    piece: Piece
    chair: ChordChair
    instrument: Instrument
    voicings: tuple[Voicing, ...]


def write_chords(piece: Piece, chair: ChordChair, instrument: Instrument) -> list[Stroke]:
    """Return the notes of a player of chords for the whole track."""
    player = _Player(piece, chair, instrument, _voice(piece, chair, instrument))
    strokes: list[Stroke] = []
    for passage in piece.passages:
        if passage.section.energy >= chair.enters_at:
            strokes += _passage(player, passage)
    return strokes + _ending(player)


def _voice(piece: Piece, chair: ChordChair, instrument: Instrument) -> tuple[Voicing, ...]:
    """Return a voicing for each span of the harmony, each led from the one before; the last has its root."""
    low = max(chair.low, instrument.low)
    high = max(min(chair.high, instrument.high), low + 19)
    voicings: list[Voicing] = []
    previous: Voicing = ()
    last = len(piece.harmony.spans) - 1
    for index, span in enumerate(piece.harmony.spans):
        is_rootless = chair.is_rootless and index != last
        previous = voice_lead(
            span.chord, previous, low=low, high=high, n_voices=chair.n_voices, is_rootless=is_rootless
        )
        voicings.append(previous)
    return tuple(voicings)


def _passage(player: _Player, passage: Passage) -> list[Stroke]:
    figures = player.chair.figures
    fitting = [figure for figure in figures if figure.from_energy <= passage.section.energy]
    figure = (fitting or figures[:1])[-1]
    grips = _held(player, passage) if figure.kind == "hold" else _struck(player, passage, figure)
    strokes: list[Stroke] = []
    for grip in grips:
        velocity = player.chair.velocity * player.piece.loudness(passage, grip.beat) * grip.accent
        strokes += _PLAY[figure.kind](player, grip, velocity, figure)
    return strokes


def _held(player: _Player, passage: Passage) -> Iterator[_Grip]:
    start, end = player.piece.beats(passage)
    for span in player.piece.harmony.between(start, end):
        voicing = player.voicings[player.piece.harmony.index_at(span.start_beat)]
        yield _Grip(span.start_beat, span.length_beats * 0.99, 1.0, span, voicing, 0)


def _struck(player: _Player, passage: Passage, figure: Figure) -> Iterator[_Grip]:
    """Yield the strokes of a figure through a passage."""
    piece, chair = player.piece, player.chair
    rhythms = figure.rhythms[str(piece.meter)]
    start, end = piece.beats(passage)
    # A chorus is comped alike each time; the details of a bar are the passage's own.
    family = piece.rng(chair.name, FAMILIES[passage.section.label], figure.from_energy)
    rng = piece.rng(chair.name, passage.index)
    text = family.choice(rhythms)
    beat, number = float(start), 0
    while beat < end - 1e-6:
        text = rng.choice(rhythms) if chair.varies else text
        for hit in thin(parse_rhythm(text, piece.meter.divisions_per_beat), piece.step_beats):
            if beat + hit.start_beat < end - 1e-6:
                yield from _grips(player, hit, beat + hit.start_beat, end, number, figure)
                number += 1
        beat += length_beats(text, piece.meter)


def _grips(  # noqa: PLR0917 - internal, one call shape
    player: _Player, hit: Hit, beat: float, end: float, number: int, figure: Figure
) -> Iterator[_Grip]:
    """Yield a stroke, divided where the chord changes under it, or pushed onto a chord about to come."""
    harmony = player.piece.harmony
    until = min(beat + hit.length_beats, end)
    index = harmony.index_at(beat)
    change = harmony.spans[index].start_beat + harmony.spans[index].length_beats
    is_pushed = figure.kind != "arpeggio" and beat % 1 != 0 and change - beat <= _PUSH_BEATS and change < end
    if is_pushed:
        index += 1
    elif until > change + 0.9 and figure.kind != "root":
        yield _Grip(
            change, until - change, hit.accent * 0.9, harmony.spans[index + 1], player.voicings[index + 1], number
        )
        until = change
    elif figure.kind != "root":
        until = min(until, change)
    yield _Grip(beat, until - beat, hit.accent, harmony.spans[index], player.voicings[index], number)


def _block(player: _Player, grip: _Grip, velocity: float, _: Figure) -> list[Stroke]:
    length = grip.length_beats * 0.95
    top = len(grip.voicing) - 1
    # The top voice is the one that is heard as a line.
    return [
        Stroke(grip.beat, length, pitch, velocity * (1.05 if index == top else 0.94))
        for index, pitch in enumerate(grip.voicing)
    ]


def _strum(player: _Player, grip: _Grip, velocity: float, _: Figure) -> list[Stroke]:
    spacing = _STRUM_S / player.piece.timeline.beat_s
    is_down = grip.beat % 1 == 0
    # An upstroke catches the upper strings only, lighter.
    pitches = grip.voicing if is_down else grip.voicing[::-1][:3]
    loudness = velocity if is_down else velocity * 0.82
    return [
        Stroke(grip.beat + index * spacing, max(0.1, grip.length_beats - index * spacing), pitch, loudness)
        for index, pitch in enumerate(pitches)
    ]


def _arpeggio(player: _Player, grip: _Grip, velocity: float, figure: Figure) -> list[Stroke]:
    voice = figure.order[grip.number % len(figure.order)]
    octave, index = divmod(voice, len(grip.voicing))
    pitch = grip.voicing[index] + 12 * octave
    pitch -= 12 if pitch > player.instrument.high else 0
    left = grip.span.start_beat + grip.span.length_beats - grip.beat
    return [Stroke(grip.beat, min(grip.length_beats * _RING, max(left, 0.2)), pitch, velocity)]


def _root(player: _Player, grip: _Grip, velocity: float, _: Figure) -> list[Stroke]:
    low = max(player.chair.low, player.instrument.low)
    return [Stroke(grip.beat, grip.length_beats, low + (grip.span.chord.root - low) % 12, velocity)]


_PLAY = {"hold": _block, "block": _block, "strum": _strum, "arpeggio": _arpeggio, "root": _root}


def _ending(player: _Player) -> list[Stroke]:
    """Return the last chord, rolled and held to the end; beats before it climb through its tones."""
    line, chair = player.piece.timeline, player.chair
    voicing = player.voicings[-1]
    roll = 0.0 if chair.role == "pad" else _ROLL_S / line.beat_s
    arrival, final, end = line.body_beats, line.final_beat, line.end_beat
    velocity = chair.velocity * 0.8
    first_end = final if final > arrival else end
    strokes = [
        Stroke(arrival + index * roll, first_end - arrival - index * roll, pitch, velocity)
        for index, pitch in enumerate(voicing)
    ]
    if final == arrival:
        return strokes
    climb = range(1, int(final - arrival)) if chair.role != "pad" else ()
    for beat in climb:
        octave, index = divmod(beat, len(voicing))
        pitch = min(voicing[index] + 12 * (octave + 1), player.instrument.high)
        strokes.append(Stroke(arrival + beat, end - arrival - beat, pitch, velocity * 0.8))
    strokes += [
        Stroke(final + index * roll, end - final - index * roll, pitch, velocity * 0.7)
        for index, pitch in enumerate(voicing)
    ]
    return strokes
