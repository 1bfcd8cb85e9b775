"""Envelopes: how loud a note is over its life, as gain curves in float32."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_MIN_ATTACK_S = 0.0015  # a shorter one clicks
_MIN_DECAY_S = 0.005


def dahdsr(  # the field's name: delay, attack, hold, decay, sustain, release
    n_samples: int,
    *,
    rate_hz: int,
    attack_s: float,
    hold_s: float,
    decay_s: float,
    sustain_db: float,
) -> NDArray[np.float32]:
    """Return the envelope of a key that stays down: linear attack, then a decay that is linear in decibels.

    Args:
        n_samples: its length.
        rate_hz: samples in a second.
        attack_s: until it is full.
        hold_s: how long it stays full.
        decay_s: time in which it would fall by 100 dB.
        sustain_db: how far below full the decay ends.
    Returns:
        Gain, shape (n_samples,), in [0, 1]; not to be written to.
    Source: SoundFont Technical Specification 2.04, section 8.1.2, generators 34 to 37.
    """
    # Rounded, so that notes of about one length share a curve.
    shape = _Shape(round(attack_s, 4), round(hold_s, 3), round(decay_s, 3), min(round(sustain_db, 1), 100.0))
    n_changing = min(n_samples, round(shape.changing_s * rate_hz) + 1)
    curve = _curve(-(-n_changing // rate_hz) * rate_hz, rate_hz, shape)
    return curve[:n_samples] if len(curve) >= n_samples else np.pad(curve, (0, n_samples - len(curve)), mode="edge")


class _Shape(NamedTuple):
    attack_s: float
    hold_s: float
    decay_s: float
    sustain_db: float

    @property
    def changing_s(self) -> float:
        """How long it takes until the gain stays as it is."""
        return max(self.attack_s, _MIN_ATTACK_S) + self.hold_s + max(self.decay_s, _MIN_DECAY_S) * self.sustain_db / 100


@lru_cache(maxsize=16)
def _curve(n_samples: int, rate_hz: int, shape: _Shape) -> NDArray[np.float32]:
    time_s = np.arange(n_samples, dtype=np.float32) / rate_hz
    attack = np.minimum(time_s / max(shape.attack_s, _MIN_ATTACK_S), 1)
    fall_db_per_s = 100 / max(shape.decay_s, _MIN_DECAY_S)
    fallen_db = np.clip((time_s - shape.attack_s - shape.hold_s) * fall_db_per_s, 0, shape.sustain_db)
    return (attack * 10 ** (-fallen_db / 20)).astype(np.float32)


@lru_cache(maxsize=32)
def release(n_samples: int, *, rate_hz: int, release_s: float) -> NDArray[np.float32]:
    """Return the gain after a key is let go: linear in decibels, 100 dB in `release_s`, and 0 at its end.

    Returns:
        Gain, shape (n_samples,), from 1 to 0; not to be written to.
    """
    time_s = np.arange(n_samples, dtype=np.float32) / rate_hz
    last = np.minimum(np.arange(n_samples, 0, -1, dtype=np.float32) / max(1, n_samples // 4), 1)
    return (10 ** (-5 * time_s / max(release_s, 0.005)) * last).astype(np.float32)
