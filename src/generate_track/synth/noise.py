"""Noise whose spectrum moves: laid out frame by frame, so that any filter may change at any time."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Wave = NDArray[np.float32]
Curve = NDArray[np.floating[Any]]  # float32 as well, though type checkers do not see it through arithmetic
# (seconds, shape (n_frames, 1)), (hertz, shape (n_bins,)) → gain, shape (n_frames, n_bins)
Colour = Callable[[Wave, Wave], Curve]

FRAME_SAMPLES = 2048


def moving_noise(rng: Generator, n_samples: int, *, colour: Colour, rate_hz: int) -> Wave:
    """Return noise of unit variance before `colour`, a gain over time and frequency, shapes it.

    Args:
        rng: two calls with one generator give independent sides of a stereo sound.
        n_samples: its length.
        colour: gain at (seconds, hertz).
        rate_hz: samples in a second.
    Returns:
        Shape (n_samples,).
    """
    hop = FRAME_SAMPLES // 2
    n_frames = n_samples // hop + 2
    time_s = np.arange(n_frames, dtype=np.float32)[:, None] * np.float32(hop / rate_hz)  # of a frame's middle
    spectrum = np.fft.rfft(rng.standard_normal((n_frames, FRAME_SAMPLES), np.float32), axis=1)  # (n_frames, n_bins)
    # Neighbours are independent, so their powers add, not their amplitudes: the squares of the window sum to 1.
    frames = np.fft.irfft(spectrum * colour(time_s, bins_hz(rate_hz)), axis=1) * window()  # (n_frames, frame)
    return overlapped(frames)[hop : hop + n_samples]


def bins_hz(rate_hz: int) -> Wave:
    """Return the frequencies of a frame's spectrum, shape (n_bins,)."""
    return np.linspace(0, rate_hz / 2, FRAME_SAMPLES // 2 + 1, dtype=np.float32)


def window() -> Wave:
    """Return half a sine over a frame: its square, and that of the next one half a frame later, sum to 1."""
    return np.sin(np.pi * (np.arange(FRAME_SAMPLES, dtype=np.float32) + 0.5) / FRAME_SAMPLES)


def overlapped(frames: Curve) -> Wave:
    """Return frames, shape (n_frames, FRAME_SAMPLES), each laid half over the one before, as one sound."""
    hop = FRAME_SAMPLES // 2
    total = np.zeros((len(frames) + 1) * hop, np.float32)
    total[:-hop] += frames[:, :hop].ravel()
    total[hop:] += frames[:, hop:].ravel()
    return total


def pass_band(hertz: Wave, *, low_hz: Curve | float = 0.0, high_hz: Curve | float = 1e9, order: int = 2) -> Wave:
    """Return the gain of a Butterworth band pass, as magnitudes only; its edges may change over time."""
    low = np.asarray(low_hz, np.float32) / np.maximum(hertz, 1)
    high = hertz / np.asarray(high_hz, np.float32)
    return (1 / np.sqrt((1 + low ** (2 * order)) * (1 + high ** (2 * order)))).astype(np.float32)


def peak(hertz: Wave, *, centre_hz: Curve | float, octaves: float) -> Wave:
    """Return a bell-shaped gain, 1 at its centre and exp(-1/2) `octaves` away from it."""
    distance = np.log2(np.maximum(hertz, 1) / np.asarray(centre_hz, np.float32)) / octaves
    return np.exp(-0.5 * distance**2).astype(np.float32)
