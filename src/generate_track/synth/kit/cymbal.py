"""Cymbals: the metal of drum machines, a bank of squares out of tune with each other, and washes of noise."""

from dataclasses import dataclass

import numpy as np

from generate_track.synth.filter import filtered
from generate_track.synth.kit.hit import Curve, Hit, Wave, decay
from generate_track.synth.noise import moving_noise, pass_band
from generate_track.synth.oscillator import phase
from generate_track.synth.wavetable import Wavetable, square

# The six oscillators of the TR-808, as K. J. Werner, J. S. Abel and J. O. Smith measured them, The TR-808 Cymbal: a
# Physically-Informed, Circuit-Bendable, Digital Model, ICMC 2014, section 3.
SQUARES_808_HZ = (205.3, 304.4, 369.6, 522.7, 540.0, 800.0)
# Denser and less harmonic, as a recorded cymbal is: for machines that played samples of real ones.
SQUARES_909_HZ = (317.0, 465.0, 543.0, 811.0, 1009.0, 1423.0)
_OPEN = 1e6  # harmonics: no filter
_SILENT = 6.0  # decays


@dataclass(frozen=True, slots=True)
class Hat:
    """A hi-hat.

    Args:
        squares_hz: its metal.
        low_hz: what is taken off below.
        high_hz: what is taken off above.
        decay_s: to 1/e.
        hiss: level of the noise beside the metal.
    """

    squares_hz: tuple[float, ...]
    low_hz: float
    decay_s: float
    high_hz: float = 12_000.0
    hiss: float = 0.5

    def __call__(self, hit: Hit) -> Curve:
        """Return one hit, shape (n,)."""
        time_s = hit.time_s(_SILENT * self.decay_s + 0.02)
        metal = sum((_square(hit, hertz, len(time_s)) for hertz in self.squares_hz), np.zeros(len(time_s), np.float32))
        bright = metal / np.float32(len(self.squares_hz)) + np.float32(0.25 * self.hiss) * hit.noise(len(time_s))
        for _ in range(2):
            bright = filtered(bright, "highpass", self.low_hz, rate_hz=hit.rate_hz)
        bright = filtered(bright, "lowpass", self.high_hz, rate_hz=hit.rate_hz)
        tick = np.float32(0.5) * decay(time_s, 0.004)
        return bright * (decay(time_s, hit.about(self.decay_s)) + tick)


@dataclass(frozen=True, slots=True)
class Cymbal:
    """A cymbal that rings: a wash whose high frequencies die first, and a few modes that stand out.

    Args:
        low_hz: where the wash begins.
        decay_s: of its middle, to 1/e.
        modes_hz: what stands out.
        ping: level of the modes.
        bloom_s: until the wash is full.
    """

    low_hz: float
    decay_s: float
    modes_hz: tuple[float, ...]
    ping: float
    bloom_s: float = 0.004

    def __call__(self, hit: Hit) -> Curve:
        """Return one hit, shape (n, 2): a cymbal is wide."""
        time_s = hit.time_s(4.5 * self.decay_s)
        sides = [self._wash(hit, len(time_s)) * np.minimum(time_s / np.float32(self.bloom_s), 1) for _ in range(2)]
        for rank, hertz in enumerate(self.modes_hz):
            ring = np.sin(time_s * np.float32(2 * np.pi * hit.about(hertz))) * decay(time_s, 0.6 * self.decay_s)
            sides[rank % 2] += ring * np.float32(self.ping)
            sides[1 - rank % 2] += ring * np.float32(0.5 * self.ping)
        fade = np.minimum((time_s[-1] - time_s) / np.float32(0.3 * self.decay_s), 1)
        return np.stack([side * fade for side in sides], axis=1)

    def _wash(self, hit: Hit, n_samples: int) -> Curve:
        def colour(time_s: Wave, hertz: Wave) -> Curve:
            fall_s = 2 * self.decay_s / (1 + hertz / 6000)
            crack = 1 + 1.5 * np.exp(-time_s / 0.03)
            return pass_band(hertz, low_hz=self.low_hz, high_hz=14_000.0) * np.exp(-time_s / fall_s) * crack

        return moving_noise(hit.rng, n_samples, colour=colour, rate_hz=hit.rate_hz)


def _square(hit: Hit, hertz: float, n_samples: int) -> Curve:
    hertz = hit.about(hertz)
    turns = phase(hertz, n_samples, rate_hz=hit.rate_hz, start=float(hit.rng.random()))
    return Wavetable(square, hertz).read(turns, _OPEN)
