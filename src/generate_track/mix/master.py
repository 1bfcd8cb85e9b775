"""Mastering: the whole mix is surveyed once, one gain curve is found for it, and applied.

The curve is found on a few numbers per hop of 1.3 ms, so that trying many gains costs next to nothing; the audio
itself is read twice and held in a scratch file between.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from generate_track.mix import compressor, limiter
from generate_track.mix.block import HOP_SAMPLES, RATE_HZ, Curve, Mono, Sides, Stereo, block_lengths, expand, n_hops
from generate_track.mix.compressor import Compression
from generate_track.mix.loudness import Meter, Profile, integrate

TARGET_LUFS = -14.0
_CEILING_MARGIN_DB = 0.1
_MOST_LIMITING_DB = 5.0
_LARGEST_PUSH_DB = 14.0  # beyond what plain gain would do; more would only distort
_N_TRIES = 20
_TOLERANCE_DB = 0.02
_SAMPLE_BYTES = 2 * 4

# From glue to levelling; the first is taken with which the limiter has little left to do.
_COMPRESSIONS = (
    Compression(threshold_db=-14.0, ratio=1.6),
    Compression(threshold_db=-16.0, ratio=2.0),
    Compression(threshold_db=-18.0, ratio=2.5),
    Compression(threshold_db=-20.0, ratio=3.5),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What mastering will do, and what will come out.

    Args:
        gains: factor at each hop's edge, shape (n_hops + 1,).
        loudness_lufs: integrated, of the result; -inf for silence.
        true_peak_dbtp: of the result.
        limiting_db: the most that the limiter takes away.
    """

    gains: Curve
    loudness_lufs: float
    true_peak_dbtp: float
    limiting_db: float

    def gain(self, position: int, n_samples: int) -> Mono:
        """Return the factor at each of `n_samples` from `position` on, which is a whole number of hops."""
        first = position // HOP_SAMPLES
        return expand(self.gains[first : first + n_hops(n_samples) + 1])[:n_samples]


class Tape:
    """Keeps the mix in a scratch file and surveys it on the way.

    Args:
        file: opened for writing and reading, at its start; closed by whoever opened it.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._meter = Meter()
        self._n_samples = 0

    def write(self, block: Sides) -> None:
        """Append samples, shape (2, n); all blocks but the last must have BLOCK_SAMPLES."""
        self._file.write(np.ascontiguousarray(block, np.float32).data)
        self._meter.add(block)
        self._n_samples += block.shape[1]

    @property
    def duration_s(self) -> float:
        """Seconds written."""
        return self._n_samples / RATE_HZ

    def profile(self) -> Profile:
        """Return how loud everything written is."""
        return self._meter.profile()

    def read(self) -> Iterator[Sides]:
        """Yield the blocks that were written."""
        self._file.seek(0)
        for n_samples in block_lengths(self._n_samples):
            yield np.frombuffer(self._file.read(n_samples * _SAMPLE_BYTES), np.float32).reshape(2, -1)


def find_plan(profile: Profile, *, ceiling_dbtp: float, target_lufs: float = TARGET_LUFS) -> Plan:
    """Return the gain curve that makes a mix `target_lufs` loud with no true peak above the ceiling."""
    ceiling_db = ceiling_dbtp - _CEILING_MARGIN_DB
    if math.isinf(profile.loudness_lufs):
        return _finished(profile, gains_db=-limiter.reduction_db(profile.peaks, gain_db=0, ceiling_db=ceiling_db))
    plans = (_plan_with(setting, profile, ceiling_db=ceiling_db, target_lufs=target_lufs) for setting in _COMPRESSIONS)
    best = next(plans)
    for candidate in plans:
        if best.limiting_db <= _MOST_LIMITING_DB:
            break
        best = candidate
    return best


def _plan_with(setting: Compression, profile: Profile, *, ceiling_db: float, target_lufs: float) -> Plan:
    needed_db = target_lufs - profile.loudness_lufs
    levelling_db = compressor.reduction_db(profile.energies, gain_db=needed_db, setting=setting)
    even = _turned(profile, by_db=-levelling_db)
    gain_db = _solve_gain(even, ceiling_db=ceiling_db, target_lufs=target_lufs)
    limiting_db = limiter.reduction_db(even.peaks, gain_db=gain_db, ceiling_db=ceiling_db)
    return _finished(profile, gains_db=gain_db - limiting_db - levelling_db, limiting_db=float(limiting_db.max()))


def _solve_gain(profile: Profile, *, ceiling_db: float, target_lufs: float) -> float:
    """Return the gain before the limiter that gives `target_lufs` after it, or the largest that is sensible.

    Adding what is missing comes nearer every time: a decibel of gain never gives more than a decibel of loudness.
    """
    gain_db = target_lufs - profile.loudness_lufs
    largest_db = gain_db + _LARGEST_PUSH_DB
    for _ in range(_N_TRIES):
        limited_db = gain_db - limiter.reduction_db(profile.peaks, gain_db=gain_db, ceiling_db=ceiling_db)
        missing_db = target_lufs - _turned(profile, by_db=limited_db).loudness_lufs
        gain_db = min(gain_db + missing_db, largest_db)
        if missing_db < _TOLERANCE_DB:
            break
    return gain_db


def _turned(profile: Profile, *, by_db: Curve) -> Profile:
    """Return the profile of the signal after a gain that is told at the hops' edges."""
    middle = 10 ** ((by_db[:-1] + by_db[1:]) / 40)
    largest = 10 ** (np.maximum(by_db[:-1], by_db[1:]) / 20)
    return Profile(profile.energies * middle**2, profile.peaks * largest)


def _finished(profile: Profile, *, gains_db: Curve, limiting_db: float = 0.0) -> Plan:
    result = _turned(profile, by_db=gains_db)
    peak = float(result.peaks.max(initial=0.0))
    return Plan(
        gains=10 ** (gains_db / 20),
        loudness_lufs=integrate(result.energies),
        true_peak_dbtp=20 * math.log10(peak) if peak else -math.inf,
        limiting_db=limiting_db,
    )


def apply(tape: Tape, plan: Plan) -> Iterator[Stereo]:
    """Yield the finished samples of what is on the tape, shape (n, 2), block by block."""
    position = 0
    for block in tape.read():
        n_samples = block.shape[1]
        yield (block * plan.gain(position, n_samples)).T
        position += n_samples
