from pathlib import Path

import numpy as np
import pytest
from mutagen.mp3 import MP3, BitrateMode

from generate_track.audio import read
from generate_track.audio.encode import AudioWriter
from generate_track.audio.lame_tag import TAGGED_RATES_HZ, _crc, info_frame
from sounds import noise


@pytest.mark.parametrize("rate_hz", sorted(TAGGED_RATES_HZ))
@pytest.mark.parametrize("channels", [1, 2])
def test_an_mp3_has_exactly_the_samples_that_were_written(tmp_path: Path, rate_hz: int, channels: int) -> None:
    sound = noise(45.0)[: rate_hz * 40 + 123, :channels]
    with AudioWriter(tmp_path / "a.mp3", format="mp3", rate_hz=rate_hz, channels=channels) as writer:
        writer.write(sound)
    assert sum(map(len, read.blocks(tmp_path / "a.mp3"))) == len(sound)


def test_an_mp3_of_a_low_rate_does_without(tmp_path: Path) -> None:
    with AudioWriter(tmp_path / "a.mp3", format="mp3", rate_hz=24_000) as writer:
        writer.write(noise(5.0)[: 2 * 24_000])
    assert read.duration_s(tmp_path / "a.mp3") == pytest.approx(2.0, abs=0.1)


def test_other_readers_understand_it(tmp_path: Path) -> None:
    with AudioWriter(tmp_path / "a.mp3", format="mp3") as writer:
        writer.write(noise(5.0))
    info = MP3(tmp_path / "a.mp3").info
    assert info.length == pytest.approx(5.0, abs=0.001)
    assert (info.bitrate, info.bitrate_mode, info.encoder_info) == (256_000, BitrateMode.CBR, "LAME 3.100.0+")


def test_the_frame_fills_its_place_and_checks_itself() -> None:
    header = bytes.fromhex("fffbd404")
    frame = info_frame(header, n_samples=48_000, n_music_bytes=768 * 43, rate_hz=48_000, channels=2, kbit_per_s=256)
    assert (len(frame), frame[:4], frame[36:40]) == (768, header, b"Info")
    assert int.from_bytes(frame[190:192], "big") == _crc(frame[:190])


def test_the_checksum_is_crc_16_arc() -> None:
    assert _crc(b"123456789") == 0xBB3D


def test_an_mp3_of_nothing_is_still_written(tmp_path: Path) -> None:
    with AudioWriter(tmp_path / "a.mp3", format="mp3") as writer:
        writer.write(np.zeros((0, 2), np.float32))
    assert (tmp_path / "a.mp3").stat().st_size > 0
