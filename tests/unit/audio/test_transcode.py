from pathlib import Path

import pytest
import soundfile

from generate_track.audio.check import inspect
from generate_track.audio.transcode import transcode
from generate_track.errors import UnusableAudioError
from sounds import save, tone


def test_a_flac_becomes_an_mp3_of_the_same_length(tmp_path: Path) -> None:
    source = save(tmp_path / "a.flac", tone(2.0), subtype="PCM_24")
    transcode(source, tmp_path / "a.mp3", format="mp3")
    facts = inspect(tmp_path / "a.mp3")
    assert (facts.format, facts.rate_hz, facts.channels) == ("mp3", 48_000, 2)
    assert facts.duration_s == pytest.approx(2.0, abs=0.1)


def test_rate_and_channels_are_kept(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(1.0, channels=1), 44_100)
    transcode(tmp_path / "a.wav", tmp_path / "a.flac", format="flac")
    facts = inspect(tmp_path / "a.flac")
    assert (facts.rate_hz, facts.channels) == (44_100, 1)


def test_what_cannot_be_decoded_leaves_no_target(tmp_path: Path) -> None:
    (tmp_path / "a.flac").write_bytes(b"fLaC")
    with pytest.raises(UnusableAudioError, match="damaged flac"):
        transcode(tmp_path / "a.flac", tmp_path / "a.mp3", format="mp3")
    assert not (tmp_path / "a.mp3").exists()
