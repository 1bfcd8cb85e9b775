"""Melody: the lead, which states motifs in phrases or carries the words, and the counter that answers it."""

import random
from collections.abc import Callable
from typing import NamedTuple

from generate_track.compose.chord import Chord, chord_scale
from generate_track.compose.form import Passage
from generate_track.compose.harmony import FAMILIES
from generate_track.compose.instrument import Instrument
from generate_track.compose.motif import Motif, Onset, sing, tune
from generate_track.compose.phrase import Phrase, phrases
from generate_track.compose.piece import Piece
from generate_track.compose.rhythm import Stroke, fastest_step_beats, metric_weight
from generate_track.compose.style import MelodyChair
from generate_track.compose.syllable import count_syllables

_SILENT = frozenset({"intro", "build", "break"})  # sections that leave the lead to wait
_STEP_UP = {"chorus": 2, "bridge": 1}  # scale steps by which a family's tune lies above the verse
_ARRIVAL_STEP_UP = 2
_WIDEST_LEAP = 9
_ANSWER_CHANCE = 0.75
_SHORTEST_ANSWER_S = 0.5
_GUIDE_ENERGY = 0.85  # from here the counter adds long guide tones under the tune
_GRACE_BEATS = 0.12


class _Player(NamedTuple):
    piece: Piece
    chair: MelodyChair
    instrument: Instrument

    @property
    def low(self) -> int:
        return max(self.instrument.low, self.chair.centre - 12)

    @property
    def high(self) -> int:
        return max(min(self.instrument.high, self.chair.centre + 14), self.low + 14)

    @property
    def home(self) -> int:
        """The tonic at or below the middle of the range."""
        middle = min(max(self.chair.centre, self.low + 5), self.high - 9)
        return middle - (middle - self.piece.key.pitch_class) % 12

    @property
    def step_beats(self) -> float:
        # A tune is spoken more slowly than drums are struck: nine notes a second at most.
        divisions = self.piece.meter.divisions_per_beat
        return fastest_step_beats(self.piece.timeline.beat_s * 0.75, divisions)


def write_lead(piece: Piece, chair: MelodyChair, instrument: Instrument) -> list[Stroke]:
    """Return the lead: a tune in phrases, or a note for every syllable of the lyrics."""
    player = _Player(piece, chair, instrument)
    strokes: list[Stroke] = []
    for passage in piece.passages:
        if is_led(piece, chair, passage):
            strokes += _tune(player, passage)
    return strokes + _ending(player, degree=0)


def is_led(piece: Piece, chair: MelodyChair, passage: Passage) -> bool:
    """Return whether the lead plays in a passage: where words are sung, or in an instrumental where it is its turn."""
    if piece.is_sung:
        return bool(passage.lines)
    is_alone = len(piece.passages) == 1
    return is_alone or (passage.section.energy >= chair.enters_at and passage.section.label not in _SILENT)


def write_counter(piece: Piece, chair: MelodyChair, instrument: Instrument) -> list[Stroke]:
    """Return the counter: answers in the lead's breaths, guide tones in full sections, the tune where nobody sings."""
    player = _Player(piece, chair, instrument)
    strokes: list[Stroke] = []
    for passage in piece.passages:
        energy = passage.section.energy
        if piece.is_sung and not passage.lines and passage.section.label not in {"build", "break"}:
            strokes += _tune(player, passage)
        elif energy >= chair.enters_at:
            strokes += _guide_tones(player, passage) if energy >= _GUIDE_ENERGY else _answers(player, passage)
    return strokes + _ending(player, degree=4)


