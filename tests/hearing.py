"""What a listener hears, in a few lines of numpy each: key, pulse, harmony and timbre, from the sound alone."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sounds import RATE_HZ

Sound = NDArray[np.float64]  # (n,)

_HOP = 480  # 100 frames a second, for onsets
_FINE = 32_768  # samples in which neighbouring semitones of the middle register are apart
_N_THIRDS = 28  # third-octave bands from 31 Hz to 16 kHz

# Krumhansl, Cognitive Foundations of Musical Pitch (1990), p. 30.
_PROFILES: Mapping[str, tuple[float, ...]] = {
    "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}


def key_heard(mono: Sound) -> tuple[int, str]:
    """Return pitch class and mode of the best fitting key profile."""
    chroma = harmony_heard(mono).mean(axis=0)
    fits = {
        (tonic, mode): float(np.corrcoef(chroma, np.roll(profile, tonic))[0, 1])
        for mode, profile in _PROFILES.items()
        for tonic in range(12)
    }
    return max(fits, key=fits.__getitem__)


def pulse_heard(mono: Sound, *, near_bpm: float) -> float:
    """Return the tempo, within 8 % of `near_bpm`, at which the onsets repeat best over eight beats."""
    rise = np.maximum(np.diff(np.log1p(100 * _spectra(mono, frame=2048, hop=_HOP)), axis=0), 0).sum(axis=1)
    rise -= rise.mean()
    again = np.fft.irfft(np.abs(np.fft.rfft(rise, 2 * len(rise))) ** 2)
    tempi = near_bpm * np.linspace(0.92, 1.08, 321)
    lags = np.arange(1, 9)[None, :] * (60 / tempi * RATE_HZ / _HOP)[:, None]
    return float(tempi[np.interp(lags, np.arange(len(again)), again).sum(axis=1).argmax()])


def harmony_heard(mono: Sound) -> NDArray[np.float64]:
    """Return how much of each pitch class sounds, three times a second, shape (n_frames, 12)."""
    frequency_hz = np.fft.rfftfreq(_FINE, 1 / RATE_HZ)
    fundamental = (frequency_hz > 60) & (frequency_hz < 1000)
    pitch_class = np.round(69 + 12 * np.log2(frequency_hz[fundamental] / 440)).astype(int) % 12
    shares = np.eye(12)[pitch_class] / np.bincount(pitch_class, minlength=12)
    return _spectra(mono, frame=_FINE, hop=RATE_HZ // 3)[:, fundamental] @ shares


def timbre_heard(mono: Sound) -> NDArray[np.float64]:
    """Return the level of each third of an octave in dB, ten times a second, shape (n_frames, 28)."""
    frame = 8192
    edges_hz = 31.25 * 2.0 ** (np.arange(_N_THIRDS + 1) / 3)
    band = np.digitize(np.fft.rfftfreq(frame, 1 / RATE_HZ), edges_hz) - 1
    inside = (band >= 0) & (band < _N_THIRDS)
    power = _spectra(mono, frame=frame, hop=RATE_HZ // 10)[:, inside] ** 2 @ np.eye(_N_THIRDS)[band[inside]]
    return 10 * np.log10(power + 1e-3)


def _spectra(mono: Sound, *, frame: int, hop: int) -> NDArray[np.float64]:
    frames = np.lib.stride_tricks.sliding_window_view(mono, frame)[::hop]
    return np.abs(np.fft.rfft(frames * np.hanning(frame), axis=1))
