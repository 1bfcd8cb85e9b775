"""Recursive filters that remember where they were."""

import math

import numpy as np
from numpy.typing import NDArray

from generate_track.mix.block import RATE_HZ
from generate_track.synth.butterworth import Sections, design
from generate_track.synth.cascade import Cascade


def highpass(cutoff_hz: float, *, order: int = 2) -> Sections:
    """Return a Butterworth highpass, -3 dB at the cutoff."""
    return design("highpass", cutoff_hz, rate_hz=RATE_HZ, order=order)


def lowpass(cutoff_hz: float, *, order: int = 2) -> Sections:
    """Return a Butterworth lowpass, -3 dB at the cutoff."""
    return design("lowpass", cutoff_hz, rate_hz=RATE_HZ, order=order)


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
    """Filters a signal that comes in blocks; all but the last must be whole hops."""

    def __init__(self, sections: Sections, *, channels: int = 2) -> None:
        self._cascade = Cascade(sections, channels=channels)

    def __call__(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the next samples, shape (n,) or (n, 2) as they came."""
        outputs = self._cascade(np.atleast_2d(block.T))
        return outputs[0] if block.ndim == 1 else np.ascontiguousarray(outputs.T)
