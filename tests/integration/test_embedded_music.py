"""What a listener hears of an embedded track: its key and its tempo, measured in the sound alone."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from generate_track.engines.embedded import EmbeddedEngine
from generate_track.music import Key
from generate_track.request import TrackRequest

RATE_HZ = 48_000
HOP = 480  # 100 frames a second, for onsets
FINE = 32_768  # samples in which neighbouring semitones of the middle register are apart

# Krumhansl, Cognitive Foundations of Musical Pitch (1990), p. 30.
PROFILES = {
    "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}


def listen(folder: Path, **values: object) -> NDArray[np.float64]:
    """Return a track in mono."""
    request = TrackRequest.parse({"seed": 3, "duration_s": 40, "format": "wav"} | values)
    (take,) = EmbeddedEngine().generate(request, scratch=folder, on_event=lambda _: None)
    return soundfile.read(take.path)[0].mean(axis=1)


def spectra(mono: NDArray[np.float64], *, frame: int, hop: int) -> NDArray[np.float64]:
    frames = np.lib.stride_tricks.sliding_window_view(mono, frame)[::hop]
    return np.abs(np.fft.rfft(frames * np.hanning(frame), axis=1))


def key_heard(mono: NDArray[np.float64]) -> tuple[int, str]:
    """Return pitch class and mode of the best fitting key profile."""
    frequency_hz = np.fft.rfftfreq(FINE, 1 / RATE_HZ)
    fundamental = (frequency_hz > 60) & (frequency_hz < 1000)
    pitch_class = np.round(69 + 12 * np.log2(frequency_hz[fundamental] / 440)).astype(int) % 12
    loudness = spectra(mono, frame=FINE, hop=FINE // 2)[:, fundamental].sum(axis=0)
    chroma = np.bincount(pitch_class, weights=loudness, minlength=12) / np.bincount(pitch_class, minlength=12)
    fits = {
        (tonic, mode): float(np.corrcoef(chroma, np.roll(profile, tonic))[0, 1])
        for mode, profile in PROFILES.items()
        for tonic in range(12)
    }
    return max(fits, key=fits.__getitem__)


def pulse_heard(mono: NDArray[np.float64], *, near_bpm: float) -> float:
    """Return the tempo, within 8 % of `near_bpm`, at which the onsets repeat best over eight beats."""
    rise = np.maximum(np.diff(np.log1p(100 * spectra(mono, frame=2048, hop=HOP)), axis=0), 0).sum(axis=1)
    rise -= rise.mean()
    again = np.fft.irfft(np.abs(np.fft.rfft(rise, 2 * len(rise))) ** 2)
    tempi = near_bpm * np.linspace(0.92, 1.08, 321)
    lags = np.arange(1, 9)[None, :] * (60 / tempi * RATE_HZ / HOP)[:, None]
    return float(tempi[np.interp(lags, np.arange(len(again)), again).sum(axis=1).argmax()])


@pytest.mark.parametrize(
    ("caption", "key", "bpm", "time_signature"),
    [
        ("lounge jazz, soft piano", "C major", 100, "4/4"),
        ("upbeat pop, guitar", "G major", 120, "4/4"),
        ("driving electronic dance", "A minor", 126, "4/4"),
        ("pop waltz, piano", "D major", 100, "3/4"),
        ("lounge jazz, saxophone", "E minor", 80, "6/8"),
        ("happy pop march", "F major", 112, "2/4"),
    ],
)
def test_the_key_and_the_tempo_that_were_asked_for_are_heard(
    tmp_path: Path, *, caption: str, key: str, bpm: int, time_signature: str
) -> None:
    mono = listen(tmp_path, caption=caption, key=key, bpm=bpm, time_signature=time_signature)
    wanted = Key.parse(key)
    assert key_heard(mono) == (wanted.pitch_class, wanted.mode)
    assert pulse_heard(mono, near_bpm=bpm * 1.03) == pytest.approx(bpm, rel=0.02)


def test_a_calm_spa_track_keeps_its_key(tmp_path: Path) -> None:
    mono = listen(tmp_path, caption="spa wellness, ocean waves, meditation", key="F major")
    assert key_heard(mono) == (5, "major")
