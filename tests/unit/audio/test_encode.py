import errno
from pathlib import Path
from typing import cast, get_args

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from generate_track.audio import encode, read
from generate_track.audio.encode import AudioWriter, Format
from generate_track.audio.sniff import sniff
from generate_track.errors import OutputError
from sounds import RATE_HZ, noise, silence, tone

FORMATS = get_args(Format)


def write(path: Path, sound: NDArray[np.float32], *, block_samples: int = 10_007) -> Path:
    with AudioWriter(path, format=cast("Format", path.suffix[1:]), channels=sound.shape[1]) as writer:
        for start in range(0, len(sound), block_samples):
            writer.write(sound[start : start + block_samples])
    return path


def decoded(path: Path) -> NDArray[np.float32]:
    return np.concatenate(list(read.blocks(path)))


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_written_is_read_back_as_long_and_as_loud(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"a.{suffix}", tone(2.0))
    assert sniff(path.read_bytes()[:64]) == suffix
    assert read.duration_s(path) == pytest.approx(2.0, abs=0.1)
    assert np.sqrt(np.mean(decoded(path) ** 2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.02)


@pytest.mark.parametrize(("suffix", "step"), [("wav", 2**-15), ("flac", 2**-23)])
def test_lossless_formats_are_exact_to_their_quantisation(tmp_path: Path, suffix: str, step: float) -> None:
    sound = noise(0.5)
    assert np.abs(decoded(write(tmp_path / f"a.{suffix}", sound)) - sound).max() <= 2 * step


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_sound_gives_the_same_bytes_whatever_its_blocks(tmp_path: Path, suffix: str) -> None:
    one = write(tmp_path / f"a.{suffix}", noise(1.0), block_samples=4_800)
    other = write(tmp_path / f"b.{suffix}", noise(1.0), block_samples=4_800)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_too_loud_is_clipped_and_nan_is_silence(tmp_path: Path, suffix: str) -> None:
    sound = tone(1.0, frequency_hz=100.0, level=3.0)
    sound[1000:1100] = np.nan
    result = decoded(write(tmp_path / f"a.{suffix}", sound))
    assert np.isfinite(result).all()
    assert np.abs(result).max() < 1.3


def test_a_fade_of_less_than_a_step_is_still_heard_in_16_bits(tmp_path: Path) -> None:
    quiet = tone(1.0, level=0.4 / 32767)
    result = decoded(write(tmp_path / "a.wav", quiet))
    assert np.vdot(result, quiet) / np.vdot(quiet, quiet) == pytest.approx(1.0, abs=0.1)


def test_a_working_copy_has_24_bits(tmp_path: Path) -> None:
    with AudioWriter(tmp_path / "a.wav", format="wav", is_working_copy=True) as writer:
        writer.write(tone(0.1))
    assert soundfile.info(tmp_path / "a.wav").subtype == "PCM_24"
    assert np.max(np.abs(decoded(tmp_path / "a.wav") - tone(0.1))) < 2**-22


def test_one_channel_can_be_written(tmp_path: Path) -> None:
    assert decoded(write(tmp_path / "a.mp3", tone(0.5, channels=1))).shape[1] == 1


def test_mp3_is_written_without_lame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encode, "find_spec", lambda _: None)
    path = write(tmp_path / "a.mp3", tone(2.0))
    assert read.duration_s(path) == pytest.approx(2.0, abs=0.1)


def test_an_mp3_starts_when_its_sound_starts(tmp_path: Path) -> None:
    sound = np.concatenate([silence(0.5), tone(0.5, level=0.9)])
    onset = int(np.argmax(np.abs(decoded(write(tmp_path / "a.mp3", sound))).max(axis=1) > 0.4))
    assert onset / RATE_HZ == pytest.approx(0.5, abs=0.005)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_failure_leaves_no_half_file(tmp_path: Path, suffix: str) -> None:
    def fail() -> None:
        with AudioWriter(tmp_path / f"a.{suffix}", format=cast("Format", suffix)) as writer:
            writer.write(tone(0.1))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert not list(tmp_path.glob("a.*"))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_folder_that_is_not_there_is_told(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        AudioWriter(tmp_path / "none" / f"a.{suffix}", format=cast("Format", suffix))


class FullDisk:
    """A sink whose disk is full: at once, or when the file is closed."""

    def __init__(self, path: Path, *, is_full_at_once: bool) -> None:
        path.touch()
        self._is_full_at_once = is_full_at_once

    def write(self, _: object) -> None:
        if self._is_full_at_once:
            raise OSError(errno.ENOSPC, "No space left on device")

    def close(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("is_full_at_once", [True, False])
def test_a_full_disk_is_told_and_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_full_at_once: bool
) -> None:
    monkeypatch.setattr(encode, "_open_sink", lambda path, **_: FullDisk(path, is_full_at_once=is_full_at_once))
    with pytest.raises(OutputError, match="no space left on device"):
        write(tmp_path / "a.mp3", tone(0.1))
    assert not (tmp_path / "a.mp3").exists()
