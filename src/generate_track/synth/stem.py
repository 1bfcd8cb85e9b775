"""A stem under way: sounds are laid in at their place, and finished samples are taken out block by block."""

import numpy as np
from numpy.typing import NDArray

CHANNELS = 2


def spread(wave: NDArray[np.float32], gains: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `wave` times `gains` as a stereo sound, shape (n, 2).

    Args:
        wave: mono, shape (n,), or stereo, shape (n, 2).
        gains: one for each side, shape (2,), or one for each sample, shape (n,).
    """
    # Column by column into one array: broadcasting over a last axis of two is nine times as slow.
    sound = np.empty((len(wave), CHANNELS), np.float32)
    for side in range(CHANNELS):
        gain = gains[side] if len(gains) == CHANNELS else gains
        np.multiply(wave if wave.ndim == 1 else wave[:, side], gain, out=sound[:, side])
    return sound


class Stem:
    """Collects overlapping sounds; holds no more than one block and the longest tail beyond it."""

    def __init__(self) -> None:
        self._samples: NDArray[np.float32] = np.zeros((0, CHANNELS), np.float32)
        self._position = 0

    def add(self, start: int, sound: NDArray[np.float32]) -> None:
        """Lay `sound`, shape (n, 2), in at sample `start` of the track; what lies before the present is left out."""
        offset = start - self._position
        sound = sound[max(0, -offset) :]
        offset = max(0, offset)
        self._grow(offset + len(sound))
        self._samples[offset : offset + len(sound)] += sound

    def take(self, n_samples: int) -> NDArray[np.float32]:
        """Return the next `n_samples` of the track, shape (n_samples, 2)."""
        self._grow(n_samples)
        block, rest = self._samples[:n_samples], self._samples[n_samples:]
        self._samples = rest.copy()
        self._position += n_samples
        return block

    def _grow(self, n_samples: int) -> None:
        missing = n_samples - len(self._samples)
        if missing > 0:
            self._samples = np.concatenate([self._samples, np.zeros((missing, CHANNELS), np.float32)])
