"""Scene sounds: beds of filtered noise that breathe, and events scattered over them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from generate_track.synth.cascade import Cascade
from generate_track.synth.filter import filtered, sections
from generate_track.synth.stem import CHANNELS, Stem

Wave = NDArray[np.float32]
Event = Callable[[Generator, int], Wave]

_HORIZON_S = 700.0  # longer than any track: knots of the slow curves are drawn once, so blocks do not matter

_CHUNK_SAMPLES = 32_768


@dataclass(frozen=True, slots=True)
class Layer:
    """A band of noise, different left and right, whose level wanders.

    Args:
        low_hz: lower edge, 0 for none.
        high_hz: upper edge.
        gain: of unit noise within the band.
        period_s: how slowly the level wanders; 0 is steady.
        least: the lowest level, from 0 to 1.
    """

    low_hz: float
    high_hz: float
    gain: float
    period_s: float = 0.0
    least: float = 1.0


@dataclass(frozen=True, slots=True)
class Scatter:
    """Events at random times: `per_s` on average."""

    per_s: float
    make: Event


def _times(duration_s: float, rate_hz: int) -> NDArray[np.float64]:
    return np.arange(round(duration_s * rate_hz)) / rate_hz


def _place(mono: NDArray[np.float64], rng: Generator) -> Wave:
    """Return a mono sound somewhere between left and right, shape (n, 2)."""
    angle = rng.uniform(0.1, 0.9) * np.pi / 2
    return (mono[:, None] * np.array([np.cos(angle), np.sin(angle)])).astype(np.float32)


def _wave(rng: Generator, rate_hz: int) -> Wave:
    """Return one wave of the sea: it swells, breaks, and runs back as hiss."""
    duration_s = rng.uniform(7, 12)
    time_s = _times(duration_s, rate_hz)
    crest_s = 0.38 * duration_s
    swell = np.minimum(time_s / crest_s, 1) ** 2 * np.exp(-np.maximum(time_s - crest_s, 0) / (0.18 * duration_s))
    swell *= np.minimum((duration_s - time_s) / 0.5, 1) * rng.uniform(0.6, 1.0)
    noise = rng.standard_normal((len(time_s), CHANNELS))
    low = filtered(noise, "lowpass", 420, rate_hz=rate_hz, order=1)
    foam = filtered(noise, "bandpass", (400, 3500), rate_hz=rate_hz, order=1)
    return ((0.9 * low + 0.3 * foam * swell[:, None]) * swell[:, None]).astype(np.float32)


def _drop(rng: Generator, rate_hz: int) -> Wave:
    time_s = _times(rng.uniform(0.004, 0.02), rate_hz)
    frequency_hz = rng.uniform(1200, 5200)
    mono = np.sin(2 * np.pi * frequency_hz * time_s * (1 + 8 * time_s)) * np.exp(-time_s * rng.uniform(250, 700))
    return _place(mono * rng.random() ** 3 * 0.35, rng)


def _bubble(rng: Generator, rate_hz: int) -> Wave:
    # A bubble's pitch rises as it nears the surface: K. van den Doel, Physically based models for liquid sounds (2005).
    time_s = _times(rng.uniform(0.02, 0.07), rate_hz)
    frequency_hz = rng.uniform(420, 1700)
    mono = np.sin(2 * np.pi * frequency_hz * (time_s + 4.8 * time_s**2)) * np.exp(-60 * time_s)
    return _place(mono * np.minimum(time_s * 700, 1) * rng.random() ** 2 * 0.13, rng)


def _song(rng: Generator, rate_hz: int) -> Wave:
    """Return one phrase of a bird: two to six chirps that glide."""
    base_hz, distance = rng.uniform(2200, 4800), rng.uniform(0.25, 1.0)
    chirps = [_chirp(rng, rate_hz, base_hz) for _ in range(rng.integers(2, 7))]
    return _place(np.concatenate(chirps) * 0.09 * distance, rng)


def _chirp(rng: Generator, rate_hz: int, base_hz: float) -> NDArray[np.float64]:
    duration_s = rng.uniform(0.05, 0.16)
    time_s = _times(duration_s, rate_hz)
    glide_hz = base_hz + rng.uniform(-900, 1100) * time_s / duration_s
    glide_hz += 140 * np.sin(2 * np.pi * rng.uniform(18, 32) * time_s)
    turn = 2 * np.pi * np.cumsum(glide_hz) / rate_hz
    tone = (np.sin(turn) + 0.15 * np.sin(2 * turn)) * np.sin(np.pi * time_s / duration_s) ** 1.5
    return np.concatenate([tone, np.zeros(round(rng.uniform(0.03, 0.12) * rate_hz))])


def _cricket(rng: Generator, rate_hz: int) -> Wave:
    time_s = _times(rng.uniform(1.2, 3.5), rate_hz)
    pulse = np.maximum(0, np.sin(2 * np.pi * rng.uniform(13, 18) * time_s)) ** 2
    fade = np.minimum(np.minimum(time_s, time_s[-1] - time_s) / 0.2, 1)
    mono = np.sin(2 * np.pi * rng.uniform(3800, 4900) * time_s) * pulse * fade
    return _place(mono * 0.03 * rng.uniform(0.3, 1.0), rng)


def _crackle(rng: Generator, rate_hz: int) -> Wave:
    time_s = _times(rng.uniform(0.002, 0.025), rate_hz)
    mono = rng.standard_normal(len(time_s)) * np.exp(-time_s * rng.uniform(200, 900))
    return _place(mono * rng.random() ** 3 * 0.4, rng)


def _click(rng: Generator, rate_hz: int) -> Wave:
    time_s = _times(rng.uniform(0.0005, 0.0035), rate_hz)
    mono = rng.standard_normal(len(time_s)) * np.exp(-time_s * 1800) * rng.random() ** 3 * 0.3
    return np.stack([mono, mono], axis=1).astype(np.float32)


def _thunder(rng: Generator, rate_hz: int) -> Wave:
    time_s = _times(8, rate_hz)
    roll = (
        (1 - np.exp(-time_s / 0.25))
        * np.exp(-time_s / 2)
        * (1 + 0.7 * np.sin(2 * np.pi * rng.uniform(0.8, 2) * time_s))
    )
    low = filtered(rng.standard_normal((len(time_s), CHANNELS)), "lowpass", 140, rate_hz=rate_hz)
    fade = np.minimum((8 - time_s) / 1.0, 1)
    return (low * (roll * fade)[:, None] * 2.5).astype(np.float32)


_BREEZE = (Layer(100, 500, 0.35, 3.5, 0.25), Layer(500, 1800, 0.07, 3.0, 0.1))
_SHOWER = (Layer(0, 500, 0.2, 5, 0.7), Layer(500, 2000, 0.14, 4, 0.7), Layer(2000, 8000, 0.06, 3, 0.7))

SCENES: Mapping[str, tuple[tuple[Layer, ...], tuple[Scatter, ...]]] = {
    "ocean": ((Layer(0, 350, 0.15, 6, 0.6), Layer(350, 2500, 0.02, 5, 0.5)), (Scatter(0.16, _wave),)),
    "rain": (_SHOWER, (Scatter(60, _drop),)),
    "stream": ((Layer(0, 300, 0.08), Layer(400, 2500, 0.09, 1.2, 0.7)), (Scatter(45, _bubble),)),
    "wind": (_BREEZE, ()),
    "birds": ((Layer(150, 1500, 0.03, 4, 0.4),), (Scatter(0.5, _song),)),
    "forest": ((Layer(150, 700, 0.15, 3.5, 0.3), Layer(700, 2600, 0.05, 3, 0.2)), (Scatter(0.4, _song),)),
    "crickets": ((Layer(100, 900, 0.02, 4, 0.5),), (Scatter(1.3, _cricket),)),
    "fire": ((Layer(0, 250, 0.25, 0.6, 0.5), Layer(250, 1600, 0.06, 0.4, 0.4)), (Scatter(14, _crackle),)),
    "thunder": (_SHOWER, (Scatter(40, _drop), Scatter(0.05, _thunder))),
    "vinyl": ((Layer(300, 6000, 0.02),), (Scatter(7, _click),)),
}


class Scene:
    """One scene sound under way."""

    def __init__(self, kind: str, *, rate_hz: int, seed: int) -> None:
        layers, scatters = SCENES[kind]
        self._beds = [_Bed(layer, rate_hz=rate_hz, seed=seed + rank) for rank, layer in enumerate(layers)]
        self._sprinkles = [
            _Sprinkle(scatter, rate_hz=rate_hz, seed=seed + 100 + rank) for rank, scatter in enumerate(scatters)
        ]

    def take(self, n_samples: int) -> Wave:
        """Return the next samples, shape (n_samples, 2)."""
        total = np.zeros((n_samples, CHANNELS), np.float32)
        for source in (*self._beds, *self._sprinkles):
            total += source.take(n_samples)
        return total


class _Bed:
    def __init__(self, layer: Layer, *, rate_hz: int, seed: int) -> None:
        self._layer = layer
        self._rate_hz = rate_hz
        self._rng = np.random.default_rng([seed, 1])
        self._knots = np.random.default_rng([seed, 2]).random(int(_HORIZON_S / max(layer.period_s, 0.1)) + 2)
        is_low = layer.low_hz == 0
        edges_hz = layer.high_hz if is_low else (layer.low_hz, layer.high_hz)
        self._filter = Cascade(
            sections("lowpass" if is_low else "bandpass", edges_hz, rate_hz=rate_hz), channels=CHANNELS
        )
        self._hiss = np.zeros((0, CHANNELS), np.float32)
        self._position = 0

    def take(self, n_samples: int) -> Wave:
        while len(self._hiss) < n_samples:
            # In chunks of one size, so that the size of the blocks does not matter.
            noise = self._rng.standard_normal((CHANNELS, _CHUNK_SAMPLES), np.float32)
            self._hiss = np.concatenate([self._hiss, self._filter(noise).T])
        wave, self._hiss = self._hiss[:n_samples], self._hiss[n_samples:]
        level = self._level(n_samples) * np.float32(self._layer.gain)
        self._position += n_samples
        return np.multiply(wave, level[:, None] if isinstance(level, np.ndarray) else level, dtype=np.float32)

    def _level(self, n_samples: int) -> Wave | np.float32:
        if not self._layer.period_s:
            return np.float32(1)
        turn = np.arange(self._position, self._position + n_samples) / (self._rate_hz * self._layer.period_s)
        index = turn.astype(np.int32)
        step = turn - index
        step = step * step * (3 - 2 * step)  # smooth at the knots
        knots = self._layer.least + (1 - self._layer.least) * self._knots
        return (knots[index] * (1 - step) + knots[index + 1] * step).astype(np.float32)


class _Sprinkle:
    def __init__(self, scatter: Scatter, *, rate_hz: int, seed: int) -> None:
        self._scatter = scatter
        self._rate_hz = rate_hz
        self._stem = Stem()
        self._starts = _starts(np.random.default_rng([seed, 3]), per_s=scatter.per_s, rate_hz=rate_hz)
        self._next = next(self._starts)
        self._seed = seed
        self._position = 0
        self._n_events = 0

    def take(self, n_samples: int) -> Wave:
        while self._next < self._position + n_samples:
            rng = np.random.default_rng([self._seed, 4, self._n_events])
            self._stem.add(self._next, self._scatter.make(rng, self._rate_hz))
            self._n_events += 1
            self._next = next(self._starts)
        self._position += n_samples
        return self._stem.take(n_samples)


def _starts(rng: Generator, *, per_s: float, rate_hz: int) -> Iterator[int]:
    """Yield the samples at which events start: a Poisson process, the first within its mean gap."""
    time_s = rng.uniform(0, min(1.0, 1 / per_s))
    while True:
        yield round(time_s * rate_hz)
        time_s += rng.exponential(1 / per_s)
