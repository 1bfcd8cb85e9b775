"""What a worker does with one job, whatever goes wrong on the way."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError

from clock import Clock
from fake_engine import FakeEngine, write_tone
from generate_track.engines.base import Note, OnEvent, Queued, RemoteTask, Running, Take
from generate_track.errors import GenerationFailedError, TaskLostError
from generate_track.queue.audio import AudioStore
from generate_track.queue.database import Database
from generate_track.queue.dispatcher import InMemoryDispatcher
from generate_track.queue.job import Job, Submission
from generate_track.queue.patience import HandedBack
from generate_track.queue.retention import Retention
from generate_track.queue.runner import MAX_ATTEMPTS, Runner
from generate_track.queue.store import JobStore
from generate_track.request import TrackRequest

PATIENCE_S = 10.0
GONE = OperationalError("UPDATE job", {"lyrics": "secret words"}, Exception("gone"))
WRONG = ProgrammingError("UPDATE job", {"lyrics": "secret words"}, Exception("wrong"))


class Store(JobStore):
    """Fails with `errors` of a method, one a call, before the call or after it."""

    def __init__(self, database: Database, line: InMemoryDispatcher) -> None:
        super().__init__(database, line)
        self.errors: dict[str, list[tuple[str, Exception]]] = {}

    def _fail(self, name: str, when: str) -> None:
        errors = self.errors.get(name, [])
        if errors and errors[0][0] == when:
            raise errors.pop(0)[1]

    def start(self, *args: object, **said: object) -> Job | None:
        self._fail("start", "before")
        return super().start(*args, **said)  # type: ignore[bad-argument-type]

    def succeed(self, *args: object, **said: object) -> Job | None:
        self._fail("succeed", "before")
        job = super().succeed(*args, **said)  # type: ignore[bad-argument-type]
        self._fail("succeed", "after")
        return job

    def progress(self, *args: object, **said: object) -> bool:
        self._fail("progress", "before")
        return super().progress(*args, **said)  # type: ignore[bad-argument-type]

    def abandon(self, *args: object, **said: object) -> bool:
        self._fail("abandon", "before")
        return super().abandon(*args, **said)  # type: ignore[bad-argument-type]


class Acting(FakeEngine):
    """Does something before its takes, as things happen while an engine works."""

    def __init__(self, act: Callable[[OnEvent], None], **said: object) -> None:
        super().__init__(**said)  # type: ignore[bad-argument-type]
        self.act = act

    def generate(self, request: TrackRequest, *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
        self.act(on_event)
        yield from super().generate(request, scratch=scratch, on_event=on_event)


class Telling(FakeEngine):
    """Has something to tell after each take, when that is kept."""

    def generate(self, request: TrackRequest, *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
        for take in super().generate(request, scratch=scratch, on_event=on_event):
            yield take
            on_event(Running(1.0, "cleaning up"))


class StubbornStore(AudioStore):
    """Deletes nothing."""

    def __init__(self) -> None:
        pass

    def put(self, name: str, path: Path) -> None:
        """Take a file."""

    def delete(self, prefix: str) -> None:
        raise OSError(prefix)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    database = Database.open(f"sqlite:///{tmp_path}/queue.db")
    yield Store(database, InMemoryDispatcher())
    database.close()


@pytest.fixture
def audio(tmp_path: Path) -> AudioStore:
    return AudioStore.open(str(tmp_path / "audio"))


@pytest.fixture
def short(a_request: TrackRequest) -> TrackRequest:
    return a_request.with_changes({"duration_s": 10, "format": "wav"})


@pytest.fixture
def job(store: Store, short: TrackRequest) -> Job:
    return store.submit(Submission((short,)))


def runner_of(store: Store, audio: AudioStore, engine: FakeEngine, **said: object) -> Runner:
    said = {"sleep": lambda _: None, **said}
    return Runner(store, audio, engine=engine, worker_id="me", **said)  # type: ignore[bad-argument-type]


def found(store: Store, job: Job) -> Job:
    now = store.get(job.id)
    assert now is not None
    return now


def kept(tmp_path: Path) -> list[str]:
    folder = tmp_path / "audio"
    return sorted(path.relative_to(folder).parent.name for path in folder.rglob("*.wav"))


def test_a_job_becomes_tracks_in_the_audio_store(store: Store, audio: AudioStore, *, job: Job, tmp_path: Path) -> None:
    runner_of(store, audio, Acting(lambda tell: tell(Note("a note")))).perform(job.id)
    done = found(store, job)
    assert (done.state, done.notes, done.outputs[0].name) == ("succeeded", ("a note",), f"{job.id}/1/1.wav")
    assert kept(tmp_path) == ["1"]


def test_a_job_that_has_ended_is_not_run_again(store: Store, audio: AudioStore, *, job: Job) -> None:
    runner_of(store, audio, FakeEngine()).perform(job.id)
    done = found(store, job)
    runner_of(store, audio, FakeEngine(error=ValueError("it runs"))).perform(job.id)
    assert found(store, job) == done


def test_takes_of_several_requests_are_counted_through(store: Store, audio: AudioStore, short: TrackRequest) -> None:
    requests = (short.with_changes({"batch": 2}), short.with_changes({"seed": 99}))
    job = store.submit(Submission(requests))
    runner_of(store, audio, FakeEngine()).perform(job.id)
    assert [(output.index, output.seed) for output in found(store, job).outputs] == [(0, 7), (1, 8), (2, 99)]


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (GenerationFailedError("no memory"), "generation_failed", "no memory"),
        (MemoryError(), "error", "unexpected error, MemoryError: "),
        (ValueError("a bug"), "error", "unexpected error, ValueError: a bug"),
    ],
)
def test_whatever_an_engine_fails_with_ends_the_job(
    store: Store, audio: AudioStore, *, job: Job, error: Exception, code: str, message: str
) -> None:
    runner_of(store, audio, FakeEngine(error=error)).perform(job.id)
    failed = found(store, job)
    assert failed.state == "failed"
    assert failed.error is not None
    assert (failed.error.code, failed.error.message) == (code, message)


def test_a_scratch_folder_that_is_not_there_ends_the_job(
    store: Store, audio: AudioStore, *, job: Job, tmp_path: Path
) -> None:
    runner_of(store, audio, FakeEngine(), scratch=tmp_path / "missing").perform(job.id)
    failed = found(store, job)
    assert failed.error is not None
    assert "FileNotFoundError" in failed.error.message


@pytest.fixture
def full(tmp_path: Path, job: Job) -> AudioStore:
    """A store that takes nothing of the job until `blocking` is gone."""
    audio = AudioStore.open(str(tmp_path / "secret"))
    blocking(tmp_path, job).touch()
    return audio


def blocking(tmp_path: Path, job: Job) -> Path:
    return tmp_path / "secret" / job.id


def test_an_audio_store_that_refuses_is_named_without_its_secrets(*, store: Store, job: Job, full: AudioStore) -> None:
    clock = Clock()

    def sleep(_: float) -> None:
        clock.now_s += 60

    runner_of(store, full, FakeEngine(), sleep=sleep, now=clock).perform(job.id)
    failed = found(store, job)
    assert failed.error is not None
    assert failed.error.code == "output"
    assert failed.error.message == "the audio store does not take the file: GenericError"


def test_a_take_waits_for_a_store_that_is_full(*, store: Store, job: Job, full: AudioStore, tmp_path: Path) -> None:
    stages: list[str] = []

    def sleep(_: float) -> None:
        stages.append(found(store, job).stage)
        if len(stages) == 3:
            blocking(tmp_path, job).unlink()

    made: list[TrackRequest] = []
    runner_of(store, full, FakeEngine(on_request=made.append), sleep=sleep).perform(job.id)
    assert found(store, job).state == "succeeded"
    assert stages[1:] == ["waiting for the audio store"] * 2
    assert len(made) == 1


def test_a_job_whose_worker_stops_while_the_store_is_full_is_handed_back(
    *, store: Store, job: Job, full: AudioStore
) -> None:
    runner = runner_of(store, full, FakeEngine(), sleep=lambda _: runner.hurry())
    with pytest.raises(HandedBack):
        runner.perform(job.id)
    assert found(store, job).state == "queued"


def test_a_job_that_is_cancelled_while_the_store_is_full_waits_no_longer(
    *, store: Store, job: Job, full: AudioStore
) -> None:
    sleeps: list[float] = []

    def sleep(seconds: float) -> None:
        sleeps.append(seconds)
        store.cancel(job.id)

    runner_of(store, full, FakeEngine(), sleep=sleep).perform(job.id)
    assert found(store, job).state == "cancelled"
    assert len(sleeps) == 1


def test_an_upload_that_is_gone_ends_the_job(store: Store, audio: AudioStore, short: TrackRequest) -> None:
    job = store.submit(Submission((short,), uploads={"src_audio": "uploads/song.wav"}))
    runner_of(store, audio, FakeEngine()).perform(job.id)
    failed = found(store, job)
    assert failed.error is not None
    assert failed.error.message == "the audio uploaded as src_audio is no longer there"


def test_a_database_that_is_away_for_a_while_loses_nothing(store: Store, audio: AudioStore, *, job: Job) -> None:
    store.errors = {
        "start": [("before", GONE)],
        "progress": [("before", GONE)],
        "succeed": [("before", GONE), ("before", GONE)],
    }
    runner_of(store, audio, FakeEngine()).perform(job.id)
    assert found(store, job).state == "succeeded"


def test_audio_stays_when_only_the_answer_to_its_outcome_is_lost(
    store: Store, audio: AudioStore, *, job: Job, tmp_path: Path
) -> None:
    store.errors = {"succeed": [("after", GONE)]}
    runner_of(store, audio, FakeEngine()).perform(job.id)
    assert found(store, job).state == "succeeded"
    assert kept(tmp_path) == ["1"]


@pytest.mark.parametrize("name", ["start", "succeed"])
def test_an_outcome_that_the_database_never_takes_still_ends_the_job(
    store: Store, audio: AudioStore, *, job: Job, name: str
) -> None:
    store.errors = {name: [("before", WRONG)]}
    runner_of(store, audio, FakeEngine()).perform(job.id)
    failed = found(store, job)
    assert failed.error is not None
    assert failed.error.message == "unexpected error, ProgrammingError"


def test_a_row_that_cannot_be_read_ends_the_job(store: Store, audio: AudioStore, *, job: Job) -> None:
    with store.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE job SET requests = '[{}]'")
    runner_of(store, audio, FakeEngine()).perform(job.id)
    assert store.counts()["failed"] == 1


def test_a_job_that_cannot_be_ended_at_all_is_left_to_the_next_worker(
    store: Store, audio: AudioStore, *, job: Job
) -> None:
    store.errors = {"succeed": [("before", WRONG)], "abandon": [("before", WRONG)]}
    with pytest.raises(HandedBack):
        runner_of(store, audio, FakeEngine()).perform(job.id)
    runner_of(store, audio, FakeEngine()).perform(job.id)
    assert (found(store, job).state, found(store, job).attempt) == ("succeeded", 2)


def test_a_job_that_is_cancelled_while_its_audio_is_kept_leaves_none(
    store: Store, audio: AudioStore, *, job: Job, tmp_path: Path
) -> None:
    def cancel(path: Path, duration_s: float) -> None:
        write_tone(path, duration_s)
        store.cancel(job.id)

    runner_of(store, audio, Telling(write={0: cancel})).perform(job.id)
    assert found(store, job).state == "cancelled"
    assert kept(tmp_path) == []


def test_a_cancel_is_noticed_at_the_next_stage(store: Store, audio: AudioStore, *, job: Job) -> None:
    engine = Acting(lambda tell: (store.cancel(job.id), tell(Running(0.5, "mixing")))[1])
    runner_of(store, audio, engine).perform(job.id)
    assert found(store, job).state == "cancelled"


def test_a_cancelled_job_ends_even_when_its_audio_cannot_be_deleted(store: Store, *, job: Job) -> None:
    engine = Acting(lambda tell: (store.cancel(job.id), tell(Queued()))[1])
    runner_of(store, StubbornStore(), engine).perform(job.id)
    assert found(store, job).state == "cancelled"


def test_an_attempt_that_another_worker_took_over_leaves_nothing(
    store: Store, audio: AudioStore, *, job: Job, tmp_path: Path
) -> None:
    runner = runner_of(store, audio, Acting(lambda _: (store.start(job.id, worker="another"), None)[1]))
    runner.perform(job.id)
    now = found(store, job)
    assert (now.state, now.worker, now.attempt) == ("running", "another", 2)
    assert kept(tmp_path) == []


def test_a_task_is_not_followed_for_an_attempt_that_is_over(store: Store, audio: AudioStore, *, job: Job) -> None:
    engine = Acting(lambda _: (store.start(job.id, worker="another"), None)[1], task_id="t1")
    runner_of(store, audio, engine).perform(job.id)
    assert found(store, job).remote is None


class Remote(FakeEngine):
    """Each request is a task of its own, named by its seed."""

    def __init__(self, *, lost: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.lost = lost
        self.calls: list[str] = []

    def generate(self, request: TrackRequest, *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
        self.calls.append(f"generate {request.seed}")
        self.task_id = f"t{request.seed}"
        yield from super().generate(request, scratch=scratch, on_event=on_event)

    def resume(
        self, request: TrackRequest, task: RemoteTask, *, scratch: Path, on_event: OnEvent, skip: frozenset[int]
    ) -> Iterator[Take]:
        self.calls.append(f"resume {task.task_id}")
        if task.task_id in self.lost:
            raise TaskLostError("restarted")
        self.task_id = task.task_id
        yield from super().resume(request, task, scratch=scratch, on_event=on_event, skip=skip)


def killed_at(store: Store, job: Job, remotes: dict[str, str]) -> None:
    begun = store.start(job.id, worker="dead")
    assert begun is not None
    store.note_remote(begun, {part: {"server": "http://server", "task_id": task} for part, task in remotes.items()})


def test_a_second_run_goes_on_with_each_task_of_the_first(store: Store, audio: AudioStore, short: TrackRequest) -> None:
    job = store.submit(Submission((short, short.with_changes({"seed": 99}))))
    killed_at(store, job, {"0": "t7", "1": "t99"})
    engine = Remote()
    runner_of(store, audio, engine).perform(job.id)
    assert engine.calls == ["resume t7", "resume t99"]
    assert [output.seed for output in found(store, job).outputs] == [7, 99]


def test_a_request_that_had_no_task_yet_is_made_anew(store: Store, audio: AudioStore, short: TrackRequest) -> None:
    job = store.submit(Submission((short, short.with_changes({"seed": 99}))))
    killed_at(store, job, {"0": "t7"})
    engine = Remote()
    runner_of(store, audio, engine).perform(job.id)
    assert engine.calls == ["resume t7", "generate 99"]
    assert (found(store, job).remote or {})["1"]["task_id"] == "t99"


def test_a_task_that_is_lost_is_made_anew(store: Store, audio: AudioStore, *, job: Job) -> None:
    killed_at(store, job, {"0": "t7"})
    engine = Remote(lost=("t7",))
    runner_of(store, audio, engine).perform(job.id)
    assert engine.calls == ["resume t7", "generate 7"]
    assert [output.index for output in found(store, job).outputs] == [0]


def test_a_job_that_killed_its_workers_is_given_up(store: Store, audio: AudioStore, *, job: Job) -> None:
    for _ in range(MAX_ATTEMPTS):
        store.start(job.id, worker="dead")
    runner_of(store, audio, FakeEngine()).perform(job.id)
    assert found(store, job).state == "failed"


def on_last_chance(store: Store, request: TrackRequest) -> Job:
    job = store.submit(Submission((request,)))
    for _ in range(MAX_ATTEMPTS - 1):
        store.start(job.id, worker="dead")
    return job


def test_a_job_that_kills_its_workers_takes_no_other_along(
    store: Store, audio: AudioStore, short: TrackRequest
) -> None:
    jobs = [on_last_chance(store, short) for _ in range(2)]
    running, let, most = Counter[str](), threading.Event(), list[int]()

    def work(_: OnEvent) -> None:
        running["now"] += 1
        most.append(running["now"])
        let.wait(0.2)
        running["now"] -= 1

    runner = runner_of(store, audio, Acting(work))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(runner.perform, [job.id for job in jobs]))
    assert most == [1, 1]
    assert {found(store, job).state for job in jobs} == {"succeeded"}


def test_a_job_that_waits_for_its_last_chance_is_handed_back_by_a_worker_that_stops(
    store: Store, audio: AudioStore, short: TrackRequest
) -> None:
    jobs = [on_last_chance(store, short) for _ in range(2)]
    begun, let = threading.Event(), threading.Event()
    runner = runner_of(store, audio, Acting(lambda _: (begun.set(), let.wait(PATIENCE_S), None)[2]))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(runner.perform, jobs[0].id)
        assert begun.wait(PATIENCE_S)
        second = pool.submit(runner.perform, jobs[1].id)
        closing = threading.Thread(target=lambda: runner.close(grace_s=PATIENCE_S))
        closing.start()
        with pytest.raises(HandedBack):
            second.result(PATIENCE_S)
        let.set()
        first.result(PATIENCE_S)
        closing.join()
    assert [found(store, job).attempt for job in jobs] == [3, 2]


def test_a_worker_that_stops_hands_back_what_tells_of_itself(store: Store, audio: AudioStore, *, job: Job) -> None:
    running, told = threading.Event(), threading.Event()

    def work(tell: OnEvent) -> None:
        running.set()
        while True:
            told.wait(0.01)
            tell(Running(None, "working"))

    runner = runner_of(store, audio, Acting(work))
    ends: list[BaseException] = []
    thread = threading.Thread(target=lambda: _catch(lambda: runner.perform(job.id), ends))
    thread.start()
    assert running.wait(PATIENCE_S)
    runner.close(grace_s=0)
    thread.join(PATIENCE_S)
    assert [type(end) for end in ends] == [HandedBack]
    assert (found(store, job).state, found(store, job).attempt) == ("queued", 0)


def test_a_job_whose_engine_is_taken_away_at_the_end_is_handed_back(
    store: Store, audio: AudioStore, *, job: Job
) -> None:
    def break_down(_: OnEvent) -> None:
        assert runner.is_busy
        runner.hurry()
        raise GenerationFailedError("a process that made takes ended with -9")

    runner = runner_of(store, audio, Acting(break_down))
    with pytest.raises(HandedBack):
        runner.perform(job.id)
    assert (found(store, job).state, found(store, job).attempt) == ("queued", 0)


def test_a_job_that_comes_after_the_end_is_held_until_no_more_can_come(
    store: Store, audio: AudioStore, *, job: Job
) -> None:
    runner, ends = runner_of(store, audio, FakeEngine()), list[BaseException]()
    runner.close(grace_s=0)
    thread = threading.Thread(target=lambda: _catch(lambda: runner.perform(job.id), ends))
    thread.start()
    thread.join(0.05)
    assert thread.is_alive()
    runner.release()
    thread.join(PATIENCE_S)
    assert [type(end) for end in ends] == [HandedBack]
    assert (found(store, job).state, found(store, job).attempt) == ("queued", 0)


def test_patience_with_the_database_ends_with_the_worker(store: Store, audio: AudioStore, *, job: Job) -> None:
    store.errors = {"succeed": [("before", GONE)] * 2}
    runner = runner_of(store, audio, FakeEngine())
    runner._patience._sleep = lambda _: runner._patience.is_over.set()
    with pytest.raises(HandedBack):
        runner.perform(job.id)
    assert found(store, job).state == "running"


def _catch(call: Callable[[], None], ends: list[BaseException]) -> None:
    try:
        call()
    except BaseException as error:  # noqa: BLE001 - what a thread ends with is what is tested
        ends.append(error)


def test_uploads_are_deleted_with_their_job(
    store: Store, audio: AudioStore, *, short: TrackRequest, tmp_path: Path
) -> None:
    write_tone(tmp_path / "song.wav", 1)
    audio.put("uploads/song.wav", tmp_path / "song.wav")
    job = store.submit(Submission((short,), uploads={"src_audio": "uploads/song.wav", "reference_audio": "uploads/no"}))
    runner_of(store, audio, FakeEngine(error=GenerationFailedError("no"))).perform(job.id)
    assert kept(tmp_path) == ["uploads"]
    assert Retention(store, audio, age_s=-1).clean() == 1
    assert kept(tmp_path) == []
