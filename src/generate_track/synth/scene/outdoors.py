"""What is heard outdoors: crickets, fire, thunder, and what drives by."""

import numpy as np
from numpy.random import Generator

from generate_track.synth.filter import filtered
from generate_track.synth.noise import Curve, moving_noise, pass_band
from generate_track.synth.scene.event import Wave, place, times
from generate_track.synth.stem import CHANNELS


def cricket(rng: Generator, rate_hz: int) -> Wave:
    """Return one cricket's song: pulses within chirps."""
    time_s = times(rng.uniform(1.6, 4.0), rate_hz)
    chirps = np.clip(2.2 * np.sin(2 * np.pi * rng.uniform(2.2, 3.2) * time_s), 0, 1)
    pulse = np.maximum(0, np.sin(2 * np.pi * rng.uniform(26, 34) * time_s)) ** 1.5
    fade = np.minimum(np.minimum(time_s, time_s[-1] - time_s) / 0.2, 1)
    mono = np.sin(2 * np.pi * rng.uniform(3900, 4900) * time_s) * pulse * chirps * fade
    return place(mono * 0.05 * rng.uniform(0.3, 1.0), rng)


def crackle(rng: Generator, rate_hz: int) -> Wave:
    """Return a spark."""
    time_s = times(rng.uniform(0.002, 0.025), rate_hz)
    mono = rng.standard_normal(len(time_s)) * np.exp(-time_s * rng.uniform(200, 900))
    return place(mono * rng.random() ** 3 * 0.25, rng)


def thunder(rng: Generator, rate_hz: int) -> Wave:
    """Return thunder: a crack if it is near, and rolls that come back from all around."""
    duration_s, nearness = 9.0, rng.random()
    rolls = [(0.0, 1.0), *((rng.uniform(0.2, 4.5), rng.uniform(0.3, 0.9)) for _ in range(6))]

    def colour(time_s: Wave, hertz: Wave) -> Curve:
        total = np.zeros((len(time_s), 1), np.float32)
        for start_s, level in rolls:
            since_s = np.maximum(time_s - start_s, 0)
            total = total + level * np.minimum(since_s / 0.08, 1) * np.exp(-since_s / 0.9)
        crack = nearness * np.exp(-time_s / 0.25)
        return total * pass_band(hertz, low_hz=25.0, high_hz=120 + 900 * crack, order=1)

    n_samples = round(duration_s * rate_hz)
    fade = np.minimum((n_samples - np.arange(n_samples, dtype=np.float32)) / rate_hz, 1)
    sides = [moving_noise(rng, n_samples, colour=colour, rate_hz=rate_hz) * fade for _ in range(CHANNELS)]
    return np.stack(sides, axis=1) * np.float32(0.9)


def car(rng: Generator, rate_hz: int) -> Wave:
    """Return a car that comes, passes and goes."""
    duration_s = rng.uniform(5, 9)
    n_samples = round(duration_s * rate_hz)
    away = (np.arange(n_samples, dtype=np.float32) / n_samples - 0.5) * 2  # -1 coming, 1 gone
    distance = np.sqrt(away**2 + rng.uniform(0.02, 0.08))

    def colour(time_s: Wave, hertz: Wave) -> Curve:
        near = 1 / (1 + (6 * (time_s / duration_s - 0.5)) ** 2)
        return pass_band(hertz, low_hz=90.0, high_hz=300 + 1500 * near, order=2)

    mono = moving_noise(rng, n_samples, colour=colour, rate_hz=rate_hz)
    level = np.float32(0.035) / distance * np.clip((1 - np.abs(away)) * 4, 0, 1)
    side = np.clip(away / distance * rng.choice([-1, 1]), -1, 1)
    angle = (side * 0.8 + 1) * np.pi / 4
    return np.stack([mono * level * np.cos(angle), mono * level * np.sin(angle)], axis=1).astype(np.float32)


def horn(rng: Generator, rate_hz: int) -> Wave:
    """Return a horn, streets away."""
    time_s = times(rng.uniform(0.18, 0.6), rate_hz)
    base_hz = rng.uniform(380, 460)
    mono = sum(np.sin(2 * np.pi * base_hz * ratio * time_s) / ratio for ratio in (1, 1.25, 2, 2.5, 3))
    fade = np.minimum(np.minimum(time_s, time_s[-1] - time_s) / 0.03, 1)
    return place(filtered(np.asarray(mono) * fade, "lowpass", 1400, rate_hz=rate_hz) * 0.006, rng)


def rails(rng: Generator, rate_hz: int) -> Wave:
    """Return the joints of a track under two bogies: da-dum, da-dum."""
    time_s = times(0.9, rate_hz)
    total = np.zeros((len(time_s), CHANNELS))
    for start_s, level in ((0.0, 1.0), (0.11, 0.8), (0.36, 0.75), (0.47, 0.6)):
        since_s = np.maximum(time_s - start_s - rng.uniform(0, 0.006), 0)
        thump = np.where(since_s > 0, np.sin(2 * np.pi * 72 * since_s) * np.exp(-since_s / 0.045), 0)
        clack = rng.standard_normal(len(time_s)) * np.where(since_s > 0, np.exp(-since_s / 0.016), 0)
        total += level * (0.14 * thump + 0.06 * filtered(clack, "bandpass", (250, 1900), rate_hz=rate_hz))[:, None]
    return total.astype(np.float32)


def breath_of_space(rng: Generator, rate_hz: int) -> Wave:
    """Return a slow swell without pitch, that opens and closes like something very large that turns."""
    duration_s, centre_hz = rng.uniform(9, 14), np.exp(rng.uniform(np.log(180), np.log(900)))

    def colour(time_s: Wave, hertz: Wave) -> Curve:
        swell = np.sin(np.pi * np.clip(time_s / duration_s, 0, 1)) ** 2
        middle_hz = centre_hz * 2 ** (0.8 * swell)
        return swell * pass_band(hertz, low_hz=0.8 * middle_hz, high_hz=1.25 * middle_hz, order=3)

    n_samples = round(duration_s * rate_hz)
    sides = [moving_noise(rng, n_samples, colour=colour, rate_hz=rate_hz) for _ in range(CHANNELS)]
    return np.stack(sides, axis=1) * np.float32(0.14 * (300 / centre_hz) ** 0.3)
