"""Audio that comes with a request: decoded before it is accepted, kept under a name of ours, and for no longer."""

import io
import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import pytest
import soundfile

from generate_track.queue.store import Limits
from generate_track.server.backend import ServerLimits
from serving import PROMPT, Serving, short_takes

NO_AUDIO = "is not one of wav, flac, mp3, ogg"


def sound(seconds: float = 1.0, *, kind: str = "WAV", rate_hz: int = 8000, channels: int = 1) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, np.full((round(seconds * rate_hz), channels), 0.1, np.float32), rate_hz, format=kind)
    return file.getvalue()


def send(serving: Serving, *, said: dict[str, str] | None = None, **files: Any) -> httpx2.Response:  # noqa: ANN401
    return serving.client.post("/release_task", data=PROMPT | (said or {}), files=files)


def stored(tmp_path: Path) -> list[str]:
    folder = tmp_path / "audio"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_samples_that_are_no_numbers_are_refused(serving: Serving) -> None:
    file = io.BytesIO()
    soundfile.write(file, np.full((800, 1), np.nan, np.float32), 8000, format="WAV", subtype="FLOAT")
    answer = send(serving, reference_audio=file.getvalue())
    assert answer.status_code == 422
    assert answer.json()["error"] == "reference_audio holds samples that are no numbers"


@pytest.fixture(params=["reference_audio", "ref_audio", "src_audio", "ctx_audio"])
def part(request: pytest.FixtureRequest) -> str:
    return request.param


def test_a_file_reaches_the_engine(serving: Serving, part: str) -> None:
    heard = []
    serving = replace(serving, engine=short_takes(heard.append))
    answer = send(serving, said={"task_type": "cover"} if "c" in part[:4] else {}, **{part: sound()})
    assert answer.status_code == 200, answer.text
    serving.work()
    field = "src_audio" if part in {"src_audio", "ctx_audio"} else "reference_audio"
    assert heard[0].expert[field].endswith(f"{field}.wav")


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "OGG", "MP3"])
def test_its_name_is_ours_and_its_suffix_that_of_its_content(*, serving: Serving, tmp_path: Path, kind: str) -> None:
    answer = send(serving, reference_audio=("../../../etc/passwd", sound(kind=kind), "text/html"))
    task_id = answer.json()["data"]["task_id"]
    assert stored(tmp_path) == [f"uploads/{task_id}/reference_audio.{kind.lower()}"]


@pytest.mark.parametrize(
    "name",
    [b"../../x.wav", b"/etc/passwd", b"a\\..\\b.wav", b"\x00.wav", b"\xff" * 300, b"", b"a;b=c", b'x"; name="prompt'],
)
def test_no_name_of_a_client_reaches_the_disk(*, serving: Serving, tmp_path: Path, name: bytes) -> None:
    part = b"--b\r\nContent-Disposition: form-data; "
    text = part + b'name="prompt"\r\n\r\njazz\r\n'
    file = part + b'name="src_audio"; filename="%b"\r\nX-Evil: 1\r\n\r\n%b\r\n--b--\r\n' % (name, sound())
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = serving.client.post("/release_task", content=text + file, headers=headers)
    assert answer.status_code in {200, 400, 422}
    assert "X-Evil" not in answer.headers
    assert all(path.endswith("/src_audio.wav") for path in stored(tmp_path))


def _flac_of_hours() -> bytes:
    """Return a small file that decodes to more than three hours of silence."""
    file = io.BytesIO()
    soundfile.write(file, np.zeros(8000 * 60 * 200, np.int16), 8000, format="FLAC")
    return file.getvalue()


def _wav_that_claims(n_bytes: int) -> bytes:
    whole = bytearray(sound())
    whole[40:44] = struct.pack("<I", n_bytes)
    return bytes(whole)


def _broken() -> Iterator[tuple[str, bytes, str]]:
    yield "a page", b"<!doctype html><title>hi</title>", NO_AUDIO
    yield "nothing", b"", NO_AUDIO
    yield "a cut file", sound(kind="FLAC")[:60], "cannot be decoded"
    yield "an archive", b"PK\x03\x04" + b"\0" * 200, NO_AUDIO
    yield "a rare format", sound(kind="AU"), NO_AUDIO
    yield "no samples", sound(0), "has no samples"
    yield "hours", _flac_of_hours(), "is longer than 660 s"
    yield "many channels", sound(0.1, channels=9), "has 9 channels, more than 8"
    yield "a low rate", sound(rate_hz=4000), "has 4000 samples a second, not 8000 to 192000"


