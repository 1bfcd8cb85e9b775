"""The drum machine: plays a synthesised kit, each hit the next variant of its sound."""

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Note
from generate_track.synth.kit.hit import Drum, Hit
from generate_track.synth.kit.kits import KITS

Wave = NDArray[np.float32]

_VELOCITY_EXPONENT = 1.4
_N_VARIANTS = 4  # of each sound, played in turn: a machine gun is one sample repeated
_CHOKE_SAMPLES = 300  # to 1/e
_FALLBACK = 37  # a key without a sound of its own is a rim click, never silence

# Keys of which one sounds at a time: hi-hats, whistles, guiros, cuicas, triangles, surdos.
_CLASSES = ((42, 44, 46), (71, 72), (73, 74), (78, 79), (80, 81), (86, 87))
_CLASS_OF = {key: number for number, keys in enumerate(_CLASSES, start=1) for key in keys}


class DrumMachine:
    """Plays one kit.

    Args:
        name: a row of KITS.
        rate_hz: samples in a second.
        seed: of its part.
    """

    def __init__(self, name: str, *, rate_hz: int, seed: int) -> None:
        self._kit = KITS[name]
        self._rate_hz = rate_hz
        self._seed = seed
        self._hits: dict[int, int] = {}
        self._sounds: dict[tuple[int, int], Wave] = {}

    def play(self, note: Note, *, choked_s: float | None = None) -> Wave:
        """Return the sound of one hit, shape (n, 2)."""
        key = note.pitch if note.pitch in self._kit else _FALLBACK
        hit = self._hits[key] = self._hits.get(key, -1) + 1
        sound = self._sound(key, hit % _N_VARIANTS) * np.float32((note.velocity / 127) ** _VELOCITY_EXPONENT)
        if choked_s is not None:
            rest = sound[round(choked_s * self._rate_hz) :]
            rest *= np.exp(-np.arange(len(rest), dtype=np.float32) / _CHOKE_SAMPLES)[:, None]
        return sound

    @staticmethod
    def exclusive_class(pitch: int) -> int:
        """Return the class of a key of which one sounds at a time, or 0."""
        return _CLASS_OF.get(pitch, 0)

    def _sound(self, key: int, variant: int) -> Wave:
        if (key, variant) not in self._sounds:
            hit = Hit(np.random.default_rng([self._seed, key, variant]), self._rate_hz)
            sound = _placed(self._kit[key], hit)
            # Peaks of noise are chance: variants have the power of the first.
            self._sounds[key, variant] = sound * (_rms(self._sound(key, 0)) / _rms(sound)) if variant else sound
        return self._sounds[key, variant]


def _rms(sound: Wave) -> np.float32:
    return np.sqrt(np.sum(sound**2))


def _placed(drum: Drum, hit: Hit) -> Wave:
    """Return a drum at its level and place, shape (n, 2)."""
    sound = drum.sound(hit)
    wide = sound if sound.ndim > 1 else np.repeat(sound[:, None], 2, axis=1)
    angle = (drum.pan + 1) * np.pi / 4
    gains = np.array([np.cos(angle), np.sin(angle)]) * np.sqrt(2) * drum.peak / np.abs(wide).max()
    return (wide * gains).astype(np.float32)
