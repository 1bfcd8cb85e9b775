"""The tonal balance of the whole mix: a gentle equalizer towards what finished records have.

It is set before the first block, from the spectra of the probed stems at their mixing levels.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generate_track.mix.block import BLOCK_SAMPLES, RATE_HZ, Stereo, pad
from generate_track.synth.butterworth import Sections

Octaves = NDArray[np.float64]  # (n_octaves,): power in each octave

N_OCTAVES = 10

_CENTRES_HZ = 31.25 * 2.0 ** np.arange(N_OCTAVES)
_EDGES = np.append(_CENTRES_HZ / math.sqrt(2), RATE_HZ / 2) * (BLOCK_SAMPLES / RATE_HZ)

# Long-term average of commercial masters per octave, relative to the strongest.
# Source: Pestana, Ma, Reiss, Barbosa, Black, "Spectral characteristics of popular commercial recordings 1950-2010",
# AES 135th Convention (2013), figure 2, summed over octaves.
_TARGET_DB = np.array([-4.0, 0.0, 0.0, -1.0, -2.5, -4.5, -7.0, -10.0, -14.0, -21.0])

_STRENGTH = 0.5  # half way: a quiet piano must not become a rock band
_MOST_CUT_DB = 4.0
_MOST_BOOST_DB = 2.5
_NOTHING_THERE_DB = -25.0  # so far below its target an octave is empty, not weak
_WIDE_Q = 0.7


def octaves(block: Stereo) -> Octaves:
    """Return the power of at most BLOCK_SAMPLES samples, shape (n, 2), per octave around 31 Hz to 16 kHz."""
    spectrum = np.fft.rfft(np.ascontiguousarray(pad(block, BLOCK_SAMPLES).T))
    power = np.sum(spectrum.real**2 + spectrum.imag**2, axis=0, dtype=np.float64)
    return np.add.reduceat(power, _EDGES.astype(int))[:-1]


def balance_db(power: Octaves) -> Octaves:
    """Return how much to raise each octave of a mix, shape (n_octaves,)."""
    if not power.any():
        return np.zeros_like(power)
    level_db = 10 * np.log10(power + power.max() * 1e-12)
    off_db = level_db - _TARGET_DB
    # What the mix has most of decides where the target lies, so that an empty octave pulls nothing along.
    weights = 10 ** (off_db / 20)
    off_db -= np.average(off_db, weights=weights)
    wanted_db = np.where(off_db < _NOTHING_THERE_DB, 0.0, -_STRENGTH * off_db)
    return np.clip(wanted_db, -_MOST_CUT_DB, _MOST_BOOST_DB)


@dataclass(frozen=True, slots=True)
class _Band:
    """One knob of the equalizer: its shape, where it is, and the octaves it answers for."""

    shape: Callable[[float, float], list[float]]
    centre_hz: float
    octaves: slice


def equalizer(gains_db: Octaves) -> Sections:
    """Return filter sections that raise each octave about so much; shape (n_bands, 6)."""
    return np.array([band.shape(band.centre_hz, float(gains_db[band.octaves].mean())) for band in _BANDS])


def _peak(centre_hz: float, gain_db: float) -> list[float]:
    """Return a bell.

    Source: Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients", as below.
    """
    amplitude, cosine, alpha = _cookbook(centre_hz, gain_db)
    return _section(
        (1 + alpha * amplitude, -2 * cosine, 1 - alpha * amplitude),
        (1 + alpha / amplitude, -2 * cosine, 1 - alpha / amplitude),
    )


def _low_shelf(centre_hz: float, gain_db: float) -> list[float]:
    return _shelf(centre_hz, gain_db, sign=1.0)


def _high_shelf(centre_hz: float, gain_db: float) -> list[float]:
    return _shelf(centre_hz, gain_db, sign=-1.0)


def _shelf(centre_hz: float, gain_db: float, *, sign: float) -> list[float]:
    a, cosine, alpha = _cookbook(centre_hz, gain_db)
    cosine *= sign
    bend = 2 * math.sqrt(a) * alpha
    top, bottom = a + 1, a - 1
    return _section(
        (
            a * (top - bottom * cosine + bend),
            sign * 2 * a * (bottom - top * cosine),
            a * (top - bottom * cosine - bend),
        ),
        (top + bottom * cosine + bend, sign * -2 * (bottom + top * cosine), top + bottom * cosine - bend),
    )


def _cookbook(centre_hz: float, gain_db: float) -> tuple[float, float, float]:
    """Return the cookbook's A, cos w0 and alpha."""
    angle = 2 * math.pi * centre_hz / RATE_HZ
    return 10 ** (gain_db / 40), math.cos(angle), math.sin(angle) / (2 * _WIDE_Q)


def _section(numerator: tuple[float, float, float], denominator: tuple[float, float, float]) -> list[float]:
    return [coefficient / denominator[0] for coefficient in (*numerator, *denominator)]


_BANDS = (
    _Band(_low_shelf, 70.0, slice(0, 2)),
    _Band(_peak, 180.0, slice(2, 4)),
    _Band(_peak, 700.0, slice(4, 6)),
    _Band(_peak, 2800.0, slice(6, 8)),
    _Band(_high_shelf, 8500.0, slice(8, 10)),
)
