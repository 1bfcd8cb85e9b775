"""Beds: bands of noise that go on for ever, and breathe."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import sosfilt, tf2sos

from generate_track.synth.filter import sections
from generate_track.synth.stem import CHANNELS

Wave = NDArray[np.float32]

_HORIZON_S = 700.0  # longer than any track: knots of the slow curves are drawn once, so blocks do not matter
# White to pink, -3 dB an octave: J. O. Smith, Spectral Audio Signal Processing (2011), "Synthesis of 1/F Noise".
_PINK = tf2sos([0.049922035, -0.095993537, 0.050612699, -0.004408786], [1, -2.494956002, 2.017265875, -0.522189400])
_PINK_GAIN = 9.0  # brings it back to about unit variance


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
        self._rng = np.random.default_rng([seed, 1])
        self._knots = np.random.default_rng([seed, 2]).random(int(_HORIZON_S / max(layer.period_s, 0.1)) + 2)
        is_low = layer.low_hz == 0
        edges_hz = layer.high_hz if is_low else (layer.low_hz, layer.high_hz)
        band = sections("lowpass" if is_low else "bandpass", edges_hz, rate_hz=rate_hz)
        self._filter = np.concatenate([_PINK.astype(np.float32), band]) if layer.is_pink else band
        self._state = np.zeros((len(self._filter), 2, CHANNELS), np.float32)
        self._gain = np.float32(layer.gain * (_PINK_GAIN if layer.is_pink else 1))
        self._position = 0

    def take(self, n_samples: int) -> Wave:
        """Return the next samples, shape (n_samples, 2)."""
        noise = self._rng.standard_normal((n_samples, CHANNELS), np.float32)
        wave, self._state = sosfilt(self._filter, noise, axis=0, zi=self._state)
        level = self._level(n_samples) * self._gain
        self._position += n_samples
        return wave * level[:, None] if isinstance(level, np.ndarray) else wave * level

    def _level(self, n_samples: int) -> Wave | np.float32:
        if not self._layer.period_s:
            return np.float32(1)
        turn = np.arange(self._position, self._position + n_samples) / (self._rate_hz * self._layer.period_s)
        index = turn.astype(np.int32)
        step = turn - index
        step = step * step * (3 - 2 * step)  # smooth at the knots
        knots = self._layer.least + (1 - self._layer.least) * self._knots
        return (knots[index] * (1 - step) + knots[index + 1] * step).astype(np.float32)
