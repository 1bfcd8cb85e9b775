from pathlib import Path

import numpy as np
import pytest

from generate_track.audio import read
from generate_track.errors import UnusableAudioError
from sounds import noise, save, tone


def test_a_file_is_read_in_blocks_with_all_its_samples(tmp_path: Path) -> None:
    sound = noise(0.5)
    blocks = list(read.blocks(save(tmp_path / "a.wav", sound), block_samples=10_000))
    assert [len(block) for block in blocks] == [10_000, 10_000, 4_000]
    assert np.array_equal(np.concatenate(blocks), sound)


def test_one_channel_is_still_two_dimensional(tmp_path: Path) -> None:
    (block,) = read.blocks(save(tmp_path / "a.wav", tone(0.1, channels=1)))
    assert block.shape == (4800, 1)


def test_the_duration_comes_from_the_header(tmp_path: Path) -> None:
    assert read.duration_s(save(tmp_path / "a.wav", tone(1.25))) == 1.25


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"<html>502</html>", "html, not audio"),
        (b'{"detail": "gone"}', "json, not audio"),
        (b"ID3\x04\x00\x00", "damaged mp3"),
        (b"\x00\x00\x00\x20ftypM4A ", "damaged m4a"),
        (b"\x00\x01\x02\x03", "no audio format that is known"),
    ],
)
def test_a_file_that_cannot_be_decoded_is_named_for_what_it_is(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "take.mp3"
    path.write_bytes(content)
    with pytest.raises(UnusableAudioError, match=what):
        list(read.blocks(path))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableAudioError, match="not there"):
        read.duration_s(tmp_path / "none.wav")
