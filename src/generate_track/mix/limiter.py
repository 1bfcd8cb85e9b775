"""A look-ahead limiter computed on the true peaks of hops."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

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
    coming_db = sliding_window_view(np.pad(held_db, _AHEAD_HOPS, mode="edge"), _AHEAD_HOPS + 1).max(axis=1)
    return sliding_window_view(coming_db, _AHEAD_HOPS + 1).mean(axis=1)
