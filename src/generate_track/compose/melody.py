"""Melody: the lead, which states motifs in phrases or carries the words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generate_track.compose.chord import Chord, chord_scale
from generate_track.compose.form import Passage
from generate_track.compose.harmony import FAMILIES, RETURNS_PER_THEME
from generate_track.compose.instrument import Instrument
from generate_track.compose.line import Choice, draw_line
from generate_track.compose.motif import Motif, Onset, sing, tune
from generate_track.compose.phrase import Phrase, phrases
from generate_track.compose.piece import Piece
from generate_track.compose.rhythm import ON_BEAT, STRONG, Stroke, metric_weight
from generate_track.compose.style import MelodyChair
from generate_track.compose.syllable import count_syllables
from generate_track.compose.turn import Turn, turns

_FASTEST_PER_S = 9.0
_SILENT = frozenset({"intro", "build", "break"})  # sections that leave the lead to wait
_STEPS_UP = {"chorus": 2, "bridge": 1}  # scale steps by which a family's tune lies above the verse
_ARRIVAL_STEPS_UP = 2
_HIGHEST_STEP = 9  # above home: from there on a tune would press against the top of its range
_THEMES = {"intro": "chorus", "instrumental": "chorus"}  # sections that quote another family's tune
_WIDEST_LEAP = 9
_OCTAVE = 12
_OFF_COST = 0.45  # of a semitone away from the contour
_FOREIGN_COST = 3.0  # of a tone outside the chord where it would be noticed
_ROOM = 9  # semitones that a tune needs above and below its middle
_GRACE_BEATS = 0.12
_LAST_NOTE_S = 3.0


class Voice(NamedTuple):
    """A chair with its instrument: the pitches within reach, in the key of the piece."""

    piece: Piece
    chair: MelodyChair
    instrument: Instrument

    @property
    def middle(self) -> int:
        """The chair's centre, moved to where the instrument has room on both sides."""
        return min(max(self.chair.centre, self.instrument.low + _ROOM), self.instrument.high - _ROOM)

    @property
    def low(self) -> int:
        """The lowest pitch of its tune."""
        return max(self.instrument.low, self.middle - 12)

    @property
    def high(self) -> int:
        """The highest pitch of its tune, more than an octave above the lowest."""
        return min(self.instrument.high, self.middle + 14)

    @property
    def home(self) -> int:
        """The tonic at or below the middle of its range."""
        return self.middle - (self.middle - self.piece.key.pitch_class) % _OCTAVE

    def degree(self, degree: int, chord: Chord) -> int:
        """Return the pitch of a scale degree counted from `home`, in the scale that fits `chord`."""
        octave, index = divmod(degree, 7)
        step = chord_scale(self.piece.key, chord)[index] - self.piece.key.pitch_class
        return self.home + _OCTAVE * octave + step % _OCTAVE

    def reach(self, pitch: int, previous: int) -> int:
        """Return `pitch` in the octave that is in range and no wide leap from `previous`, if there is one."""
        shifts = (0, -12, 12, -24, 24, -36, 36)
        options = [pitch + shift for shift in shifts if self.low <= pitch + shift <= self.high]
        near = [option for option in options if abs(option - previous) <= _WIDEST_LEAP]
        return near[0] if near else min(options, key=lambda option: abs(option - previous))

    def costs(self, wanted: int, classes: Iterable[int]) -> Choice:
        """Return the pitches within reach of some pitch classes, each at its distance from `wanted`."""
        allowed = frozenset(classes)
        reach = range(self.low, self.high + 1)
        return {pitch: _OFF_COST * abs(pitch - wanted) for pitch in reach if pitch % _OCTAVE in allowed}

    def close(self, *, degree: int) -> list[Stroke]:
        """Return the note on which this voice ends the piece, held over the arrival: 0 tonic, 4 fifth."""
        line = self.piece.timeline
        pitch = self.reach(self.degree(degree, self.piece.harmony.spans[-1].chord), self.home + 5)
        length = line.final_beat - line.body_beats + _LAST_NOTE_S / line.beat_s
        return [Stroke(line.body_beats, length, pitch, self.chair.velocity * 0.8)]


def write_lead(piece: Piece, chair: MelodyChair, instrument: Instrument) -> list[Stroke]:
    """Return the lead: a tune in phrases, or a note for every syllable of the lyrics."""
    voice = Voice(piece, chair, instrument)
    strokes: list[Stroke] = []
    for turn in turns(piece, chair):
        if _is_leading(turn):
            strokes += write_tune(voice, turn)
    return strokes + voice.close(degree=0)


def _is_leading(turn: Turn[MelodyChair]) -> bool:
    """Return whether the lead plays: where words are sung, or in an instrumental where it is its turn."""
    if turn.piece.is_sung:
        return bool(turn.passage.lines)
    is_alone = len(turn.piece.passages) == 1
    return is_alone or (turn.is_on and turn.passage.section.label not in _SILENT)


def write_tune(voice: Voice, turn: Turn[MelodyChair]) -> list[Stroke]:
    """Return the tune of a passage: that of its section family, lifted at the arrival; a solo has its own."""
    piece, family = turn.piece, _theme(turn.passage)
    motif = _motif(turn, family)
    lifted = motif.anchor + _STEPS_UP.get(family, 0) + _ARRIVAL_STEPS_UP * turn.passage.is_arrival
    anchor = min(lifted, _HIGHEST_STEP - max(motif.contour))
    strokes: list[Stroke] = []
    previous = voice.home + 7
    for phrase in phrases(piece, turn.passage, phrase_s=turn.chair.phrase_s):
        line = _pitched(voice, _onsets(turn, phrase, motif), phrase=phrase, anchor=anchor, previous=previous)
        previous = line[-1].pitch if line else previous
        strokes += _shaped(voice, turn, line)
    return strokes


