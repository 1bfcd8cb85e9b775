"""Recursive filters as matrix products.

A recursion waits for its own last value at every sample, which no library for arrays does quickly. Over a frame of
samples, though, the outputs and the state at its end are linear in its inputs and the state at its beginning: a few
products of matrices do a whole block at once, whatever the order of the filter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generate_track.synth.butterworth import Sections

_FRAME_SAMPLES = 64
_GROUP_FRAMES = 64  # bigger products wake BLAS's threads, whose waiting costs more than the products
_GROUP_SAMPLES = _FRAME_SAMPLES * _GROUP_FRAMES
_FORGOTTEN = 1e-9

States = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a cascade of sections does to one frame; signals and states are rows.

    Args:
        direct: from the samples to the outputs, shape (frame, frame).
        gather: from the samples to the state at the frame's end, shape (frame, n_states).
        ring: from the state at the frame's start to the outputs, shape (n_states, frame).
        leaps: from a state to what is left of it 1, 2, 4, … frames later, each of shape (n_states, n_states), within a
            group and as long as anything is left.
        fading: from a group's first state to what is left of it at each of its frames and at its end, shape
            (n_states, (group + 1) * n_states).
    """

    direct: NDArray[np.float32]
    gather: States
    ring: NDArray[np.float32]
    leaps: tuple[States, ...]
    fading: States


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
        """Return the next samples, shape (channels, n); all blocks but the last must be whole frames of 64."""
        channels, n_samples = block.shape
        groups = _whole_groups(block).reshape(-1, _GROUP_FRAMES, _FRAME_SAMPLES)
        states = self._states(groups, n_frames=-(-n_samples // _FRAME_SAMPLES))
        outputs = states.astype(np.float32) @ self._frame.ring
        outputs += groups @ self._frame.direct
        return outputs.reshape(channels, -1)[:, :n_samples]

    def _states(self, groups: NDArray[np.float32], *, n_frames: int) -> States:
        """Return the state at each frame's start, shape (n_groups, group, n_states), and keep the last frame's end."""
        channels, n_states = self._state.shape
        own = groups.astype(np.float64) @ self._frame.gather  # of each group as if it began at rest, at frames' ends
        distance = 1
        for leap in self._frame.leaps:
            own[:, distance:] += own[:, :-distance] @ leap
            distance *= 2
        starts = self._starts(own[:, -1].reshape(channels, -1, n_states))
        left = (starts.reshape(-1, 1, n_states) @ self._frame.fading).reshape(len(own), -1, n_states)
        left[:, 1:] += own  # (n_groups, group + 1, n_states)
        group, frame = divmod(max(n_frames - 1, 0), _GROUP_FRAMES)
        if n_frames:
            self._state = left.reshape(channels, -1, *left.shape[1:])[:, group, frame + 1]
        return left[:, :-1]

    def _starts(self, ends: States) -> States:
        """Return the state at each group's start; shapes (channels, n_groups, n_states)."""
        fading = self._frame.fading[:, -self._state.shape[1] :]  # over a whole group
        starts = [self._state]
        for own in ends.transpose(1, 0, 2)[:-1]:
            starts.append(starts[-1] @ fading + own)
        return np.stack(starts, axis=1)


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
    powers = _powers(step, _FRAME_SAMPLES)
    response = np.array([through, *(feed @ power @ read for power in powers[:-2])])
    lag = np.arange(_FRAME_SAMPLES)[None, :] - np.arange(_FRAME_SAMPLES)[:, None]
    frames_later = _powers(powers[-1], _GROUP_FRAMES)
    return _Frame(
        direct=np.where(lag >= 0, response[lag], 0).astype(np.float32),
        gather=np.array([feed @ power for power in powers[-2::-1]]),
        ring=np.stack([power @ read for power in powers[:-1]], axis=1).astype(np.float32),
        leaps=tuple(_leaps(frames_later)),
        fading=np.concatenate(frames_later, axis=1),
    )


def _powers(step: States, last: int) -> list[States]:
    powers = [np.eye(len(step))]
    for _ in range(last):
        powers.append(powers[-1] @ step)
    return powers


def _leaps(frames_later: list[States]) -> Iterator[States]:
    distance = 1
    while distance < _GROUP_FRAMES and np.abs(frames_later[distance]).max() > _FORGOTTEN:
        yield frames_later[distance]
        distance *= 2


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
