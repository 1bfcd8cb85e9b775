"""Envelopes: how loud a note is over its life, as gain curves in float32."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_MIN_ATTACK_S = 0.0015  # a shorter one clicks


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
    # Lengths are rounded up, so that notes of about one length share a curve.
    whole = -(-n_samples // rate_hz) * rate_hz
    curve = _curve(whole, rate_hz, round(attack_s, 4), round(hold_s, 3), round(decay_s, 3), round(sustain_db, 1))
    return curve[:n_samples]


@lru_cache(maxsize=8)
def _curve(  # noqa: PLR0917 - a cache's key
    n_samples: int, rate_hz: int, attack_s: float, hold_s: float, decay_s: float, sustain_db: float
) -> NDArray[np.float32]:
    time_s = np.arange(n_samples, dtype=np.float32) / rate_hz
    attack = np.minimum(time_s / max(attack_s, _MIN_ATTACK_S), 1)
    fallen_db = np.clip((time_s - attack_s - hold_s) * (100 / max(decay_s, 0.005)), 0, min(sustain_db, 100))
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
