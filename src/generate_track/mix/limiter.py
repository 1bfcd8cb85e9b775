"""A look-ahead limiter computed on the true peaks of hops."""

import numpy as np

from generate_track.mix.block import Curve
from generate_track.mix.compressor import released

_AHEAD_HOPS = 4  # 5 ms
_RELEASE_DB_PER_S = 70.0
_TINY = 1e-10


def reduction_db(peaks: Curve, *, gain_db: float, ceiling_db: float) -> Curve:
    """Return by how much to turn each hop's edge down so that no peak passes the ceiling; shape (n_hops + 1,).

    Args:
        peaks: true peak per hop, shape (n_hops,).
        gain_db: what the signal will be raised by.
        ceiling_db: the highest true peak allowed, in dBTP.
    """
    needed_db = np.maximum(20 * np.log10(peaks + _TINY) + gain_db - ceiling_db, 0)
    # Both edges of a hop carry what it needs, so that the line between them does too.
    edges_db = np.maximum(np.append(needed_db, 0), np.insert(needed_db, 0, 0))
    held_db = released(edges_db, slope_db_per_s=_RELEASE_DB_PER_S)
    # The largest of the next few, averaged over the last few: a ramp that has arrived when the peak comes.
    padded_db = np.pad(held_db, _AHEAD_HOPS, mode="edge")
    coming_db = _fold(np.maximum, padded_db)
    return _fold(np.add, coming_db) / (_AHEAD_HOPS + 1)


def _fold(combine: np.ufunc, curve: Curve) -> Curve:
    """Return `combine` over each value and the next few, without those that have too few after them."""
    n_values = len(curve) - _AHEAD_HOPS
    folded = curve[:n_values].copy()
    for ahead in range(1, _AHEAD_HOPS + 1):
        combine(folded, curve[ahead : ahead + n_values], out=folded)
    return folded
