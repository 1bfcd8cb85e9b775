"""The embedded engine's whole road: a caption in, a mastered file out."""

from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile
from scipy.signal import resample_poly

from generate_track.audio.check import inspect, remarks_on
from generate_track.compose.styles import STYLES
from generate_track.engines.base import Take
from generate_track.engines.embedded import EmbeddedEngine
from generate_track.request import TrackRequest
from sounds import RATE_HZ


def generate(scratch: Path, **values: object) -> list[Take]:
    request = TrackRequest.parse({"seed": 11, "duration_s": 12, "format": "wav"} | values)
    return list(EmbeddedEngine().generate(request, scratch=scratch, on_event=lambda _: None))


@pytest.mark.parametrize("style", STYLES)
def test_a_track_of_every_style_is_fit_to_be_released(tmp_path: Path, style: str) -> None:
    (take,) = generate(tmp_path, caption=style, format="mp3")
    samples, _ = soundfile.read(take.path)
    tenths = samples[: len(samples) // 4800 * 4800].reshape(-1, 4800, 2)
    assert take.facts["style"] == style
    assert pyloudnorm.Meter(RATE_HZ).integrated_loudness(samples) == pytest.approx(-14.0, abs=0.3)
    assert 20 * np.log10(np.abs(resample_poly(samples, 4, 1, axis=0)).max()) <= -1.0
    assert (np.sqrt((tenths**2).mean(axis=(1, 2))) < 1e-3).mean() <= 0.05
    assert np.abs(samples[-480:]).max() < 0.01
    assert 0.1 < np.corrcoef(*samples.T)[0, 1] < 0.99


@pytest.mark.parametrize("caption", ["ambient lounge jazz", "upbeat pop", "electronic dance, driving"])
def test_a_band_has_bass_middle_and_treble(tmp_path: Path, caption: str) -> None:
    (take,) = generate(tmp_path, caption=caption)
    samples, _ = soundfile.read(take.path)
    spectrum = np.abs(np.fft.rfft(samples.mean(axis=1))) ** 2
    edges_hz = (30, 250, 2000, 12_000)
    bands = np.histogram(np.fft.rfftfreq(len(samples), 1 / RATE_HZ), bins=edges_hz, weights=spectrum)[0]
    level_db = 10 * np.log10(bands / bands.max())
    assert level_db[0] > -12
    assert level_db[1] > -12
    assert -30 < level_db[2] < -3


@pytest.mark.parametrize("suffix", ["mp3", "wav", "flac"])
@pytest.mark.parametrize("duration_s", [10, 17.3])
def test_the_duration_is_exact_and_the_ending_is_no_cut(tmp_path: Path, suffix: str, duration_s: float) -> None:
    (take,) = generate(tmp_path, caption="lounge jazz", duration_s=duration_s, format=suffix)
    facts = inspect(take.path)
    assert facts.duration_s == pytest.approx(duration_s, abs=0.001)
    assert remarks_on(facts) == ()
    samples, _ = soundfile.read(take.path)
    assert np.abs(samples[-480:]).max() < 0.01


@pytest.mark.parametrize("caption", ["upbeat pop", "spa, ocean and birds", "driving electronic dance"])
def test_the_same_request_gives_the_same_file_and_takes_differ(tmp_path: Path, caption: str) -> None:
    files: list[list[bytes]] = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        takes = generate(tmp_path / name, caption=caption, batch=2, duration_s=10)
        files.append([take.path.read_bytes() for take in takes])
    assert files[0] == files[1]
    assert files[0][0] != files[0][1]


@pytest.mark.parametrize("time_signature", ["2/4", "3/4", "6/8"])
def test_what_was_asked_for_is_what_the_facts_tell(tmp_path: Path, time_signature: str) -> None:
    wanted = {"bpm": 90, "key": "Am", "time_signature": time_signature}
    (take,) = generate(tmp_path, caption="upbeat pop", duration_s=10, **wanted)
    assert take.facts["bpm"] == pytest.approx(90, rel=0.02)
    assert (take.facts["key"], take.facts["time_signature"]) == ("A minor", time_signature)
    assert take.facts["brief"]["style"] == "pop"
