"""Synthesised instruments: each a function from pitch to a long sound, and an envelope that cuts notes from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from generate_track.compose.score import Note
from generate_track.synth import envelope
from generate_track.synth.instrument import Instrument
from generate_track.synth.oscillator import pitch_hz, saw, sine
from generate_track.synth.sampler import WaveCache, lowpass
from generate_track.synth.stem import spread

Wave = NDArray[np.float32]

_VELOCITY_EXPONENT = 1.5
_CENTRE = 0.7071  # constant power of a mono sound in the middle
_HIGHEST = 0.42  # of the rate: with a margin below the half


@dataclass(frozen=True, slots=True)
class Tone:
    """What a voice is asked for: `n_samples` at `frequency_hz`, with a generator of its own."""

    frequency_hz: float
    n_samples: int
    rate_hz: int
    rng: Generator

    def decay(self, time_s: float) -> Wave:
        """Return a gain that falls to 1/e in `time_s`."""
        return np.exp(-np.arange(self.n_samples, dtype=np.float32) / (self.rate_hz * time_s))

    def sine(self, ratio: float = 1.0, *, start: float = 0.0) -> Wave:
        """Return a sine at a multiple of the pitch; silence above what can be heard."""
        frequency_hz = self.frequency_hz * ratio
        if frequency_hz > _HIGHEST * self.rate_hz:
            return np.zeros(self.n_samples, np.float32)
        return sine(frequency_hz, self.n_samples, rate_hz=self.rate_hz, start=start)

    def saw(self, cents: float = 0.0, *, start: float = 0.0) -> Wave:
        """Return a saw, detuned."""
        return saw(self.frequency_hz * 2 ** (cents / 1200), self.n_samples, rate_hz=self.rate_hz, start=start)

    def lowpass(self, wave: Wave, cutoff_hz: float) -> Wave:
        """Return `wave` through a low pass."""
        return lowpass(wave, min(cutoff_hz, 17_000.0), rate_hz=self.rate_hz)


def _stack(tone: Tone, *, cents: tuple[float, ...], cutoff_hz: float) -> Wave:
    """Return detuned saws, laid from left to right by turns, shape (n, 2)."""
    sides = [np.zeros(tone.n_samples, np.float32), np.zeros(tone.n_samples, np.float32)]
    for rank, detune in enumerate(cents):
        angle = np.pi / 2 * (rank + 0.5) / len(cents)
        wave = tone.saw(detune, start=float(tone.rng.random()))
        sides[rank % 2] += wave * np.float32(np.cos(angle))
        sides[1 - rank % 2] += wave * np.float32(np.sin(angle))
    gain = np.float32(0.9 / len(cents))
    return np.stack([tone.lowpass(side, cutoff_hz) * gain for side in sides], axis=1)


def _partials(tone: Tone, rows: tuple[tuple[float, float, float], ...]) -> Wave:
    """Return the sum of sines given as (ratio, gain, decay in seconds)."""
    total = np.zeros(tone.n_samples, np.float32)
    for ratio, gain, decay_s in rows:
        total += tone.sine(ratio, start=float(tone.rng.random())) * tone.decay(decay_s) * np.float32(gain)
    return total


def electric_piano(tone: Tone) -> Wave:
    """Return a tine piano: two-operator FM with a bright, short strike, and a stereo tremolo."""
    # J. M. Chowning, The Synthesis of Complex Audio Spectra by Means of Frequency Modulation, JAES 21 (1973).
    strike = tone.sine(14.0) * tone.decay(0.12) * np.float32(0.2)
    body = tone.sine() * tone.decay(0.9) * np.float32(1.1)
    time_s = np.arange(tone.n_samples) / tone.rate_hz
    carrier = np.sin(2 * np.pi * tone.frequency_hz * time_s + body + strike).astype(np.float32) * tone.decay(2.4)
    tremolo = (0.16 * np.sin(2 * np.pi * 4.6 * time_s)).astype(np.float32)
    return np.stack([carrier * (1 + tremolo), carrier * (1 - tremolo)], axis=1) * np.float32(0.6)


def synth_bass(tone: Tone) -> Wave:
    """Return two detuned saws over a sine, through a low pass that follows the pitch."""
    saws = (tone.saw(-6) + tone.saw(6, start=0.5)) * np.float32(0.4)
    bright = tone.lowpass(saws, min(1600.0, 10 * tone.frequency_hz))
    return (0.5 * bright + 0.35 * tone.sine()).astype(np.float32, copy=False)


def sub_bass(tone: Tone) -> Wave:
    """Return a warm sine: what a loudspeaker of any size can show of a low note is its second harmonic."""
    return np.tanh(1.4 * (tone.sine() + 0.2 * tone.sine(2.0))).astype(np.float32) * np.float32(0.7)


def synth_lead(tone: Tone) -> Wave:
    """Return a round lead of a few harmonics with a vibrato that comes in late."""
    time_s = np.arange(tone.n_samples) / tone.rate_hz
    depth = 0.005 * tone.frequency_hz / 5.2 * np.clip((time_s - 0.25) * 3, 0, 1)
    turn = 2 * np.pi * tone.frequency_hz * time_s + depth * np.sin(2 * np.pi * 5.2 * time_s)
    rows = ((1, 1.0), (2, 0.45), (3, 0.3), (4, 0.12), (5, 0.1))
    total = sum(
        np.sin(number * turn) * gain for number, gain in rows if number * tone.frequency_hz < _HIGHEST * tone.rate_hz
    )
    return np.asarray(total, np.float32) * np.float32(0.4)


def saw_lead(tone: Tone) -> Wave:
    """Return three saws, close together, with the edge taken off."""
    return _stack(tone, cents=(-7, 0, 7), cutoff_hz=min(8000.0, 14 * tone.frequency_hz))


def warm_pad(tone: Tone) -> Wave:
    """Return a dark, wide pad."""
    return _stack(tone, cents=(-10, -4, 0, 5, 11), cutoff_hz=min(1800.0, 3.5 * tone.frequency_hz))


def poly_pad(tone: Tone) -> Wave:
    """Return a brighter pad."""
    return _stack(tone, cents=(-12, -6, 0, 6, 13), cutoff_hz=min(3600.0, 6 * tone.frequency_hz))


def supersaw(tone: Tone) -> Wave:
    """Return seven saws, as the JP-8000 made them known."""
    # Detuning after A. Szabo, How to Emulate the Super Saw (2010), table 1, at half depth.
    return _stack(tone, cents=(-19, -11, -4, 0, 4, 12, 19), cutoff_hz=min(9000.0, 14 * tone.frequency_hz))


def pluck(tone: Tone) -> Wave:
    """Return a string-like pluck: high harmonics die first."""
    n_harmonics = max(1, min(20, int(15_000 / tone.frequency_hz)))
    rows = ((k * (1 + 2e-5 * k * k), 0.5 / k**0.9, 1 / (1.4 + 0.9 * k)) for k in range(1, n_harmonics + 1))
    return _partials(tone, tuple(rows))


def bell(tone: Tone) -> Wave:
    """Return a small bell with its minor-third partial left out, so that it fits major chords."""
    return _partials(tone, ((1, 0.5, 2.2), (2, 0.25, 1.6), (2.76, 0.16, 1.1), (5.4, 0.08, 0.5), (8.9, 0.03, 0.25)))


def kalimba(tone: Tone) -> Wave:
    """Return a plucked tongue."""
    return _partials(tone, ((1, 0.6, 0.9), (2, 0.06, 0.5), (5.4, 0.09, 0.12)))


def singing_bowl(tone: Tone) -> Wave:
    """Return a bowl whose partials beat slowly; ratios of a typical bronze bowl."""
    # D. Terwagne and J. W. M. Bush, Tibetan singing bowls, Nonlinearity 24 (2011), table 1: 1 : 2.7 : 5.0.
    rows = ((1.0, 0.3, 7.0), (1.003, 0.2, 7.0), (2.71, 0.14, 5.0), (2.717, 0.1, 5.0), (5.1, 0.05, 2.6))
    return _partials(tone, rows)


@dataclass(frozen=True, slots=True)
class Shape:
    """The life of a voice's notes, in seconds and decibels."""

    attack_s: float
    decay_s: float
    sustain_db: float
    release_s: float


