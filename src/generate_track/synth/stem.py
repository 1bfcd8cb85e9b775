"""A stem under way: sounds are laid in at their place, and finished samples are taken out block by block."""

import numpy as np
from numpy.typing import NDArray

CHANNELS = 2


def spread(wave: NDArray[np.float32], gains: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `wave` times `gains` as a stereo sound, shape (n, 2), a column after the other in memory.

    Args:
        wave: mono, shape (n,), or stereo, shape (n, 2).
        gains: one for each side, shape (2,), or one for each sample, shape (n,).
    """
    # Column by column: broadcasting over a last axis of two is nine times as slow.
    sound = np.empty((CHANNELS, len(wave)), np.float32)
    for side in range(CHANNELS):
        gain = gains[side] if len(gains) == CHANNELS else gains
        np.multiply(wave if wave.ndim == 1 else wave[:, side], gain, out=sound[side])
    return sound.T


class Stem:
    """Collects overlapping sounds; holds no more than one block and the longest tail beyond it."""

    def __init__(self) -> None:
        self._sides: NDArray[np.float32] = np.zeros((CHANNELS, 0), np.float32)
        self._position = 0

    def add(self, start: int, sound: NDArray[np.float32]) -> None:
        """Lay `sound`, shape (n, 2), in at sample `start` of the track; what lies before the present is left out."""
        offset = start - self._position
        sound = sound[max(0, -offset) :]
        offset = max(0, offset)
        self._grow(offset + len(sound))
        for side in range(CHANNELS):
            self._sides[side, offset : offset + len(sound)] += sound[:, side]

    def take(self, n_samples: int) -> NDArray[np.float32]:
        """Return the next `n_samples` of the track, shape (n_samples, 2)."""
        self._grow(n_samples)
        block, rest = self._sides[:, :n_samples], self._sides[:, n_samples:]
        self._sides = rest.copy()
        self._position += n_samples
        return block.T

    def _grow(self, n_samples: int) -> None:
        missing = n_samples - self._sides.shape[1]
        if missing > 0:
            # Twice what is needed: a tail after the other would copy all of it each time.
            room = np.zeros((CHANNELS, missing + n_samples // 2), np.float32)
            self._sides = np.concatenate([self._sides, room], axis=1)
