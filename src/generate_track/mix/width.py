"""Width for parts that were recorded in mono."""

import numpy as np

from generate_track.mix.block import RATE_HZ, Mono

_N_TAPS = 14
_FIRST_S = 0.004
_LAST_S = 0.028
_DECAY_S = 0.012
_SEED = 20


class Widener:
    """Makes a side signal that is unlike its middle: left gets it, right gets it inverted, so mono has none of it.

    It is a short burst of sparse noise, which has no pitch of its own.
    Source: Karjalainen and Järveläinen, "Reverberation Modeling Using Velvet Noise", AES 30th Conference (2007).
    """

    def __init__(self) -> None:
        rng = np.random.default_rng(_SEED)
        cells_s = np.linspace(_FIRST_S, _LAST_S, _N_TAPS, endpoint=False)
        times_s = cells_s + rng.random(_N_TAPS) * (_LAST_S - _FIRST_S) / _N_TAPS
        gains = rng.choice([-1.0, 1.0], _N_TAPS) * np.exp(-times_s / _DECAY_S)
        gains /= np.sqrt(np.sum(gains**2))
        self._taps = [(round(time_s * RATE_HZ), np.float32(gain)) for time_s, gain in zip(times_s, gains, strict=True)]
        self._past = np.zeros(round(_LAST_S * RATE_HZ), np.float32)

    def __call__(self, block: Mono) -> Mono:
        """Return the side signal of the block, as strong as the block itself."""
        joined = np.concatenate([self._past, block])
        side = np.zeros(len(block), np.float32)
        for n_late, gain in self._taps:
            start = len(self._past) - n_late
            side += joined[start : start + len(block)] * gain
        self._past = joined[-len(self._past) :]
        return side