VOICES: Mapping[str, tuple[Callable[[Tone], Wave], Shape]] = {
    "electric_piano": (electric_piano, Shape(0.002, 60, 0, 0.6)),
    "synth_bass": (synth_bass, Shape(0.006, 8, 4, 0.25)),
    "sub_bass": (sub_bass, Shape(0.006, 30, 3, 0.2)),
    "synth_lead": (synth_lead, Shape(0.02, 20, 3, 0.4)),
    "saw_lead": (saw_lead, Shape(0.01, 10, 4, 0.4)),
    "warm_pad": (warm_pad, Shape(0.7, 60, 2, 3.0)),
    "poly_pad": (poly_pad, Shape(0.4, 60, 2, 2.4)),
    "supersaw": (supersaw, Shape(0.006, 12, 3, 0.5)),
    "pluck": (pluck, Shape(0.001, 60, 0, 0.7)),
    "bell": (bell, Shape(0.001, 60, 0, 2.5)),
    "kalimba": (kalimba, Shape(0.001, 60, 0, 1.2)),
    "singing_bowl": (singing_bowl, Shape(0.03, 60, 0, 6.0)),
    "wurlitzer": (electric_piano, Shape(0.002, 60, 0, 0.3)),
    "drawbar_organ": (synth_lead, Shape(0.006, 60, 0, 0.1)),
    "synth_brass": (saw_lead, Shape(0.03, 10, 4, 0.4)),
    "string_machine": (poly_pad, Shape(0.15, 60, 1, 1.2)),
    "glass_pad": (poly_pad, Shape(0.6, 60, 2, 3.0)),
    "dark_pad": (warm_pad, Shape(0.9, 60, 2, 3.0)),
    "acid_bass": (synth_bass, Shape(0.004, 6, 6, 0.1)),
    "reese_bass": (synth_bass, Shape(0.01, 30, 1, 0.2)),
    "wobble_bass": (synth_bass, Shape(0.006, 30, 1, 0.15)),
    "bass_808": (sub_bass, Shape(0.004, 30, 12, 0.3)),
    "triangle_bass": (sub_bass, Shape(0.004, 30, 3, 0.1)),
    "square_lead": (synth_lead, Shape(0.005, 20, 3, 0.15)),
    "pulse_lead": (saw_lead, Shape(0.005, 20, 3, 0.15)),
    "fm_bell": (bell, Shape(0.001, 60, 0, 2.0)),
}


