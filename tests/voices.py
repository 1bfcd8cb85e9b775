"""What tests hear of synthesised instruments."""

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Note
from generate_track.synth.instrument import Instrument
from generate_track.synth.oscillator import pitch_hz
from generate_track.synth.sampler import WaveCache
from generate_track.synth.voice import Voice

RATE_HZ = 48_000


def play(
    name: str, pitch: int = 57, *, velocity: int = 100, held_s: float = 2.0, beat_s: float = 0.5, seed: int = 1
) -> NDArray[np.float32]:
    """Return one note of a voice, shape (n, 2)."""
    row = Instrument("voice", 0, 127)
    voice = Voice(name, row, rate_hz=RATE_HZ, cache=WaveCache(), seed=seed, beat_s=beat_s)
    return voice.play(Note(0.0, 1.0, pitch, velocity), held_s=held_s)


def between(sound: NDArray[np.float32], start_s: float, end_s: float) -> NDArray[np.float32]:
    """Return a stretch of a sound."""
    return sound[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]


def level_db(sound: NDArray[np.float32]) -> float:
    """Return the RMS of a sound in decibels."""
    return float(10 * np.log10(np.mean(sound.astype(np.float64) ** 2) + 1e-20))


def spectrum(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the power of both sides together, bin by bin of a Hann-windowed transform."""
    window = np.hanning(len(sound))
    return sum((np.abs(np.fft.rfft(side * window)) ** 2 for side in sound.T), np.zeros(len(sound) // 2 + 1))


def band_db(sound: NDArray[np.float32], low_hz: float, high_hz: float) -> float:
    """Return the power between two frequencies in decibels."""
    resolution_hz = RATE_HZ / len(sound)
    return float(10 * np.log10(spectrum(sound)[round(low_hz / resolution_hz) : round(high_hz / resolution_hz)].sum()))


def centroid_hz(sound: NDArray[np.float32]) -> float:
    """Return the centre of the magnitudes."""
    magnitude = np.sqrt(spectrum(sound))
    return float((np.arange(len(magnitude)) * magnitude).sum() / magnitude.sum() * RATE_HZ / len(sound))


def harmonic_db(sound: NDArray[np.float32], pitch: int, number: float) -> float:
    """Return the power within a quarter tone of a harmonic, in decibels."""
    hertz = pitch_hz(pitch) * number
    return band_db(sound, hertz * 2 ** (-1 / 24), hertz * 2 ** (1 / 24))


def cents_off(sound: NDArray[np.float32], pitch: int) -> float:
    """Return how far the middle of what sounds within a semitone of the pitch lies from it."""
    power = spectrum(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    near = np.abs(1200 * np.log2(np.maximum(hertz, 1) / pitch_hz(pitch))) < 60
    return float(1200 * np.log2((hertz[near] * power[near]).sum() / power[near].sum() / pitch_hz(pitch)))
