"""Transitions: the sounds that lead into a section, or open it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from generate_track.compose.score import Effect, EffectKind
from generate_track.synth.noise import Colour, Curve, moving_noise, pass_band, peak
from generate_track.synth.oscillator import sine
from generate_track.synth.stem import CHANNELS

Wave = NDArray[np.float32]

_REFERENCE_LUFS = -23.0  # the loudest moment of an effect at 0 dB: as loud as a part at 0 dB is on the whole
_MOMENT_S = 0.4  # what EBU R 128 calls momentary
_EDGE_S = 0.004  # a sound that stops at its loudest clicks without it


@dataclass(frozen=True, slots=True)
class _Span:
    """What an effect is made of: its length, and a generator of its own."""

    n_samples: int
    rate_hz: int
    rng: Generator

    @property
    def duration_s(self) -> float:
        return self.n_samples / self.rate_hz

    def time_s(self) -> Wave:
        return np.arange(self.n_samples, dtype=np.float32) / np.float32(self.rate_hz)

    def wide_noise(self, colour: Colour) -> Wave:
        """Return noise, different left and right, shape (n, 2)."""
        sides = [moving_noise(self.rng, self.n_samples, colour=colour, rate_hz=self.rate_hz) for _ in range(CHANNELS)]
        return np.stack(sides, axis=1)

    def glide(self, from_hz: float, to_hz: float, *, fall_s: float) -> Wave:
        """Return a sine whose frequency falls from one value to another, shape (n, 1)."""
        time_s = np.arange(self.n_samples) / self.rate_hz
        turns = to_hz * time_s + (from_hz - to_hz) * fall_s * (1 - np.exp(-time_s / fall_s))
        return np.sin(2 * np.pi * turns).astype(np.float32)[:, None]


def _swept(cutoff_hz: Curve, hertz: Wave, *, level: Curve) -> Curve:
    """Return the gain of a resonant low pass that opens or closes."""
    body = pass_band(hertz, low_hz=150.0, high_hz=cutoff_hz, order=2)
    return (body + 2.2 * peak(hertz, centre_hz=cutoff_hz, octaves=0.18)) * level


def _riser(span: _Span) -> Wave:
    def colour(time_s: Wave, hertz: Wave) -> Curve:
        done = np.clip(time_s / span.duration_s, 0, 1)
        return _swept(300 * 40**done, hertz, level=10 ** (-1.6 * (1 - done)))

    return span.wide_noise(colour)


def _downlifter(span: _Span) -> Wave:
    def colour(time_s: Wave, hertz: Wave) -> Curve:
        done = np.clip(time_s / span.duration_s, 0, 1)
        return _swept(11_000 * 60 ** (-done), hertz, level=10 ** (-1.9 * done))

    return span.wide_noise(colour)


def _cymbal(span: _Span) -> Wave:
    """Return a crash: its high frequencies die first."""

    def colour(time_s: Wave, hertz: Wave) -> Curve:
        decay_s = 0.45 * span.duration_s / (1 + hertz / 9000)
        return pass_band(hertz, low_hz=1800.0, high_hz=15_000.0) * np.exp(-time_s / decay_s)

    sound = span.wide_noise(colour)
    ringing = np.exp(-span.time_s() / (0.3 * span.duration_s)) * np.float32(0.07)
    for rank, hertz in enumerate(span.rng.uniform(2400, 9600, 12)):
        sound[:, rank % CHANNELS] += sine(hertz, span.n_samples, rate_hz=span.rate_hz) * ringing
    return sound


def _reverse_cymbal(span: _Span) -> Wave:
    return _cymbal(span)[::-1].copy()


def _impact(span: _Span) -> Wave:
    def tail(time_s: Wave, hertz: Wave) -> Curve:
        # As in a hall: what is high is absorbed first.
        decay_s = 0.16 * span.duration_s / (1 + hertz / 2500)
        return pass_band(hertz, high_hz=2600.0, order=1) * np.exp(-time_s / decay_s)

    time_s = span.time_s()[:, None]
    boom = span.glide(130, 41, fall_s=0.07) * np.exp(-time_s / min(0.7, 0.25 * span.duration_s))
    return np.tanh(1.6 * boom) + np.float32(0.5) * span.wide_noise(tail)


def _sub_drop(span: _Span) -> Wave:
    time_s = span.time_s()[:, None]
    tone = span.glide(105, 29, fall_s=0.32 * span.duration_s) * np.exp(-time_s / (0.4 * span.duration_s))
    return np.repeat(np.tanh(2.0 * tone), CHANNELS, axis=1)


# How an effect is made, and by how many decibels its loudness (as BS.1770 weighs it) exceeds its power.
_KINDS: Mapping[EffectKind, tuple[Callable[[_Span], Wave], float]] = {
    "riser": (_riser, 3.2),
    "downlifter": (_downlifter, 3.1),
    "reverse_cymbal": (_reverse_cymbal, 3.2),
    "impact": (_impact, -3.5),
    "sub_drop": (_sub_drop, -2.2),
}


def render_effect(effect: Effect, *, beat_s: float, rng: Generator, rate_hz: int) -> Wave:
    """Return a transition as sound, shape (n, 2), exactly as long as it says.

    Args:
        effect: what is wanted; its loudest moment is as loud as a part of the same `level_db`.
        beat_s: seconds of a beat.
        rng: where its noise comes from.
        rate_hz: samples in a second.
    """
    make, excess_db = _KINDS[effect.kind]
    end = round((effect.start_beat + effect.length_beats) * beat_s * rate_hz)
    span = _Span(max(1, end - round(effect.start_beat * beat_s * rate_hz)), rate_hz, rng)
    sound = make(span)
    wanted = 10 ** ((_REFERENCE_LUFS - excess_db + effect.level_db) / 20)
    return _faded(sound * np.float32(wanted / _loudest(sound, n_window=round(_MOMENT_S * rate_hz))), span)


def _loudest(sound: Wave, *, n_window: int) -> float:
    """Return the RMS, both sides summed, of the window that has most."""
    steps = np.add.reduceat((sound**2).sum(axis=1), np.arange(0, len(sound), max(1, n_window // 8)))
    power = np.convolve(steps, np.ones(8)).max() / n_window
    return float(np.sqrt(power))


def _faded(sound: Wave, span: _Span) -> Wave:
    n_edge = min(round(_EDGE_S * span.rate_hz), len(sound))
    sound[len(sound) - n_edge :] *= np.linspace(1, 0, n_edge, dtype=np.float32)[:, None]
    return sound
