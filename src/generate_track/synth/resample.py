"""Reading a sample at another speed: pitch, vibrato and loops."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generate_track.synth.soundfont import Sample

Wave = NDArray[np.float32]

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
    position = np.arange(n_samples) * ratio if swing is None else swing[:n_samples] * ratio
    if loop:
        start, end = loop
        first = int(np.searchsorted(position, end))
        position[first:] = start + (position[first:] - start) % (end - start)
        wave = np.concatenate([wave[:end], wave[start : start + 4]])
    index = position.astype(np.int32)
    position -= index
    turn = position.astype(np.float32)
    if wave.ndim == 1:
        return _interpolated(wave, index, turn)
    return np.stack([_interpolated(side, index, turn) for side in np.ascontiguousarray(wave.T)])


def _interpolated(wave: Wave, index: NDArray[np.int32], turn: Wave) -> Wave:
    padded = np.concatenate([wave[:1], wave, np.zeros(4, np.float32)])
    y0, y1, y2, y3 = (padded[offset:].take(index) for offset in range(4))
    # ((c3 x + c2) x + c1) x + y1, in place: these are the longest arrays of all.
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
    return c3


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
