"""Electric pianos: a struck tine or reed in front of a pickup, which bends the wave the more the harder it swings."""

from collections.abc import Mapping

import numpy as np

from generate_track.synth.oscillator import HIGHEST_HZ
from generate_track.synth.voice.tone import Curve, Patch, Tone, Wave, cycle, stereo

_TINE_MODE = 7.1  # the second mode of a tine with its tuning spring on, relative to the first
_REED_MODE = 6.3  # of a plain bar


def electric_piano(tone: Tone) -> Wave:
    """Return a tine piano: tine and tone bar before an electromagnet, and the stereo tremolo of a suitcase."""
    # Pickup after F. Pfeifle and M. Muenster, Tone Production of the Wurlitzer and Rhodes E-Pianos, in Studies in
    # Musical Acoustics and Psychoacoustics (2017): a bell-shaped field, the tine a little above its middle.
    ring_s = _ring_s(tone, at_middle_c=2.6)
    swing = tone.decay(0.35 * ring_s) * np.float32(0.45) + tone.decay(ring_s) * np.float32(0.55)
    tine = swing * tone.sine() * np.float32(0.3 + 1.1 * tone.touch**1.5)
    field = 1 / (1 + (tine - np.float32(0.55)) ** 2)
    voltage = np.diff(field, prepend=field[:1]) * np.float32(tone.rate_hz / (np.pi * tone.frequency_hz))
    tremolo = np.float32(0.22) * np.tanh(2 * tone.slow(4.7))
    wave = np.tanh(voltage + _strike(tone, mode=_TINE_MODE, decay_s=0.07) + _thump(tone))
    return stereo(wave * (1 + tremolo), wave * (1 - tremolo)) * np.float32(0.5)


def wurlitzer(tone: Tone) -> Wave:
    """Return a reed piano: a reed that comes close to a charged plate, and one tremolo for all."""
    ring_s = _ring_s(tone, at_middle_c=1.6)
    swing = tone.decay(0.3 * ring_s) * np.float32(0.3) + tone.decay(ring_s) * np.float32(0.7)
    reed = swing * np.float32(0.45 + 0.45 * tone.touch) * tone.sine()
    charge = reed / (1 - reed)  # of a capacitor whose gap closes
    # The preamplifier cuts the bass: what is left is between the charge and its change.
    current = np.diff(charge, prepend=charge[:1]) * np.float32(tone.rate_hz / (2 * np.pi * tone.frequency_hz))
    tremolo = 1 - np.float32(0.13) * (1 + tone.slow(5.6, start=0.25))
    wave = np.tanh(0.5 * current + _strike(tone, mode=_REED_MODE, decay_s=0.035) + _thump(tone)) * tremolo
    return wave.astype(np.float32, copy=False) * np.float32(0.6)


def _ring_s(tone: Tone, *, at_middle_c: float) -> float:
    return at_middle_c * (261.6 / tone.frequency_hz) ** 0.45


def _strike(tone: Tone, *, mode: float, decay_s: float) -> Curve:
    """Return the short ring of the metal's second mode."""
    if mode * tone.frequency_hz > HIGHEST_HZ:
        return np.zeros(tone.n_samples, np.float32)
    return cycle(tone.phase(mode)) * tone.decay(decay_s) * np.float32(0.05 + 0.22 * tone.touch)


def _thump(tone: Tone) -> Curve:
    """Return the hammer's knock on the wood."""
    return tone.noise("bandpass", (120.0, 900.0)) * tone.decay(0.012) * np.float32(0.3 * tone.touch)


PATCHES: Mapping[str, Patch] = {
    "electric_piano": Patch(electric_piano, 0.002, 0.6, n_touches=5, longest_s=12),
    "wurlitzer": Patch(wurlitzer, 0.002, 0.5, n_touches=5, longest_s=9),
}
