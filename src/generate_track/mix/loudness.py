"""Loudness and true peak as broadcasters measure them, gathered hop by hop.

Source: ITU-R BS.1770-4, annexes 1 and 2.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from generate_track.mix.block import HOP_SAMPLES, RATE_HZ, Curve, Sides, n_hops, pad
from generate_track.synth.cascade import Cascade

# The two filters of annex 1, tables 1 and 2, for 48 kHz: the head's shelf and the highpass.
_K_WEIGHTING = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)
_CALIBRATION_LU = -0.691
_STEP_HOPS = RATE_HZ // 10 // HOP_SAMPLES  # gating blocks start every 100 ms
_STEPS_PER_BLOCK = 4
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0

_TAPS = 12
_FRAME = 32  # samples
_KAISER_BETA = 4.5  # within 0.1 dB up to 18 kHz
_BATCH = 32  # frames: a bigger product wakes BLAS's threads, whose waiting costs more than the product
_TINY = 1e-20


@dataclass(frozen=True, slots=True)
class Profile:
    """How loud a signal is, hop by hop.

    Args:
        energies: K-weighted energy of both channels, summed over the hop's samples, shape (n_hops,).
        peaks: the largest magnitude in and around the hop, between the samples too, shape (n_hops,).
    """

    energies: Curve
    peaks: Curve

    @property
    def loudness_lufs(self) -> float:
        """Integrated loudness; -inf when nothing passes the gate."""
        return integrate(self.energies)


class Meter:
    """Measures a stereo signal that comes in blocks; all but the last must be whole hops.

    Args:
        with_peaks: whether to look between the samples too; it takes most of the time.
    """

    def __init__(self, *, with_peaks: bool = True) -> None:
        self._filter = Cascade(_K_WEIGHTING, channels=2)
        self._energies: list[Curve] = []
        self._peaks: list[Curve] = []
        self._with_peaks = with_peaks
        self._before = np.zeros((2, _TAPS - 1), np.float32)

    def add(self, block: Sides) -> None:
        """Take in samples, shape (2, n)."""
        whole = pad(block, n_hops(block.shape[1]) * HOP_SAMPLES)
        hops = self._filter(whole).reshape(2, -1, HOP_SAMPLES)
        self._energies.append(np.einsum("chs,chs->h", hops, hops).astype(np.float64))
        if self._with_peaks:
            self._peaks.append(self._measure_peaks(whole))

    def profile(self) -> Profile:
        """Return the measures of everything added."""
        energies = np.concatenate([*self._energies, np.zeros(0)])
        if not self._with_peaks:
            return Profile(energies, np.zeros_like(energies))
        last = self._measure_peaks(np.zeros((2, HOP_SAMPLES), np.float32))
        peaks = np.concatenate([*self._peaks, last])
        # The oversampler is half its length late: what it finds can belong to the hop before.
        return Profile(energies, np.maximum(peaks[:-1], peaks[1:]))

    def _measure_peaks(self, block: Sides) -> Curve:
        """Return the peak of each hop, over the samples and three points between each two of them."""
        joined = np.concatenate([self._before, block], axis=1)  # (2, _TAPS - 1 + n)
        self._before = joined[:, -(_TAPS - 1) :]
        n_frames = block.shape[1] // _FRAME
        width = _FRAME + _TAPS - 1
        frames = np.zeros((2, -(-n_frames // _BATCH) * _BATCH, width), np.float32)
        frames[:, :n_frames] = sliding_window_view(joined, width, axis=1)[:, ::_FRAME]
        points = np.abs(frames.reshape(-1, _BATCH, width) @ _OVERSAMPLER)
        between = points.max(axis=2).reshape(2, -1)[:, :n_frames]  # (2, n_frames)
        at = np.abs(block).reshape(2, -1, _FRAME).max(axis=2)
        return np.maximum(between, at).reshape(2, -1, HOP_SAMPLES // _FRAME).max(axis=(0, 2)).astype(np.float64)


def integrate(energies: Curve) -> float:
    """Return the gated loudness in LUFS of K-weighted energies per hop; -inf when all is below the gate."""
    n_steps = len(energies) // _STEP_HOPS
    steps = energies[: n_steps * _STEP_HOPS].reshape(n_steps, _STEP_HOPS).sum(axis=1)
    if n_steps < _STEPS_PER_BLOCK:
        return -math.inf
    n_samples = _STEPS_PER_BLOCK * _STEP_HOPS * HOP_SAMPLES
    powers = sliding_window_view(steps, _STEPS_PER_BLOCK).sum(axis=1) / n_samples
    audible = powers[_lufs(powers) > _ABSOLUTE_GATE_LUFS]
    if not len(audible):
        return -math.inf
    counted = audible[_lufs(audible) > _lufs(audible.mean()) + _RELATIVE_GATE_LU]
    return float(_lufs(counted.mean()))


def _lufs(power: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    return _CALIBRATION_LU + 10 * np.log10(np.asarray(power) + _TINY)


def _oversampler() -> NDArray[np.float32]:
    """Return the matrix from a frame with its surroundings to the three points after each of its samples.

    Shape (_FRAME + _TAPS - 1, 3 * _FRAME); each point is a sinc, under a Kaiser window, over _TAPS samples.
    """
    matrix = np.zeros((_FRAME + _TAPS - 1, 3, _FRAME), np.float32)
    positions = np.arange(_TAPS) - (_TAPS // 2 - 1)  # of the taps, relative to the sample before the point
    for index, offset in enumerate((0.25, 0.5, 0.75)):
        distance = positions - offset
        window = np.i0(_KAISER_BETA * np.sqrt(1 - (distance / (_TAPS / 2)) ** 2)) / np.i0(_KAISER_BETA)
        taps = np.sinc(distance) * window
        for sample in range(_FRAME):
            matrix[sample : sample + _TAPS, index, sample] = taps / taps.sum()
    return matrix.reshape(_FRAME + _TAPS - 1, -1)


_OVERSAMPLER = _oversampler()
