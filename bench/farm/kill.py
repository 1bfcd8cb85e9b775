"""Kill servers and workers while jobs run, and print what clients saw over HTTP: `python -m bench.farm.kill`."""

import argparse
import asyncio
import itertools
import math
import os
import platform
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.farm.client import Connection
from bench.farm.process import Process, free_port, start
from generate_track.engines.core import n_cores

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "tests"))
from postgres import PostgresServer, find_binaries, postgres_server

JOB = {"caption": "lounge jazz, soft piano", "duration_s": 10, "format": "mp3"}
WORK_S = 0.08
N_CLIENTS = 20
PATIENCE_S = 600.0
_RETRY_S = 0.2


@dataclass
class Place:
    """Where a process runs, so that another can take its place."""

    program: str
    words: tuple[str, ...]
    port: int | None = None
    process: Process | None = None

    def start(self) -> None:
        """Start the process."""
        self.process = start(self.program, *self.words)

    def kill(self) -> None:
        """Kill the process, as a power cut would."""
        if self.process:
            self.process.kill()
            self.process.wait()


@dataclass
class Seen:
    """What the client saw.

    Args:
        files: job → the file that it was shown as.
        changed: jobs that were shown in another way later.
        wrong: how jobs ended that did not succeed.
    """

    files: dict[str, str] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    n_unanswered: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def until(self, n_jobs: int) -> None:
        """Wait until so many jobs were seen to end."""
        while len(self.files) < n_jobs:
            self.news.clear()
            await self.news.wait()


class Client:
    """Submits jobs and waits for them, one at a time, at whichever server answers."""

    def __init__(self, ports: list[int], seen: Seen) -> None:
        self._connections = itertools.cycle([Connection(port) for port in ports])
        self.seen = seen

    async def insist(self, ask: Callable[[Connection], Awaitable[tuple[int, Any]]]) -> Any:  # noqa: ANN401 - JSON
        """Ask until a server answers with success."""
        end_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < end_s:
            connection = next(self._connections)
            try:
                status, answer = await ask(connection)
            except (OSError, asyncio.IncompleteReadError):
                status, answer = 0, None
                connection.close()
            if status in {200, 201}:
                return answer
            self.seen.n_unanswered += 1
            await asyncio.sleep(_RETRY_S)
        raise TimeoutError("no server answers")

    async def see_through(self, number: int) -> None:
        """Submit a job, and ask for it until it has ended, and once more."""
        key = f"kill-{number}"
        job = await self.insist(
            lambda connection: connection.post("/v1/jobs", JOB | {"seed": number}, Idempotency_Key=key)
        )
        first = await self._ended(job["id"])
        await asyncio.sleep(1.0)
        again = await self._ended(job["id"])
        if first != again:
            self.seen.changed.append(job["id"])

    async def _ended(self, job_id: str) -> str:
        while True:
            job = await self.insist(lambda connection: connection.get(f"/v1/jobs/{job_id}"))
            if job["state"] in {"succeeded", "failed", "cancelled"}:
                break
            await asyncio.sleep(_RETRY_S)
        if job["state"] != "succeeded" or len(job["outputs"]) != 1:
            self.seen.wrong[str(job["error"] or job["state"])] += 1
        shown = f"{job['state']} {[output['url'] for output in job['outputs']]}"
        self.seen.files[job_id] = shown
        self.seen.news.set()
        return shown


async def run(places: list[Place], *, n_jobs: int, n_kills: int, meanwhile: Callable[[], None]) -> Seen:
    """Let the client work while processes are killed, and return what it saw."""
    seen, numbers = Seen(), iter(range(n_jobs))

    async def work() -> None:
        client = Client([place.port for place in places if place.port], seen)
        for number in numbers:
            await client.see_through(number)

    tasks = [asyncio.create_task(work()) for _ in range(N_CLIENTS)]
    rng = random.Random(7)
    for n in range(n_kills):
        share = (n + 1) / (n_kills + 2)
        await seen.until(math.floor(share * n_jobs))
        if n == n_kills // 2:
            await asyncio.to_thread(meanwhile)
        place = rng.choice(places)
        place.kill()
        await asyncio.to_thread(place.start)
    await asyncio.gather(*tasks)
    return seen


def on_sqlite(folder: str) -> list[Place]:
    """Return one server that does its own work."""
    port = free_port()
    words = (f"sqlite:///{folder}/queue.db", f"{folder}/audio", "--port", str(port), "--slots", "4")
    return [Place("server_process", (*words, "--work-s", str(WORK_S)), port)]


def on_postgres(folder: str, server: PostgresServer) -> list[Place]:
    """Return two servers and three workers."""
    common = (server.create_database("farm"), f"{folder}/audio")
    ports = [free_port(), free_port()]
    servers = [Place("server_process", (*common, "--port", str(port), "--slots", "0"), port) for port in ports]
    words = (*common, "--slots", "2", "--work-s", str(WORK_S))
    return servers + [Place("worker_process", words) for _ in range(3)]


def main() -> None:
    """Run both, and print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m bench.farm.kill", description=__doc__)
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    said = parser.parse_args()
    print(f"{platform.platform()}, {n_cores()} cores for all, load {os.getloadavg()[0]:.1f}")
    for name in ("sqlite", "postgresql"):
        if said.only in {None, name}:
            _kill(name, n_jobs=said.jobs, n_kills=said.kills)


def _kill(name: str, *, n_jobs: int, n_kills: int) -> None:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        restart: Callable[[], None] = lambda: None  # noqa: E731 - nothing to restart
        if name == "sqlite":
            places = on_sqlite(folder)
        else:
            binaries = find_binaries()
            if binaries is None:
                print("postgresql: not here, so not tried")
                return
            server = stack.enter_context(postgres_server(binaries))
            places = on_postgres(folder, server)

            def restart() -> None:
                server.stop("immediate")
                server.start()

        for place in places:
            place.start()
            stack.callback(place.kill)
        start_s = time.perf_counter()
        seen = asyncio.run(run(places, n_jobs=n_jobs, n_kills=n_kills, meanwhile=restart))
        wall_s = time.perf_counter() - start_s
        n_files = sum(1 for _ in Path(folder, "audio").rglob("*.mp3"))
    print(
        f"{name}: {n_jobs} jobs, {n_kills} SIGKILLs{'' if name == 'sqlite' else ', PostgreSQL restarted once'}, "
        f"{wall_s:.0f} s: lost {n_jobs - len(seen.files)}, shown in two ways {len(seen.changed)}, "
        f"not succeeded {sum(seen.wrong.values())} {dict(seen.wrong) or ''}, files {n_files}, "
        f"requests not answered {seen.n_unanswered}"
    )


if __name__ == "__main__":
    main()
