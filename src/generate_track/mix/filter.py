"""The desk's filters, at its rate."""

import math

import numpy as np

from generate_track.mix.block import RATE_HZ
from generate_track.synth.butterworth import Sections, design


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
