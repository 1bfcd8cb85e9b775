"""Echo in time with the music, from side to side."""

import numpy as np

from generate_track.mix.block import RATE_HZ, Mono, Sides
from generate_track.mix.filter import highpass, lowpass
from generate_track.synth.cascade import Cascade

_REPEATS_DB = (-4.0, -10.0, -16.0, -22.0)
_LOW_HZ = 250.0
_HIGH_HZ = 4200.0
_SHORTEST_S = 0.18
_LONGEST_S = 0.6


def delay_s(beat_s: float) -> float:
    """Return three quarters of a beat, halved or doubled until it is heard as an echo."""
    time_s = 0.75 * beat_s
    while time_s > _LONGEST_S:
        time_s /= 2
    while time_s < _SHORTEST_S:
        time_s *= 2
    return time_s


class Delay:
    """Repeats what it hears, duller and softer, by turns left and right."""

    def __init__(self, beat_s: float) -> None:
        self._n_samples = round(delay_s(beat_s) * RATE_HZ)
        self._past = np.zeros(self._n_samples * len(_REPEATS_DB), np.float32)
        self._tone = Cascade(np.concatenate([highpass(_LOW_HZ), lowpass(_HIGH_HZ)]))

    def __call__(self, block: Mono) -> Sides:
        """Return the echoes alone that sound during the block."""
        joined = np.concatenate([self._past, self._tone(block[None])[0]])
        echoes = np.zeros((2, len(block)), np.float32)
        for repeat, level_db in enumerate(_REPEATS_DB, start=1):
            start = len(self._past) - repeat * self._n_samples
            echoes[(repeat - 1) % 2] += joined[start : start + len(block)] * np.float32(10 ** (level_db / 20))
        self._past = joined[-len(self._past) :]
        return echoes
