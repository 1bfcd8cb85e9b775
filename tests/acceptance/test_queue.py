"""Workers that are killed, frozen and told to stop, on both databases: no job is lost, and none is seen twice."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import worker_process
from databases import database, database_url, postgres
from generate_track.queue.database import Database
from generate_track.queue.job import Job, Submission
from generate_track.queue.store import JobStore, Limits
from generate_track.queue.transact import TransactDispatcher, migrate
from generate_track.request import TrackRequest
from postgres import PostgresServer

__all__ = ["database", "database_url", "postgres"]  # fixtures, by their names

PATIENCE_S = 60.0
Start = Callable[..., "subprocess.Popen[str]"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGSTOP")


@pytest.fixture
def store(database: Database) -> JobStore:
    migrate(database)
    return JobStore(database, TransactDispatcher(database), limits=Limits(queued=1000, per_key=1000))


@pytest.fixture
def start(database_url: str, tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def begin(*words: str) -> "subprocess.Popen[str]":
        command = [sys.executable, worker_process.__file__, database_url, str(tmp_path / "audio"), *words]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own words
        started.append(process)
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def submit(store: JobStore, request: TrackRequest, n: int = 1) -> list[str]:
    return [store.submit(Submission((request,))).id for _ in range(n)]


def until(store: JobStore, job_ids: list[str], is_so: Callable[[Job], bool]) -> list[Job]:
    deadline_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline_s:
        jobs = store.get_many(job_ids)
        if all(map(is_so, jobs)):
            return jobs
        time.sleep(0.05)
    raise AssertionError([(job.state, job.attempt, job.error) for job in store.get_many(job_ids) if not is_so(job)])


def is_done(job: Job) -> bool:
    return job.is_final


def is_running(job: Job) -> bool:
    return job.state == "running"


def audio_of(job: Job, tmp_path: Path) -> list[str]:
    folder = tmp_path / "audio" / job.id
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def test_a_job_whose_worker_is_killed_is_done_by_another(
    store: JobStore, start: Start, *, a_request: TrackRequest, tmp_path: Path
) -> None:
    ids = submit(store, a_request)
    first = start("--let", str(tmp_path / "never"))
    until(store, ids, is_running)
    first.kill()
    start()
    (job,) = until(store, ids, is_done)
    assert (job.state, job.attempt) == ("succeeded", 2)


def test_a_frozen_worker_that_wakes_up_late_changes_nothing(
    store: JobStore, start: Start, *, a_request: TrackRequest, tmp_path: Path
) -> None:
    ids, let = submit(store, a_request), tmp_path / "let"
    frozen = start("--let", str(let))
    until(store, ids, is_running)
    frozen.send_signal(signal.SIGSTOP)
    start()
    (job,) = until(store, ids, is_done)
    let.touch()
    frozen.send_signal(signal.SIGCONT)
    frozen.terminate()
    assert frozen.wait(PATIENCE_S) == 0
    assert store.get(job.id) == job
    assert (job.state, job.attempt) == ("succeeded", 2)
    assert audio_of(job, tmp_path) == ["2/1.mp3"]


def test_a_job_that_kills_its_workers_fails_in_the_end(
    store: JobStore, start: Start, *, a_request: TrackRequest, tmp_path: Path
) -> None:
    ids = submit(store, a_request)
    for attempt in (1, 2, 3):
        worker = start("--let", str(tmp_path / "never"), "--dead-s", "0.5")
        until(store, ids, lambda job, attempt=attempt: is_running(job) and job.attempt == attempt)  # type: ignore[misc]
        worker.kill()
    start("--dead-s", "0.5")
    (job,) = until(store, ids, is_done)
    assert job.state == "failed"
    assert job.error is not None
    assert "died 3 times" in job.error.message


def test_a_worker_that_is_told_to_stop_ends_well(store: JobStore, start: Start, a_request: TrackRequest) -> None:
    worker = start()
    ids = submit(store, a_request, 3)
    until(store, ids, is_done)
    worker.terminate()
    assert worker.wait(PATIENCE_S) == 0


def test_each_worker_has_its_own_number_of_slots(
    store: JobStore, start: Start, *, a_request: TrackRequest, tmp_path: Path
) -> None:
    for slots in ("1", "3"):
        start("--slots", slots, "--let", str(tmp_path / "never"))
    ids = submit(store, a_request, 8)
    deadline_s = time.monotonic() + PATIENCE_S
    while store.counts()["running"] < 4:
        assert time.monotonic() < deadline_s
        time.sleep(0.05)
    time.sleep(1.0)  # in which they look ten times for more
    running = Counter(job.worker for job in store.get_many(ids) if job.state == "running")
    assert sorted(running.values()) == [1, 3]


def test_sixty_jobs_and_four_kills_lose_nothing(
    store: JobStore, start: Start, *, a_request: TrackRequest, tmp_path: Path
) -> None:
    ids = submit(store, a_request, 60)
    for _ in range(4):
        worker = start("--slots", "4", "--work-s", "0.05", "--dead-s", "0.5")
        n_before = store.counts()["succeeded"]
        deadline_s = time.monotonic() + PATIENCE_S
        while store.counts()["succeeded"] < min(n_before + 8, 60):
            assert time.monotonic() < deadline_s
            time.sleep(0.01)
        worker.kill()
    start("--slots", "4", "--dead-s", "0.5")
    jobs = until(store, ids, is_done)
    assert [(job.state, job.error) for job in jobs] == [("succeeded", None)] * 60
    assert all(len(audio_of(job, tmp_path)) >= 1 for job in jobs)


def test_postgres_may_be_restarted_while_jobs_run(
    postgres: PostgresServer, tmp_path: Path, a_request: TrackRequest
) -> None:
    url = postgres.create_database("restarted")
    database = Database.open(url)
    migrate(database)
    store = JobStore(database, TransactDispatcher(database))
    ids = submit(store, a_request, 20)
    command = [sys.executable, worker_process.__file__, url, str(tmp_path / "audio"), "--slots", "2", "--work-s", "0.2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:  # noqa: S603 - our own words
        deadline_s = time.monotonic() + PATIENCE_S
        while store.counts()["succeeded"] < 4:
            assert time.monotonic() < deadline_s
            time.sleep(0.05)
        postgres.stop("immediate")
        postgres.start()
        jobs = until(store, ids, is_done)
        worker.kill()
    database.close()
    assert {job.state for job in jobs} == {"succeeded"}
