"""What a voice is asked for, and what it needs to make it: phases, decays, slow waves, filters."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from generate_track.synth.filter import Edges, Kind, filtered
from generate_track.synth.oscillator import HIGHEST_HZ, phase

Wave = NDArray[np.float32]
Curve = NDArray[np.floating[Any]]  # float32 as well, though type checkers do not see it through arithmetic


@dataclass(frozen=True)
class Tone:
    """One long sound at one pitch, from which notes are cut.

    Args:
        frequency_hz: its pitch.
        n_samples: its length.
        rate_hz: samples in a second.
        rng: a generator of its own.
        touch: how hard the key is struck, 0 to 1.
        beat_s: seconds of a beat, for what moves with the tempo.
        loop_samples: the sound repeats its last so many samples for ever, or 0. Every frequency is drawn to a
            whole number of cycles in them, so that no seam is heard.
    """

    frequency_hz: float
    n_samples: int
    rate_hz: int
    rng: Generator
    touch: float = 0.8
    beat_s: float = 0.5
    loop_samples: int = 0

    @cached_property
    def time_s(self) -> Wave:
        """Seconds from the start, shape (n,)."""
        return np.arange(self.n_samples, dtype=np.float32) / np.float32(self.rate_hz)

    def tuned(self, frequency_hz: float) -> float:
        """Return the frequency next to the one asked for that fits into the loop."""
        if not self.loop_samples:
            return frequency_hz
        return round(frequency_hz * self.loop_samples / self.rate_hz) * self.rate_hz / self.loop_samples

    def phase(self, ratio: float = 1.0, *, cents: float = 0.0, start: float = 0.0) -> Wave:
        """Return the phase in cycles, in [0, 1], of a multiple of the pitch."""
        frequency_hz = self.tuned(self.frequency_hz * ratio * 2 ** (cents / 1200))
        return phase(frequency_hz, self.n_samples, rate_hz=self.rate_hz, start=start)

    def sine(self, ratio: float = 1.0, *, cents: float = 0.0, start: float = 0.0) -> Wave:
        """Return a sine at a multiple of the pitch; silence above what can be heard."""
        if self.frequency_hz * ratio > HIGHEST_HZ:
            return np.zeros(self.n_samples, np.float32)
        return cycle(self.phase(ratio, cents=cents, start=start))

    def phase_of(self, frequency_hz: float, *, start: float = 0.0) -> Wave:
        """Return the phase in cycles, in [0, 1], of a frequency that has nothing to do with the pitch."""
        return phase(self.tuned(frequency_hz), self.n_samples, rate_hz=self.rate_hz, start=start)

    def slow(self, frequency_hz: float, *, start: float = 0.0) -> Wave:
        """Return a sine at such a frequency."""
        return cycle(self.phase_of(frequency_hz, start=start))

    def decay(self, time_s: float) -> Wave:
        """Return a gain that falls to 1/e in `time_s`."""
        return np.exp(self.time_s * np.float32(-1 / time_s))

    def rise(self, time_s: float) -> Wave:
        """Return a gain that comes to within 1/e of 1 in `time_s`."""
        return 1 - self.decay(time_s)

    def noise(self, kind: Kind, edges_hz: Edges) -> Wave:
        """Return filtered noise."""
        return filtered(self.rng.standard_normal(self.n_samples, np.float32), kind, edges_hz, rate_hz=self.rate_hz)

    def centred(self, wave: Curve) -> Wave:
        """Return `wave` around 0."""
        return filtered(wave.astype(np.float32, copy=False), "highpass", 18.0, rate_hz=self.rate_hz, order=1)

    def random(self) -> float:
        """Return a number from 0 to 1."""
        return float(self.rng.random())


def cycle(turns: Curve) -> Wave:
    """Return the sine of a phase in cycles."""
    return np.sin(turns * np.float32(2 * np.pi), dtype=np.float32)


def stereo(left: Curve, right: Curve) -> Wave:
    """Return two sides as one sound, shape (n, 2)."""
    sound = np.empty((len(left), 2), np.float32)
    sound[:, 0], sound[:, 1] = left, right
    return sound


@dataclass(frozen=True, slots=True)
class Patch:
    """How a voice is made, and the life of its notes.

    Args:
        make: from a tone to its sound, shape (n,) or (n, 2).
        attack_s: until a note is full.
        release_s: in which it falls by 100 dB when it is let go.
        decay_s: in which it would fall by 100 dB while it is held.
        sustain_db: how far below full that ends.
        n_touches: how many steps of touch sound different.
        lead_s: how long its beginning is, before it repeats.
        loop_s: what it repeats from there on; 0 for a sound that is made as long as it is asked for.
        longest_s: when a sound that does not repeat has died away.
    """

    make: Callable[[Tone], Wave]
    attack_s: float
    release_s: float
    decay_s: float = 60.0
    sustain_db: float = 0.0
    n_touches: int = 1
    lead_s: float = 0.0
    loop_s: float = 0.0
    longest_s: float = 60.0
