from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from generate_track.acestep.client import Client
from generate_track.errors import (
    EngineUnavailableError,
    GenerationFailedError,
    OutputError,
    RefusedKeyError,
    TaskLostError,
    UnusableAudioError,
)

AUDIO = bytes(range(256)) * 40
FILE = "/v1/audio?path=%2Fsrv%2Fa%20b.mp3"
Handler = Callable[[httpx2.Request], httpx2.Response]


class Cut(httpx2.SyncByteStream):
    """A body whose connection breaks after some bytes."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def __iter__(self):  # noqa: ANN204 - an iterator of bytes
        yield self.body
        raise httpx2.ReadError("connection reset")


class Server:
    """Serves AUDIO, and breaks off after `cuts` bytes of each answer in turn."""

    def __init__(self, *cuts: int, etag: str | None = '"v1"', obeys_range: bool = True) -> None:
        self.cuts = list(cuts)
        self.etag = etag
        self.obeys_range = obeys_range
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        start = int(request.headers.get("range", "bytes=0-")[6:-1]) if self.obeys_range else 0
        body = AUDIO[start:]
        headers = {"content-type": "audio/mpeg", "content-length": str(len(body))}
        headers |= {"etag": self.etag} if self.etag else {}
        headers |= {"content-range": f"bytes {start}-{len(AUDIO) - 1}/{len(AUDIO)}"} if start else {}
        stream = Cut(body[: self.cuts.pop(0)]) if self.cuts else httpx2.ByteStream(body)
        return httpx2.Response(206 if start else 200, headers=headers, stream=stream)


def fetch(handler: Handler, target: Path, *, file: str = FILE, slept: list[float] | None = None) -> None:
    wait = slept if slept is not None else []
    with Client("http://h:1", api_key="sekret", transport=httpx2.MockTransport(handler), sleep=wait.append) as client:
        client.download(file, target)


def test_a_file_is_saved_whole_and_its_address_is_not_encoded_again(tmp_path: Path) -> None:
    server = Server()
    fetch(server, tmp_path / "a.mp3")
    assert (tmp_path / "a.mp3").read_bytes() == AUDIO
    assert server.requests[0].url.raw_path == FILE.encode()
    assert server.requests[0].headers["accept-encoding"] == "identity"
    assert not list(tmp_path.glob("*.part"))


def test_a_cut_download_goes_on_where_it_stopped(tmp_path: Path) -> None:
    server = Server(1000, 24)
    fetch(server, tmp_path / "a.mp3")
    assert (tmp_path / "a.mp3").read_bytes() == AUDIO
    assert [request.headers.get("range") for request in server.requests] == [None, "bytes=1000-", "bytes=1024-"]
    assert server.requests[1].headers["if-range"] == '"v1"'


@pytest.mark.parametrize("etag", [None, 'W/"v1"'])
def test_without_a_strong_tag_it_begins_again(tmp_path: Path, etag: str | None) -> None:
    server = Server(1000, etag=etag)
    fetch(server, tmp_path / "a.mp3")
    assert (tmp_path / "a.mp3").read_bytes() == AUDIO
    assert "range" not in server.requests[1].headers


def test_a_server_that_ignores_the_range_is_read_from_the_start(tmp_path: Path) -> None:
    fetch(Server(1000, obeys_range=False), tmp_path / "a.mp3")
    assert (tmp_path / "a.mp3").read_bytes() == AUDIO


def _in_turn(*answers: httpx2.Response) -> Handler:
    left = list(answers)
    return lambda _: left.pop(0)


def _response(status: int, body: bytes, **headers: str) -> httpx2.Response:
    told = {"content-type": "audio/mpeg"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, headers=told, stream=httpx2.ByteStream(body))


def test_a_body_that_is_shorter_than_promised_is_cut(tmp_path: Path) -> None:
    short = _response(200, AUDIO[:99], content_length=str(len(AUDIO)), etag='"v1"')
    rest = _response(206, AUDIO[99:], content_range=f"bytes 99-{len(AUDIO) - 1}/*")
    fetch(_in_turn(short, rest), tmp_path / "a.mp3")
    assert (tmp_path / "a.mp3").read_bytes() == AUDIO


@pytest.mark.parametrize(
    "odd",
    [
        _response(206, AUDIO[50:], content_range=f"bytes 50-{len(AUDIO) - 1}/{len(AUDIO)}"),
        _response(416, b"", content_range="bytes */5"),
    ],
)
def test_another_range_than_asked_begins_again(tmp_path: Path, odd: httpx2.Response) -> None:
    short = _response(200, AUDIO[:99], content_length=str(len(AUDIO)), etag='"v1"')
    fetch(_in_turn(short, odd, _response(200, AUDIO)), tmp_path / "a.mp3")
    assert (tmp_path / "a.mp3").read_bytes() == AUDIO


def test_a_length_that_counts_compressed_bytes_is_not_believed(tmp_path: Path) -> None:
    import gzip  # noqa: PLC0415 - one test's

    body = gzip.compress(AUDIO)
    fetch(_in_turn(_response(200, body, content_encoding="gzip", content_length=str(len(body)))), tmp_path / "a.mp3")
    assert (tmp_path / "a.mp3").read_bytes() == AUDIO


def test_it_gives_up_after_some_attempts_and_can_be_resumed(tmp_path: Path) -> None:
    slept: list[float] = []
    with pytest.raises(EngineUnavailableError, match="5 attempts: connection reset") as caught:
        fetch(Server(0, 0, 0, 0, 0, 0), tmp_path / "a.mp3", slept=slept)
    assert "resume" in str(caught.value.hint)
    assert slept == [0.25, 1.0, 2.0, 4.0]
    assert not (tmp_path / "a.mp3").exists()


def test_a_passing_error_of_the_server_is_tried_again(tmp_path: Path) -> None:
    fetch(_in_turn(httpx2.Response(503), _response(200, AUDIO)), tmp_path / "a.mp3")
    assert (tmp_path / "a.mp3").read_bytes() == AUDIO


@pytest.mark.parametrize(
    ("response", "kind", "told"),
    [
        (httpx2.Response(404, json={"detail": "Audio file not found"}), TaskLostError, "no longer has"),
        (httpx2.Response(403, json={"detail": "path outside"}), GenerationFailedError, "does not hand out"),
        (httpx2.Response(401, json={"detail": "Invalid sekret"}), RefusedKeyError, r"Invalid \*\*\*"),
        (httpx2.Response(200, html="<html>log in</html>"), UnusableAudioError, "text/html in place of audio"),
        (httpx2.Response(200, json={"code": 200}), UnusableAudioError, "application/json"),
    ],
)
def test_what_is_no_audio_is_never_saved(
    tmp_path: Path, response: httpx2.Response, kind: type[Exception], *, told: str
) -> None:
    with pytest.raises(kind, match=told):
        fetch(lambda _: response, tmp_path / "a.mp3")
    assert not list(tmp_path.glob("a.mp3*"))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        fetch(Server(), tmp_path / "missing" / "a.mp3")


def test_a_file_that_is_no_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GenerationFailedError, match="no address"):
        fetch(Server(), tmp_path / "a.mp3", file="/v1/audio?path=\x00")
