"""The examples of docs/api.md, run as they stand against a server."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from generate_track.queue.webhook import sign, write_secret
from generate_track.server.service import Standing, serve
from generate_track.server.setup import Setup
from generate_track.settings import Secret

_PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
_CAN_RUN = bool(shutil.which("bash") and shutil.which("curl")) and sys.platform != "win32"
PATIENCE_S = 60.0


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", _PAGE, re.MULTILINE | re.DOTALL)


def python(index: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    exec(blocks("python")[index], found)  # noqa: S102 - our own page
    return found


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    setup = Setup(
        engine="embedded",
        upstreams=(),
        database=Secret(f"sqlite:///{tmp_path}/queue.db"),
        store=str(tmp_path / "audio"),
        port=0,
        grace_s=0.0,
    )
    ready: Queue[Standing] = Queue()
    until = threading.Event()
    thread = threading.Thread(target=serve, args=(setup,), kwargs={"on_ready": ready.put, "until": until})
    thread.start()
    url = ready.get(timeout=PATIENCE_S).url
    assert url
    yield url
    until.set()
    thread.join()


@pytest.mark.skipif(not _CAN_RUN, reason="the examples are for bash and curl")
def test_the_examples_work_from_the_first_to_the_last(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "set -euo pipefail\n" + "\n".join(blocks("bash")) + '\necho; echo "JOB=$JOB"'
    environ = os.environ | {"SERVER": server, "KEY": "any"}
    run = subprocess.run(  # noqa: S603 - our own page
        ["bash", "-c", script],  # noqa: S607 - whichever bash there is
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "event: done" in run.stdout
    assert "whsec_" in run.stdout
    assert (tmp_path / "track.mp3").read_bytes()[:3] in {b"ID3", b"\xff\xfb\x90"}
    monkeypatch.setenv("SERVER", server)
    monkeypatch.setenv("KEY", "any")
    ((event, job),) = python(0)["follow"](run.stdout.rpartition("JOB=")[2].strip())
    assert (event, job["state"], len(job["outputs"][0]["extras"]) > 2) == ("done", "succeeded", True)


def test_the_example_verifies_a_webhook() -> None:
    verify, secret = python(1)["verify"], b"s" * 32
    headers = sign(b"{}", secret=secret, message_id="job", timestamp=1_790_000_000)
    told = write_secret(secret)
    assert verify(b"{}", headers, told, now_s=1_790_000_200)
    assert not verify(b"{}", headers, told, now_s=1_790_000_400)
    assert not verify(b"[]", headers, told, now_s=1_790_000_200)
    assert not verify(b"{}", headers, write_secret(b"t" * 32), now_s=1_790_000_200)
