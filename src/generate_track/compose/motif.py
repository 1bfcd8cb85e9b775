"""Motifs: the few notes that a tune is made of, and how they return as question, answer and contrast."""

import math
import random
from dataclasses import dataclass
from typing import NamedTuple

from generate_track.compose.phrase import Letter, Phrase
from generate_track.compose.rhythm import ON_BEAT, Hit, is_compound, length_beats, metric_weight, parse_rhythm, thin
from generate_track.music import TimeSignature

# Shapes in scale steps; a motif takes one and changes a few of its notes.
_CONTOURS: tuple[tuple[int, ...], ...] = (
    (0, 1, 2, 3, 2, 1, 0, -1),
    (4, 3, 2, 1, 2, 1, 0, 0),
    (0, 2, 1, 3, 2, 4, 3, 1),
    (0, 1, 2, 2, 3, 4, 4, 5),
    (0, -1, 0, 2, 1, 0, -1, 0),
    (0, 4, 3, 2, 3, 2, 1, 0),
    (0, 0, 2, 0, 0, 3, 2, 0),
    (2, 3, 4, 2, 1, 0, 1, 2),
)
_CHANGE_CHANCE = 0.2
_SAME_RHYTHM_CHANCE = 0.6
_HEAD = 4  # notes by which a motif is known again
# Which of the motif's two rhythms the halves of a phrase take.
_HALVES: dict[Letter, tuple[int, int]] = {"A": (0, 0), "A'": (0, 1), "B": (1, 1)}
_TURNING_POINT = 3  # scale steps above the anchor around which the contrast mirrors the motif
_FULLEST = 0.8  # share of a grid's places that syllables may take
_FIRST = 9.0  # more than any metric weight: a line begins at its beginning
_TOLERANCE = 1e-6


class Onset(NamedTuple):
    """A note of a tune before it has a pitch: where, how long, and scale steps from the phrase's anchor."""

    beat: float
    length_beats: float
    step: int


@dataclass(frozen=True, slots=True)
class Motif:
    """What a section family's tune is made of.

    Args:
        cells: two rhythms of its metre.
        contour: scale steps from the anchor, note by note.
        sequence: steps by which the second half repeats the first, higher or lower.
        anchor: scale degree above the tonic on which it hangs: 0, 2 or 4.
    """

    cells: tuple[str, str]
    contour: tuple[int, ...]
    sequence: int
    anchor: int

    @classmethod
    def draw(cls, cells: tuple[str, ...], rng: random.Random) -> "Motif":
        """Return a motif from a metre's rhythms."""
        first = rng.choice(cells)
        second = rng.choice([cell for cell in cells if cell != first] or [first])
        shape = rng.choice(_CONTOURS)
        contour = tuple(step + (rng.choice((-1, 1)) if rng.random() < _CHANGE_CHANCE else 0) for step in shape)
        return cls((first, second), contour, rng.choice((-2, -1, 1, 2)), rng.choice((0, 2, 2, 4)))

    def varied(self, rng: random.Random) -> "Motif":
        """Return the motif developed: its rhythms change places or its ending turns; what it begins with stays."""
        cells = self.cells if rng.random() < _SAME_RHYTHM_CHANCE else (self.cells[0], self.cells[0])
        tail = tuple(step + rng.choice((-1, 0, 1, 2)) for step in self.contour[_HEAD:])
        return Motif(cells, self.contour[:_HEAD] + tail, rng.choice((self.sequence, -self.sequence)), self.anchor)

    def step(self, number: int, *, half: int, is_turned: bool) -> int:
        """Return the scale steps of a phrase's note; the second half is a sequence of the first."""
        step = self.contour[number % len(self.contour)] + self.sequence * half
        return _TURNING_POINT - step if is_turned else step


def tune(phrase: Phrase, motif: Motif, *, meter: TimeSignature, step_beats: float) -> list[Onset]:
    """Return a phrase's notes: A states the motif and its sequence, A' ends it anew, B turns it over, higher."""
    half_beats = phrase.length_beats / 2
    hits = [
        (hit._replace(start_beat=hit.start_beat + half * half_beats), half)
        for half, cell in enumerate(_HALVES[phrase.letter])
        for hit in thin(_stretched(motif.cells[cell], half_beats, meter), step_beats)
    ]
    hits = _until_rest(hits, phrase, meter)
    return [
        Onset(
            phrase.start_beat + hit.start_beat,
            min(hit.length_beats, phrase.sung_beats - hit.start_beat),
            motif.step(number, half=half, is_turned=phrase.letter == "B"),
        )
        for number, (hit, half) in enumerate(hits)
    ]


def _until_rest(hits: list[tuple[Hit, int]], phrase: Phrase, meter: TimeSignature) -> list[tuple[Hit, int]]:
    """Return the hits up to the last that leaves time to rest on; a phrase that closes does so on a beat."""
    latest = phrase.sung_beats - min(1.0, phrase.length_beats / 8)
    kept = [(hit, half) for hit, half in hits if hit.start_beat <= latest + _TOLERANCE]
    while phrase.is_close and len(kept) > 1 and metric_weight(kept[-1][0].start_beat, meter) < ON_BEAT:
        kept.pop()
    return kept


def _stretched(cell: str, half_beats: float, meter: TimeSignature) -> list[Hit]:
    """Return a cell's hits at the power of two of its own pace at which it fits half a phrase."""
    stretch = 2.0 ** math.floor(math.log2(half_beats / length_beats(cell, meter)) + _TOLERANCE)
    hits = parse_rhythm(cell, meter.divisions_per_beat)
    return [hit._replace(start_beat=hit.start_beat * stretch, length_beats=hit.length_beats * stretch) for hit in hits]


def sing(phrase: Phrase, motif: Motif, *, n_syllables: int, meter: TimeSignature, rng: random.Random) -> list[Onset]:
    """Return a note for each syllable of a phrase's line, on the strongest places of the coarsest grid with room.

    The line begins on the phrase's first beat and its last syllable is held.
    """
    slots = _slots(phrase.sung_beats, n_syllables, meter)

    def strength(slot: float) -> float:
        return metric_weight(phrase.start_beat + slot, meter) + 0.5 * rng.random() + (0.0 if slot else _FIRST)

    # Each strength is drawn once, in the order of the slots.
    ranked = sorted([(strength(slot), slot) for slot in slots], reverse=True)
    chosen = sorted(slot for _, slot in ranked[:n_syllables])
    half = phrase.sung_beats / 2
    return [
        Onset(
            phrase.start_beat + slot,
            end - slot,
            motif.step(number, half=int(slot >= half), is_turned=phrase.letter == "B"),
        )
        for number, (slot, end) in enumerate(zip(chosen, [*chosen[1:], phrase.sung_beats], strict=True))
    ]


def _slots(n_beats: float, n_syllables: int, meter: TimeSignature) -> list[float]:
    """Return the places of a grid with room for the syllables, from beats to half the finest division."""
    divisions = meter.divisions_per_beat
    for steps in (1, 3, 6) if is_compound(meter) else (1, 2, divisions, 2 * divisions):
        n_slots = int(n_beats * steps + _TOLERANCE)
        # A grid that is full is breathless: leave room for longer notes and a held end.
        if n_syllables <= n_slots * _FULLEST or n_syllables == n_slots == 1:
            return [index / steps for index in range(n_slots)]
    return [index * n_beats / n_syllables for index in range(n_syllables)]