def _motif(turn: Turn[MelodyChair], family: str) -> Motif:
    """Return what a passage's tune is made of: a hook stays itself, a verse develops, a solo is its own.

    It is drawn for the piece and not for the chair: lead and counter know the same tune.
    """
    piece, passage = turn.piece, turn.passage
    cells = turn.chair.cells[str(turn.meter)]
    if passage.section.label == "solo":
        return Motif.draw(cells, piece.rng("motif", "solo", passage.index))
    alike = [other for other in piece.passages[: passage.index] if _theme(other) == family]
    # Sung words bring their own variety; a hook must be known again.
    returns = 0 if passage.lines or family == "chorus" else len(alike)
    themes, variations = divmod(returns, RETURNS_PER_THEME)
    motif = Motif.draw(cells, piece.rng("motif", family, *[themes] * bool(themes)))
    return motif.varied(piece.rng("variation", family, returns)) if variations else motif


def _theme(passage: Passage) -> str:
    return _THEMES.get(passage.section.label, FAMILIES[passage.section.label])


def _onsets(turn: Turn[MelodyChair], phrase: Phrase, motif: Motif) -> list[Onset]:
    piece = turn.piece
    if phrase.line is None:
        return tune(phrase, motif, meter=piece.meter, step_beats=piece.step_beats(_FASTEST_PER_S))
    n_syllables = count_syllables(phrase.line, language=piece.language)
    return sing(phrase, motif, n_syllables=n_syllables, meter=piece.meter, rng=turn.rng)


def _pitched(voice: Voice, onsets: Sequence[Onset], *, phrase: Phrase, anchor: int, previous: int) -> list[Stroke]:
    """Give onsets their pitches and the phrase its rest; velocity is left at 1."""
    choices = [_moving(voice, onset, anchor) for onset in onsets[:-1]]
    choices += [_resting(voice, onset, anchor, is_close=phrase.is_close) for onset in onsets[-1:]]
    lengths = [onset.length_beats for onset in onsets[:-1]] + [_held(onset, phrase) for onset in onsets[-1:]]
    line = draw_line(choices, previous=previous)
    return [Stroke(onset.beat, length, pitch, 1.0) for onset, length, pitch in zip(onsets, lengths, line, strict=True)]


def _moving(voice: Voice, onset: Onset, anchor: int) -> Choice:
    """Return what a note on its way may be: of the scale, near the contour; of the chord on a beat or when long."""
    chord = voice.piece.harmony.at(onset.beat)
    scale = chord_scale(voice.piece.key, chord)
    is_exposed = onset.length_beats >= 1 or metric_weight(onset.beat, voice.piece.meter) >= ON_BEAT
    foreign = _FOREIGN_COST if is_exposed else 0.0
    costs = voice.costs(voice.degree(anchor + onset.step, chord), scale)
    return {pitch: cost + foreign * (pitch % _OCTAVE not in chord.pitch_classes) for pitch, cost in costs.items()}


def _resting(voice: Voice, onset: Onset, anchor: int, *, is_close: bool) -> Choice:
    """Return where a phrase may rest: on the tonic when it closes and the chord allows, else on the triad."""
    chord, tonic = voice.piece.harmony.at(onset.beat), voice.piece.key.pitch_class
    goals = (tonic,) if is_close and tonic in chord.pitch_classes else chord.pitch_classes[:3]
    return voice.costs(voice.degree(anchor + onset.step, chord), goals)


def _held(onset: Onset, phrase: Phrase) -> float:
    """Return how long a phrase's last note lasts: a syllable as written, else up to the breath."""
    if phrase.line is not None:
        return onset.length_beats
    left = phrase.start_beat + phrase.sung_beats - onset.beat
    return max(onset.length_beats, min(left, 2 * onset.length_beats + 1))


def _shaped(voice: Voice, turn: Turn[MelodyChair], line: Sequence[Stroke]) -> list[Stroke]:
    """Give a phrase its arch of loudness, and now and then a grace note."""
    strokes: list[Stroke] = []
    for number, stroke in enumerate(line):
        place = number / max(1, len(line) - 1)
        arch = 0.92 + 0.14 * (1 - abs(2 * place - 1))
        accent = 1.04 if metric_weight(stroke.start_beat, turn.meter) >= STRONG else 1.0
        velocity = turn.velocity(stroke.start_beat) * arch * accent
        strokes.append(stroke._replace(velocity=velocity))
        if stroke.pitch > voice.low:
            strokes += _grace(turn, strokes[-1])
    return strokes


def _grace(turn: Turn[MelodyChair], stroke: Stroke) -> list[Stroke]:
    """Return a light note a semitone below a long one, just before it; never a syllable too many."""
    is_wanted = turn.rng.random() < turn.chair.ornament and stroke.length_beats >= 1
    if turn.piece.is_sung or not is_wanted or stroke.start_beat < 1:
        return []
    return [Stroke(stroke.start_beat - _GRACE_BEATS, _GRACE_BEATS, stroke.pitch - 1, stroke.velocity * 0.75)]
