"""The noise channel of an eight-bit console: a shift register, clocked at one of a few rates."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from generate_track.synth.kit.hit import Curve, Hit, decay

_CLOCK_HZ = 1_789_773  # of the console's processor
_STEPS = 15  # of the volume register
_BITS = 15
_TAP = {False: 1, True: 6}  # the short mode repeats after 93 bits, and so has a pitch


@dataclass(frozen=True, slots=True)
class Chip:
    """A burst of the noise channel.

    Args:
        period: of its clock, in cycles of the processor: 4 is brightest, 4068 darkest.
        decay_s: to 1/e, in steps of the volume register.
        is_short: whether it has a metallic pitch.
        last_period: where its period slides to, if it does.
    """

    period: int
    decay_s: float
    is_short: bool = False
    last_period: int = 0

    def __call__(self, hit: Hit) -> Curve:
        """Return one hit, shape (n,)."""
        time_s = hit.time_s(3.6 * self.decay_s)
        done = time_s / time_s[-1]
        period = self.period * ((self.last_period or self.period) / self.period) ** done
        clocked = np.cumsum(_CLOCK_HZ / hit.rate_hz / period, dtype=np.float64) + hit.rng.integers(0, 30_000)
        loudness = np.round(decay(time_s, self.decay_s) * _STEPS) / np.float32(_STEPS)
        return _held(clocked, is_short=self.is_short) * loudness


def _held(clocked: Curve, *, is_short: bool) -> Curve:
    """Return the register's output at times in clocks: the mean over each sample, so that little folds back."""
    sums = _sums(is_short=is_short)
    n_bits = len(sums) - 1
    whole = np.floor(clocked)
    index = whole.astype(np.int64)
    total = sums[index % n_bits]
    total += (sums[index % n_bits + 1] - sums[index % n_bits]) * (clocked - whole)
    return np.diff(total, prepend=total[:1]) / np.maximum(np.diff(clocked, prepend=clocked[0] - 1), 1e-6)


@lru_cache(maxsize=2)
def _sums(*, is_short: bool) -> Curve:
    """Return the running sum of one period of the register, as two levels around 0."""
    register = 1
    bits: list[int] = []
    for _ in range(93 if is_short else 2**_BITS - 1):
        bits.append(1 - 2 * (register & 1))
        fed_back = (register ^ (register >> _TAP[is_short])) & 1
        register = (register >> 1) | (fed_back << (_BITS - 1))
    centred = np.array(bits) - np.mean(bits)
    return np.concatenate([[0], np.cumsum(centred)])
