"""The tonal balance of the whole mix: an equalizer towards what finished records of such music have.

It is set before the first block, from the spectra of the probed stems at their mixing levels.
"""

import math
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Balance
from generate_track.mix.block import BLOCK_SAMPLES, RATE_HZ, Sides, pad
from generate_track.mix.equalizer import Band, equalizer, response_db
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
_FAR_OFF_DB = 3.0
_MOST_CUT_DB = 8.0
_MOST_BOOST_DB = 4.0
_WEAK_DB = -8.0  # from here on down an octave counts less and less
_EMPTY_DB = -18.0  # so far below the others, relative to its target, it is empty, not weak
_NEIGHBOURS = (0.25, 0.5, 0.25)  # a correction is no steeper than this makes it

_KNOBS = (
    Band("low_shelf", CENTRES_HZ[0] * math.sqrt(2), 0.0),
    *(Band("bell", frequency_hz, 0.0, q=1.2) for frequency_hz in CENTRES_HZ[1:-1]),
    Band("high_shelf", CENTRES_HZ[-1] / math.sqrt(2), 0.0),
)
_PROBE_DB = 6.0


def octaves(block: Sides) -> Octaves:
    """Return the power of the middle of at most BLOCK_SAMPLES samples, shape (2, n), in each octave."""
    spectrum = np.fft.rfft(pad(block[0] + block[1], BLOCK_SAMPLES))
    power = spectrum.real.astype(np.float64) ** 2 + spectrum.imag.astype(np.float64) ** 2
    return np.add.reduceat(power, _EDGES.astype(int))[:-1]


def target_db(balance: Balance) -> Octaves:
    """Return what records of such a balance have in each octave."""
    return _RECORDS_DB + np.array(_DIFFERENCES_DB[balance])


def correction_db(power: Octaves, *, balance: Balance) -> Octaves:
    """Return how much to raise each octave of a mix, shape (n_octaves,)."""
    if not power.any():
        return np.zeros_like(power)
    off_db = 10 * np.log10(power + power.max() * 1e-12) - target_db(balance)
    # What the mix has decides where the target lies, so that an empty octave pulls nothing along.
    off_db -= np.average(off_db, weights=_presence(off_db - off_db.max()))
    far_off_db = np.maximum(np.abs(off_db) - _FAR_OFF_DB, 0)
    wanted_db = _STRENGTH * (np.abs(off_db) - far_off_db) + _STRENGTH_FAR_OFF * far_off_db
    limited_db = np.clip(-np.sign(off_db) * wanted_db, -_MOST_CUT_DB, _MOST_BOOST_DB) * _presence(off_db)
    return np.convolve(np.pad(limited_db, 1, mode="edge"), _NEIGHBOURS, mode="valid")


def _presence(level_db: Octaves) -> Octaves:
    """Return how much an octave counts, from 0 when it is empty to 1."""
    return np.clip((level_db - _EMPTY_DB) / (_WEAK_DB - _EMPTY_DB), 0, 1)


def correct(gains_db: Octaves) -> Sections:
    """Return filter sections that raise each octave by so much; shape (n, 6)."""
    return _turned(gains_db @ _apart())


def _turned(knobs_db: Octaves) -> Sections:
    return equalizer(replace(knob, gain_db=float(gain_db)) for knob, gain_db in zip(_KNOBS, knobs_db, strict=True))


@cache
def _apart() -> NDArray[np.float64]:
    """Return the matrix from what each octave is to get to how far to turn each knob, shape (n_octaves, n_octaves).

    A knob raises its neighbours' octaves as well; turned so, they undo it.
    Source: Välimäki, Reiss, "All About Audio Equalization: Solutions and Frontiers", Applied Sciences 6 (2016),
    section 5.
    """
    each = [response_db(_turned(_PROBE_DB * one), CENTRES_HZ) / _PROBE_DB for one in np.eye(N_OCTAVES)]
    return np.asarray(np.linalg.inv(np.stack(each)), np.float64)
