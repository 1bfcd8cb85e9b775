"""What is done to drums afterwards: a gate on their reverb, the grit of an old sampler, a darker tone."""

from dataclasses import dataclass

import numpy as np

from generate_track.synth.filter import filtered
from generate_track.synth.kit.hit import Curve, Hit, Sound, decay

_SAMPLER_HZ = 26_040  # of the SP-1200, in 12 bits
_SAMPLER_STEPS = 2**11


@dataclass(frozen=True, slots=True)
class Gated:
    """A sound in a large room, cut off while it is still loud: the snare of the eighties.

    Args:
        sound: the dry sound, shape (n,).
        gate_s: when the gate shuts.
        level: of the room, relative to the dry sound's peak.
    """

    sound: Sound
    gate_s: float
    level: float

    def __call__(self, hit: Hit) -> Curve:
        """Return the sound and its room, shape (n, 2)."""
        dry = self.sound(hit)
        time_s = hit.time_s(max(self.gate_s + 0.04, len(dry) / hit.rate_hz))
        gate = np.minimum(time_s / 0.012, 1) * decay(time_s, 2 * self.gate_s) * decay(time_s - self.gate_s, 0.007)
        gain = gate * np.float32(0.3 * self.level * np.abs(dry).max())
        room = [hit.noise(len(time_s), low_hz=250, high_hz=5500) * gain for _ in range(2)]
        padded = np.concatenate([dry, np.zeros(len(time_s) - len(dry), np.float32)])
        return np.stack([padded + side for side in room], axis=1)


@dataclass(frozen=True, slots=True)
class Dusty:
    """A sound from a record, through an old sampler: dark, at a low rate and in 12 bits."""

    sound: Sound
    high_hz: float

    def __call__(self, hit: Hit) -> Curve:
        """Return the sound, shape (n,)."""
        dark = filtered(self.sound(hit).astype(np.float32), "lowpass", self.high_hz, rate_hz=hit.rate_hz)
        held = (np.arange(len(dark)) * _SAMPLER_HZ // hit.rate_hz) * hit.rate_hz // _SAMPLER_HZ
        step = np.abs(dark).max() / _SAMPLER_STEPS
        gritty = np.round(dark[held] / step) * step
        return filtered(gritty, "lowpass", 2 * self.high_hz, rate_hz=hit.rate_hz)


@dataclass(frozen=True, slots=True)
class Through:
    """A sound through a low pass."""

    sound: Sound
    high_hz: float

    def __call__(self, hit: Hit) -> Curve:
        """Return the sound, of the same shape."""
        return filtered(self.sound(hit), "lowpass", self.high_hz, rate_hz=hit.rate_hz)
