"""A score as a Standard MIDI File, for notation programs and digital audio workstations.

Format 1: a track with tempo, time and key signature and the sections as markers, then a track for each part. Scenes
and transitions have no notes and are not in it.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from mido import Message, MetaMessage, MidiFile, MidiTrack

from generate_track.compose.score import Note, Part, Score
from generate_track.music import Key
from generate_track.synth.instrument import INSTRUMENTS, Instrument

TICKS_PER_QUARTER = 480
_DRUM_CHANNEL = 9
_MELODY_CHANNELS = tuple(channel for channel in range(16) if channel != _DRUM_CHANNEL)
_LARGEST = 127
_EXPRESSION = 11
_FADER_STEP_BEATS = 0.5
# The signatures that a MIDI file can hold: at most seven sharps or flats.
_MAJOR_KEYS = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
_MINOR_KEYS = ("Cm", "C#m", "Dm", "Ebm", "Em", "Fm", "F#m", "Gm", "G#m", "Am", "Bbm", "Bm")


class _Event(NamedTuple):
    """A message at a tick; of all at the same tick, strokes come last: a key is released before it is struck again."""

    tick: int
    message: Message | MetaMessage
    is_stroke: bool = False


def midi_file(score: Score) -> MidiFile:
    """Return the score, ready to be saved."""
    grid = _Grid(score)
    channels = _channels(score.parts)
    parts = (_part(part, channel=channels[part.name], grid=grid) for part in score.parts)
    tracks = [_track(_conductor(score, grid=grid)), *map(_track, parts)]
    return MidiFile(type=1, ticks_per_beat=TICKS_PER_QUARTER, tracks=tracks)


class _Grid:
    """Where a beat lies in ticks; a felt beat of 6/8 is three eighths long."""

    def __init__(self, score: Score) -> None:
        signature = score.time_signature
        self.ticks_per_beat = (
            TICKS_PER_QUARTER * 4 * signature.numerator // signature.denominator // signature.beats_per_bar
        )
        self.quarter_us = round(score.beat_s * 1e6 * TICKS_PER_QUARTER / self.ticks_per_beat)
        self.end = round(score.duration_s / score.beat_s * self.ticks_per_beat)

    def tick(self, beat: float) -> int:
        """Return the tick of a beat; what a player anticipates before the first is on it."""
        return max(0, round(beat * self.ticks_per_beat))


def _track(events: Iterable[_Event]) -> MidiTrack:
    """Return events as a track, where each tells how long after the one before it comes."""
    ordered = sorted(events, key=lambda event: (event.tick, event.is_stroke))
    ticks = [0, *(event.tick for event in ordered)]
    return MidiTrack(
        event.message.copy(time=event.tick - before) for before, event in zip(ticks, ordered, strict=False)
    )


def _conductor(score: Score, *, grid: _Grid) -> Iterator[_Event]:
    signature = score.time_signature
    yield _Event(0, MetaMessage("track_name", name=score.style))
    yield _Event(0, MetaMessage("set_tempo", tempo=grid.quarter_us))
    metre = MetaMessage(
        "time_signature",
        numerator=signature.numerator,
        denominator=signature.denominator,
        clocks_per_click=24 * grid.ticks_per_beat // TICKS_PER_QUARTER,
    )
    yield _Event(0, metre)
    yield _Event(0, MetaMessage("key_signature", key=_key_name(score.key)))
    for section in score.sections:
        yield _Event(grid.tick(section.start_bar * signature.beats_per_bar), MetaMessage("marker", text=section.label))
    yield _Event(grid.end, MetaMessage("end_of_track"))


def _key_name(key: Key) -> str:
    return (_MAJOR_KEYS if key.mode == "major" else _MINOR_KEYS)[key.pitch_class]


def _channels(parts: tuple[Part, ...]) -> dict[str, int]:
    """Return a channel for each part: one of its own, or where they are too many, one for each instrument."""
    melodic = [part for part in parts if not INSTRUMENTS[part.instrument].is_drums]
    is_crowded = len(melodic) > len(_MELODY_CHANNELS)
    players = {part.name: part.instrument if is_crowded else part.name for part in melodic}
    order = {player: rank for rank, player in enumerate(dict.fromkeys(players.values()))}
    drums = {part.name: _DRUM_CHANNEL for part in parts if part.name not in players}
    return drums | {name: _MELODY_CHANNELS[order[player] % len(_MELODY_CHANNELS)] for name, player in players.items()}


def _part(part: Part, *, channel: int, grid: _Grid) -> Iterator[_Event]:
    instrument = INSTRUMENTS[part.instrument]
    yield _Event(0, MetaMessage("track_name", name=part.name))
    yield _Event(0, MetaMessage("instrument_name", name=part.instrument.replace("_", " ")))
    yield _Event(0, Message("program_change", channel=channel, program=instrument.program))
    for control, value in _desk(part):
        yield _Event(0, Message("control_change", channel=channel, control=control, value=value))
    for beat, factor in _faders(part):
        value = min(_LARGEST, round(_LARGEST * factor**0.5))
        yield _Event(grid.tick(beat), Message("control_change", channel=channel, control=_EXPRESSION, value=value))
    yield from _strokes(part.notes, instrument=instrument, channel=channel, grid=grid)


def _desk(part: Part) -> tuple[tuple[int, int], ...]:
    """Return controllers for how a part sits in the mix.

    A controller of volume is the square root of the gain. Source: General MIDI Level 2, section 3.3.
    """
    volume = _LARGEST * 10 ** (min(0.0, part.level_db) / 40)
    return (
        (7, round(volume)),
        (10, min(_LARGEST, round(64 + 64 * part.pan))),
        (91, round(_LARGEST * min(1.0, part.reverb_send))),
    )


def _faders(part: Part) -> Iterator[tuple[float, float]]:
    """Yield fader moves in small steps, as controllers have no ramps."""
    yield from part.gains[:1]
    for (start, before), (end, after) in pairwise(part.gains):
        n_steps = max(1, round((end - start) / _FADER_STEP_BEATS))
        for step in range(1, n_steps + 1):
            share = step / n_steps
            yield start + share * (end - start), before + share * (after - before)


def _strokes(notes: tuple[Note, ...], *, instrument: Instrument, channel: int, grid: _Grid) -> Iterator[_Event]:
    """Yield notes from the last to the first, each released before its key is struck again."""
    struck: dict[int, int] = {}
    for note in reversed(notes):
        pitch, start = instrument.fold(note.pitch), grid.tick(note.start_beat)
        end = min(max(start + 1, grid.tick(note.start_beat + note.length_beats)), struck.get(pitch, grid.end))
        if start < end:
            struck[pitch] = start
            yield _Event(end, Message("note_off", channel=channel, note=pitch))
            yield _Event(start, Message("note_on", channel=channel, note=pitch, velocity=note.velocity), is_stroke=True)
