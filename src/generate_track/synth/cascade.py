"""Recursive filters as matrix products.

A recursion waits for its own last value at every sample, which no library for arrays does quickly. Over a frame of
samples, though, the outputs and the state at its end are linear in its inputs and the state at its beginning: a few
products of matrices do a whole block at once, whatever the order of the filter.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generate_track.synth.butterworth import Sections

_FRAME_SAMPLES = 32
_FRAMES_PER_PRODUCT = 128  # a bigger product wakes BLAS's threads, whose waiting costs more than the product
_GROUP_SAMPLES = _FRAME_SAMPLES * _FRAMES_PER_PRODUCT
_FORGOTTEN = 1e-9
_MOST_LEAPS = 20  # a million frames: what rings longer is no filter of sound

States = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a cascade of sections does to one frame; signals and states are rows.

    Args:
        direct: from the samples to the outputs, shape (frame, frame).
        gather: from the samples to the state at the frame's end, shape (frame, n_states).
        ring: from the state at the frame's start to the outputs, shape (n_states, frame).
        leaps: from a state to what is left of it 1, 2, 4, … frames later, each of shape (n_states, n_states), as long
            as anything is left.
    """

    direct: NDArray[np.float32]
    gather: States
    ring: NDArray[np.float32]
    leaps: tuple[States, ...]


class Cascade:
    """Second-order sections, one after the other, over a signal that comes in blocks.

    Source: Barnes, Shinnaka, "Block-Shift Invariance and Block Implementation of Discrete-Time Filters", IEEE
    Transactions on Circuits and Systems 27 (1980); the states by the prefix sums of Hillis, Steele, "Data Parallel
    Algorithms", Communications of the ACM 29 (1986).
    """

    def __init__(self, sections: Sections, *, channels: int = 1) -> None:
        self._frame = _frame(np.asarray(sections, np.float64).tobytes())
        self._state = np.zeros((channels, 2 * len(sections)))

    def __call__(self, block: NDArray[Any]) -> NDArray[np.float32]:
        """Return the next samples, shape (channels, n); all blocks but the last must be whole frames of 32."""
        channels, n_samples = block.shape
        samples = _whole_groups(block)
        frames = samples.reshape(-1, _FRAMES_PER_PRODUCT, _FRAME_SAMPLES)
        states = self._states(frames, n_frames=-(-n_samples // _FRAME_SAMPLES))  # (channels, n_frames, n_states)
        outputs = states.astype(np.float32).reshape(*frames.shape[:2], -1) @ self._frame.ring
        outputs += frames @ self._frame.direct
        return outputs.reshape(channels, -1)[:, :n_samples]

    def _states(self, frames: NDArray[np.float32], *, n_frames: int) -> States:
        """Return the state at each frame's start, and keep the one at the end of the last."""
        channels, n_states = self._state.shape
        gathered = frames.astype(np.float64) @ self._frame.gather
        states = np.concatenate([self._state[:, None], gathered.reshape(channels, -1, n_states)], axis=1)
        distance = 1
        for leap in self._frame.leaps:
            states[:, distance:] += states[:, :-distance] @ leap
            distance *= 2
        self._state = states[:, n_frames].copy()
        return states[:, :-1]


def _whole_groups(block: NDArray[Any]) -> NDArray[np.float32]:
    """Return the samples as float32, followed by silence until they fill whole groups of frames."""
    channels, n_samples = block.shape
    n_padded = max(1, -(-n_samples // _GROUP_SAMPLES)) * _GROUP_SAMPLES
    if n_padded == n_samples:
        return np.ascontiguousarray(block, np.float32)
    samples = np.zeros((channels, n_padded), np.float32)
    samples[:, :n_samples] = block
    return samples


@lru_cache(maxsize=512)
def _frame(coefficients: bytes) -> _Frame:
    step, feed, read, through = _state_space(np.frombuffer(coefficients).reshape(-1, 6))
    powers = [np.eye(len(step))]
    for _ in range(_FRAME_SAMPLES):
        powers.append(powers[-1] @ step)
    response = np.array([through, *(feed @ power @ read for power in powers[:-2])])
    lag = np.arange(_FRAME_SAMPLES)[None, :] - np.arange(_FRAME_SAMPLES)[:, None]
    return _Frame(
        direct=np.where(lag >= 0, response[lag], 0).astype(np.float32),
        gather=np.array([feed @ power for power in powers[-2::-1]]),
        ring=np.stack([power @ read for power in powers[:-1]], axis=1).astype(np.float32),
        leaps=_leaps(powers[-1]),
    )


def _leaps(first: States) -> tuple[States, ...]:
    leaps = [first]
    while np.abs(leaps[-1]).max() > _FORGOTTEN and len(leaps) < _MOST_LEAPS:
        leaps.append(leaps[-1] @ leaps[-1])
    return tuple(leaps)


def _state_space(sections: Sections) -> tuple[States, States, States, float]:
    """Return the cascade as step (n, n), feed (n,), read (n,) and through, of one sample.

    The state after sample x is state @ step + x * feed, and the output is state @ read + x * through. Each section is
    of the transposed direct form II, and has two states.
    """
    n_states = 2 * len(sections)
    basis = np.eye(n_states + 1)  # the states, and last the input
    signal, after = basis[-1], np.zeros((n_states, n_states + 1))
    for index, (b0, b1, b2, _, a1, a2) in enumerate(sections):
        output = b0 * signal + basis[2 * index]
        after[2 * index] = b1 * signal - a1 * output + basis[2 * index + 1]
        after[2 * index + 1] = b2 * signal - a2 * output
        signal = output
    return after[:, :-1].T, after[:, -1], signal[:-1], float(signal[-1])
