"""Leads, stacks of saws and brass of analogue synthesizers."""

from collections.abc import Mapping

import numpy as np

from generate_track.synth.voice.tone import Curve, Patch, Tone, Wave, cycle, stereo
from generate_track.synth.wavetable import Wavetable, saw, square

_GLIDE_S = 0.022
# A. Szabo, How to Emulate the Super Saw (2010), section 2.2: detuning at full depth, relative to the pitch.
_SUPERSAW = (-0.11002313, -0.06288439, -0.01952356, 0.0, 0.01991221, 0.06216538, 0.10745242)
_SUPERSAW_DEPTH = 0.13
_SUPERSAW_MIX = 0.6


def synth_lead(tone: Tone) -> Wave:
    """Return a round lead, between a sine and a square, that slides into its pitch and sings with a late vibrato."""
    turns = _sung(tone, rate_hz=5.2, cents=9.0)
    table = Wavetable(square, tone.frequency_hz, resonance=0.5)
    body = table.read(turns, 2.2 + 3.0 * tone.touch + 4.0 * tone.decay(0.12))
    return (0.4 * body + 0.35 * cycle(turns)).astype(np.float32, copy=False)


def saw_lead(tone: Tone) -> Wave:
    """Return two saws close together and one an octave below, with a filter that opens at the start."""
    slide = _glide(tone)
    table = Wavetable(saw, tone.frequency_hz, resonance=0.7, highpass=0.7)
    cutoff = np.minimum(4 + 9 * tone.touch + 12 * tone.decay(0.2), 9000 / tone.frequency_hz)
    left = table.read(tone.phase(cents=-6) + slide, cutoff)
    right = table.read(tone.phase(cents=6, start=0.4) + slide, cutoff)
    under = table.read(tone.phase(0.5, start=0.2) + 0.5 * slide, cutoff) * np.float32(0.3)
    return stereo(0.8 * left + 0.4 * right + under, 0.4 * left + 0.8 * right + under) * np.float32(0.4)


def supersaw(tone: Tone) -> Wave:
    """Return seven saws as the JP-8000 has them, high-passed at their pitch."""
    centre = -0.55366 * _SUPERSAW_MIX + 0.99785  # Szabo, section 2.3
    beside = -0.73764 * _SUPERSAW_MIX**2 + 1.2841 * _SUPERSAW_MIX + 0.044372
    table = Wavetable(saw, tone.frequency_hz, highpass=1.0)
    cutoff = min(14.0 + 20.0 * tone.touch, 13_000 / tone.frequency_hz)
    sides = [np.zeros(tone.n_samples, np.float32) for _ in range(2)]
    for rank, detune in enumerate(_SUPERSAW):
        cents = 1200 * np.log2(1 + detune * _SUPERSAW_DEPTH)
        wave = table.read(tone.phase(cents=cents, start=tone.random()), cutoff)
        angle = np.pi / 2 * (rank + 0.5) / len(_SUPERSAW)
        gain = beside if detune else centre
        sides[rank % 2] += wave * np.float32(gain * np.cos(angle))
        sides[1 - rank % 2] += wave * np.float32(gain * np.sin(angle))
    return stereo(*sides) * np.float32(0.3)


def synth_brass(tone: Tone) -> Wave:
    """Return the brass of an eighties polysynth: a filter that swells open, brighter where it is struck harder."""
    swell = np.minimum(tone.time_s / np.float32(0.055 - 0.03 * tone.touch), 1) * (0.5 + 0.5 * tone.decay(0.45))
    cutoff = np.minimum(1.2 + (5 + 22 * tone.touch**1.5) * swell, 11_000 / tone.frequency_hz)
    table = Wavetable(saw, tone.frequency_hz, resonance=0.6)
    voices = [table.read(tone.phase(cents=cents, start=tone.random()), cutoff) for cents in (-8, -2, 3, 9)]
    left, right = voices[0] + 0.6 * voices[2], voices[3] + 0.6 * voices[1]
    return stereo(0.85 * left + 0.4 * right, 0.4 * left + 0.85 * right) * np.float32(0.3)


def pluck(tone: Tone) -> Wave:
    """Return detuned saws through a low pass that shuts at once: the pluck of trance and house."""
    cutoff = 1.0 + (8 + 22 * tone.touch) * tone.decay(0.075) + 3 * tone.decay(0.35)
    table = Wavetable(saw, tone.frequency_hz, resonance=1.1)
    left = table.read(tone.phase(cents=-7, start=tone.random()), np.minimum(cutoff, 14_000 / tone.frequency_hz))
    right = table.read(tone.phase(cents=7, start=tone.random()), np.minimum(cutoff, 14_000 / tone.frequency_hz))
    gain = tone.decay(0.55) * np.float32(0.5)
    return stereo((0.8 * left + 0.45 * right) * gain, (0.45 * left + 0.8 * right) * gain)


def _glide(tone: Tone) -> Curve:
    """Return the cycles by which a note that starts three quarters of a semitone flat lags behind: it slides in."""
    flat = tone.frequency_hz * (1 - 2 ** (-0.75 / 12)) * _GLIDE_S
    return np.float32(-flat) * tone.rise(_GLIDE_S)


def _sung(tone: Tone, *, rate_hz: float, cents: float) -> Curve:
    """Return the phase of a note that slides in, and trembles when it is held."""
    rate_hz = tone.tuned(rate_hz)
    depth = tone.frequency_hz * (2 ** (cents / 1200) - 1) / (2 * np.pi * rate_hz)
    late = np.clip((tone.time_s - 0.3) * 2.5, 0, 1)
    return tone.phase() + _glide(tone) + np.float32(depth) * late * tone.slow(rate_hz)


PATCHES: Mapping[str, Patch] = {
    "synth_lead": Patch(synth_lead, 0.012, 0.35, decay_s=20, sustain_db=3, n_touches=3, lead_s=1.0, loop_s=2.0),
    "saw_lead": Patch(saw_lead, 0.006, 0.3, decay_s=12, sustain_db=3, n_touches=3, lead_s=1.5, loop_s=2.0),
    "supersaw": Patch(supersaw, 0.004, 0.5, decay_s=12, sustain_db=3, n_touches=2, loop_s=4.0),
    "synth_brass": Patch(synth_brass, 0.015, 0.45, decay_s=12, sustain_db=2, n_touches=4, lead_s=2.5, loop_s=2.0),
    "pluck": Patch(pluck, 0.001, 0.5, n_touches=4, longest_s=4),
}