@pytest.mark.parametrize(("body", "told"), [pytest.param(body, told, id=what) for what, body, told in _broken()])
def test_what_is_no_usable_audio_is_refused(*, serving: Serving, tmp_path: Path, body: bytes, told: str) -> None:
    answer = send(serving, reference_audio=body)
    assert (answer.status_code, answer.json()["error"].partition(":")[0]) == (422, f"reference_audio {told}")
    assert str(tmp_path) not in answer.text
    assert stored(tmp_path) == []
    assert serving.line.waiting == []


def test_a_header_that_lies_is_of_no_use(serving: Serving) -> None:
    assert send(serving, reference_audio=_wav_that_claims(2**32 - 100)).status_code in {200, 422}


def test_both_files_are_looked_at(serving: Serving) -> None:
    error = send(serving, reference_audio=b"x", src_audio=b"y").json()["error"]
    assert "reference_audio" in error
    assert "src_audio" in error


def test_a_file_is_no_longer_than_the_limit(tmp_path: Path) -> None:
    with Serving.open(tmp_path, limits=ServerLimits(body_bytes=1000, upload_bytes=10_000)) as serving:
        assert send(serving, reference_audio=sound(0.5)).status_code == 200
        assert send(serving, reference_audio=sound(1.0)).status_code == 413
        assert send(serving, reference_audio=sound(2.0)).status_code == 413


@pytest.mark.parametrize("part_name", ["cover", "../src_audio", ""])
def test_no_other_part_takes_a_file(serving: Serving, part_name: str) -> None:
    assert send(serving, **{part_name: sound()}).status_code == 422


def test_more_files_than_there_are_parts_are_refused(serving: Serving) -> None:
    files = [("reference_audio", sound()) for _ in range(5)]
    assert serving.client.post("/release_task", data=PROMPT, files=files).status_code == 400


def test_of_a_refused_task_no_file_is_kept(tmp_path: Path) -> None:
    with Serving.open(tmp_path, queue=Limits(queued=1)) as serving:
        assert send(serving, reference_audio=sound()).status_code == 200
        kept = stored(tmp_path)
        assert send(serving, reference_audio=sound()).status_code == 429
    assert stored(tmp_path) == kept


def test_an_idempotency_key_is_that_of_the_file_too(serving: Serving, tmp_path: Path) -> None:
    serving.client.headers["Idempotency-Key"] = "cover-1"
    first, again = (send(serving, reference_audio=sound()).json()["data"]["task_id"] for _ in range(2))
    assert first == again
    assert len(stored(tmp_path)) == 1
    assert send(serving, reference_audio=sound(2)).status_code == 409


def test_no_audio_is_read_from_whoever_sends_no_key_in_the_header(serving: Serving) -> None:
    locked = serving.locked()
    anybody = replace(locked, key=None).client
    answer = anybody.post("/release_task", data={"ai_token": locked.key}, files={"ref_audio": sound(70)})
    assert answer.status_code == 413
    assert send(locked, reference_audio=sound(70)).status_code == 200


def test_an_engine_that_takes_no_audio_says_so(serving: Serving) -> None:
    embedded = replace(serving, backend=replace(serving.backend, engine="embedded"))
    answer = send(embedded, reference_audio=sound())
    assert (answer.status_code, answer.json()["error"]) == (
        422,
        "reference_audio needs an ACE-Step model, and this server has none",
    )


def test_a_store_that_takes_no_file_is_told(*, serving: Serving, tmp_path: Path) -> None:
    (tmp_path / "audio" / "uploads").touch()
    answer = send(serving, reference_audio=sound())
    assert answer.status_code == 503
    assert answer.json()["error"].startswith("the audio store does not take the file: ")
    assert str(tmp_path) not in answer.text
    assert serving.backend.store.counts()["queued"] == 0
