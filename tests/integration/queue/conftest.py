import pytest

from databases import database, database_url, postgres
from generate_track.queue.database import Database
from generate_track.queue.dispatcher import InMemoryDispatcher
from generate_track.queue.store import JobStore, Limits

__all__ = ["database", "database_url", "postgres"]


@pytest.fixture
def line() -> InMemoryDispatcher:
    return InMemoryDispatcher()


@pytest.fixture
def store(database: Database, line: InMemoryDispatcher) -> JobStore:
    return JobStore(database, line, limits=Limits(queued=5, per_key=3))
