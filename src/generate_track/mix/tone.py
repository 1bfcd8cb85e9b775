"""The tonal balance of the whole mix: an equalizer towards what finished records of such music have.

It is set before the first block, from the spectra of the probed stems at their mixing levels.
"""

import math

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Balance
from generate_track.mix.block import BLOCK_SAMPLES, RATE_HZ, Sides, pad
from generate_track.mix.equalizer import Band, equalizer
from generate_track.synth.butterworth import Sections

Octaves = NDArray[np.float64]  # (n_octaves,): power in each octave, or decibels

N_OCTAVES = 10

CENTRES_HZ = np.array([31.25 * 2.0**octave for octave in range(N_OCTAVES)])
_EDGES = np.append(CENTRES_HZ / math.sqrt(2), RATE_HZ / 2) * (BLOCK_SAMPLES / RATE_HZ)

# Long-term average of commercial masters per octave, relative to the strongest.
# Source: Pestana, Ma, Reiss, Barbosa, Black, "Spectral characteristics of popular commercial recordings 1950-2010",
# AES 135th Convention (2013), figure 2, summed over octaves.
_RECORDS_DB = np.array([-4.0, 0.0, 0.0, -1.0, -2.5, -4.5, -7.0, -10.0, -14.0, -21.0])

# How other music differs from it. Music with little percussion has less of both ends, and music that lives by its
# drums more: Elowsson, Friberg, "Long-term Average Spectrum in Popular Music and its Relation to the Level of the
# Percussion", AES 142nd Convention (2017). The directions are theirs, the amounts ours.
_DIFFERENCES_DB: dict[Balance, tuple[float, ...]] = {
    "full": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "warm": (-1, 0, 1, 1, 0.5, 0, -1, -2, -3, -4),
    "bright": (-1, -1, -1, -1, -0.5, 0, 1, 2, 2.5, 3),
    "dark": (0, 1, 1, 1, 0, -1.5, -3, -5, -7, -9),
    "acoustic": (-10, -5, -1, 1, 1, 1, 0, -1, -1, -2),
    "bass_heavy": (4, 3, 1, -1, -1.5, -1.5, -1, -0.5, 0, 0),
}

_STRENGTH = 0.5  # half way: a quiet piano must not become a rock band
_STRENGTH_FAR_OFF = 0.8  # of what exceeds _FAR_OFF_DB
_FAR_OFF_DB = 4.0
_MOST_CUT_DB = 8.0
_MOST_BOOST_DB = 4.0
_NOTHING_THERE_DB = -18.0  # so far below its target an octave is empty, not weak
_LEAST_WEAK_DB = -8.0  # from here on down it is raised less and less

# Each knob answers for its octaves.
_BANDS = (
    (Band("low_shelf", 70.0, 0.0), slice(0, 2)),
    (Band("bell", 180.0, 0.0), slice(2, 4)),
    (Band("bell", 700.0, 0.0), slice(4, 6)),
    (Band("bell", 2800.0, 0.0), slice(6, 8)),
    (Band("high_shelf", 8500.0, 0.0), slice(8, 10)),
)


def octaves(block: Sides) -> Octaves:
    """Return the power of at most BLOCK_SAMPLES samples, shape (2, n), per octave around 31 Hz to 16 kHz."""
    spectrum = np.fft.rfft(pad(block, BLOCK_SAMPLES))
    power = np.sum(spectrum.real**2 + spectrum.imag**2, axis=0, dtype=np.float64)
    return np.add.reduceat(power, _EDGES.astype(int))[:-1]


def target_db(balance: Balance) -> Octaves:
    """Return what records of such a balance have in each octave."""
    return _RECORDS_DB + np.array(_DIFFERENCES_DB[balance])


def correction_db(power: Octaves, *, balance: Balance) -> Octaves:
    """Return how much to raise each octave of a mix, shape (n_octaves,)."""
    if not power.any():
        return np.zeros_like(power)
    off_db = 10 * np.log10(power + power.max() * 1e-12) - target_db(balance)
    # What the mix has most of decides where the target lies, so that an empty octave pulls nothing along.
    off_db -= np.average(off_db, weights=10 ** (off_db / 20))
    far_off_db = np.maximum(np.abs(off_db) - _FAR_OFF_DB, 0)
    wanted_db = _STRENGTH * (np.abs(off_db) - far_off_db) + _STRENGTH_FAR_OFF * far_off_db
    presence = np.clip((off_db - _NOTHING_THERE_DB) / (_LEAST_WEAK_DB - _NOTHING_THERE_DB), 0, 1)
    return np.clip(-np.sign(off_db) * wanted_db, -_MOST_CUT_DB, _MOST_BOOST_DB) * presence


def correct(gains_db: Octaves) -> Sections:
    """Return filter sections that raise each octave about so much; shape (n, 6)."""
    return equalizer(Band(band.shape, band.frequency_hz, float(gains_db[part].mean()), band.q) for band, part in _BANDS)
