"""Jobs whose takes come from a pool of ACE-Step servers."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from fake_server import STEPS, FakeAceStep
from generate_track.queue.audio import AudioStore
from generate_track.queue.database import Database
from generate_track.queue.dispatcher import InMemoryDispatcher
from generate_track.queue.job import Job, Submission
from generate_track.queue.patience import HandedBack
from generate_track.queue.runner import Runner
from generate_track.queue.store import JobStore
from pools import Pool, wish


@pytest.fixture
def servers() -> Iterator[list[FakeAceStep]]:
    with ExitStack() as stack:
        yield [stack.enter_context(FakeAceStep(progress=STEPS)) for _ in range(2)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[JobStore]:
    database = Database.open(f"sqlite:///{tmp_path}/queue.db")
    yield JobStore(database, InMemoryDispatcher())
    database.close()


@pytest.fixture
def audio(tmp_path: Path) -> AudioStore:
    return AudioStore.open(str(tmp_path / "audio"))


@pytest.fixture
def job(store: JobStore) -> Job:
    return store.submit(Submission((wish(batch=2),)))


def runner_of(store: JobStore, audio: AudioStore, pool: Pool) -> Runner:
    return Runner(store, audio, engine=pool.engine, worker_id="me", sleep=pool.sleep, now=pool.now)


def found(store: JobStore, job: Job) -> Job:
    now = store.get(job.id)
    assert now is not None
    return now


def n_tasks(servers: list[FakeAceStep]) -> int:
    return sum(len(server.payloads) for server in servers)


def test_a_job_is_made_by_a_server_of_the_pool(
    store: JobStore, audio: AudioStore, *, job: Job, servers: list[FakeAceStep]
) -> None:
    runner_of(store, audio, Pool(*servers)).perform(job.id)
    done = found(store, job)
    assert (done.state, [output.seed for output in done.outputs]) == ("succeeded", [5, 6])
    assert done.remote is not None
    assert done.remote["0"]["server"] in {server.url for server in servers if server.payloads}


def leave(store: JobStore, audio: AudioStore, *, job: Job, servers: list[FakeAceStep]) -> None:
    """Let a worker stop while a task of its runs."""
    pool = Pool(*servers)
    runner = runner_of(store, audio, pool)
    pool.at = {100.5: lambda: runner.close(grace_s=0, abort_s=0)}
    with pytest.raises(HandedBack):
        runner.perform(job.id)
    assert (found(store, job).state, n_tasks(servers)) == ("queued", 1)


def test_the_next_worker_goes_on_with_the_task_of_the_last(
    store: JobStore, audio: AudioStore, *, job: Job, servers: list[FakeAceStep]
) -> None:
    leave(store, audio, job=job, servers=servers)
    runner_of(store, audio, Pool(*servers)).perform(job.id)
    done = found(store, job)
    assert (done.state, done.attempt, len(done.outputs)) == ("succeeded", 1, 2)
    assert n_tasks(servers) == 1


def test_a_task_whose_server_left_the_pool_is_made_by_another(
    store: JobStore, audio: AudioStore, *, job: Job, servers: list[FakeAceStep]
) -> None:
    leave(store, audio, job=job, servers=servers)
    others = [server for server in servers if not server.payloads]
    runner_of(store, audio, Pool(*others)).perform(job.id)
    done = found(store, job)
    assert (done.state, len(done.outputs), len(others[0].payloads)) == ("succeeded", 2, 1)
    assert done.remote is not None
    assert done.remote["0"]["server"] == others[0].url


def test_a_server_that_dies_is_told_of_in_the_notes(
    store: JobStore, audio: AudioStore, *, job: Job, servers: list[FakeAceStep]
) -> None:
    pool = Pool(*servers)
    pool.at = {100.5: lambda: setattr(next(server for server in servers if server.payloads).faults, "is_dead", True)}
    runner_of(store, audio, pool).perform(job.id)
    done = found(store, job)
    assert (done.state, n_tasks(servers)) == ("succeeded", 2)
    assert any(note.endswith("the task is run again") for note in done.notes)


@pytest.mark.parametrize("fault", ["stall", "queue_full", "is_dead"])
def test_a_cancel_is_noticed_within_two_seconds(
    store: JobStore, audio: AudioStore, *, job: Job, servers: list[FakeAceStep], fault: str
) -> None:
    for server in servers:
        setattr(server.faults, fault, 10**6)
    pool = Pool(*servers)
    pool.at = {110.0: lambda: store.cancel(job.id)}
    runner_of(store, audio, pool).perform(job.id)
    assert found(store, job).state == "cancelled"
    assert pool.now_s < 112
    assert pool.loads == [0, 0]
