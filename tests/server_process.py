"""A server in a process of its own, with an engine that does next to nothing, which tests kill and benches measure."""

import argparse
import asyncio
import threading

import uvicorn

from generate_track.queue.audio import AudioStore
from generate_track.queue.database import Database
from generate_track.queue.store import JobStore, Limits
from generate_track.queue.transact import TransactDispatcher, migrate
from generate_track.queue.worker import Pulse, Worker
from generate_track.server.app import create_app
from generate_track.server.backend import Backend, ServerLimits
from generate_track.server.http import settle
from generate_track.server.key import KeyRing
from idle_engine import IdleEngine

MANY = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("store")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--slots", type=int, default=2, help="0 serves without a worker")
    parser.add_argument("--work-s", type=float, default=0.0)
    parser.add_argument("--dead-s", type=float, default=1.0)
    said = parser.parse_args()
    database = Database.open(said.database)
    migrate(database)
    store = JobStore(database, TransactDispatcher(database), limits=Limits(queued=MANY, per_key=MANY))
    audio = AudioStore.open(said.store)
    worker = None
    if said.slots:
        engine, pulse = IdleEngine(work_s=said.work_s), Pulse(beat_s=0.2, dead_s=said.dead_s)
        worker = Worker(store, audio, engine=engine, slots=said.slots, notify=lambda _: None, pulse=pulse)
        worker.start()
    backend = Backend(
        store,
        audio,
        KeyRing(database),
        engine="embedded",
        models=("embedded",),
        limits=ServerLimits(requests_per_minute=MANY),
        is_open=True,
    )
    settle()
    config = uvicorn.Config(create_app(backend), port=said.port, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    threading.Thread(target=_announce, args=(server,), daemon=True).start()
    asyncio.run(server.serve())
    if worker:
        worker.stop(grace_s=10)


def _announce(server: uvicorn.Server) -> None:
    while not server.started:
        threading.Event().wait(0.01)
    print("ready", flush=True)  # noqa: T201 - the parent waits for it


if __name__ == "__main__":
    main()
