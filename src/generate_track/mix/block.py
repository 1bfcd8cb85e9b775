"""The grid that everything in the mix is computed on: samples, hops and blocks."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Score

RATE_HZ = 48_000
HOP_SAMPLES = 64  # gains are known at every hop's edge and straight lines between: 1.3 ms
BLOCK_SAMPLES = 65_536  # big enough that calls cost nothing, small enough for the cache

Mono = NDArray[np.float32]  # (n_samples,)
Stereo = NDArray[np.float32]  # (n_samples, 2): as stems come and files are written
Sides = NDArray[np.float32]  # (2, n_samples): left and right, as everything between is computed
Curve = NDArray[np.float64]  # (n_hops,), or (n_hops + 1,) where it is told at the hops' edges

Take = Callable[[int], Stereo]  # called with a number of samples, it plays the next ones
Play = Callable[[Score], Mapping[str, Take]]  # who plays each stem of a score


def length_of(score: Score) -> int:
    """Return how many samples a score lasts."""
    return round(score.duration_s * RATE_HZ)


def block_lengths(n_samples: int) -> list[int]:
    """Return the lengths of the blocks that `n_samples` are cut into: BLOCK_SAMPLES each, the last one shorter."""
    return [min(BLOCK_SAMPLES, n_samples - start) for start in range(0, n_samples, BLOCK_SAMPLES)]


def n_hops(n_samples: int) -> int:
    """Return how many hops cover `n_samples`."""
    return -(-n_samples // HOP_SAMPLES)


def expand(edges: Curve) -> Mono:
    """Return a curve told at hop edges, shape (n_hops + 1,), at every sample, shape (n_hops * HOP_SAMPLES,)."""
    ramp = np.arange(HOP_SAMPLES, dtype=np.float32) / np.float32(HOP_SAMPLES)
    starts, rises = edges[:-1].astype(np.float32), np.diff(edges).astype(np.float32)
    lines = starts[:, None] + rises[:, None] * ramp  # (n_hops, HOP_SAMPLES)
    return lines.ravel().astype(np.float32, copy=False)


def pad(signal: NDArray[np.float32], n_samples: int) -> NDArray[np.float32]:
    """Return `signal`, shape (…, n), with silence appended up to `n_samples`."""
    missing = n_samples - signal.shape[-1]
    return np.concatenate([signal, np.zeros((*signal.shape[:-1], missing), np.float32)], axis=-1) if missing else signal
