"""A whole server and a whole worker in this process, on loopback."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import Queue

import httpx2
import pytest

from generate_track.errors import GenerateTrackError, InvalidRequestError
from generate_track.queue.database import Database
from generate_track.server import service
from generate_track.server.key import KeyRing
from generate_track.server.service import OnReady, Standing
from generate_track.server.setup import Setup
from generate_track.settings import Secret


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return Setup(
        engine="embedded",
        upstreams=(),
        database=Secret(f"sqlite:///{tmp_path / 'queue.db'}"),
        store=str(tmp_path / "audio"),
        port=0,
        grace_s=1,
    )


@contextmanager
def running(run: Callable[..., None], setup: Setup) -> Iterator[Standing]:
    """Run a server or a worker until the end of the block."""
    ready: Queue[Standing] = Queue()
    until = threading.Event()
    thread = threading.Thread(target=lambda: run(setup, on_ready=ready.put, until=until))
    thread.start()
    try:
        yield ready.get(timeout=30)
    finally:
        until.set()
        thread.join(timeout=30)
        assert not thread.is_alive()


def never() -> OnReady:
    def on_ready(_: Standing) -> None:
        pytest.fail("it started")

    return on_ready


def test_a_server_is_ready_and_tells_where_it_is(setup: Setup) -> None:
    with running(service.serve, setup) as standing:
        answer = httpx2.get(f"{standing.url}/readyz")
        assert (answer.status_code, answer.json()["status"]) == (200, "ready")
        assert (standing.is_open, bool(standing.worker)) == (True, True)
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{standing.url}/healthz")


def test_a_server_without_a_worker_waits_for_one(setup: Setup) -> None:
    with running(service.serve, replace(setup, is_api_only=True)) as standing:
        assert standing.worker is None
        assert httpx2.get(f"{standing.url}/readyz").json()["checks"]["worker"] is False


def test_a_worker_tells_on_a_port_that_it_lives(setup: Setup) -> None:
    with running(service.work, replace(setup, health_port=0)) as standing:
        url = f"http://127.0.0.1:{standing.health_port}"
        assert (httpx2.get(f"{url}/healthz").status_code, httpx2.get(f"{url}/x").status_code) == (200, 404)
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{url}/healthz")


def test_a_worker_needs_no_port(setup: Setup) -> None:
    with running(service.work, replace(setup, keep_days=0)) as standing:
        assert (standing.health_port, standing.url) == (None, None)


def test_a_server_with_keys_asks_for_them(setup: Setup) -> None:
    database = Database.open(setup.database.reveal())
    KeyRing(database).add("studio")
    database.close()
    with running(service.serve, replace(setup, is_api_only=True, is_insecure=True)) as standing:
        assert standing.is_open is False


def test_without_a_key_others_are_not_let_in(setup: Setup) -> None:
    setup = replace(setup, host="0.0.0.0")  # noqa: S104 - it is refused
    with pytest.raises(InvalidRequestError, match="there is no key") as error:
        service.serve(setup, on_ready=never(), until=threading.Event())
    assert "generate-track keys add NAME" in (error.value.hint or "")


def test_whoever_says_insecure_lets_everybody_in(setup: Setup) -> None:
    setup = replace(setup, host="0.0.0.0", is_insecure=True, is_api_only=True)  # noqa: S104 - as it is said
    with running(service.serve, setup) as standing:
        assert standing.is_open is True


def test_the_address_of_a_proxy_is_told_instead(setup: Setup) -> None:
    url = "https://music.example.org"
    with running(service.serve, replace(setup, is_api_only=True, public_url=url)) as standing:
        assert standing.url == url


@pytest.mark.parametrize("run", [service.serve, service.work])
def test_a_port_that_is_taken_is_told(setup: Setup, run: Callable[..., None]) -> None:
    with socket.create_server(("", 0)) as taken:
        port = taken.getsockname()[1]
        busy = replace(setup, host="0.0.0.0", port=port, health_port=port, is_insecure=True)  # noqa: S104 - taken
        with pytest.raises(GenerateTrackError, match="cannot listen on"):
            run(busy, on_ready=never(), until=threading.Event())


def test_a_database_that_does_not_answer_is_told_without_its_password(setup: Setup) -> None:
    setup = replace(setup, database=Secret("postgresql://me:secret@127.0.0.1:9/queue"))
    with pytest.raises(GenerateTrackError, match="does not answer") as error:
        service.work(setup, on_ready=never(), until=threading.Event())
    assert "postgresql://me:***@127.0.0.1:9/queue" in error.value.message
    assert "secret" not in error.value.message


@pytest.mark.parametrize("place", ["file", "file/folder/queue.db"])
def test_a_file_that_is_no_database_is_told(setup: Setup, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"no database, and longer than the head of one is" * 3)
    setup = replace(setup, database=Secret(f"sqlite:///{tmp_path / place}"))
    with pytest.raises(GenerateTrackError, match="cannot be used: "):
        service.work(setup, on_ready=never(), until=threading.Event())


def test_a_stream_of_events_is_not_cut_when_the_server_ends(setup: Setup) -> None:
    with httpx2.Client() as client:
        with running(service.serve, replace(setup, is_api_only=True)) as standing:
            job = client.post(f"{standing.url}/v1/jobs", json={"caption": "calm piano"}).json()
            stream = client.send(client.build_request("GET", standing.url + job["links"]["events"]), stream=True)
            lines = stream.iter_lines()
            assert next(lines) == "id: 1"
        # One that was cut would raise.
        assert "event: done" not in list(lines)
