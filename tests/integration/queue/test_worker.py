"""A worker on DBOS's line, on both databases."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from fake_engine import FakeEngine
from fake_server import FakeAceStep
from generate_track.acestep.upstream import Upstream
from generate_track.engines.base import OnEvent, Running, Take
from generate_track.engines.pool import PoolEngine
from generate_track.engines.roster import Roster
from generate_track.queue.audio import AudioStore
from generate_track.queue.database import Database
from generate_track.queue.dispatcher import NotHeardError
from generate_track.queue.job import Job, Submission
from generate_track.queue.retention import Retention
from generate_track.queue.store import JobStore
from generate_track.queue.transact import TransactDispatcher, TransactWorker, migrate
from generate_track.queue.worker import Pulse, Worker
from generate_track.request import TrackRequest

PATIENCE_S = 30.0
QUICK = Pulse(beat_s=0.05, dead_s=0.5)


class GatedEngine(FakeEngine):
    """Makes nothing before it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()

    def generate(self, request: TrackRequest, *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
        n = 0
        while not self.gate.wait(0.02):
            n += 1
            on_event(Running(None, f"waiting {n}"))
        yield from super().generate(request, scratch=scratch, on_event=on_event)


@pytest.fixture
def store(database: Database) -> JobStore:
    migrate(database)
    return JobStore(database, TransactDispatcher(database))


@pytest.fixture
def audio(tmp_path: Path) -> AudioStore:
    return AudioStore.open(str(tmp_path / "audio"))


@pytest.fixture
def hire(store: JobStore, audio: AudioStore) -> Iterator[Callable[..., Worker]]:
    hired: list[Worker] = []

    def start(engine: FakeEngine, **said: object) -> Worker:
        said.setdefault("notify", lambda _: None)
        worker = Worker(store, audio, engine=engine, pulse=QUICK, **said)  # type: ignore[arg-type]
        worker.start()
        hired.append(worker)
        return worker

    yield start
    for worker in hired:
        worker.stop(grace_s=0)


def until(store: JobStore, job: Job, is_so: Callable[[Job], bool]) -> Job:
    deadline_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline_s:
        found = store.get(job.id)
        assert found is not None
        if is_so(found):
            return found
        time.sleep(0.01)
    raise AssertionError(f"still {store.get(job.id)}")


def is_final(job: Job) -> bool:
    return job.is_final


def is_running(job: Job) -> bool:
    return job.state == "running"


@pytest.fixture
def a_request(a_request: TrackRequest) -> TrackRequest:
    return a_request.with_changes({"duration_s": 10})


@pytest.fixture
def job(store: JobStore, a_request: TrackRequest) -> Job:
    return store.submit(Submission((a_request,)))


def test_a_job_becomes_a_track_in_the_audio_store(
    store: JobStore, audio: AudioStore, *, job: Job, hire: Callable[..., Worker], tmp_path: Path
) -> None:
    hire(FakeEngine())
    done = until(store, job, is_final)
    assert done.state == "succeeded", done.error
    (output,) = done.outputs
    audio.fetch(output.name, tmp_path / "take.mp3")
    assert (tmp_path / "take.mp3").stat().st_size == output.size_bytes
    assert output.facts["request"]["caption"] == job.request.caption


def test_a_running_job_is_cancelled(store: JobStore, job: Job, hire: Callable[..., Worker]) -> None:
    hire(GatedEngine())
    until(store, job, is_running)
    store.cancel(job.id)
    assert until(store, job, is_final).state == "cancelled"


def test_a_cancelled_job_whose_server_hangs_is_out_of_the_way_soon(
    store: JobStore, a_request: TrackRequest, hire: Callable[..., Worker]
) -> None:
    with FakeAceStep(frozen="/query_result") as server:
        hire(PoolEngine(Roster.of([Upstream(server.url)])))
        stuck = store.submit(Submission((a_request,)))
        assert server.is_frozen.wait(PATIENCE_S)
        cancelled = store.cancel(stuck.id)
        assert cancelled is not None
        assert cancelled.state == "cancelled"
        server.faults.frozen = None
        start_s = time.monotonic()
        until(store, store.submit(Submission((a_request,))), is_running)
        assert time.monotonic() - start_s < 5
    assert store.get(stuck.id) == cancelled


def test_a_worker_that_stops_hands_back_what_is_not_done_for_the_next(
    store: JobStore, job: Job, hire: Callable[..., Worker]
) -> None:
    first = hire(GatedEngine())
    until(store, job, is_running)
    first.stop(grace_s=0)
    assert until(store, job, lambda found: found.state == "queued").attempt == 0
    hire(FakeEngine())
    done = until(store, job, is_final)
    assert (done.state, done.attempt) == ("succeeded", 1)


def test_a_worker_that_stops_finishes_what_it_can(store: JobStore, job: Job, hire: Callable[..., Worker]) -> None:
    engine = GatedEngine()
    worker = hire(engine)
    until(store, job, is_running)
    engine.gate.set()
    worker.stop(grace_s=PATIENCE_S)
    found = store.get(job.id)
    assert found is not None
    assert found.state == "succeeded"


def test_the_news_of_an_end_reach_the_worker(
    store: JobStore, a_request: TrackRequest, hire: Callable[..., Worker]
) -> None:
    told: list[str] = []
    heard = threading.Event()
    job = store.submit(Submission((a_request,), webhook="https://example.org/hook"))
    hire(FakeEngine(), notify=lambda job_id: (told.append(job_id), heard.set()))
    assert heard.wait(PATIENCE_S)
    assert told == [job.id]


def test_news_that_are_not_heard_are_told_again(store: JobStore, database: Database, a_request: TrackRequest) -> None:
    told: list[str] = []
    heard = threading.Event()

    def notify(job_id: str) -> None:
        told.append(job_id)
        if len(told) < 3:
            raise NotHeardError
        heard.set()

    job = store.submit(Submission((a_request,), webhook="https://example.org/hook"))
    store.cancel(job.id)
    line = TransactWorker(
        database, worker_id="one", slots=1, perform=lambda _: None, notify=notify, retries_s=(0.01, 0.01)
    )
    line.launch()
    assert heard.wait(PATIENCE_S)
    line.stop()
    assert told == [job.id] * 3


@pytest.mark.parametrize("error", [sa.exc.OperationalError("", {}, Exception("restarting")), ValueError("a bug")])
def test_news_that_cannot_be_told_now_are_told_again(
    store: JobStore, database: Database, *, a_request: TrackRequest, error: Exception
) -> None:
    errors, heard = [error], threading.Event()

    def notify(_: str) -> None:
        if errors:
            raise errors.pop()
        heard.set()

    store.cancel(store.submit(Submission((a_request,), webhook="https://example.org/hook")).id)
    line = TransactWorker(database, worker_id="one", slots=1, perform=lambda _: None, notify=notify, retries_s=(0.01,))
    line.launch()
    assert heard.wait(PATIENCE_S)
    line.stop()


def test_news_that_nobody_hears_are_given_up(store: JobStore, database: Database, a_request: TrackRequest) -> None:
    given_up = threading.Event()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "did not answer 1 times: given up" in record.getMessage():
                given_up.set()

    def notify(_: str) -> None:
        raise NotHeardError

    store.cancel(store.submit(Submission((a_request,), webhook="https://example.org/hook")).id)
    line = TransactWorker(database, worker_id="one", slots=1, perform=lambda _: None, notify=notify, retries_s=())
    logger = logging.getLogger("generate_track.queue.transact")
    logger.addHandler(listener := Listener())
    line.launch()
    assert given_up.wait(PATIENCE_S)
    line.stop()
    logger.removeHandler(listener)


def test_stems_and_scores_are_kept_beside_their_take(
    store: JobStore, audio: AudioStore, *, job: Job, hire: Callable[..., Worker], tmp_path: Path
) -> None:
    hire(FakeEngine(has_extras=True))
    done = until(store, job, is_final)
    assert done.state == "succeeded", done.error
    (output,) = done.outputs
    names = [extra.name for extra in output.extras]
    assert names == [f"{job.id}/1/1.stems/bass.wav", f"{job.id}/1/1.stems/piano.wav", f"{job.id}/1/1.mid"]
    assert [extra.kind for extra in output.extras] == ["stems", "stems", "midi"]
    for extra in output.extras:
        audio.fetch(extra.name, tmp_path / "extra")
        assert (tmp_path / "extra").stat().st_size == extra.size_bytes
    paths = [path for path, _ in done.files()]
    assert paths == [f"/{job.id}/{file}" for file in ("1.mp3", "1.stems/bass.wav", "1.stems/piano.wav", "1.mid")]


def test_old_jobs_and_their_audio_are_deleted(
    store: JobStore, audio: AudioStore, *, job: Job, hire: Callable[..., Worker], tmp_path: Path
) -> None:
    worker = hire(FakeEngine())
    done = until(store, job, is_final)
    worker.stop(grace_s=0)
    retention = Retention(store, audio, age_s=-1, now=lambda: 0.0)
    assert retention.clean() == 1
    assert store.get(job.id) is None
    with pytest.raises(FileNotFoundError):
        audio.fetch(done.outputs[0].name, tmp_path / "take.mp3")
    # It has just looked.
    assert retention.clean() == 0


def test_audio_that_cannot_be_deleted_keeps_its_job_and_no_other(
    store: JobStore, audio: AudioStore, *, a_request: TrackRequest, tmp_path: Path
) -> None:
    stuck, gone = (store.submit(Submission((a_request,), uploads={"src_audio": name})) for name in ("stuck", "gone"))
    (tmp_path / "audio" / "stuck" / "deep").mkdir(parents=True)
    for job in (stuck, gone):
        store.cancel(job.id)
    retention = Retention(store, audio, age_s=-1)
    assert retention.clean() == 1
    assert (store.get(stuck.id) is None, store.get(gone.id) is None) == (False, True)
    # Not at once again.
    assert retention.clean() == 0


class RefusingRetention(Retention):
    """Fails each time it is to clean, and says when it was asked again."""

    def __init__(self, store: JobStore, audio: AudioStore) -> None:
        super().__init__(store, audio)
        self.n_calls = 0
        self.is_asked_again = threading.Event()

    def clean(self) -> int:
        self.n_calls += 1
        if self.n_calls > 1:
            self.is_asked_again.set()
        raise ValueError("the audio store is away")


def test_a_chore_that_fails_ends_neither_the_worker_nor_the_next_chore(
    store: JobStore, audio: AudioStore, *, job: Job, hire: Callable[..., Worker]
) -> None:
    retention = RefusingRetention(store, audio)
    hire(FakeEngine(), retention=retention)
    assert retention.is_asked_again.wait(PATIENCE_S)
    assert until(store, job, is_final).state == "succeeded"


def _take(database: Database, job: Job, *, worker_id: str) -> None:
    """Let a job be one that a worker has taken, and does not do."""
    table = "workflow_status" if database.dialect == "sqlite" else "dbos.workflow_status"
    change = f"UPDATE {table} SET status = 'PENDING', executor_id = :worker WHERE workflow_uuid = :job"  # noqa: S608 - ours
    with database.engine.begin() as connection:
        assert connection.execute(sa.text(change), {"worker": worker_id, "job": job.id}).rowcount == 1


def test_after_a_silence_of_the_database_nobody_is_thought_dead_at_once(
    store: JobStore, audio: AudioStore, job: Job
) -> None:
    pulse = Pulse(beat_s=3600, dead_s=60)
    worker = Worker(store, audio, engine=FakeEngine(), pulse=pulse, notify=lambda _: None)
    _take(store.database, job, worker_id="silent")
    store.database.run("worker.beat", id="silent", engine="fake", slots=1)
    store.database.run("worker.leave", id="silent")
    worker.start()
    try:
        worker._beaten_s -= 100
        worker._beat()
        worker._reap()
        assert not is_final(until(store, job, lambda found: found.state == "queued"))
        worker._steady_s -= 100
        worker._reap()
        assert until(store, job, is_final).state == "succeeded"
    finally:
        worker.stop(grace_s=0)


def test_a_worker_does_not_take_itself_for_dead(store: JobStore, job: Job, hire: Callable[..., Worker]) -> None:
    engine = GatedEngine()
    worker = hire(engine)
    until(store, job, is_running)
    store.database.run("worker.leave", id=worker.id)
    worker._reap()
    engine.gate.set()
    assert until(store, job, is_final).attempt == 1


def _is_dead_at(worker: Worker, worker_id: str) -> list[bool]:
    """Look for the dead some times in a row; return whether one is among them, each time."""
    return [worker_id in worker._find_dead() for _ in range(3)]


@pytest.fixture
def idle(store: JobStore, audio: AudioStore) -> Iterator[Worker]:
    """A worker whose chores are done when a test says so."""
    pulse = Pulse(beat_s=3600, dead_s=0.5)
    worker = Worker(store, audio, engine=FakeEngine(), pulse=pulse, notify=lambda _: None)
    worker.start()
    yield worker
    worker.stop(grace_s=0)


def _let_beat(store: JobStore, worker_id: str, *, ago_s: float) -> None:
    store.database.run("worker.beat", id=worker_id, engine="fake", slots=1)
    with store.database.engine.begin() as connection:
        change = sa.text("UPDATE worker SET beat_s = beat_s - :ago WHERE id = :id")
        connection.execute(change, {"ago": ago_s, "id": worker_id})


def test_a_clock_that_jumps_makes_nobody_dead_who_beats_on(store: JobStore, idle: Worker) -> None:
    _let_beat(store, "another", ago_s=3600)
    assert "another" not in idle._find_dead()
    _let_beat(store, "another", ago_s=3599)
    assert _is_dead_at(idle, "another") == [False, False, True]


def test_a_worker_that_leaves_while_another_is_buried_is_missed_all_the_same(
    store: JobStore, *, idle: Worker, job: Job
) -> None:
    _take(store.database, job, worker_id="leaving")
    _let_beat(store, "leaving", ago_s=0)
    _let_beat(store, "gone", ago_s=0)
    store.database.run("worker.leave", id="gone")
    recover = idle._line.recover

    def recover_slowly(worker_ids: list[str]) -> int:
        store.database.run("worker.leave", id="leaving")
        return recover(worker_ids)

    idle._line.recover = recover_slowly  # type: ignore[method-assign]
    idle._reap()
    idle._reap()
    assert until(store, job, is_final).state == "succeeded"


def test_dead_workers_that_hold_nothing_are_not_asked_for_again_and_again(store: JobStore, idle: Worker) -> None:
    for number in range(3):
        _let_beat(store, f"dead-{number}", ago_s=0)
        store.database.run("worker.leave", id=f"dead-{number}")
    asked: list[str] = []
    idle._line.recover = lambda worker_ids: asked.extend(worker_ids) or 0  # type: ignore[method-assign]
    idle._reap()
    assert asked == []


def test_what_a_worker_took_that_nobody_knows_is_done_by_another(store: JobStore, *, idle: Worker, job: Job) -> None:
    _take(store.database, job, worker_id="nobody")
    idle._strays_s -= 100
    idle._find_strays()
    assert until(store, job, is_final).state == "succeeded"


def test_a_job_that_was_taken_from_its_worker_by_one_that_died_is_done(
    store: JobStore, *, job: Job, hire: Callable[..., Worker]
) -> None:
    engine = GatedEngine()
    worker = hire(engine)
    until(store, job, is_running)
    # As one that was frozen does when it wakes up, before it is killed: the line counts the job as done.
    assert store.start(job.id, worker="late") is not None
    engine.gate.set()
    worker._rescue_s -= 100
    assert until(store, job, is_final).state == "succeeded"


@pytest.mark.usefixtures("idle")
def test_a_job_is_left_to_a_living_worker_that_took_it_late(store: JobStore, job: Job) -> None:
    _let_beat(store, "late", ago_s=0)
    assert until(store, job, is_final).state == "succeeded"
    with store.database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE job SET state = 'running', worker = 'late'"))
    assert store.rescue(age_s=60) == 0
    assert store.rescue(age_s=-60) == 1


def test_a_job_that_was_taken_and_not_begun_is_lined_up_again(store: JobStore, idle: Worker, job: Job) -> None:
    until(store, job, is_final)
    with store.database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE job SET state = 'queued'"))
    _take(store.database, job, worker_id=idle.id)
    for _ in range(2):
        idle._strays_s -= 100
        idle._find_strays()
    assert until(store, job, is_final).attempt == 2
