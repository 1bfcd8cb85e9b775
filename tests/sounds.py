"""Sounds that tests share."""

from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

RATE_HZ = 48_000


def tone(
    duration_s: float = 1.0, *, frequency_hz: float = 440.0, level: float = 0.5, channels: int = 2
) -> NDArray[np.float32]:
    """Return a sine, shape (n, channels)."""
    times_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    wave = level * np.sin(2 * np.pi * frequency_hz * times_s)
    return np.repeat(wave[:, None], channels, axis=1).astype(np.float32)


def noise(duration_s: float = 1.0, *, level: float = 0.1, seed: int = 1) -> NDArray[np.float32]:
    """Return white noise of an RMS, shape (n, 2), its channels independent."""
    rng = np.random.default_rng(seed)
    return (level * rng.standard_normal((round(duration_s * RATE_HZ), 2))).astype(np.float32)


def silence(duration_s: float = 1.0) -> NDArray[np.float32]:
    """Return silence, shape (n, 2)."""
    return np.zeros((round(duration_s * RATE_HZ), 2), np.float32)


def clicks(duration_s: float, *, every_s: float, level: float = 1.0) -> NDArray[np.float32]:
    """Return short decaying bursts, shape (n, 2): a lot of peak and little loudness."""
    sound = silence(duration_s)
    burst = tone(0.03, frequency_hz=1000.0, level=level) * np.linspace(1, 0, 1440, dtype=np.float32)[:, None] ** 3
    for start in range(0, len(sound) - len(burst), round(every_s * RATE_HZ)):
        sound[start : start + len(burst)] += burst
    return sound


def save(path: Path, sound: NDArray[np.float32], *, subtype: str = "FLOAT") -> Path:
    """Write a sound as it is, and return the path."""
    soundfile.write(path, sound, RATE_HZ, subtype=subtype)
    return path
