import asyncio
import sys
from pathlib import Path

import pytest

from generate_track.errors import InvalidRequestError
from generate_track.queue.audio import AudioStore
from stores import audio, s3

__all__ = ["audio", "s3"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "take.mp3"
    path.write_bytes(bytes(range(256)) * 4096)
    return path


async def _read(audio: AudioStore, *, start: int, end: int) -> bytes:
    return b"".join([chunk async for chunk in audio.read("job/1/1.mp3", start=start, end=end)])


def test_what_is_put_is_fetched_again(audio: AudioStore, file: Path, tmp_path: Path) -> None:
    audio.put("job/1/1.mp3", file)
    audio.fetch("job/1/1.mp3", tmp_path / "again.mp3")
    assert (tmp_path / "again.mp3").read_bytes() == file.read_bytes()


def test_a_part_is_read_without_the_rest(audio: AudioStore, file: Path) -> None:
    audio.put("job/1/1.mp3", file)
    assert asyncio.run(_read(audio, start=100, end=400)) == file.read_bytes()[100:400]
    assert asyncio.run(_read(audio, start=0, end=1_048_576)) == file.read_bytes()


def test_its_size_and_etag_are_known(audio: AudioStore, file: Path) -> None:
    audio.put("job/1/1.mp3", file)
    info = asyncio.run(audio.find("job/1/1.mp3"))
    assert info is not None
    assert info.size_bytes == file.stat().st_size
    assert info.etag


def test_what_was_never_put_is_not_there(audio: AudioStore, tmp_path: Path) -> None:
    assert asyncio.run(audio.find("job/1/1.mp3")) is None
    with pytest.raises(FileNotFoundError):
        audio.fetch("job/1/1.mp3", tmp_path / "again.mp3")


def test_a_job_is_deleted_with_all_its_attempts_and_no_other(audio: AudioStore, file: Path) -> None:
    for name in ("job/1/1.mp3", "job/2/1.mp3", "job-2/1/1.mp3"):
        audio.put(name, file)
    audio.delete("job/")
    found = [asyncio.run(audio.find(name)) is not None for name in ("job/1/1.mp3", "job/2/1.mp3", "job-2/1/1.mp3")]
    assert found == [False, False, True]


def test_deleting_nothing_is_no_error(audio: AudioStore) -> None:
    audio.delete("job/")


def test_a_url_of_another_kind_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match="--store 'ftp://host' cannot be used"):
        AudioStore.open("ftp://host")


def test_a_password_in_a_url_is_refused_unshown() -> None:
    with pytest.raises(InvalidRequestError, match=r"--store 's3://\*\*\*@bucket/x' cannot be used") as told:
        AudioStore.open("s3://key:hunter2@bucket/x")
    assert "hunter2" not in str(told.value)


def test_it_is_told_why_a_store_takes_no_files(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    audio = AudioStore.open(str(tmp_path / "audio"))
    assert audio.takes_files()
    tmp_path.joinpath("audio").rmdir()
    tmp_path.joinpath("audio").write_text("no folder")
    assert not audio.takes_files()
    assert "the audio store takes no files: " in caplog.text


@pytest.mark.parametrize("place", ["{file}", "{file}/audio", "s3://"])
def test_a_place_that_holds_no_files_is_refused(tmp_path: Path, place: str) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(InvalidRequestError, match=r"--store .* cannot be used: ") as told:
        AudioStore.open(place.format(file=file))
    assert "\n" not in str(told.value)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_others_on_the_machine_cannot_look_into_a_new_folder(tmp_path: Path) -> None:
    AudioStore.open(str(tmp_path / "new" / "audio"))
    assert (tmp_path / "new" / "audio").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_a_folder_that_is_there_stays_as_its_owner_wants_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    AudioStore.open(str(tmp_path))
    assert tmp_path.stat().st_mode & 0o777 == 0o750
