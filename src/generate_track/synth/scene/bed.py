"""Beds: bands of noise that go on for ever, and breathe."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from generate_track.synth.noise import pass_band
from generate_track.synth.stem import CHANNELS

Wave = NDArray[np.float32]

_HORIZON_S = 700.0  # longer than any track: knots of the slow curves are drawn once, so blocks do not matter
_LOOP_SAMPLES = 2**19  # eleven seconds: nobody knows noise again after so long
_PINK_HZ = 1000.0  # where pink noise is as strong as white


@dataclass(frozen=True, slots=True)
class Layer:
    """A band of noise, different left and right, whose level wanders.

    Args:
        low_hz: lower edge, 0 for none.
        high_hz: upper edge.
        gain: of unit noise within the band.
        period_s: how slowly the level wanders; 0 is steady.
        least: the lowest level, from 0 to 1.
        is_pink: whether it falls by 3 dB an octave.
    """

    low_hz: float
    high_hz: float
    gain: float
    period_s: float = 0.0
    least: float = 1.0
    is_pink: bool = False


class Bed:
    """One layer under way."""

    def __init__(self, layer: Layer, *, rate_hz: int, seed: int) -> None:
        self._layer = layer
        self._rate_hz = rate_hz
        self._knots = np.random.default_rng([seed, 2]).random(int(_HORIZON_S / max(layer.period_s, 0.1)) + 2)
        self._noise = _looped_noise(layer, np.random.default_rng([seed, 1]), rate_hz=rate_hz)
        self._position = 0

    def take(self, n_samples: int) -> Wave:
        """Return the next samples, shape (n_samples, 2)."""
        first = self._position % _LOOP_SAMPLES
        wave = np.take(self._noise, np.arange(first, first + n_samples), axis=0, mode="wrap")
        level = self._level(n_samples)
        self._position += n_samples
        return np.multiply(wave, level[:, None] if isinstance(level, np.ndarray) else level, dtype=np.float32)

    def _level(self, n_samples: int) -> Wave | np.float32:
        if not self._layer.period_s:
            return np.float32(1)
        turn = np.arange(self._position, self._position + n_samples) / (self._rate_hz * self._layer.period_s)
        index = turn.astype(np.int32)
        step = turn - index
        step = step * step * (3 - 2 * step)  # smooth at the knots
        knots = self._layer.least + (1 - self._layer.least) * self._knots
        return (knots[index] * (1 - step) + knots[index + 1] * step).astype(np.float32)


def _looped_noise(layer: Layer, rng: Generator, *, rate_hz: int) -> Wave:
    """Return noise in its band that runs into itself without a seam, shape (n, 2)."""
    hertz = np.linspace(0, rate_hz / 2, _LOOP_SAMPLES // 2 + 1, dtype=np.float32)
    gain = pass_band(hertz, low_hz=layer.low_hz, high_hz=layer.high_hz) * np.float32(layer.gain)
    if layer.is_pink:
        gain *= np.sqrt(np.float32(_PINK_HZ) / np.maximum(hertz, 1))
    white = rng.standard_normal((CHANNELS, _LOOP_SAMPLES), np.float32)
    return np.ascontiguousarray(np.fft.irfft(np.fft.rfft(white) * gain).T, np.float32)