def _tune(player: _Player, passage: Passage) -> list[Stroke]:
    piece, chair = player.piece, player.chair
    family = FAMILIES[passage.section.label]
    theme = ("solo", passage.index) if passage.section.label == "solo" else (family,)
    # Themes are drawn by family, not by chair: lead and counter know the same tune.
    motif = Motif.draw(chair.cells[str(piece.meter)], piece.rng("motif", *theme))
    rng = piece.rng(chair.name, passage.index)
    anchor = motif.anchor + _STEP_UP.get(family, 0) + (_ARRIVAL_STEP_UP if passage.is_arrival else 0)
    strokes: list[Stroke] = []
    previous = player.home + 7
    for phrase in phrases(piece, passage, phrase_s=chair.phrase_s):
        onsets = _onsets(player, phrase, motif, rng)
        line = _pitched(player, onsets, phrase=phrase, anchor=anchor, previous=previous)
        previous = line[-1].pitch if line else previous
        strokes += _shaped(player, passage, line, rng)
    return strokes


def _onsets(player: _Player, phrase: Phrase, motif: Motif, rng: random.Random) -> list[Onset]:
    piece = player.piece
    if phrase.line is None:
        return tune(phrase, motif, meter=piece.meter, step_beats=player.step_beats)
    n_syllables = count_syllables(phrase.line, language=piece.language)
    return sing(phrase, motif, n_syllables=n_syllables, meter=piece.meter, rng=rng)


def _pitched(player: _Player, onsets: list[Onset], *, phrase: Phrase, anchor: int, previous: int) -> list[Stroke]:
    """Give onsets their pitches: chord tones where the bar is strong or the note long, the scale between them."""
    strokes: list[Stroke] = []
    for number, onset in enumerate(onsets):
        chord = player.piece.harmony.at(onset.beat)
        is_last = number == len(onsets) - 1
        wanted = _scale_pitch(player, chord, anchor + onset.step)
        if is_last:
            pitch = _resting(player, chord, wanted, is_close=phrase.is_close)
        elif onset.length_beats >= 1 or metric_weight(onset.beat, player.piece.meter) >= 0.7:
            pitch = _nearest(wanted, lambda candidate: candidate % 12 in chord.pitch_classes)  # noqa: B023 - used at once
        else:
            pitch = wanted
        previous = _reachable(player, pitch, previous)
        length = onset.length_beats
        if is_last and phrase.line is None:
            length = max(length, min(phrase.start_beat + phrase.sung_beats - onset.beat, 2 * length + 1))
        strokes.append(Stroke(onset.beat, length, previous, 1.0))
    return strokes


def _scale_pitch(player: _Player, chord: Chord, degree: int) -> int:
    """Return the pitch of a scale degree counted from the player's home tonic, in the scale that fits `chord`."""
    scale = chord_scale(player.piece.key, chord)
    octave, index = divmod(degree, 7)
    return player.home + 12 * octave + (scale[index] - player.piece.key.pitch_class) % 12


def _resting(player: _Player, chord: Chord, wanted: int, *, is_close: bool) -> int:
    """Return where a phrase comes to rest: on the tonic when it closes and the chord allows, else on a chord tone."""
    tonic = player.piece.key.pitch_class
    if is_close and tonic in chord.pitch_classes:
        return _nearest(wanted, lambda pitch: pitch % 12 == tonic)
    return _nearest(wanted, lambda pitch: pitch % 12 in chord.pitch_classes[:3])


def _nearest(wanted: int, is_good: Callable[[int], bool]) -> int:
    return next(wanted + step for step in (0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6) if is_good(wanted + step))


def _reachable(player: _Player, pitch: int, previous: int) -> int:
    """Return `pitch` in the octave that is in range and no wide leap away."""
    options = [pitch + shift for shift in (0, -12, 12, -24, 24) if player.low <= pitch + shift <= player.high]
    near = [option for option in options if abs(option - previous) <= _WIDEST_LEAP]
    return (near or sorted(options, key=lambda option: abs(option - previous)))[0]


