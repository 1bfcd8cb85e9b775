"""Print what the server bears with an engine that does nothing, beside what is asked of it."""

import argparse
import asyncio
import os
import platform
import statistics
import tempfile
from pathlib import Path

from bench.farm.client import Connection, load
from bench.farm.process import Process, server
from generate_track.engines.core import n_cores

REQUEST = {
    "prompt": "lounge jazz, soft piano",
    "audio_duration": 10,
    "batch_size": 1,
    "use_random_seed": False,
    "seed": 7,
}
N_CLIENTS = 100
QUERIES_PER_S = 500.0
N_IDLE = 40
N_JOBS = 10_000
N_SUBMITTERS = 8


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="URL; SQLite in a folder of its own by default")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each load lasts")
    parser.add_argument("--jobs", type=int, default=N_JOBS, help="how many jobs the memory is watched over")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        database = said.database or f"sqlite:///{folder}/queue.db"
        print(f"{platform.platform()}, Python {platform.python_version()}, {n_cores()} cores for server and client,")
        print(f"load {os.getloadavg()[0]:.1f}, {database.partition(':')[0]}, an engine that does nothing\n")
        with server(database, f"{folder}/audio", "--slots", "8") as (port, process):
            asyncio.run(_measure(port, process, said=said))


async def _measure(port: int, process: Process, *, said: argparse.Namespace) -> None:
    starts_ms = [await _start_ms(port) for _ in range(N_IDLE)]
    quantiles = statistics.quantiles(starts_ms, n=100)
    _print("idle, submitted until started", f"p50 {quantiles[49]:.0f} ms, p99 {quantiles[98]:.0f} ms", "100 ms")
    task_id = await _submit(Connection(port))
    query = {"task_id_list": [task_id]}
    for rate_per_s in (QUERIES_PER_S, None):
        polled = await load(
            port,
            n_clients=N_CLIENTS,
            seconds=said.seconds,
            path="/query_result",
            body=lambda: query,
            rate_per_s=rate_per_s,
        )
        how = f"{rate_per_s:g}/s asked for" if rate_per_s else "as fast as they are answered"
        _print(f"/query_result, {N_CLIENTS} clients, {how}", str(polled), "p99 50 ms" if rate_per_s else "500/s")
    submitted = await load(
        port, n_clients=N_SUBMITTERS, seconds=said.seconds, path="/release_task", body=lambda: REQUEST
    )
    _print(f"/release_task, {N_SUBMITTERS} clients, jobs done meanwhile", str(submitted), "100/s")
    await _watch_memory(port, process, n_jobs=said.jobs)


async def _watch_memory(port: int, process: Process, *, n_jobs: int) -> None:
    connection = Connection(port)
    await _drain(connection)
    sizes: list[str] = []
    for _ in range(5):
        for _ in range(n_jobs // 5):
            await _submit(connection)
        await _drain(connection)
        sizes.append(f"{_memory_mb(process.pid):.0f}")
    _print(f"memory over {n_jobs} jobs more, at each fifth", f"{', '.join(sizes)} MB", "flat")


async def _start_ms(port: int) -> float:
    """Return how long a job waited on an idle server, by the database's clock."""
    connection = Connection(port)
    _, job = await connection.post("/v1/jobs", {"caption": "jazz", "duration_s": 10})
    while True:
        _, now = await connection.get(f"/v1/jobs/{job['id']}")
        if now["finished"]:
            return 1000 * (_seconds(now["started"]) - _seconds(now["created"]))
        await asyncio.sleep(0.05)


def _seconds(text: str) -> float:
    from datetime import datetime  # noqa: PLC0415 - here only

    return datetime.fromisoformat(text).timestamp()


async def _submit(connection: Connection) -> str:
    _, answer = await connection.post("/release_task", REQUEST)
    return str(answer["data"]["task_id"])


async def _drain(connection: Connection) -> None:
    """Wait until nothing is waiting or running."""
    while True:
        _, answer = await connection.get("/v1/stats")
        jobs = answer["data"]["jobs"]
        if not jobs["queued"] and not jobs["running"]:
            return
        await asyncio.sleep(0.2)


def _memory_mb(pid: int) -> float:
    text = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(text.partition("VmRSS:")[2].split()[0]) / 1024


def _print(name: str, got: str, target: str) -> None:
    print(f"{name:58} {got:40} asked: {target}", flush=True)


if __name__ == "__main__":
    main()
