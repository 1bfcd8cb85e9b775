"""The commands in this process, from their words to a signal."""

import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator

import httpx2
import pytest

from command import Run, runner

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to be handled")
_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_LOGGERS = ("", "dbos", "httpx2", "uvicorn", "uvicorn.error", "uvicorn.access")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Return the command; what it changes in this process is as before afterwards."""
    handlers = [signal.getsignal(number) for number in _SIGNALS]
    loggers = [(logging.getLogger(name), logging.getLogger(name).level) for name in _LOGGERS]
    roots = list(logging.getLogger().handlers)
    yield runner(capsys.readouterr)
    for number, handler in zip(_SIGNALS, handlers, strict=True):
        signal.signal(number, handler)
    for logger, level in loggers:
        logger.setLevel(level)
    logging.getLogger().handlers[:] = roots


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def end_once_alive(port: int) -> threading.Thread:
    """Send this process SIGTERM as soon as something on the port says that it lives."""

    def end() -> None:
        transport = httpx2.HTTPTransport(retries=10)  # half a second, a second, two, …
        with httpx2.Client(transport=transport) as client:
            client.get(f"http://127.0.0.1:{port}/healthz").raise_for_status()
        os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=end)
    thread.start()
    return thread


def test_a_server_tells_where_it_is_and_ends_with_a_signal(run: Run, port: int) -> None:
    thread = end_once_alive(port)
    answer = run("serve", "--port", str(port), "--no-worker", "--json")
    thread.join()
    assert (answer.code, answer.json["url"], answer.json["is_open"]) == (0, f"http://127.0.0.1:{port}", True)
    assert f"serves at http://127.0.0.1:{port}\n  engine    embedded, jobs are done elsewhere\n" in answer.err
    assert f"  docs      http://127.0.0.1:{port}/docs\n" in answer.err


def test_a_worker_tells_what_it_does_and_ends_with_a_signal(run: Run, port: int) -> None:
    thread = end_once_alive(port)
    answer = run("worker", "--health-port", str(port))
    thread.join()
    assert answer.code == 0
    assert "takes jobs\n  engine    embedded, 1 at once\n" in answer.err
    assert f"  health    port {port}, /healthz\n" in answer.err


def test_quiet_is_quiet(run: Run, port: int) -> None:
    thread = end_once_alive(port)
    answer = run("serve", "--port", str(port), "--no-worker", "--quiet")
    thread.join()
    assert (answer.code, answer.out, "serves at" in answer.err) == (0, "", False)
