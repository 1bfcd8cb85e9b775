"""The embedded engine's whole road: a caption in, a mastered file out."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyloudnorm
import pytest
import soundfile
from numpy.typing import NDArray
from scipy.signal import resample_poly

from generate_track.audio.check import inspect, remarks_on
from generate_track.engines.base import Take
from generate_track.engines.embedded import EmbeddedEngine
from generate_track.request import TrackRequest
from sounds import RATE_HZ

CAPTIONS = {
    "lounge jazz": "ambient lounge jazz, soft piano, gentle strings",
    "pop": "upbeat pop",
    "spa": "spa wellness, nature sounds, meditation",
    "electronic": "electronic dance, driving",
}


def generate(scratch: Path, **values: object) -> list[Take]:
    request = TrackRequest.parse({"seed": 11, "duration_s": 12, "format": "wav"} | values)
    return list(EmbeddedEngine().generate(request, scratch=scratch, on_event=lambda _: None))


@cache
def sound_of(style: str) -> NDArray[np.float64]:
    """Return the samples of one short mp3 of a style, shape (n, 2)."""
    with TemporaryDirectory() as folder:
        (take,) = generate(Path(folder), caption=CAPTIONS[style], format="mp3")
        samples, _ = soundfile.read(take.path)
    return samples


@pytest.mark.parametrize("style", CAPTIONS)
def test_every_style_is_as_loud_as_a_record(style: str) -> None:
    assert pyloudnorm.Meter(RATE_HZ).integrated_loudness(sound_of(style)) == pytest.approx(-14.0, abs=0.5)


@pytest.mark.parametrize("style", CAPTIONS)
def test_no_true_peak_passes_minus_1_even_after_mp3(style: str) -> None:
    assert 20 * np.log10(np.abs(resample_poly(sound_of(style), 4, 1, axis=0)).max()) <= -1.0


@pytest.mark.parametrize("style", CAPTIONS)
def test_every_style_has_bass_middle_and_treble(style: str) -> None:
    spectrum = np.abs(np.fft.rfft(sound_of(style).mean(axis=1))) ** 2
    frequencies_hz = np.fft.rfftfreq(len(sound_of(style)), 1 / RATE_HZ)
    edges_hz = (30, 250, 2000, 12_000)
    bands = np.histogram(frequencies_hz, bins=edges_hz, weights=spectrum)[0]
    level_db = 10 * np.log10(bands / bands.max())
    assert level_db[0] > -12
    assert level_db[1] > -12
    assert -30 < level_db[2] < -3


@pytest.mark.parametrize("style", CAPTIONS)
def test_every_style_is_stereo_and_survives_mono(style: str) -> None:
    left, right = sound_of(style).T
    assert 0.3 < np.corrcoef(left, right)[0, 1] < 0.99


@pytest.mark.parametrize("suffix", ["mp3", "wav", "flac"])
@pytest.mark.parametrize("duration_s", [10, 17.3])
def test_the_duration_is_exact_and_the_ending_is_no_cut(tmp_path: Path, suffix: str, duration_s: float) -> None:
    (take,) = generate(tmp_path, caption="lounge jazz", duration_s=duration_s, format=suffix)
    facts = inspect(take.path)
    assert facts.duration_s == pytest.approx(duration_s, abs=0.001)
    assert remarks_on(facts) == ()
    samples, _ = soundfile.read(take.path)
    assert np.abs(samples[-480:]).max() < 0.01


def test_the_same_request_gives_the_same_file_and_takes_differ(tmp_path: Path) -> None:
    files: list[list[bytes]] = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        takes = generate(tmp_path / name, caption="upbeat pop", batch=2, duration_s=10)
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