class Voice:
    """Plays one synthesised instrument."""

    def __init__(self, name: str, instrument: Instrument, *, rate_hz: int, cache: WaveCache, seed: int) -> None:
        self._name = name
        self._make, self._shape = VOICES[name]
        self._instrument = instrument
        self._rate_hz = rate_hz
        self._cache = cache
        self._seed = seed

    def play(self, note: Note, *, held_s: float) -> Wave:
        """Return the sound of one note, shape (n, 2), from its start until it has rung out."""
        pitch, shape, rate_hz = self._instrument.fold(note.pitch), self._shape, self._rate_hz
        n_held = round(held_s * rate_hz)
        n_release = round(shape.release_s * rate_hz)
        n_samples = n_held + n_release
        gain = envelope.dahdsr(
            n_samples,
            rate_hz=rate_hz,
            attack_s=shape.attack_s,
            hold_s=0.0,
            decay_s=shape.decay_s,
            sustain_db=shape.sustain_db,
        ) * np.float32((note.velocity / 127) ** _VELOCITY_EXPONENT)
        gain[n_held:] *= envelope.release(n_release, rate_hz=rate_hz, release_s=shape.release_s)
        wave = self._wave(pitch, n_samples)[:n_samples]
        return spread(wave, gain * np.float32(_CENTRE) if wave.ndim == 1 else gain)

    def _wave(self, pitch: int, n_samples: int) -> Wave:
        wanted = -(-n_samples // self._rate_hz) * self._rate_hz

        def make() -> Wave:
            # The length must not change the sound: phases are drawn from pitch and seed alone.
            rng = np.random.default_rng([self._seed, pitch])
            return self._make(Tone(pitch_hz(pitch), wanted, self._rate_hz, rng))

        return self._cache.get((self._name, self._seed, pitch), n_samples, make)
