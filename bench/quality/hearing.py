"""What a listener's tools hear in a sound: tempo and key, and how its sections differ and come back."""

from dataclasses import dataclass
from importlib.util import find_spec

import librosa
import numpy as np
from numpy.typing import NDArray

from bench.quality.sound import Sound

RATE_HZ = 22_050
HOP = 1024
TONICS = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")

# Krumhansl, Cognitive Foundations of Musical Pitch (1990), p. 30: probe-tone ratings from the tonic upwards.
_PROFILES = {
    "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}

_BLOCK = round(8 * RATE_HZ / HOP)  # about a section
_STEP = round(0.5 * RATE_HZ / HOP)
_WINDOW = 8  # steps: a phrase of four seconds
_APART = 16  # steps from which a likeness is a return, not a neighbour

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is heard of one sound.

    Args:
        tempi_bpm: listener → tempo.
        keys: listener → key, such as "Eb minor".
        onsets_per_s: density of onsets.
        contrast: how much of the timbre's deviation lies between blocks of eight seconds, 0 to 1.
        repetition: how alike a phrase of four seconds is to the most alike one elsewhere, -1 to 1.
        likeness: similarity of every phrase to every other.
    """

    tempi_bpm: dict[str, float]
    keys: dict[str, str]
    onsets_per_s: float
    contrast: float
    repetition: float
    likeness: Matrix


def hear(sound: Sound) -> Hearing:
    """Return what is heard of a sound."""
    mono = librosa.resample(sound.middle, orig_sr=sound.rate_hz, target_sr=RATE_HZ)
    chroma = librosa.feature.chroma_stft(y=mono, sr=RATE_HZ, n_fft=4096, hop_length=HOP)
    timbre = librosa.feature.mfcc(y=mono, sr=RATE_HZ, n_mfcc=13, hop_length=HOP)
    likeness = _likeness(chroma, timbre[1:])
    return Hearing(
        tempi_bpm={name: tempo_bpm(mono) for name, (tempo_bpm, _) in _LISTENERS.items()},
        keys={name: key(mono) for name, (_, key) in _LISTENERS.items()},
        onsets_per_s=len(librosa.onset.onset_detect(y=mono, sr=RATE_HZ)) / sound.duration_s,
        contrast=_contrast(timbre),
        repetition=_repetition(likeness),
        likeness=likeness,
    )


def _tempo_bpm(mono: NDArray[np.float32]) -> float:
    # The tracker's own tempo comes in steps of 2 %; the spacing of its beats is finer.
    beats_s = librosa.beat.beat_track(y=mono, sr=RATE_HZ, units="time")[1]
    return 60 / float(np.polyfit(np.arange(len(beats_s)), beats_s, 1)[0]) if len(beats_s) > 1 else 0.0


def _key(mono: NDArray[np.float32]) -> str:
    chroma = librosa.feature.chroma_cqt(y=mono, sr=RATE_HZ).mean(axis=1)
    fits = {
        f"{TONICS[tonic]} {mode}": float(np.corrcoef(chroma, np.roll(profile, tonic))[0, 1])
        for mode, profile in _PROFILES.items()
        for tonic in range(12)
    }
    return max(fits, key=fits.__getitem__)


def _other_tempo_bpm(mono: NDArray[np.float32]) -> float:
    import libsonare  # noqa: PLC0415 - it may be missing, here and below

    return float(libsonare.detect_bpm(mono, RATE_HZ))


def _other_key(mono: NDArray[np.float32]) -> str:
    import libsonare  # noqa: PLC0415

    key = libsonare.detect_key(mono, RATE_HZ)
    return f"{TONICS[key.root]} {key.mode.name.lower()}"


# Each finds a tempo and a key in its own way.
_LISTENERS = {"librosa": (_tempo_bpm, _key)}
if find_spec("libsonare"):  # it has no wheel for Windows
    _LISTENERS["libsonare"] = (_other_tempo_bpm, _other_key)


def _contrast(timbre: Matrix) -> float:
    starts = range(0, timbre.shape[1] - _BLOCK + 1, _BLOCK)
    blocks = np.array([timbre[:, start : start + _BLOCK].mean(axis=1) for start in starts])
    return float(np.sqrt(blocks.var(axis=0).sum() / timbre.var(axis=1).sum()))


def _likeness(chroma: Matrix, timbre: Matrix) -> Matrix:
    """Return the similarity of phrases: the mean of harmony's and timbre's, along the phrase."""
    harmony, colour = _by_step(chroma), _by_step(timbre)
    harmony = _unit(harmony - harmony.mean(axis=0))
    colour = _unit((colour - colour.mean(axis=1, keepdims=True)) / colour.std(axis=1, keepdims=True))
    alike = (harmony.T @ harmony + colour.T @ colour) / 2
    n_phrases = max(1, len(alike) - _WINDOW + 1)
    return np.mean([alike[i : n_phrases + i, i : n_phrases + i] for i in range(_WINDOW)], axis=0)


def _by_step(features: Matrix) -> Matrix:
    n_steps = features.shape[1] // _STEP
    return features[:, : n_steps * _STEP].reshape(len(features), n_steps, _STEP).mean(axis=2)


def _unit(columns: Matrix) -> Matrix:
    return columns / (np.linalg.norm(columns, axis=0) + 1e-9)


def _repetition(likeness: Matrix) -> float:
    place = np.arange(len(likeness))
    elsewhere = np.abs(place[:, None] - place[None, :]) >= _APART
    return float(np.where(elsewhere, likeness, -1).max(axis=1).mean())
