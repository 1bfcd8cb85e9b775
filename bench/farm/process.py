"""Servers and workers in processes of their own."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TESTS = Path(__file__).parent.parent.parent / "tests"
Process = subprocess.Popen[str]


def free_port() -> int:
    """Return a port of the loopback address that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(program: str, *words: str) -> Process:
    """Start a program of the tests, and return it when it is ready.

    Raises:
        RuntimeError: it did not become ready.
    """
    command = [sys.executable, str(_TESTS / f"{program}.py"), *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own words
    if process.stdout is None or process.stdout.readline() != "ready\n":
        raise RuntimeError(f"{program} did not start")
    return process


@contextmanager
def server(database: str, store: str, *words: str) -> Iterator[tuple[int, Process]]:
    """Start a server; yields its port and process."""
    port = free_port()
    process = start("server_process", database, store, "--port", str(port), *words)
    try:
        yield port, process
    finally:
        process.terminate()
        process.wait()
