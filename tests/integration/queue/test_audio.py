import asyncio
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from generate_track.errors import InvalidRequestError
from generate_track.queue.audio import AudioStore


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """Return the address of a stand-in for S3."""
    moto = pytest.importorskip("moto.server", reason="pip install 'generate-track[services]' brings a stand-in for S3")
    server = moto.ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def audio(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AudioStore:
    if request.param == "folder":
        return AudioStore.open(str(tmp_path / "audio"))
    endpoint = request.getfixturevalue("s3")
    bucket = f"bucket-{uuid.uuid4().hex}"
    httpx2.put(f"{endpoint}/{bucket}", headers={"Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3"})
    said = {
        "ACCESS_KEY_ID": "a",
        "SECRET_ACCESS_KEY": "b",
        "ENDPOINT": endpoint,
        "REGION": "us-east-1",
        "ALLOW_HTTP": "1",
    }
    for name, value in said.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    return AudioStore.open(f"s3://{bucket}/tracks")


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


@pytest.mark.parametrize("place", ["{file}", "{file}/audio", "s3://"])
def test_a_place_that_holds_no_files_is_refused(tmp_path: Path, place: str) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(InvalidRequestError, match=r"--store .* cannot be used: ") as told:
        AudioStore.open(place.format(file=file))
    assert "\n" not in str(told.value)
