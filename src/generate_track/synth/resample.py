"""Reading a sample at another speed: pitch, vibrato and loops."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generate_track.synth.soundfont import Sample

Wave = NDArray[np.float32]
Positions = NDArray[np.floating[Any]]  # float64, though type checkers lose it in arithmetic

_CHUNK_SAMPLES = 16_384  # all that is computed of one fits the cache
_VIBRATO_DELAY_S = 0.3  # players let a note speak before they begin
_VIBRATO_RISE_S = 0.5


def resample(
    sample: Sample,
    ratio: float,
    *,
    n_samples: int,
    loop: tuple[int, int] | None,
    swing: NDArray[np.float64] | None = None,
) -> Wave:
    """Return a sample read at `ratio` of its speed; as long as asked if it loops, else at most so long.

    Args:
        sample: its wave has shape (n,), or (n, 2).
        ratio: samples read for each sample written.
        n_samples: how many are wanted.
        loop: first sample of the loop and the first after it, or None.
        swing: what is read at each moment instead, in samples written; longer than `n_samples`.
    Returns:
        Shape (n,), or (2, n) of a stereo sample.
    Source: Hermite interpolation through four points; J. O. Niemitalo, Polynomial Interpolators for High-Quality
    Resampling of Oversampled Audio (2001), "4-point, 3rd-order Hermite, x-form".
    """
    wave = sample.wave
    n_samples = n_samples if loop else max(0, min(n_samples, int((len(wave) - 2) / ratio)))
    samples = _surrounded(wave, loop)
    sound = np.empty((samples.shape[1], n_samples), np.float32)
    for first in range(0, n_samples, _CHUNK_SAMPLES):
        last = min(first + _CHUNK_SAMPLES, n_samples)
        moments = np.arange(first, last) if swing is None else swing[first:last]
        sound[:, first:last] = _interpolated(samples, _looped(moments * ratio, loop))
    return sound if wave.ndim > 1 else sound[0]


def _surrounded(wave: Wave, loop: tuple[int, int] | None) -> Wave:
    """Return a sample up to its loop's end, shape (n, channels), with what is read before it and behind it."""
    samples = wave.reshape(len(wave), -1)
    start, end = loop or (0, len(wave))
    behind = samples[start : start + 4] if loop else np.zeros((0, samples.shape[1]), np.float32)
    return np.concatenate([samples[:1], samples[:end], behind, np.zeros((4, samples.shape[1]), np.float32)])


def _looped(position: Positions, loop: tuple[int, int] | None) -> Positions:
    """Return rising positions, those beyond the loop's end brought back into it, in place."""
    if loop and position[-1] >= loop[1]:
        start, end = loop
        first = int(np.searchsorted(position, end))
        position[first:] = start + (position[first:] - start) % (end - start)
    return position


def _interpolated(samples: Wave, position: Positions) -> Wave:
    """Return what lies at `position` between the samples, shape (channels, n)."""
    n_channels = samples.shape[1]
    # Both sides are fetched as one number: fetching takes longer than the arithmetic.
    cells = samples.view(np.complex64 if n_channels > 1 else np.float32)[:, 0]
    index = position.astype(np.intp)
    turn = np.repeat((position - index).astype(np.float32), n_channels)
    y0, y1, y2, y3 = (cells[offset:].take(index).view(np.float32) for offset in range(4))
    # ((c3 x + c2) x + c1) x + y1, in place.
    c1 = y2 - y0
    c1 *= np.float32(0.5)
    c3 = y1 - y2
    c3 *= np.float32(1.5)
    y3 -= y0
    y3 *= np.float32(0.5)
    c3 += y3
    y0 -= y1
    y0 += c1
    y0 -= c3  # c2
    c3 *= turn
    c3 += y0
    c3 *= turn
    c3 += c1
    c3 *= turn
    c3 += y1
    return c3.reshape(-1, n_channels).T


@lru_cache(maxsize=8)
def vibrato(n_samples: int, *, rate_hz: int, speed_hz: float, depth_cents: float) -> NDArray[np.float64]:
    """Return what to read at each moment, in samples, for a pitch that begins to swing after a while.

    Returns:
        Shape (n_samples,); not to be written to.
    """
    time_s = np.arange(n_samples) / rate_hz
    depth = np.clip((time_s - _VIBRATO_DELAY_S) / _VIBRATO_RISE_S, 0, 1)
    speed = 2 ** (depth_cents / 1200 * depth * np.sin(2 * np.pi * speed_hz * (time_s - _VIBRATO_DELAY_S)))
    return np.cumsum(speed) - speed
