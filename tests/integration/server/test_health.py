from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from clock import Clock
from generate_track.queue.database import Database
from generate_track.server.app import create_app
from generate_track.server.backend import Backend
from generate_track.server.health import Readiness


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def readiness(backend: Backend, clock: Clock) -> Readiness:
    return Readiness(backend, now=clock)


def beat(database: Database) -> None:
    database.run("worker.beat", id="w-1", engine="fake", slots=1)


def test_a_process_that_answers_lives(backend: Backend) -> None:
    answer = TestClient(create_app(backend)).get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_a_server_with_all_it_needs_is_ready(backend: Backend, database: Database) -> None:
    beat(database)
    answer = TestClient(create_app(backend)).get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
    assert answer.json()["checks"] == {"database": True, "worker": True, "audio": True}


@pytest.mark.parametrize("path", ["/release_task", "/v1/jobs", "/v1/chat/completions"])
def test_a_server_that_is_about_to_end_takes_no_jobs_and_says_when_to_come_back(
    backend: Backend, database: Database, path: str
) -> None:
    beat(database)
    backend.closing.set()
    client = TestClient(create_app(backend))
    refused = client.post(path, json={})
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert refused.json()["error_code"] == "unavailable"
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (503, "ending")
    assert client.get("/v1/jobs").status_code == 401  # as ever, without a key


def test_a_server_without_a_worker_is_not(backend: Backend) -> None:
    answer = TestClient(create_app(backend)).get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "not ready")
    assert answer.json()["checks"] == {"database": True, "worker": False, "audio": True}


def test_a_worker_is_seen_as_soon_as_it_is_there(readiness: Readiness, database: Database, clock: Clock) -> None:
    assert not readiness.check()["worker"]
    beat(database)
    clock.now_s += 1
    assert readiness.check()["worker"]


def test_no_more_often_than_once_a_second_is_looked(readiness: Readiness, database: Database, clock: Clock) -> None:
    beat(database)
    assert readiness.check()["worker"]
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE worker")
    assert readiness.check()["worker"]
    clock.now_s += 1
    assert not readiness.check()["worker"]


def test_a_database_that_does_not_answer_is_told(tmp_path: Path, readiness: Readiness, clock: Clock) -> None:
    assert readiness.check()["database"]
    readiness._backend.store.database.close()
    for file in tmp_path.glob("queue.db*"):
        file.unlink()
    tmp_path.joinpath("queue.db").mkdir()
    clock.now_s += 1
    assert not readiness.check()["database"]


def test_a_store_that_takes_no_file_is_told(tmp_path: Path, readiness: Readiness, clock: Clock) -> None:
    assert readiness.check()["audio"]
    tmp_path.joinpath("audio").rmdir()
    tmp_path.joinpath("audio").write_text("no folder")
    clock.now_s += 29
    assert readiness.check()["audio"]
    clock.now_s += 1
    assert not readiness.check()["audio"]


def test_a_probe_leaves_nothing_behind(tmp_path: Path, readiness: Readiness) -> None:
    readiness.check()
    assert not [path for path in tmp_path.joinpath("audio").rglob("*") if path.is_file()]
