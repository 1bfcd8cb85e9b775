"""Wavetables: one cycle of a wave, seen through a low pass that opens from frame to frame.

A filter that moves is costly sample by sample. The spectrum of a cycle is known, though, so it is multiplied by the
filter's response at every sixth of an octave, once for a pitch, and a sweep is a walk through the frames.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generate_track.synth.oscillator import HIGHEST_HZ

Wave = NDArray[np.float32]
Curve = NDArray[np.floating[Any]]
_SIZE = 2048
_FRAMES_PER_OCTAVE = 6
_MOST_HARMONICS = 300

Harmonics = NDArray[np.complex64]  # shape (n,), of the first, second, … harmonic; a sine is -0.5j
Series = Callable[[NDArray[np.float32]], NDArray[Any]]  # harmonic numbers → their amplitudes


def saw(number: NDArray[np.float32]) -> NDArray[Any]:
    """Return the harmonics of a falling saw from 1 to -1."""
    return -1j / (np.pi * number)


def square(number: NDArray[np.float32]) -> NDArray[Any]:
    """Return the harmonics of a square wave from 1 to -1."""
    return -1j / (np.pi * number) * (1 - (-1) ** number)


def pulse(width: float) -> Series:
    """Return what gives the harmonics of a pulse that is up for `width` of its cycle."""
    return lambda number: 2 * np.sin(np.pi * number * width) / (np.pi * number)


def stepped_triangle(number: NDArray[np.float32]) -> NDArray[Any]:
    """Return the harmonics of a triangle in 32 steps of 4 bits, as the sound chip of 1983 drew it."""
    n_steps = 32
    ramp = np.arange(n_steps // 2)
    spectrum = np.fft.rfft(np.concatenate([ramp, ramp[::-1]]) / 7.5 - 1) / n_steps
    index = number.astype(int) % n_steps
    folded = np.where(index <= n_steps // 2, index, n_steps - index)
    samples = np.where(index <= n_steps // 2, spectrum[folded], spectrum[folded].conj())
    # Each step is held, which the spectrum of the samples alone does not know.
    return samples * np.sinc(number / n_steps) * np.exp(-1j * np.pi * number / n_steps)


class Wavetable:
    """A wave at one pitch through a resonant low pass of four poles.

    Args:
        series: which wave.
        frequency_hz: its pitch: the higher, the fewer harmonics there is room for.
        resonance: feedback of the ladder, 0 to 4, where it would sing by itself.
        highpass: corner of a gentle high pass, in harmonics; 0 for none.
    Source: T. Stilson and J. O. Smith, Analyzing the Moog VCF with Considerations for Digital Implementation,
        ICMC 1996, equation 1: H(s) = 1 / ((1 + s)^4 + k); here times 1 + k, so that the bass stays.
    """

    def __init__(self, series: Series, frequency_hz: float, *, resonance: float = 0.0, highpass: float = 0.0) -> None:
        n_harmonics = int(np.clip(HIGHEST_HZ / frequency_hz, 1, _MOST_HARMONICS))
        number = np.arange(1, n_harmonics + 1, dtype=np.float32)
        n_frames = int(np.ceil((np.log2(n_harmonics) + 3) * _FRAMES_PER_OCTAVE)) + 1
        cutoff = 2 ** (np.arange(n_frames)[:, None] / _FRAMES_PER_OCTAVE - 1)  # in harmonics, from a half
        gains = np.abs((1 + resonance) / ((1 + 1j * number / cutoff) ** 4 + resonance))  # (n_frames, n_harmonics)
        gains /= np.sqrt(1 + (highpass / number) ** 4)
        spectrum = np.zeros((n_frames, _SIZE // 2 + 1), np.complex64)
        spectrum[:, 1 : n_harmonics + 1] = series(number) * gains * _SIZE
        frames = np.asarray(np.fft.irfft(spectrum, axis=1), np.float32)
        self._n_frames = n_frames
        self._flat = np.concatenate([frames, frames[:, :1]], axis=1).ravel()  # the first sample again: no wrapping

    def read(self, turns: Curve, cutoff: Curve | float) -> Wave:
        """Return the wave at phases in cycles, filtered.

        Args:
            turns: shape (n,).
            cutoff: of the filter, in harmonics, one for all or one for each sample.
        """
        row = (np.log2(np.asarray(cutoff, np.float32)) + 1) * _FRAMES_PER_OCTAVE
        row = np.clip(row, 0, self._n_frames - 1.001, dtype=np.float32)
        frame = np.floor(row)
        position = (turns - np.floor(turns)) * np.float32(_SIZE)
        index = np.minimum(position.astype(np.int32), _SIZE - 1)
        position -= index
        if not row.ndim:
            return _between(self._frame(int(frame), float(row - frame)), index, position)
        index += frame.astype(np.int32) * (_SIZE + 1)
        low = _between(self._flat, index, position)
        index += _SIZE + 1
        return low + (_between(self._flat, index, position) - low) * (row - frame)

    def _frame(self, number: int, fraction: float) -> Wave:
        """Return one cycle between two frames."""
        low, high = self._flat.reshape(self._n_frames, -1)[number : number + 2]
        return low + (high - low) * np.float32(fraction)


def _between(samples: NDArray[Any], index: NDArray[np.int32], fraction: Wave) -> Wave:
    low = samples[index]
    return (low + (samples[index + 1] - low) * fraction).astype(np.float32, copy=False)
