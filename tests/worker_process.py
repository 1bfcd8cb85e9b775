"""A worker in a process of its own, which tests kill and freeze."""

import argparse
import signal
import threading
from pathlib import Path

from generate_track.queue.audio import AudioStore
from generate_track.queue.database import Database
from generate_track.queue.store import JobStore
from generate_track.queue.transact import TransactDispatcher, migrate
from generate_track.queue.worker import Pulse, Worker
from idle_engine import IdleEngine


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("store")
    parser.add_argument("--let", type=Path, help="finish nothing before this file exists")
    parser.add_argument("--work-s", type=float, default=0.0)
    parser.add_argument("--slots", type=int, default=1)
    parser.add_argument("--dead-s", type=float, default=1.0)
    said = parser.parse_args()
    database = Database.open(said.database)
    migrate(database)
    engine = IdleEngine(work_s=said.work_s, is_let=lambda: said.let is None or said.let.exists())
    worker = Worker(
        JobStore(database, TransactDispatcher(database)),
        AudioStore.open(said.store),
        engine=engine,
        slots=said.slots,
        notify=lambda _: None,
        pulse=Pulse(beat_s=0.2, dead_s=said.dead_s),
    )
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    worker.start()
    print("ready", flush=True)  # noqa: T201 - the parent waits for it
    # A signal that another thread gets, as one does that comes while the main thread wakes up, does not end a wait.
    while not over.wait(0.2):
        pass
    worker.stop(grace_s=10)


if __name__ == "__main__":
    main()
