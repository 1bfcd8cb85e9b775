"""What is heard indoors: guests of a café, their cups, records and tapes."""

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from generate_track.synth.filter import filtered
from generate_track.synth.noise import FRAME_SAMPLES, bins_hz, overlapped, window
from generate_track.synth.scene.event import Wave, place, times

# First two formants of vowels in Hz, after G. E. Peterson and H. L. Barney, Control Methods Used in a Study of the
# Vowels, JASA 24 (1952), table II, men.
_VOWELS_HZ = (
    (270, 2290),
    (390, 1990),
    (530, 1840),
    (660, 1720),
    (730, 1090),
    (570, 840),
    (440, 1020),
    (300, 870),
    (490, 1350),
)


def murmur(rng: Generator, rate_hz: int) -> Wave:
    """Return one guest's sentence, from another table: vowels at the speed of speech, and not one word."""
    # A man, or a woman: pitch, and how much shorter her mouth is.
    base_hz, size = ((95, 135), 1.0) if rng.integers(2) else ((165, 230), 1.16)
    n_syllables = int(rng.integers(6, 16))
    n_samples = round((n_syllables / rng.uniform(3.8, 5.2) + 0.1) * rate_hz)
    source = _glottis(rng, n_samples, rate_hz=rate_hz, base_hz=rng.uniform(*base_hz))
    spoken = _articulated(source, rng, n_syllables=n_syllables, rate_hz=rate_hz, size=size)
    distance = rng.uniform(0.25, 1.0)
    dull = filtered(spoken, "lowpass", 900 + 2200 * distance, rate_hz=rate_hz)
    return place(dull * 0.085 * distance, rng, margin=0.05)


def _glottis(rng: Generator, n_samples: int, *, rate_hz: int, base_hz: float) -> NDArray[np.float64]:
    """Return the buzz of vocal folds, its pitch falling over the sentence with an accent here and there."""
    done = np.arange(n_samples) / n_samples
    accents = np.interp(done, np.linspace(0, 1, 9), rng.uniform(0.92, 1.14, 9))
    turns = np.cumsum(base_hz * (1.1 - 0.22 * done) * accents) / rate_hz
    # A rounded saw: its harmonics fall by 12 dB an octave, and what folds back is far below them.
    return (turns % 1 - 0.5) + 0.12 * rng.standard_normal(n_samples)


def _articulated(
    source: NDArray[np.float64], rng: Generator, *, n_syllables: int, rate_hz: int, size: float
) -> NDArray[np.floating[Any]]:
    """Return a buzz through a mouth that moves from vowel to vowel and closes between them."""
    hop = FRAME_SAMPLES // 2
    padded = np.concatenate([source, np.zeros(FRAME_SAMPLES)])
    frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME_SAMPLES)[::hop]
    at = np.linspace(0, n_syllables, len(frames))
    vowels = np.array([_VOWELS_HZ[index] for index in rng.integers(len(_VOWELS_HZ), size=n_syllables + 2)]) * size
    first, second = (np.interp(at, np.arange(n_syllables + 2) + 0.5, column)[:, None] for column in vowels.T)
    hertz = bins_hz(rate_hz)
    mouth = 1 / (1 + ((hertz - first) / 90) ** 2) + 0.35 / (1 + ((hertz - second) / 130) ** 2)
    mouth += 0.08 / (1 + ((hertz - 2600 * size) / 200) ** 2)
    stress = np.interp(at, np.arange(n_syllables + 2), rng.uniform(0.35, 1.0, n_syllables + 2))
    opening = stress * (0.12 + 0.88 * np.abs(np.sin(np.pi * at)) ** 0.7)
    spectrum = np.fft.rfft(frames * window(), axis=1) * mouth * opening[:, None]
    return overlapped(np.fft.irfft(spectrum, axis=1) * window())[: len(source)]


def cup(rng: Generator, rate_hz: int) -> Wave:
    """Return a cup on its saucer, or a spoon."""
    base_hz = rng.uniform(1700, 2700) if rng.integers(3) else rng.uniform(3800, 5200)
    time_s = times(0.3, rate_hz)
    mono = np.zeros(len(time_s))
    for start_s in np.cumsum(rng.uniform(0.04, 0.13, int(rng.integers(1, 4)))) - 0.04:
        since_s = np.maximum(time_s - start_s, 0)
        level = rng.uniform(0.4, 1.0)
        for ratio, share in ((1, 1.0), (1.83, 0.6), (2.71, 0.45)):
            ring = np.sin(2 * np.pi * base_hz * ratio * since_s) * np.exp(-since_s * ratio / rng.uniform(0.02, 0.05))
            mono += level * share * ring
    fade = np.minimum((time_s[-1] - time_s) / 0.05, 1)
    return place(mono * fade * 0.022 * rng.uniform(0.3, 1.0), rng)


def steam(rng: Generator, rate_hz: int) -> Wave:
    """Return milk being frothed at the bar."""
    time_s = times(rng.uniform(2.0, 4.5), rate_hz)
    fade = np.minimum(np.minimum(time_s / 0.3, (time_s[-1] - time_s) / 0.6), 1)
    hiss = filtered(rng.standard_normal(len(time_s)), "bandpass", (1200, 5200), rate_hz=rate_hz)
    return place(hiss * fade * (1 + 0.3 * np.sin(2 * np.pi * 7 * time_s)) * 0.014, rng)


def click(rng: Generator, rate_hz: int) -> Wave:
    """Return a scratch or a grain of dust under the needle."""
    time_s = times(rng.uniform(0.0005, 0.0035), rate_hz)
    mono = rng.standard_normal(len(time_s)) * np.exp(-time_s * 1800) * rng.random() ** 3 * 0.07
    return np.stack([mono, mono], axis=1).astype(np.float32)


def scratch(rng: Generator, rate_hz: int) -> Wave:
    """Return the one scratch that comes round with every turn of the record."""
    time_s = times(0.006, rate_hz)
    mono = rng.standard_normal(len(time_s)) * np.exp(-time_s * 900) * 0.02
    return np.stack([mono, mono], axis=1).astype(np.float32)


def dropout(rng: Generator, rate_hz: int) -> Wave:
    """Return a scrape of the tape over its head."""
    time_s = times(rng.uniform(0.1, 0.3), rate_hz)
    scrape = filtered(rng.standard_normal(len(time_s)), "bandpass", (300, 2500), rate_hz=rate_hz)
    return place(scrape * np.sin(np.pi * time_s / time_s[-1]) * 0.006, rng)
