"""Recursive filters that remember where they were."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from generate_track.mix.block import RATE_HZ

Sections = NDArray[np.float64]  # (n_sections, 6)


def highpass(cutoff_hz: float, *, order: int = 2) -> Sections:
    """Return a Butterworth highpass, -3 dB at the cutoff."""
    return np.asarray(butter(order, cutoff_hz, "highpass", fs=RATE_HZ, output="sos"))


def lowpass(cutoff_hz: float, *, order: int = 2) -> Sections:
    """Return a Butterworth lowpass, -3 dB at the cutoff."""
    return np.asarray(butter(order, cutoff_hz, "lowpass", fs=RATE_HZ, output="sos"))


def matched_highpass(cutoff_hz: float) -> tuple[Sections, Sections]:
    """Return a highpass, -6 dB at the cutoff, and the allpass that shifts phases exactly as it does.

    Signals that went through one each still add up as they did above the cutoff.
    Source: Linkwitz, "Active Crossover Networks for Noncoincident Drivers", JAES 24 (1976), for the second order.
    """
    tangent = math.tan(math.pi * cutoff_hz / RATE_HZ)
    pole = (tangent - 1) / (tangent + 1)
    gain = -(((1 - pole) / 2) ** 2)
    highpass_section = [gain, -2 * gain, gain, 1.0, 2 * pole, pole**2]
    allpass_section = [pole, 1.0, 0.0, 1.0, pole, 0.0]
    return np.array([highpass_section]), np.array([allpass_section])


class Filter:
    """Filters a signal that comes in blocks.

    Two channels travel as the real and the imaginary part of one signal: the recursion waits for its own last value
    at every sample, and doing both at once takes hardly longer than one.
    """

    def __init__(self, sections: Sections) -> None:
        self._sections = sections.astype(np.complex128)
        self._state = np.zeros((len(sections), 2), np.complex128)

    def analytic(self, block: NDArray[np.float32]) -> NDArray[np.complex128]:
        """Return the next samples as left + j·right; one channel gives no imaginary part."""
        signal = np.ascontiguousarray(block).view(np.complex64)[:, 0] if block.ndim > 1 else block
        filtered, self._state = sosfilt(self._sections, signal, zi=self._state)
        return filtered

    def __call__(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the next samples, shape (n,) or (n, 2) as they came."""
        filtered = self.analytic(block)
        if block.ndim == 1:
            return filtered.real.astype(np.float32)
        return filtered.astype(np.complex64).view(np.float32).reshape(-1, 2)
