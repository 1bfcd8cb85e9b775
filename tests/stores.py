"""Fixtures: a store of audio of each kind."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

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
    }
    for name, value in said.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    return AudioStore.open(f"s3://{bucket}/tracks")
