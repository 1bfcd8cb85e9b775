"""The electronic kit: drum machine sounds, one a General MIDI percussion key."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from generate_track.compose.score import Note
from generate_track.synth.filter import Edges, Kind, filtered

Wave = NDArray[np.float32]

_VELOCITY_EXPONENT = 1.4
_N_VARIANTS = 4  # of each sound, played in turn: a machine gun is one sample repeated


def _times(duration_s: float, rate_hz: int) -> NDArray[np.float64]:
    return np.arange(round(duration_s * rate_hz)) / rate_hz


def _noise(  # the generator and the length, then what is left of the noise
    rng: Generator, n_samples: int, *, kind: Kind, edges_hz: Edges, rate_hz: int, order: int = 2
) -> NDArray[np.float64]:
    return filtered(rng.standard_normal(n_samples), kind, edges_hz, rate_hz=rate_hz, order=order)


def _sweep(time_s: NDArray[np.float64], *, low_hz: float, high_hz: float, fall_s: float) -> NDArray[np.float64]:
    """Return a sine that falls from `high_hz` to `low_hz`: the phase is the integral of the frequency."""
    turns = low_hz * time_s + (high_hz - low_hz) * fall_s * (1 - np.exp(-time_s / fall_s))
    return np.sin(2 * np.pi * turns)


def _kick(rng: Generator, rate_hz: int) -> NDArray[np.float64]:
    time_s = _times(0.5, rate_hz)
    body = _sweep(time_s, low_hz=47, high_hz=185, fall_s=0.028) * np.exp(-time_s / 0.17)
    click = _noise(rng, len(time_s), kind="highpass", edges_hz=2500, rate_hz=rate_hz) * np.exp(-time_s / 0.004)
    return np.tanh(1.7 * (body + 0.2 * click)) * 0.9


def _snare(rng: Generator, rate_hz: int) -> NDArray[np.float64]:
    time_s = _times(0.35, rate_hz)
    rattle = _noise(rng, len(time_s), kind="bandpass", edges_hz=(900, 9500), rate_hz=rate_hz) * np.exp(-time_s / 0.085)
    skin = (np.sin(2 * np.pi * 188 * time_s) + 0.6 * np.sin(2 * np.pi * 331 * time_s)) * np.exp(-time_s / 0.05)
    return 0.7 * rattle + 0.4 * skin


def _clap(rng: Generator, rate_hz: int) -> NDArray[np.float64]:
    time_s = _times(0.4, rate_hz)
    hands = sum(np.where(time_s >= at, np.exp(-(time_s - at) / 0.008), 0) for at in (0, 0.011, 0.022))
    room = np.where(time_s >= 0.03, np.exp(-(time_s - 0.03) / 0.1), 0)  # noqa: PLR2004 - after the hands
    return (
        _noise(rng, len(time_s), kind="bandpass", edges_hz=(850, 5200), rate_hz=rate_hz)
        * (0.5 * np.asarray(hands) + room)
        * 0.8
    )


def _hat(rng: Generator, rate_hz: int, *, decay_s: float) -> NDArray[np.float64]:
    time_s = _times(min(1.0, decay_s * 5), rate_hz)
    hiss = _noise(rng, len(time_s), kind="highpass", edges_hz=7000, rate_hz=rate_hz, order=4)
    metal = sum(np.sign(np.sin(2 * np.pi * hertz * time_s)) for hertz in (2057, 3047, 4123, 5411, 6553))
    bright = filtered(np.asarray(metal), "highpass", 7500, rate_hz=rate_hz, order=4)
    return (hiss + 0.12 * bright) * np.exp(-time_s / decay_s) * 0.55


def _crash(rng: Generator, rate_hz: int) -> NDArray[np.float64]:
    time_s = _times(2.2, rate_hz)
    return _noise(rng, len(time_s), kind="highpass", edges_hz=3800, rate_hz=rate_hz) * np.exp(-time_s / 0.55) * 0.4


def _shaker(rng: Generator, rate_hz: int) -> NDArray[np.float64]:
    time_s = _times(0.09, rate_hz)
    return (
        _noise(rng, len(time_s), kind="highpass", edges_hz=5200, rate_hz=rate_hz)
        * np.minimum(time_s / 0.012, 1)
        * np.exp(-time_s / 0.025)
        * 0.6
    )


def _rim(_: Generator, rate_hz: int) -> NDArray[np.float64]:
    time_s = _times(0.08, rate_hz)
    return (np.sin(2 * np.pi * 1720 * time_s) + 0.5 * np.sin(2 * np.pi * 820 * time_s)) * np.exp(-time_s / 0.011) * 0.5


def _tom(_: Generator, rate_hz: int, *, low_hz: float) -> NDArray[np.float64]:
    time_s = _times(0.5, rate_hz)
    return _sweep(time_s, low_hz=low_hz, high_hz=1.7 * low_hz, fall_s=0.05) * np.exp(-time_s / 0.14) * 0.8


Make = Callable[[Generator, int], NDArray[np.float64]]
# key → sound, pan from -1 to 1
SOUNDS: Mapping[int, tuple[Make, float]] = {
    35: (_kick, 0.0),
    36: (_kick, 0.0),
    37: (_rim, 0.2),
    38: (_snare, 0.0),
    39: (_clap, 0.1),
    40: (_snare, 0.0),
    41: (lambda rng, rate_hz: _tom(rng, rate_hz, low_hz=70), 0.5),
    42: (lambda rng, rate_hz: _hat(rng, rate_hz, decay_s=0.03), 0.25),
    43: (lambda rng, rate_hz: _tom(rng, rate_hz, low_hz=85), 0.4),
    44: (lambda rng, rate_hz: _hat(rng, rate_hz, decay_s=0.02), 0.25),
    45: (lambda rng, rate_hz: _tom(rng, rate_hz, low_hz=105), 0.2),
    46: (lambda rng, rate_hz: _hat(rng, rate_hz, decay_s=0.17), 0.25),
    47: (lambda rng, rate_hz: _tom(rng, rate_hz, low_hz=125), 0.0),
    48: (lambda rng, rate_hz: _tom(rng, rate_hz, low_hz=150), -0.2),
    49: (_crash, -0.3),
    50: (lambda rng, rate_hz: _tom(rng, rate_hz, low_hz=180), -0.4),
    51: (lambda rng, rate_hz: _hat(rng, rate_hz, decay_s=0.2), -0.25),
    54: (_shaker, -0.3),
    57: (_crash, 0.3),
    69: (_shaker, -0.3),
    70: (_shaker, -0.3),
    82: (_shaker, -0.3),
}
_FALLBACK = 37  # a key without a sound of its own is a rim click, never silence
_CLOSES_HAT = frozenset({42, 44, 46})


class DrumMachine:
    """Plays the electronic kit; each hit takes the next variant of its sound."""

    def __init__(self, *, rate_hz: int, seed: int) -> None:
        self._rate_hz = rate_hz
        self._seed = seed
        self._hits: dict[int, int] = {}
        self._sounds: dict[tuple[int, int], Wave] = {}

    def play(self, note: Note, *, choked_s: float | None = None) -> Wave:
        """Return the sound of one hit, shape (n, 2)."""
        key = note.pitch if note.pitch in SOUNDS else _FALLBACK
        hit = self._hits[key] = self._hits.get(key, -1) + 1
        sound = self._sound(key, hit % _N_VARIANTS) * np.float32((note.velocity / 127) ** _VELOCITY_EXPONENT)
        if choked_s is None:
            return sound
        n_samples = min(len(sound), round(choked_s * self._rate_hz))
        sound[n_samples:] *= np.exp(-np.arange(len(sound) - n_samples, dtype=np.float32) / 300)[:, None]
        return sound

    def exclusive_class(self, pitch: int) -> int:
        """Return 1 for the hi-hats, of which one sounds at a time, else 0."""
        return int(pitch in _CLOSES_HAT)

    def _sound(self, key: int, variant: int) -> Wave:
        if (key, variant) not in self._sounds:
            make, pan = SOUNDS[key]
            mono = make(np.random.default_rng([self._seed, key, variant]), self._rate_hz).astype(np.float32)
            angle = (pan + 1) * np.pi / 4
            gains = np.array([np.cos(angle), np.sin(angle)], np.float32)
            self._sounds[key, variant] = mono[:, None] * gains  # (n, 2)
        return self._sounds[key, variant]
