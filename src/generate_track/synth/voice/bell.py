"""Bells, tongues and bowls: partials that ring out each in its own time."""

from collections.abc import Mapping

import numpy as np

from generate_track.synth.oscillator import HIGHEST_HZ
from generate_track.synth.voice.tone import Patch, Tone, Wave, cycle, stereo


def bell(tone: Tone) -> Wave:
    """Return a small bell with its minor-third partial left out, so that it fits major chords."""
    return _partials(tone, ((1, 0.5, 2.2), (2, 0.25, 1.6), (2.76, 0.16, 1.1), (5.4, 0.08, 0.5), (8.9, 0.03, 0.25)))


def fm_bell(tone: Tone) -> Wave:
    """Return the glassy bell of digital synthesizers: two carriers, modulated at three and a half times the pitch."""
    # J. M. Chowning, The Synthesis of Complex Audio Spectra by Means of Frequency Modulation, JAES 21 (1973).
    sides = []
    for cents in (-2.5, 2.5):
        index = (0.5 + 1.6 * tone.touch) * tone.decay(0.5) / (2 * np.pi)
        modulator = tone.sine(3.5, cents=cents) * index if 8 * tone.frequency_hz < HIGHEST_HZ else 0
        body = cycle(tone.phase(cents=cents) + modulator) * tone.decay(1.9)
        sides.append(body + 0.25 * tone.sine(2, cents=-cents) * tone.decay(0.9))
    return stereo(0.8 * sides[0] + 0.3 * sides[1], 0.3 * sides[0] + 0.8 * sides[1]) * np.float32(0.45)


def kalimba(tone: Tone) -> Wave:
    """Return a plucked tongue."""
    wave = _partials(tone, ((1, 0.6, 0.9), (2, 0.06, 0.5), (5.4, 0.09, 0.12)))
    wave += tone.noise("bandpass", (300.0, 1800.0)) * tone.decay(0.008) * np.float32(0.25)
    return wave


def singing_bowl(tone: Tone) -> Wave:
    """Return a bowl whose partials beat slowly; ratios of a typical bronze bowl."""
    # D. Terwagne and J. W. M. Bush, Tibetan singing bowls, Nonlinearity 24 (2011), table 1: 1 : 2.7 : 5.0.
    rows = ((1.0, 0.3, 7.0), (1.003, 0.2, 7.0), (2.71, 0.14, 5.0), (2.717, 0.1, 5.0), (5.1, 0.05, 2.6))
    return _partials(tone, rows)


def _partials(tone: Tone, rows: tuple[tuple[float, float, float], ...]) -> Wave:
    """Return the sum of sines given as (ratio, gain, decay in seconds)."""
    total = np.zeros(tone.n_samples, np.float32)
    for ratio, gain, decay_s in rows:
        total += tone.sine(ratio, start=tone.random()) * tone.decay(decay_s) * np.float32(gain)
    return total


PATCHES: Mapping[str, Patch] = {
    "bell": Patch(bell, 0.001, 2.5, longest_s=12),
    "fm_bell": Patch(fm_bell, 0.001, 2.5, n_touches=4, longest_s=12),
    "kalimba": Patch(kalimba, 0.001, 1.2, longest_s=6),
    "singing_bowl": Patch(singing_bowl, 0.03, 6.0, longest_s=30),
}
