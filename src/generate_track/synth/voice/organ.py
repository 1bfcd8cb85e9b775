"""The tonewheel organ with its rotary speaker."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from generate_track.synth.voice.tone import Curve, Patch, Tone, Wave, cycle, stereo

# Feet 16, 5 1/3, 8, 4, 2 2/3, 2, 1 3/5, 1 1/3, 1, as the wheels' gears make them: tempered, not pure.
_SEMITONES = (-12, 7, 0, 12, 19, 24, 28, 31, 36)
# Drawbars from 0 to 8, 3 dB a step, from a light touch to a full one.
_REGISTRATIONS = ("807000000", "888400001", "888632003", "888876568")
_TOP_HZ = 5_900.0  # the highest wheel; stops above it play an octave lower
_CROSSOVER_HZ = 800.0
_SOUND_M_S = 343.0
_MICROPHONES = (-0.17, 0.17)  # cycles from the front


@dataclass(frozen=True, slots=True)
class _Rotor:
    """A horn or a drum that turns: nearer and farther, towards us and away."""

    slow_hz: float
    fast_hz: float
    radius_m: float
    beam: float  # how much louder it is towards us than across


_HORN = _Rotor(0.83, 6.6, 0.11, 0.42)
_DRUM = _Rotor(0.67, 5.7, 0.07, 0.2)


def drawbar_organ(tone: Tone) -> Wave:
    """Return the nine drawbars with key click, percussion and a rotary speaker, which is fast for a full touch."""
    touch = min(int(tone.touch * len(_REGISTRATIONS)), len(_REGISTRATIONS) - 1)
    is_full = touch == len(_REGISTRATIONS) - 1
    facing = {rotor: _facing(tone.phase_of(rotor.fast_hz if is_full else rotor.slow_hz)) for rotor in (_HORN, _DRUM)}
    click = tone.noise("bandpass", (900.0, 4200.0)) * tone.decay(0.004) * np.float32(0.12)
    heard = _heard(tone, facing, bars=_REGISTRATIONS[touch])
    if not is_full:  # percussion: a second harmonic that dies at once
        heard += _wheel(tone, 12, facing) * tone.decay(0.22) * np.float32(0.5)
    return stereo(*(tone.centred(np.tanh(np.float32(0.8) * side + click) * np.float32(0.6)) for side in heard))


def _facing(turns: Wave) -> Wave:
    """Return how far a rotor faces each microphone, 1 towards it, shape (2, n)."""
    return np.stack([cycle(turns + np.float32(microphone + 0.25)) for microphone in _MICROPHONES])


def _heard(tone: Tone, facing: Mapping[_Rotor, Wave], *, bars: str) -> Curve:
    """Return what the microphones hear of the wheels that are drawn, of the same power whichever they are."""
    gains = [10 ** ((int(bar) - 8) * 0.15) if bar != "0" else 0.0 for bar in bars]
    total = np.zeros((len(_MICROPHONES), tone.n_samples), np.float32)
    for semitones, gain in zip(_SEMITONES, gains, strict=True):
        if gain:
            total += _wheel(tone, semitones, facing) * np.float32(gain / np.linalg.norm(gains))
    return total


def _wheel(tone: Tone, semitones: int, facing: Mapping[_Rotor, Wave]) -> Curve:
    ratio = 2 ** (semitones / 12)
    while tone.frequency_hz * ratio > _TOP_HZ:
        ratio /= 2
    hertz = tone.frequency_hz * ratio
    rotor = _HORN if hertz > _CROSSOVER_HZ else _DRUM
    turns = facing[rotor] * np.float32(hertz * rotor.radius_m / _SOUND_M_S)  # earlier, as it is nearer
    turns += tone.phase(ratio)
    heard = cycle(turns)
    heard *= 1 + np.float32(rotor.beam) * facing[rotor]
    return heard


PATCHES: Mapping[str, Patch] = {
    "drawbar_organ": Patch(drawbar_organ, 0.003, 0.12, n_touches=4, lead_s=1.2, loop_s=4.8),
}
