"""Basses of electronic music."""

from collections.abc import Mapping

import numpy as np

from generate_track.synth.voice.tone import Curve, Patch, Tone, Wave, cycle
from generate_track.synth.wavetable import Series, Wavetable, saw, square

_WOBBLES_PER_BEAT = (1, 2, 3, 4)  # from the softest touch to the hardest


def synth_bass(tone: Tone) -> Wave:
    """Return a saw and a square through a low pass that closes, over a sine."""
    cutoff = 2.5 + (5 + 16 * tone.touch) * tone.decay(0.16)
    top = _table(tone, saw, 0.9).read(tone.phase(cents=5), cutoff)
    hollow = _table(tone, square, 0.9).read(tone.phase(cents=-3, start=0.3), cutoff)
    return _driven(0.55 * top + 0.4 * hollow + 0.45 * tone.sine(), 1.1)


def sub_bass(tone: Tone) -> Wave:
    """Return a warm sine: what a loudspeaker of any size can show of a low note is its second harmonic."""
    return _driven(tone.sine() + 0.2 * tone.sine(2.0), 1.4)


def bass_808(tone: Tone) -> Wave:
    """Return the long kick drum that became a bass: it drops into its pitch, and is driven until phones play it."""
    extra_turns = tone.frequency_hz * np.float32(0.02) * 1.6 * (1 - tone.decay(0.02))  # 2.6 times as high at first
    wave = cycle(tone.phase() + extra_turns)
    hum = wave + np.float32(0.12) * cycle(2 * (tone.phase() + extra_turns))
    swell = 0.35 + 0.65 * tone.decay(0.9)
    click = tone.noise("lowpass", 3000.0) * tone.decay(0.0025) * np.float32(0.5 * tone.touch)
    return _driven(hum * swell * (1.2 + 1.8 * tone.touch) + click, 1.0) * tone.decay(2.0)


def acid_bass(tone: Tone) -> Wave:
    """Return the squelch of the TB-303: a resonant low pass that falls, farther and faster where it is accented."""
    accent = tone.touch**2
    fall = tone.decay(0.28 - 0.16 * accent)
    cutoff_hz = (190 + 2600 * (0.25 + 0.75 * accent) * fall) * (tone.frequency_hz / 65) ** 0.3
    table = _table(tone, saw, 3.1 + 0.5 * accent)
    return _driven(table.read(tone.phase(), cutoff_hz / tone.frequency_hz), 1.5) * np.float32(0.8)


def reese_bass(tone: Tone) -> Wave:
    """Return detuned saws that beat slowly in a dark, moving filter, over a steady sub."""
    cutoff = (420 + 500 * tone.touch) / tone.frequency_hz * 2 ** (0.7 * tone.slow(0.5, start=tone.random()))
    table = _table(tone, saw, 0.8)
    beating = sum(
        (table.read(tone.phase(cents=cents, start=tone.random()), cutoff) for cents in (-24, -3, 3, 24)),
        np.zeros(tone.n_samples, np.float32),
    )
    return _driven(0.5 * beating + 0.4 * tone.sine(), 1.5)


def wobble_bass(tone: Tone) -> Wave:
    """Return a growl whose filter opens and shuts with the beat: once to four times, by touch."""
    per_beat = _WOBBLES_PER_BEAT[min(int(tone.touch * len(_WOBBLES_PER_BEAT)), len(_WOBBLES_PER_BEAT) - 1)]
    turns = tone.time_s * np.float32(per_beat / tone.beat_s)
    opening = (1 - np.cos(turns * np.float32(2 * np.pi))) / 2
    cutoff = 110 * 24**opening / tone.frequency_hz + 0.4
    wide = _table(tone, saw, 2.2)
    growl = wide.read(tone.phase(cents=-9), cutoff) + wide.read(tone.phase(cents=9, start=0.4), cutoff)
    hollow = _table(tone, square, 2.2).read(tone.phase(start=0.1), cutoff)
    sound = _driven(0.8 * growl + 0.7 * hollow, 1.6) + np.float32(0.3) * tone.sine()
    return tone.centred(sound)


def _table(tone: Tone, series: Series, resonance: float) -> Wavetable:
    return Wavetable(series, tone.frequency_hz, resonance=resonance)


def _driven(wave: Curve, drive: float) -> Wave:
    """Return `wave` as an amplifier at its limit gives it: odd harmonics come in with the level."""
    return np.tanh(np.float32(drive) * wave, dtype=np.float32) * np.float32(0.6)


PATCHES: Mapping[str, Patch] = {
    "synth_bass": Patch(synth_bass, 0.004, 0.2, decay_s=8, sustain_db=4, n_touches=3),
    "sub_bass": Patch(sub_bass, 0.006, 0.2, decay_s=30, sustain_db=3),
    "bass_808": Patch(bass_808, 0.002, 0.3, n_touches=3, longest_s=10),
    "acid_bass": Patch(acid_bass, 0.003, 0.1, n_touches=4),
    "reese_bass": Patch(reese_bass, 0.008, 0.15, n_touches=2, loop_s=4.0),
    "wobble_bass": Patch(wobble_bass, 0.005, 0.12, n_touches=4),
}
