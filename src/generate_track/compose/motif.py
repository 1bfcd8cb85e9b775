"""Motifs: the few notes that a tune is made of, and how they return as question, answer and contrast."""

import random
from dataclasses import dataclass
from typing import NamedTuple

from generate_track.compose.phrase import Phrase
from generate_track.compose.rhythm import Hit, length_beats, metric_weight, parse_rhythm, thin
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
_MAX_SLOT_SHARE = 0.6


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


def tune(phrase: Phrase, motif: Motif, *, meter: TimeSignature, step_beats: float) -> list[Onset]:
    """Return a phrase's notes: A states the motif and its sequence, A' ends it anew, B turns it over, higher."""
    halves = {"A": (0, 0), "A'": (0, 1), "B": (1, 1)}[phrase.letter]
    hits: list[tuple[Hit, int]] = []
    half_beats = phrase.length_beats / 2
    for half, cell in enumerate(halves):
        for hit in _stretched(motif.cells[cell], half_beats, meter=meter, step_beats=step_beats):
            hits.append((hit._replace(start_beat=hit.start_beat + half * half_beats), half))
    onsets: list[Onset] = []
    for number, (hit, half) in enumerate(hits):
        if hit.start_beat < phrase.sung_beats - 1e-6:
            length = min(hit.length_beats, phrase.sung_beats - hit.start_beat)
            onsets.append(Onset(phrase.start_beat + hit.start_beat, length, _step(motif, phrase, number, half)))
    return onsets


def _step(motif: Motif, phrase: Phrase, number: int, half: int) -> int:
    step = motif.contour[number % len(motif.contour)] + (motif.sequence if half else 0)
    return 3 - step if phrase.letter == "B" else step


def _stretched(cell: str, half_beats: float, *, meter: TimeSignature, step_beats: float) -> tuple[Hit, ...]:
    """Return a cell's hits at the power of two of its own pace at which it fits half a phrase."""
    n_beats, stretch = length_beats(cell, meter), 1.0
    while n_beats * stretch > half_beats * 1.01:
        stretch /= 2
    while n_beats * stretch * 2 <= half_beats * 1.01:
        stretch *= 2
    hits = parse_rhythm(cell, meter.divisions_per_beat)
    scaled = [
        hit._replace(start_beat=hit.start_beat * stretch, length_beats=hit.length_beats * stretch) for hit in hits
    ]
    return thin(scaled, step_beats)


def sing(phrase: Phrase, motif: Motif, *, n_syllables: int, meter: TimeSignature, rng: random.Random) -> list[Onset]:
    """Return a note for each syllable of a phrase's line: on the strongest places of the coarsest grid that holds them.

    The line begins on the phrase's first beat and its last syllable is held.
    """
    slots = _slots(phrase.sung_beats, n_syllables, meter)
    strength = {
        slot: metric_weight(phrase.start_beat + slot, meter) + 0.5 * rng.random() + (9 if slot == 0 else 0)
        for slot in slots
    }
    chosen = sorted(sorted(slots, key=lambda slot: -strength[slot])[:n_syllables])
    ends = [*chosen[1:], phrase.sung_beats]
    half = phrase.sung_beats / 2
    return [
        Onset(phrase.start_beat + slot, end - slot, _step(motif, phrase, number, int(slot >= half)))
        for number, (slot, end) in enumerate(zip(chosen, ends, strict=True))
    ]


def _slots(n_beats: float, n_syllables: int, meter: TimeSignature) -> list[float]:
    divisions = meter.divisions_per_beat
    for step in (1.0, 1 / 2 if divisions == 4 else 1 / 3, 1 / divisions, 1 / (2 * divisions)):
        slots = [index * step for index in range(int(n_beats / step + 1e-6))]
        # A grid that is full is breathless; leave room for longer notes and a held end.
        if n_syllables <= max(1.0, len(slots) * (1 - 0.2 * (step < 1))):
            return slots
    return [index * n_beats / n_syllables for index in range(n_syllables)]
