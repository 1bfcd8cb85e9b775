"""What tests hear of synthesised drums."""

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Note
from generate_track.synth.kit import DrumMachine

RATE_HZ = 48_000
HOP = RATE_HZ // 1000  # a millisecond


def hit(kit: str, key: int, *, velocity: int = 127, seed: int = 1) -> NDArray[np.float32]:
    """Return one hit, shape (n, 2)."""
    return DrumMachine(kit, rate_hz=RATE_HZ, seed=seed).play(Note(0.0, 1.0, key, velocity))


def curve(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return its peak in each millisecond."""
    whole = sound[: len(sound) // HOP * HOP].mean(axis=1)
    return np.abs(whole).reshape(-1, HOP).max(axis=1).astype(np.float64)


def falls_by(sound: NDArray[np.float32], decibels: float) -> float:
    """Return the seconds until it stays so far below its peak."""
    peaks = curve(sound)
    return float(np.flatnonzero(peaks > peaks.max() * 10 ** (-decibels / 20))[-1] / 1000)


def centroid_hz(sound: NDArray[np.float32]) -> float:
    """Return the centre of the magnitudes."""
    magnitude = np.abs(np.fft.rfft(sound[:, 0], max(len(sound), 9600)))
    return float((np.linspace(0, RATE_HZ / 2, len(magnitude)) * magnitude).sum() / magnitude.sum())


def pitch_at(sound: NDArray[np.float32], time_s: float, *, lowest_hz: float = 30.0) -> float:
    """Return the frequency of the slowest swing around a moment, from the zero crossings of its low end."""
    spectrum = np.fft.rfft(sound.mean(axis=1))
    spectrum[np.linspace(0, RATE_HZ / 2, len(spectrum)) > 20 * lowest_hz] = 0
    low = np.fft.irfft(spectrum, len(sound))
    crossings = np.flatnonzero(np.diff(np.signbit(low)))
    after = crossings[crossings >= time_s * RATE_HZ][:3]
    return float(RATE_HZ / (after[2] - after[0]))
