"""Processes of our own that help with the work, and what is told when one breaks down."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import generate_track
from generate_track.errors import GenerationFailedError

Process = subprocess.Popen[bytes]
Command = tuple[str, ...]


def command(module: str) -> Command:
    """Return what runs a module of ours.

    Not through multiprocessing: it runs the caller's script once more, which only those survive that are written so.
    """
    return (sys.executable, "-P", "-m", f"generate_track.engines.{module}")


def start(arguments: Command, *, log: IO[bytes]) -> Process:
    """Start a process that is spoken to through pipes; what it says of its own goes to `log`."""
    # The same package as here, wherever it was found.
    home = str(Path(generate_track.__file__).parent.parent)
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    # One thread of BLAS, as the cores have a process each: more would spin while they wait for work.
    environ = os.environ | {"PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"}
    with _unheard():
        return subprocess.Popen(  # noqa: S603 - our own module
            arguments,
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )


@contextmanager
def _unheard() -> Iterator[None]:
    """Let what is started meanwhile not hear, from its first moment, what all processes are told: to end.

    Ctrl-C, and what a service manager sends, reach all of them; who started one ends it.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end(process: Process) -> None:
    """End a process at once; what it said last can still be read."""
    process.kill()
    process.wait()
    if process.stdin:
        # What it has not read any more cannot be handed over.
        with suppress(OSError):
            process.stdin.close()


def broken(process: Process, *, log: Path) -> GenerationFailedError:
    """Return the error that tells how a process ended before its time."""
    lines = log.read_text("utf-8", errors="replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")
    message = f"a process that made takes ended with {process.wait()}: {last}"
    return GenerationFailedError(message, hint="--batch 1 needs the least memory")
