"""Compression computed on the energies of hops, looking ahead."""

from dataclasses import dataclass

import numpy as np

from generate_track.mix.block import HOP_SAMPLES, RATE_HZ, Curve

_LEVEL_WINDOW_S = 0.03
_ATTACK_S = 0.02
_KNEE_DB = 8.0
_HOPS_PER_S = RATE_HZ / HOP_SAMPLES
_TINY = 1e-20


@dataclass(frozen=True, slots=True)
class Compression:
    """How strongly to even out.

    Args:
        threshold_db: in LUFS of the finished track, above which it is turned down.
        ratio: how many decibels in become one out.
        release_db_per_s: how fast it lets go.
    """

    threshold_db: float
    ratio: float
    release_db_per_s: float = 24.0


def reduction_db(energies: Curve, *, gain_db: float, setting: Compression) -> Curve:
    """Return by how much to turn each hop's edge down, shape (n_hops + 1,), not negative.

    Args:
        energies: K-weighted energy per hop, shape (n_hops,); the weighting keeps the bass from pumping the rest.
        gain_db: what the signal will be raised by.
        setting: how strongly.
    """
    power = moving_average(energies, round(_LEVEL_WINDOW_S * _HOPS_PER_S)) / HOP_SAMPLES
    over_db = 10 * np.log10(power + _TINY) + gain_db - setting.threshold_db
    wanted_db = (1 - 1 / setting.ratio) * _knee(over_db)
    edges_db = np.maximum(np.append(wanted_db, 0), np.insert(wanted_db, 0, 0))
    held_db = released(edges_db, slope_db_per_s=setting.release_db_per_s)
    return moving_average(held_db, round(_ATTACK_S * _HOPS_PER_S))


def _knee(over_db: Curve) -> Curve:
    """Return how far above the threshold, bent smoothly around it.

    Source: Giannoulis, Massberg, Reiss, "Digital Dynamic Range Compressor Design", JAES 60 (2012), equation 4.
    """
    bent = np.clip(over_db + _KNEE_DB / 2, 0, _KNEE_DB) ** 2 / (2 * _KNEE_DB)
    return bent + np.maximum(over_db - _KNEE_DB / 2, 0)


def released(wanted_db: Curve, *, slope_db_per_s: float) -> Curve:
    """Return the least curve not below `wanted_db` that falls no faster than the slope."""
    slope_db = np.arange(len(wanted_db)) * (slope_db_per_s / _HOPS_PER_S)
    held_db: Curve = np.maximum.accumulate(wanted_db + slope_db)
    return held_db - slope_db


def moving_average(curve: Curve, n_hops: int) -> Curve:
    """Return the mean over an odd window of about `n_hops` around each value; the ends are continued."""
    half = n_hops // 2
    sums = np.cumsum(np.concatenate([np.zeros(1), np.pad(curve, half, mode="edge")]))
    return np.maximum(sums[2 * half + 1 :] - sums[: -(2 * half + 1)], 0) / (2 * half + 1)