def _shaped(player: _Player, passage: Passage, line: list[Stroke], rng: random.Random) -> list[Stroke]:
    """Give a phrase its arch of loudness, and now and then a grace note."""
    piece, chair = player.piece, player.chair
    strokes: list[Stroke] = []
    for number, stroke in enumerate(line):
        place = number / max(1, len(line) - 1)
        arch = 0.92 + 0.14 * (1 - abs(2 * place - 1))
        accent = 1.04 if metric_weight(stroke.start_beat, piece.meter) >= 0.85 else 1.0
        velocity = chair.velocity * piece.loudness(passage, stroke.start_beat) * arch * accent
        strokes.append(stroke._replace(length_beats=stroke.length_beats * 0.97, velocity=velocity))
        wants_grace = stroke.length_beats >= 1 and stroke.start_beat >= 1 and rng.random() < chair.ornament
        if wants_grace and not piece.is_sung and stroke.pitch - 1 >= player.low:
            strokes.append(Stroke(stroke.start_beat - _GRACE_BEATS, _GRACE_BEATS, stroke.pitch - 1, velocity * 0.75))
    return strokes


def _answers(player: _Player, passage: Passage) -> list[Stroke]:
    """Return short answers of chord tones in the breaths between the lead's phrases."""
    piece, chair = player.piece, player.chair
    rng = piece.rng(chair.name, passage.index)
    strokes: list[Stroke] = []
    for phrase in phrases(piece, passage, phrase_s=chair.phrase_s):
        room = phrase.length_beats - phrase.sung_beats
        if rng.random() < _ANSWER_CHANCE and room * piece.timeline.beat_s >= _SHORTEST_ANSWER_S:
            strokes += _answer(player, passage, start_beat=phrase.start_beat + phrase.sung_beats, room=room, rng=rng)
    return strokes


def _answer(player: _Player, passage: Passage, *, start_beat: float, room: float, rng: random.Random) -> list[Stroke]:
    piece = player.piece
    step = max(0.5 if piece.meter.divisions_per_beat == 4 else 1 / 3, player.step_beats)
    first = -(-start_beat // step) * step  # the first place on the grid in the breath
    n_notes = min(rng.choice((2, 3, 3, 4)), max(1, int((start_beat + room - first) / step + 1e-6)))
    direction = rng.choice((-1, 1))
    tones = _chord_tones(player, piece.harmony.at(first))
    index = len(tones) // 2 - direction * (n_notes // 2)
    velocity = player.chair.velocity * piece.loudness(passage, first)
    return [
        Stroke(
            first + number * step,
            step * (2 if number == n_notes - 1 else 0.9),
            tones[max(0, min(len(tones) - 1, index + number * direction))],
            velocity * (0.85 + 0.05 * number),
        )
        for number in range(n_notes)
    ]


def _chord_tones(player: _Player, chord: Chord) -> list[int]:
    tones = chord.pitch_classes[:4]
    return [pitch for pitch in range(player.low, player.high + 1) if pitch % 12 in tones]


def _guide_tones(player: _Player, passage: Passage) -> list[Stroke]:
    """Return a slow line of thirds and fifths, each the nearest to the one before."""
    piece = player.piece
    start, end = piece.beats(passage)
    previous = player.home + 12
    strokes: list[Stroke] = []
    for span in piece.harmony.between(start, end):
        guides = {(span.chord.root + interval) % 12 for interval in (span.chord.third, span.chord.fifth)}
        options = [pitch for pitch in range(player.low, player.high + 1) if pitch % 12 in guides]
        previous = min(options, key=lambda pitch: abs(pitch - previous))  # noqa: B023 - used at once
        velocity = player.chair.velocity * piece.loudness(passage, span.start_beat) * 0.85
        strokes.append(Stroke(span.start_beat, span.length_beats * 0.98, previous, velocity))
    return strokes


def _ending(player: _Player, *, degree: int) -> list[Stroke]:
    """Return the last note, held from the arrival until the last chord has been struck: tonic or fifth."""
    line = player.piece.timeline
    chord = player.piece.harmony.spans[-1].chord
    pitch = _reachable(player, _scale_pitch(player, chord, degree), player.home + 5)
    length = min(line.end_beat - line.body_beats, line.final_beat - line.body_beats + 3.0 / line.beat_s)
    return [Stroke(line.body_beats, length, pitch, player.chair.velocity * 0.8)]
