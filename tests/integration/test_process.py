"""Processes of our own, as they are started."""

import signal
import sys
from pathlib import Path

import pytest

from generate_track.engines import process


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signals to a group")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_all_processes_are_told_does_not_end_one_that_has_just_begun(
    tmp_path: Path, number: signal.Signals
) -> None:
    with (tmp_path / "log").open("wb") as log:
        begun = process.start((sys.executable, "-c", "print(input(), flush=True)"), log=log)
        begun.send_signal(number)
        out, _ = begun.communicate(b"still here\n", timeout=30)
    assert (out.strip(), begun.returncode) == (b"still here", 0)
