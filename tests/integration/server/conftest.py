from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generate_track.queue.audio import AudioStore
from generate_track.queue.database import Database
from generate_track.queue.dispatcher import InMemoryDispatcher
from generate_track.queue.store import JobStore
from generate_track.server.backend import Backend
from generate_track.server.key import KeyRing
from serving import Serving


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(f"sqlite:///{tmp_path / 'queue.db'}")
    yield database
    database.close()


@pytest.fixture
def backend(database: Database, tmp_path: Path) -> Backend:
    """Return a backend that asks for keys, and whose jobs nobody does."""
    return Backend(
        store=JobStore(database, InMemoryDispatcher()),
        audio=AudioStore.open(str(tmp_path / "audio")),
        keys=KeyRing(database),
        engine="fake",
        models=("fake",),
    )


@pytest.fixture
def key(backend: Backend) -> str:
    _, secret = backend.keys.add("studio")
    return secret.reveal()


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    with Serving.open(tmp_path) as serving:
        yield serving


@pytest.fixture
def embedded(serving: Serving) -> Serving:
    """Return a server with the embedded engine, as routes see it."""
    return replace(serving, backend=replace(serving.backend, engine="embedded", models=("embedded",)))
