"""What a drum sound is asked for, and what it needs to make it: time, decays, noise, numbers that vary."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from generate_track.synth.filter import filtered

Wave = NDArray[np.float32]
Curve = NDArray[np.floating[Any]]  # float32 as well, though type checkers do not see it through arithmetic

_LIVELINESS = 0.012  # how far the numbers of one variant of a sound lie from another's


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit: a generator of its own, and the rate."""

    rng: Generator
    rate_hz: int

    def time_s(self, duration_s: float) -> Wave:
        """Return the seconds from its start, shape (n,)."""
        return np.arange(round(duration_s * self.rate_hz), dtype=np.float32) / np.float32(self.rate_hz)

    def about(self, value: float) -> float:
        """Return a number close to `value`: no two hits of a drum are the same."""
        return value * (1 + _LIVELINESS * float(self.rng.uniform(-1, 1)))

    def noise(self, n_samples: int, *, low_hz: float = 0.0, high_hz: float = 0.0) -> Wave:
        """Return noise of about unit variance within a band; an edge of 0 is none."""
        wave = self.rng.standard_normal(n_samples, np.float32)
        if low_hz:
            wave = filtered(wave, "highpass", low_hz, rate_hz=self.rate_hz)
        return filtered(wave, "lowpass", high_hz, rate_hz=self.rate_hz) if high_hz else wave


Sound = Callable[[Hit], Curve]  # shape (n,) or (n, 2)


@dataclass(frozen=True, slots=True)
class Drum:
    """One key of a kit.

    Args:
        sound: what makes it.
        peak: its largest sample at full velocity.
        pan: -1 left to 1 right.
    """

    sound: Sound
    peak: float
    pan: float = 0.0


def decay(time_s: Curve, fall_s: float) -> Curve:
    """Return a gain that falls to 1/e in `fall_s`; before time 0 it is 1."""
    return np.exp(-np.maximum(time_s, 0) / np.float32(fall_s))
