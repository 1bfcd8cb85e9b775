"""Half of a score's stems: what they measure, and their sum, block by block.

The two halves know nothing of each other until the desk adds them, so they may be played in two processes. They are
always the same halves, and always added in the same order: where they are played does not change the sound.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Score
from generate_track.mix.block import Play, block_lengths, length_of
from generate_track.mix.cost import DESK_MS_PER_S, costs_ms
from generate_track.mix.level import Stem, calibrate
from generate_track.mix.strip import EFFECTS, Sends, Signal, Strip, strips_of

Sum = NDArray[np.float32]  # (2 + n_sends, n_samples): left, right, and what goes to each of `Sends`

CACHE_BYTES = 130_000_000  # of who plays one half alone, and so has room for more of its waves
N_ROWS = 2 + len(Sends._fields)


class Half(Protocol):
    """Half of the stems, wherever they are played."""

    @property
    def stems(self) -> Mapping[str, Stem]:
        """What each of them measures."""
        ...

    def sums(self) -> Iterator[Sum]:
        """Yield the sum of what their strips give, in blocks of BLOCK_SAMPLES, the last one shorter."""
        ...


class OwnHalf:
    """Half of the stems, played in this process.

    Args:
        score: the whole score.
        play: who plays its stems.
        names: which of them.
    """

    def __init__(self, score: Score, *, play: Play, names: frozenset[str]) -> None:
        self._score = score
        self._play = play
        self._names = names
        self._stems = calibrate(reduced(score, names), play=play)

    @property
    def stems(self) -> Mapping[str, Stem]:
        """What each of them measures."""
        return self._stems

    def sums(self) -> Iterator[Sum]:
        """Yield the sum of what their strips give, block by block."""
        strips = strips_of(self._score, stems=self._stems, names=self._names)
        playing = play_strips(reduced(self._score, self._names), play=self._play, strips=strips)
        for n_samples, signals in zip(block_lengths(length_of(self._score)), playing, strict=True):
            yield add(strips, signals, n_samples=n_samples)


def halves(score: Score) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of a score's stems in two halves that are done at about the same time.

    The second is for the process that has the desk to see to.
    Source: Graham, "Bounds on Multiprocessing Timing Anomalies", SIAM Journal on Applied Mathematics 17 (1969): the
    longest first, each to whoever is done sooner.
    """
    loads_ms = [0.0, DESK_MS_PER_S * score.duration_s]
    names: tuple[set[str], set[str]] = (set(), set())
    costs = costs_ms(score)
    for name in sorted(costs, key=costs.__getitem__, reverse=True):
        half = loads_ms.index(min(loads_ms))
        loads_ms[half] += costs[name]
        names[half].add(name)
    return frozenset(names[0]), frozenset(names[1])


def reduced(score: Score, names: frozenset[str]) -> Score:
    """Return the score with only the stems of these names."""
    return replace(
        score,
        parts=tuple(part for part in score.parts if part.name in names),
        ambience=tuple(each for each in score.ambience if f"ambience:{each.kind}" in names),
        effects=score.effects if EFFECTS in names else (),
    )


def play_strips(score: Score, *, play: Play, strips: Mapping[str, Strip]) -> Iterator[dict[str, Signal]]:
    """Yield what each strip gives, in blocks of BLOCK_SAMPLES, the last one shorter."""
    lengths = block_lengths(length_of(score))
    playing = {name: strips[name].play(take, lengths) for name, take in play(score).items()}
    for _ in lengths:
        yield {name: next(blocks) for name, blocks in playing.items()}


def add(strips: Mapping[str, Strip], signals: Mapping[str, Signal], *, n_samples: int) -> Sum:
    """Return the sum of some strips' signals, each of `n_samples`."""
    total = np.zeros((N_ROWS, n_samples), np.float32)
    for name, signal in signals.items():
        total[:2] += signal.sides
        for row, amount in enumerate(strips[name].sends, start=2):
            if amount:
                total[row] += signal.middle * np.float32(amount)
    return total
