"""A server in this process, whose jobs are done when a test says so."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from fastapi.testclient import TestClient

from fake_engine import FakeEngine, write_tone
from generate_track.engines.base import Engine
from generate_track.queue.audio import AudioStore
from generate_track.queue.database import Database
from generate_track.queue.dispatcher import InMemoryDispatcher
from generate_track.queue.runner import Runner
from generate_track.queue.store import JobStore, Limits
from generate_track.request import TrackRequest
from generate_track.server.app import create_app
from generate_track.server.backend import Backend
from generate_track.server.key import KeyRing

MODELS = ("acestep-v15-turbo", "acestep-v15-sft")
# As an ACE-Step server tells them.
FACTS = {"bpm": 90, "key": "A minor", "model": MODELS[0], "lm_model": "acestep-5Hz-lm-0.6B"}
PROMPT = {"prompt": "calm piano, warm"}


def short_takes(on_request: Callable[[TrackRequest], None] = lambda _: None) -> FakeEngine:
    """Return an engine whose takes are a second long, whatever was asked for."""
    write = dict.fromkeys(range(8), lambda path, _: write_tone(path, 1.0))
    return FakeEngine(write=write, facts=dict(FACTS), on_request=on_request)


@dataclass
class Serving:
    """A backend, its line of waiting jobs, and clients.

    Args:
        backend: of the server.
        line: where its jobs wait.
        engine: does them.
        key: sent with each request; none where the server is open.
    """

    backend: Backend
    line: InMemoryDispatcher
    engine: Engine = field(default_factory=short_takes)
    key: str | None = None

    @classmethod
    @contextmanager
    def open(cls, folder: Path, *, queue: Limits | None = None, **options: Any) -> Iterator[Self]:  # noqa: ANN401
        """Open a server that asks for no key, on SQLite in a folder; `options` are fields of its backend."""
        database = Database.open(f"sqlite:///{folder / 'queue.db'}")
        line = InMemoryDispatcher()
        store, audio = JobStore(database, line, limits=queue), AudioStore.open(str(folder / "audio"))
        said = {"engine": "acestep", "models": MODELS, "is_open": True} | options
        yield cls(Backend(store=store, audio=audio, keys=KeyRing(database), **said), line)
        database.close()

    def locked(self, name: str = "studio") -> Self:
        """Return the server as the owner of a new key sees it, once keys are asked for."""
        _, key = self.backend.keys.add(name)
        return replace(self, backend=replace(self.backend, is_open=False), key=key.reveal())

    @cached_property
    def client(self) -> TestClient:
        """A client that sends the key."""
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        return TestClient(create_app(self.backend), headers=headers)

    def release(self, said: Mapping[str, Any] | None = None) -> str:
        """Hand in a task, and return its id."""
        answer = self.client.post("/release_task", json={**PROMPT, "audio_duration": 10, **(said or {})})
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]["task_id"]

    def work(self) -> None:
        """Do all that waits, in this thread."""
        while self.line.waiting:
            _, job_id = self.line.waiting.pop(0)
            self.runner.perform(job_id)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Do all that waits, at once; it is done at the end of the block."""
        waiting = [self.line.waiting.pop(0)[1] for _ in list(self.line.waiting)]
        with ThreadPoolExecutor(len(waiting)) as threads:
            done = [threads.submit(self.runner.perform, job_id) for job_id in waiting]
            yield
        for future in done:
            future.result()

    @cached_property
    def runner(self) -> Runner:
        """Who does the jobs."""
        return Runner(self.backend.store, self.backend.audio, engine=self.engine, worker_id="one")

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Do what is handed in within the block, in another thread."""
        over = threading.Event()

        def run() -> None:
            while not over.wait(0.01):
                ids = [job_id for _, job_id in self.line.waiting]
                # In the line before they are in the store.
                if ids and len(self.backend.store.get_many(ids)) == len(ids):
                    self.work()

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def finished(self, said: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Hand in a task, do it, and return the items of its result."""
        task_id = self.release(said)
        self.work()
        return self.items(task_id)

    def items(self, task_id: str) -> list[dict[str, Any]]:
        """Return the items of a task's result."""
        return json.loads(self.entry(task_id)["result"])

    def entry(self, task_id: str) -> dict[str, Any]:
        """Return what is told of a task."""
        (entry,) = self.client.post("/query_result", json={"task_id_list": [task_id]}).json()["data"]
        return entry
