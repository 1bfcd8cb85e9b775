"""When jobs may be done, on both databases."""

import pytest

from generate_track.queue.database import Database
from generate_track.queue.forecast import Forecast
from generate_track.queue.job import Job, Submission
from generate_track.queue.store import JobStore
from generate_track.request import TrackRequest


@pytest.fixture
def job(store: JobStore, a_request: TrackRequest) -> Job:
    return store.submit(Submission((a_request,)))


def started(store: JobStore, job: Job) -> Job:
    found = store.start(job.id, worker="one")
    assert found is not None
    return found


def learn(store: JobStore, database: Database, *, pace: float, request: TrackRequest) -> None:
    """Let a job have been done, at a pace."""
    job = started(store, store.submit(Submission((request,), key_id="another")))
    assert store.succeed(job, ())
    with database.engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE job SET started_s = finished_s - {pace * job.audio_s} WHERE state = 'succeeded'"  # noqa: S608
        )


def now(store: JobStore, job: Job) -> Job:
    found = store.get(job.id)
    assert found is not None
    return found


def test_nothing_is_foretold_before_a_job_was_done(store: JobStore, job: Job) -> None:
    assert Forecast(store).eta_s(job) is None
    assert Forecast(store).eta_s(started(store, job)) is None
    assert Forecast(store).position(job) == 1


def test_a_waiting_job_waits_for_those_before_it_on_all_workers(
    store: JobStore, database: Database, *, job: Job, a_request: TrackRequest
) -> None:
    learn(store, database, pace=0.5, request=a_request)
    second = store.submit(Submission((a_request,), key_id="yet another"))
    # 120 s of audio each.
    assert [Forecast(store).eta_s(each) for each in (job, second)] == [60.0, 120.0]
    database.run("worker.beat", id="one", engine="fake", slots=2)
    forecast = Forecast(store)
    assert [forecast.eta_s(each) for each in (job, second)] == [60.0, 90.0]
    running = started(store, job)
    assert store.progress(running, stage="rendering", fraction=0.5)
    assert Forecast(store).eta_s(second) == 75.0


def test_a_running_job_is_judged_by_the_others_until_it_shows_its_own_pace(
    store: JobStore, database: Database, *, job: Job, a_request: TrackRequest
) -> None:
    learn(store, database, pace=0.5, request=a_request)
    running = started(store, job)
    assert Forecast(store).eta_s(running) == 60.0
    assert store.progress(running, stage="rendering", fraction=0.5)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE job SET started_s = started_s - 100 WHERE state = 'running'")
    assert Forecast(store).eta_s(now(store, job)) == pytest.approx(100, abs=5)


def test_nothing_is_foretold_of_what_has_ended(store: JobStore, job: Job) -> None:
    store.cancel(job.id)
    assert Forecast(store).eta_s(now(store, job)) is None


def test_several_are_foretold_as_each_alone_is(
    *, store: JobStore, database: Database, a_request: TrackRequest, job: Job
) -> None:
    learn(store, database, pace=0.5, request=a_request)
    running = started(store, job)
    waiting = [store.submit(Submission((a_request,), key_id=key)) for key in ("second", "third")]
    late = store.submit(Submission((a_request,), key_id="fourth"))
    together = Forecast(store, [running, *waiting])
    for each in (running, *waiting, late):
        alone = Forecast(store)
        assert (together.position(each), together.eta_s(each)) == (alone.position(each), alone.eta_s(each))
