"""Equalizer bands as second-order sections.

Source: Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients" (1994).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from generate_track.mix.block import RATE_HZ
from generate_track.synth.butterworth import Sections

_Row = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Band:
    """One knob of an equalizer.

    Args:
        shape: "bell" around the frequency, or a shelf below or above it.
        frequency_hz: where it is.
        gain_db: how much it raises; 0 does nothing.
        q: how narrow.
    """

    shape: Literal["bell", "low_shelf", "high_shelf"]
    frequency_hz: float
    gain_db: float
    q: float = 0.7

    def section(self) -> list[float]:
        """Return b0, b1, b2, 1, a1, a2."""
        angle = 2 * math.pi * self.frequency_hz / RATE_HZ
        amplitude, cosine = 10 ** (self.gain_db / 40), math.cos(angle)
        alpha = math.sin(angle) / (2 * self.q)
        above, below = _SHAPES[self.shape](amplitude, cosine, alpha)
        return [coefficient / below[0] for coefficient in (*above, *below)]


def equalizer(bands: Iterable[Band]) -> Sections:
    """Return the sections of all bands that do something, shape (n, 6)."""
    return np.array([band.section() for band in bands if band.gain_db]).reshape(-1, 6)


def response_db(sections: Sections, frequencies_hz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much a chain of sections raises each frequency."""
    delay = np.exp(-2j * np.pi * frequencies_hz / RATE_HZ)
    powers = np.stack([np.ones_like(delay), delay, delay**2])  # (3, n_frequencies)
    gains = (sections[:, :3] @ powers) / (sections[:, 3:] @ powers)
    return 20 * np.log10(np.abs(gains.prod(axis=0)))


def _bell(a: float, cosine: float, alpha: float) -> tuple[_Row, _Row]:
    return (1 + alpha * a, -2 * cosine, 1 - alpha * a), (1 + alpha / a, -2 * cosine, 1 - alpha / a)


def _low_shelf(a: float, cosine: float, alpha: float) -> tuple[_Row, _Row]:
    return _shelf(a, cosine, alpha, sign=1.0)


def _high_shelf(a: float, cosine: float, alpha: float) -> tuple[_Row, _Row]:
    return _shelf(a, -cosine, alpha, sign=-1.0)


def _shelf(a: float, cosine: float, alpha: float, *, sign: float) -> tuple[_Row, _Row]:
    bend = 2 * math.sqrt(a) * alpha
    top, bottom = a + 1, a - 1
    above = (
        a * (top - bottom * cosine + bend),
        sign * 2 * a * (bottom - top * cosine),
        a * (top - bottom * cosine - bend),
    )
    return above, (top + bottom * cosine + bend, sign * -2 * (bottom + top * cosine), top + bottom * cosine - bend)


_SHAPES = {"bell": _bell, "low_shelf": _low_shelf, "high_shelf": _high_shelf}
