"""The grid that everything in the mix is computed on: samples, hops and blocks."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 48_000
HOP_SAMPLES = 64  # gains are known at every hop's edge and straight lines between: 1.3 ms
BLOCK_SAMPLES = 32_768  # big enough that calls cost nothing, small enough for the cache

Mono = NDArray[np.float32]  # (n_samples,)
Stereo = NDArray[np.float32]  # (n_samples, 2)
Curve = NDArray[np.float64]  # (n_hops,), or (n_hops + 1,) where it is told at the hops' edges
Stems = Mapping[str, Stereo]


def reblock(blocks: Iterable[Stems], *, block_samples: int = BLOCK_SAMPLES) -> Iterator[dict[str, Stereo]]:
    """Yield the same stems in blocks of `block_samples`, the last one shorter, whatever size they come in."""
    pending: dict[str, Stereo] = {}
    for stems in blocks:
        pending = {name: np.concatenate([pending[name], stem]) if pending else stem for name, stem in stems.items()}
        while _n_samples(pending) >= block_samples:
            yield {name: stem[:block_samples] for name, stem in pending.items()}
            pending = {name: stem[block_samples:] for name, stem in pending.items()}
            pending = pending if _n_samples(pending) else {}
    if pending:
        yield pending


def aligned(blocks: Iterable[Stems], *, duration_s: float) -> Iterator[dict[str, Stereo]]:
    """Yield the same stems in blocks of BLOCK_SAMPLES, cut after `duration_s`."""
    n_samples = round(duration_s * RATE_HZ)
    for start, block in zip(range(0, n_samples, BLOCK_SAMPLES), reblock(blocks), strict=False):
        yield {name: stem[: n_samples - start] for name, stem in block.items()}


def _n_samples(stems: Stems) -> int:
    return len(next(iter(stems.values()), ()))


def n_hops(n_samples: int) -> int:
    """Return how many hops cover `n_samples`."""
    return -(-n_samples // HOP_SAMPLES)


def expand(edges: Curve) -> Mono:
    """Return a curve told at hop edges, shape (n_hops + 1,), at every sample, shape (n_hops * HOP_SAMPLES,)."""
    ramp = np.arange(HOP_SAMPLES) / HOP_SAMPLES
    lines = edges[:-1, None] + np.diff(edges)[:, None] * ramp  # (n_hops, HOP_SAMPLES)
    return lines.astype(np.float32).ravel()


def pad(signal: NDArray[np.float32], n_samples: int) -> NDArray[np.float32]:
    """Return `signal` with silence appended up to `n_samples`."""
    missing = n_samples - len(signal)
    return np.concatenate([signal, np.zeros((missing, *signal.shape[1:]), np.float32)]) if missing else signal
