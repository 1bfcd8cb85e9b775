"""A turn: one player in one passage, with what that player may draw from and how loud it is."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from generate_track.compose.form import Passage
from generate_track.compose.harmony import RETURNS_PER_THEME
from generate_track.compose.piece import Piece
from generate_track.compose.style import Chair
from generate_track.music import TimeSignature

ChairT = TypeVar("ChairT", bound=Chair)
_FULL = 1.001  # just above the greatest energy, so that it falls into the last row


@dataclass(frozen=True, slots=True)
class Turn(Generic[ChairT]):
    """One chair's work in one passage.

    Args:
        rng: the chair's own generator for this passage; a section that returns draws the same again.
        start_beat: the passage's first beat, or where the chair comes in.
        end_beat: the beat after its last, the final chord's bar left out.
    """

    piece: Piece
    chair: ChairT
    passage: Passage
    rng: random.Random
    start_beat: int
    end_beat: int

    @property
    def meter(self) -> TimeSignature:
        """The time signature."""
        return self.piece.meter

    @property
    def energy(self) -> float:
        """The passage's energy, 0 to 1."""
        return self.passage.section.energy

    @property
    def is_on(self) -> bool:
        """Whether the passage is strong enough for this chair to play, and it does not rest."""
        is_resting = (self.chair.name, self.passage.index) in self.piece.rests
        return self.energy >= self.chair.enters_at and not is_resting

    @property
    def bars(self) -> range:
        """The first beat of each bar."""
        return range(self.start_beat, self.end_beat, self.meter.beats_per_bar)

    def velocity(self, beat: float) -> float:
        """Return the velocity of a normal stroke at `beat`."""
        return self.chair.velocity * self.piece.loudness(self.passage, beat)

    def level(self, n_rows: int) -> int:
        """Return which of `n_rows` in rising energy the passage calls for."""
        return max(0, int((self.energy - self.chair.enters_at) / (_FULL - self.chair.enters_at) * n_rows))


def _half_bars(n_beats: int, beats_per_bar: int) -> int:
    """Return the beats of the first half of a passage, in whole bars; 0 when it has but one."""
    return n_beats // beats_per_bar // 2 * beats_per_bar


def turns(piece: Piece, chair: ChairT) -> Iterator[Turn[ChairT]]:
    """Yield the chair's turn in each passage, in order, whether it is to play there or not."""
    seen: dict[str, int] = {}
    for passage in piece.passages:
        label = passage.section.label
        seen[label] = number = seen.get(label, -1) + 1
        start, end = piece.beats(passage)
        if (chair.name, passage.index) in piece.late:
            start += _half_bars(end - start, piece.meter.beats_per_bar)
        yield Turn(piece, chair, passage, piece.rng(chair.name, label, number // RETURNS_PER_THEME), start, end)
