"""Oscillators: band-limited waves at a pitch, shape (n,), float32."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Wave = NDArray[np.float32]

_TABLE_SIZE = 2048
_HIGHEST_HZ = 18_000.0  # harmonics above it are left out, so that nothing folds back


def pitch_hz(pitch: float) -> float:
    """Return the frequency of a MIDI pitch in equal temperament, A4 = 69 = 440 Hz."""
    return 440.0 * 2 ** ((pitch - 69) / 12)


def phase(frequency_hz: float, n_samples: int, *, rate_hz: int, start: float = 0.0) -> Wave:
    """Return the phase in cycles, in [0, 1], of a steady tone."""
    # In float64 until it is wrapped: ten minutes in float32 would drift out of tune.
    turns = np.arange(n_samples) * (frequency_hz / rate_hz) + start
    turns -= np.floor(turns)  # as % 1, and seven times as quick
    return turns.astype(np.float32)


def sine(frequency_hz: float, n_samples: int, *, rate_hz: int, start: float = 0.0) -> Wave:
    """Return a sine."""
    return np.sin(2 * np.pi * phase(frequency_hz, n_samples, rate_hz=rate_hz, start=start)).astype(np.float32)


def saw(frequency_hz: float, n_samples: int, *, rate_hz: int, start: float = 0.0) -> Wave:
    """Return a band-limited saw, from a table with as many harmonics as there is room for."""
    table = _saw_table(max(1, min(256, int(_HIGHEST_HZ / frequency_hz))))
    position = phase(frequency_hz, n_samples, rate_hz=rate_hz, start=start) * np.float32(_TABLE_SIZE)
    index = position.astype(np.int32)
    position -= index
    index &= _TABLE_SIZE - 1  # a phase just below 1 is 1 in float32
    low = table[index]
    return (low + (table[1:][index] - low) * position).astype(np.float32, copy=False)


@lru_cache(maxsize=256)
def _saw_table(n_harmonics: int) -> Wave:
    # Lanczos' sigma factors take the ringing off the cut series.
    harmonic = np.arange(1, n_harmonics + 1)[:, None]
    turn = np.arange(_TABLE_SIZE + 1)[None, :] / _TABLE_SIZE
    sigma = np.sinc(harmonic / (n_harmonics + 1))
    return (np.sin(2 * np.pi * harmonic * turn) / harmonic * sigma).sum(axis=0).astype(np.float32) * np.float32(0.6)
