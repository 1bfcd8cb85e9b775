"""Struck things: modes that bend down into their pitch, and bursts of noise. Most drums are a row of numbers here."""

from dataclasses import dataclass

import numpy as np

from generate_track.synth.kit.hit import Curve, Hit, decay

_SILENT = 7.0  # decays until a sound is 60 dB down


@dataclass(frozen=True, slots=True)
class Mode:
    """One mode of vibration: its frequency, level, and time to 1/e."""

    hertz: float
    level: float
    decay_s: float


@dataclass(frozen=True, slots=True)
class Burst:
    """A burst of noise: its band (0 is no edge), level, time to 1/e, and when it starts."""

    low_hz: float
    high_hz: float
    level: float
    decay_s: float
    start_s: float = 0.0
    attack_s: float = 0.0

    @property
    def end_s(self) -> float:
        """Seconds until it is no longer heard."""
        return self.start_s + self.attack_s + _SILENT * self.decay_s


@dataclass(frozen=True, slots=True)
class Struck:
    """A drum, a block, a bell: anything that is hit once.

    Args:
        modes: how it vibrates.
        bursts: its stick, its snares, its hands.
        bend: how much higher its modes begin, as a share of their pitch: a skin is tighter when it is stretched.
        bend_s: in which that falls to 1/e.
        hold_s: how long its modes stay full before they decay.
        drive: how hard it is driven into a limit; 0 leaves it as it is.
    """

    modes: tuple[Mode, ...] = ()
    bursts: tuple[Burst, ...] = ()
    bend: float = 0.0
    bend_s: float = 0.02
    hold_s: float = 0.0
    drive: float = 0.0

    def __call__(self, hit: Hit) -> Curve:
        """Return one hit, shape (n,)."""
        time_s = hit.time_s(self._duration_s())
        sound = self._ringing(hit, time_s) + self._bursting(hit, time_s)
        return np.tanh(np.float32(self.drive) * sound) if self.drive else sound

    def _duration_s(self) -> float:
        ringing = [self.hold_s + _SILENT * mode.decay_s for mode in self.modes]
        return max(ringing + [burst.end_s for burst in self.bursts])

    def _ringing(self, hit: Hit, time_s: Curve) -> Curve:
        total = np.zeros(len(time_s), np.float32)
        bent_s = time_s + np.float32(self.bend * self.bend_s) * (1 - decay(time_s, self.bend_s))  # phase ÷ pitch
        for mode in self.modes:
            gain = decay(time_s - np.float32(self.hold_s), hit.about(mode.decay_s)) * np.float32(mode.level)
            total += np.sin(bent_s * np.float32(2 * np.pi * hit.about(mode.hertz))) * gain
        return total

    def _bursting(self, hit: Hit, time_s: Curve) -> Curve:
        total = np.zeros(len(time_s), np.float32)
        for burst in self.bursts:
            first = round(burst.start_s * hit.rate_hz)
            since_s = time_s[: len(time_s) - first]
            gain = decay(since_s - np.float32(burst.attack_s), hit.about(burst.decay_s)) * np.float32(burst.level)
            if burst.attack_s:
                gain *= np.minimum(since_s / np.float32(burst.attack_s), 1)
            total[first:] += hit.noise(len(since_s), low_hz=burst.low_hz, high_hz=burst.high_hz) * gain
        return total
