"""Print what whole commands cost: wall and CPU seconds and peak memory, medians beside their targets."""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from fake_server import FakeAceStep
from generate_track.engines.core import n_cores

COMMAND = [sys.executable, "-m", "generate_track"]
JAZZ = "ambient lounge jazz, soft piano, gentle strings"


# A user's Python keeps the bytecode of what it has imported once.
_NOT_OURS = ("ACESTEP_", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True)
class Case:
    """A command, how often to run it, and what is asked of it."""

    name: str
    arguments: tuple[str, ...]
    runs: int
    target: str
    needs_server: bool = False


STYLES = {
    "jazz": JAZZ,
    "pop": "upbeat pop, drums, guitar",
    "metal": "heavy metal, distorted guitars, driving drums",
    "house": "deep house, warm pads, driving",
    "spa": "spa, meditation, ocean waves",
    "orchestra": "epic cinematic orchestra, choir",
    "piano": "solo classical piano, calm",
}
CASES = (
    Case("--help", ("--help",), 9, "0.25 s wall"),
    Case("--version", ("--version",), 9, "0.25 s wall"),
    *(
        Case(f"embedded, 120 s, {style}", (caption, "--duration", "120"), 3, "3 s wall, 5 s CPU, 400 MB")
        for style, caption in STYLES.items()
    ),
    Case("embedded, 600 s, house", (STYLES["house"], "--duration", "600"), 1, "15 s wall, 400 MB"),
    Case("embedded, 8 of 120 s, pop", (STYLES["pop"], "--duration", "120", "--batch", "8"), 1, "400 MB"),
    Case("server done at once", (JAZZ, "--duration", "10"), 9, "0.6 s wall", needs_server=True),
)


@dataclass(frozen=True)
class Cost:
    """What one run took, with the processes that it started; memory is None where the system does not tell.

    Args:
        wall_s: from its start to its end.
        cpu_s: on all cores together.
        peak_mb: of the largest process.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float | None


def measure(arguments: tuple[str, ...], *, environ: dict[str, str]) -> Cost:
    """Run one command and return its cost; a command that fails stops the benchmark."""
    started_s = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*COMMAND, *arguments], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if not hasattr(os, "wait4"):  # Windows keeps no account of a finished child
        code = process.wait()
        cost = Cost(time.perf_counter() - started_s, float("nan"), None)
    else:
        _, status, usage = os.wait4(process.pid, 0)
        code = process.returncode = os.waitstatus_to_exitcode(status)
        unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
        cost = Cost(time.perf_counter() - started_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)
    if code != 0:
        raise SystemExit(f"{arguments} ended with {code}")
    return cost


@contextmanager
def surroundings(*, needs_server: bool) -> Iterator[dict[str, str]]:
    """Give an environment of its own, with a server in it where one is needed."""
    with tempfile.TemporaryDirectory() as folder:
        own = {"GENERATE_TRACK_STATE": folder, "GENERATE_TRACK_OUTPUT": folder}
        environ = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_OURS)} | own
        if not needs_server:
            yield environ
            return
        with FakeAceStep() as server:
            yield environ | {"ACESTEP_API_URL": server.url}


def report(case: Case) -> str:
    """Return one row of the table."""
    with surroundings(needs_server=case.needs_server) as environ:
        measure(case.arguments, environ=environ)  # the first run fills caches
        costs = [measure(case.arguments, environ=environ) for _ in range(case.runs)]
    wall_s, cpu_s = (statistics.median(values) for values in zip(*((c.wall_s, c.cpu_s) for c in costs), strict=True))
    peaks = [cost.peak_mb for cost in costs if cost.peak_mb is not None]
    peak = f"{max(peaks):.0f} MB" if peaks else "?"
    return f"{case.name:26} {wall_s:7.2f} s wall {cpu_s:7.2f} s CPU {peak:>8}   target {case.target}"


def load() -> str:
    """Return how many processes have wanted a core in the last minute, where the system tells."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def main() -> None:
    """Run every case whose name holds the word given, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("word", nargs="?", default="", help="run only the cases whose name holds this")
    word = parser.parse_args().word
    print(f"{platform.platform()}, {n_cores()} cores, Python {platform.python_version()}, load {load()}")
    for case in CASES:
        if word in case.name:
            print(report(case), flush=True)


if __name__ == "__main__":
    main()
