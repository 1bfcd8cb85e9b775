"""Voices of the sound chips of home consoles: pulses and a stepped triangle, in sixteen steps of loudness."""

from collections.abc import Mapping

import numpy as np

from generate_track.synth.voice.tone import Curve, Patch, Tone, Wave
from generate_track.synth.wavetable import Series, Wavetable, pulse, square, stepped_triangle

_STEPS = 15  # a volume register has four bits
_OPEN = 1e6  # harmonics: no filter


def square_lead(tone: Tone) -> Wave:
    """Return a square wave that is loud at first, and trembles when it is held."""
    return _chip(tone, square, loudness=(2 + tone.decay(0.12)) / 3, cents=12)


def pulse_lead(tone: Tone) -> Wave:
    """Return a thin pulse that falls away quickly: for arpeggios."""
    return _chip(tone, pulse(0.25), loudness=(1 + 2 * tone.decay(0.09)) / 3, cents=8)


def triangle_bass(tone: Tone) -> Wave:
    """Return the triangle channel: its 32 steps are what buzzes above a low note."""
    table = Wavetable(stepped_triangle, tone.frequency_hz)
    return table.read(tone.phase(), _OPEN) * np.float32(0.6)


def _chip(tone: Tone, series: Series, *, loudness: Curve, cents: float) -> Wave:
    rate_hz = tone.tuned(6.0)
    depth = tone.frequency_hz * (2 ** (cents / 1200) - 1) / (2 * np.pi * rate_hz)
    late = np.clip((tone.time_s - 0.25) * 4, 0, 1)
    turns = tone.phase() + np.float32(depth) * late * tone.slow(rate_hz)
    return Wavetable(series, tone.frequency_hz).read(turns, _OPEN) * _stepped(tone, loudness)


def _stepped(tone: Tone, loudness: Curve) -> Wave:
    """Return a gain in steps of the volume register, each smoothed over a millisecond."""
    steps = np.round(loudness * _STEPS) / np.float32(_STEPS) * np.float32(0.45)
    n_smooth = tone.rate_hz // 1000
    sums = np.cumsum(np.concatenate([np.full(n_smooth, steps[0]), steps]), dtype=np.float64)
    return ((sums[n_smooth:] - sums[:-n_smooth]) / n_smooth).astype(np.float32)


PATCHES: Mapping[str, Patch] = {
    "square_lead": Patch(square_lead, 0.001, 0.05, n_touches=1, lead_s=1.0, loop_s=2.0),
    "pulse_lead": Patch(pulse_lead, 0.001, 0.05, n_touches=1, lead_s=1.0, loop_s=2.0),
    "triangle_bass": Patch(triangle_bass, 0.001, 0.03, loop_s=1.0),
}
