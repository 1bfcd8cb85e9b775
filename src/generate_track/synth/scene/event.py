"""Events: sounds scattered over a bed, by chance or nearly by the clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from generate_track.synth.stem import Stem

Wave = NDArray[np.float32]
Event = Callable[[Generator, int], Wave]  # (a generator of its own, the rate) → shape (n, 2)

_BEFORE_S = 12.0


@dataclass(frozen=True, slots=True)
class Scatter:
    """Events over time.

    Args:
        per_s: how many in a second, on average.
        make: one of them.
        n_kinds: how many different ones there are, each heard again and again: the birds of a wood, the guests of a
            café. 0 makes every one anew.
        gap_spread: how far the gaps between them vary, as a share; None has them come by chance.
    """

    per_s: float
    make: Event
    n_kinds: int = 0
    gap_spread: float | None = None


class Sprinkle:
    """One scatter under way."""

    def __init__(self, scatter: Scatter, *, rate_hz: int, seed: int) -> None:
        self._scatter = scatter
        self._rate_hz = rate_hz
        self._stem = Stem()
        self._starts = _starts(np.random.default_rng([seed, 3]), scatter, rate_hz=rate_hz)
        self._next = next(self._starts)
        self._seed = seed
        self._position = 0
        self._n_events = 0
        self._kinds: dict[int, Wave] = {}

    def take(self, n_samples: int) -> Wave:
        """Return the next samples, shape (n_samples, 2)."""
        while self._next < self._position + n_samples:
            self._stem.add(self._next, self._event())
            self._n_events += 1
            self._next = next(self._starts)
        self._position += n_samples
        return self._stem.take(n_samples)

    def _event(self) -> Wave:
        rng = np.random.default_rng([self._seed, 4, self._n_events])
        if not self._scatter.n_kinds:
            return self._scatter.make(rng, self._rate_hz)
        kind = int(rng.integers(self._scatter.n_kinds))
        if kind not in self._kinds:
            self._kinds[kind] = self._scatter.make(np.random.default_rng([self._seed, 5, kind]), self._rate_hz)
        return self._kinds[kind] * np.float32(rng.uniform(0.6, 1))


def _starts(rng: Generator, scatter: Scatter, *, rate_hz: int) -> Iterator[int]:
    """Yield the samples at which events start; some do before the track does, for the sea was there before."""
    time_s = -_BEFORE_S + rng.uniform(0, 1 / scatter.per_s)
    while True:
        yield round(time_s * rate_hz)
        time_s += _gap_s(rng, scatter)


def _gap_s(rng: Generator, scatter: Scatter) -> float:
    if scatter.gap_spread is None:
        return rng.exponential(1 / scatter.per_s)
    return rng.uniform(1 - scatter.gap_spread, 1 + scatter.gap_spread) / scatter.per_s


def times(duration_s: float, rate_hz: int) -> NDArray[np.float64]:
    """Return the seconds from an event's start, shape (n,)."""
    return np.arange(round(duration_s * rate_hz)) / rate_hz


def place(mono: NDArray[np.floating], rng: Generator, *, margin: float = 0.1) -> Wave:
    """Return a mono sound somewhere between left and right, shape (n, 2)."""
    angle = rng.uniform(margin, 1 - margin) * np.pi / 2
    return (mono[:, None] * np.array([np.cos(angle), np.sin(angle)])).astype(np.float32)
