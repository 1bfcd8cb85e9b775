"""Oscillators: band-limited waves at a pitch, shape (n,), float32."""

import numpy as np
from numpy.typing import NDArray

Wave = NDArray[np.float32]

_CHUNK_SAMPLES = 16_384  # what fits the cache
HIGHEST_HZ = 18_000.0  # partials above it are left out, so that nothing folds back


def pitch_hz(pitch: float) -> float:
    """Return the frequency of a MIDI pitch in equal temperament, A4 = 69 = 440 Hz."""
    return 440.0 * 2 ** ((pitch - 69) / 12)


def phase(frequency_hz: float, n_samples: int, *, rate_hz: int, start: float = 0.0) -> Wave:
    """Return the phase in cycles, in [0, 1], of a steady tone."""
    phases = np.empty(n_samples, np.float32)
    for first in range(0, n_samples, _CHUNK_SAMPLES):
        # In float64 until it is wrapped: ten minutes in float32 would drift out of tune.
        turns = np.arange(first, min(first + _CHUNK_SAMPLES, n_samples)) * (frequency_hz / rate_hz) + start
        turns -= np.floor(turns)  # as % 1, and seven times as quick
        phases[first : first + _CHUNK_SAMPLES] = turns
    return phases


def sine(frequency_hz: float, n_samples: int, *, rate_hz: int, start: float = 0.0) -> Wave:
    """Return a sine."""
    return np.sin(2 * np.pi * phase(frequency_hz, n_samples, rate_hz=rate_hz, start=start)).astype(np.float32)
