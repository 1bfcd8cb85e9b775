"""Water: waves of the sea, drops, bubbles."""

import numpy as np
from numpy.random import Generator

from generate_track.synth.noise import Curve, moving_noise, pass_band
from generate_track.synth.scene.event import Wave, place, times

_CREST = 0.42  # of a wave's life: until then it swells, then it breaks


def wave(rng: Generator, rate_hz: int) -> Wave:
    """Return one wave: a rumble that swells, the break, and foam that hisses as it runs up the sand and back."""
    duration_s, size = rng.uniform(10, 14), rng.uniform(0.65, 1.0)
    crest_s = _CREST * duration_s

    def colour(time_s: Wave, hertz: Wave) -> Curve:
        before = np.clip(time_s / crest_s, 0, 1)
        since_s = np.maximum(time_s - crest_s, 0)
        swell = before**3 * np.exp(-since_s / 0.9)
        foam = np.clip(since_s / 0.35, 0, 1) * np.exp(-since_s / (0.2 * duration_s))
        body = pass_band(hertz, high_hz=250 + 1500 * before**4, order=2) * swell
        hiss = pass_band(hertz, low_hz=500.0, high_hz=1500 + 3500 * np.exp(-since_s / 2.5), order=1) * foam
        return np.float32(size) * (0.3 * body + 0.05 * hiss)

    n_samples = round(duration_s * rate_hz)
    fade = np.minimum((n_samples - np.arange(n_samples, dtype=np.float32)) / (0.8 * rate_hz), 1)
    lean = rng.uniform(-0.25, 0.25)
    sides = [moving_noise(rng, n_samples, colour=colour, rate_hz=rate_hz) * fade for _ in range(2)]
    return np.stack([sides[0] * (1 + lean), sides[1] * (1 - lean)], axis=1).astype(np.float32)


def drop(rng: Generator, rate_hz: int) -> Wave:
    """Return a raindrop on a leaf, or in a puddle."""
    time_s = times(rng.uniform(0.006, 0.025), rate_hz)
    frequency_hz = np.exp(rng.uniform(np.log(700), np.log(4200)))
    mono = np.sin(2 * np.pi * frequency_hz * time_s * (1 + 8 * time_s)) * np.exp(-time_s * rng.uniform(200, 600))
    return place(mono * rng.random() ** 3 * 0.3 * (1000 / frequency_hz) ** 0.5, rng)


def bubble(rng: Generator, rate_hz: int) -> Wave:
    """Return a bubble, whose pitch rises as it nears the surface."""
    # K. van den Doel, Physically Based Models for Liquid Sounds, ACM TAP 2 (2005), section 3.
    frequency_hz = np.exp(rng.uniform(np.log(350), np.log(2400)))
    decay_per_s = 0.13 * frequency_hz + 0.0072 * frequency_hz**1.5 / 4
    time_s = times(min(0.12, 6 / decay_per_s), rate_hz)
    rise = 1 + 0.1 * decay_per_s * time_s * rng.random()
    tone = np.sin(2 * np.pi * frequency_hz * time_s * rise) * np.exp(-decay_per_s * time_s)
    return place(tone * np.minimum(time_s * 900, 1) * rng.random() ** 2 * 0.22 * (700 / frequency_hz) ** 0.6, rng)
