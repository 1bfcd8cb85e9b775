"""What the rows of jobs promise, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from generate_track.errors import IdempotencyError, QueueFullError
from generate_track.queue.database import Database
from generate_track.queue.dispatcher import InMemoryDispatcher
from generate_track.queue.job import Failure, Job, Output, Submission
from generate_track.queue.store import JobStore, Limits
from generate_track.request import TrackRequest

TAKE = Output(0, name="job/1/1.mp3", seed=7, format="mp3", duration_s=10.0, size_bytes=100, facts={"engine": "fake"})

REMOTE = {"0": {"server": "http://gpu", "task_id": "t1"}}


def of(request: TrackRequest, **said: object) -> Submission:
    return Submission((request,), **said)  # type: ignore[arg-type]


def started(store: JobStore, submission: Submission) -> Job:
    job = store.start(store.submit(submission).id, worker="a worker")
    assert job is not None
    return job


def test_a_submitted_job_waits_first_in_line(
    store: JobStore, a_request: TrackRequest, line: InMemoryDispatcher
) -> None:
    job = store.submit(of(a_request))
    assert (job.state, job.stage, job.attempt, job.request) == ("queued", "waiting", 0, a_request)
    assert store.position(job) == 1
    assert [job_id for _, job_id in line.waiting] == [job.id]


def test_a_job_is_found_by_its_own_key_only(store: JobStore, a_request: TrackRequest) -> None:
    job = store.submit(of(a_request, key_id="mine"))
    assert store.get(job.id) == job
    assert store.get(job.id, key_id="mine") == job
    assert store.get(job.id, key_id="yours") is None
    assert store.get("nonsense") is None


def test_the_same_idempotency_key_is_the_same_job(store: JobStore, a_request: TrackRequest) -> None:
    first = store.submit(of(a_request, idempotency_key="order-1", fingerprint="a"))
    assert store.submit(of(a_request, idempotency_key="order-1", fingerprint="a")).id == first.id
    assert store.submit(of(a_request, idempotency_key="order-1", fingerprint="b", key_id="yours")).id != first.id


def test_an_idempotency_key_is_not_used_for_something_else(store: JobStore, a_request: TrackRequest) -> None:
    store.submit(of(a_request, idempotency_key="order-1", fingerprint="a"))
    with pytest.raises(IdempotencyError, match="order-1"):
        store.submit(of(a_request, idempotency_key="order-1", fingerprint="b"))


def test_forty_submits_of_one_idempotency_key_at_once_are_one_job(store: JobStore, a_request: TrackRequest) -> None:
    submission = of(a_request, idempotency_key="order-1", fingerprint="a")
    with ThreadPoolExecutor(8) as pool:
        jobs = list(pool.map(lambda _: store.submit(submission), range(40)))
    assert len({job.id for job in jobs}) == 1


def test_a_full_queue_says_when_to_come_back(store: JobStore, a_request: TrackRequest) -> None:
    for key in "abcde":
        store.submit(of(a_request, key_id=key))
    with pytest.raises(QueueFullError, match="5 jobs are waiting, and 5 is the limit") as told:
        store.submit(of(a_request, key_id="f"))
    assert told.value.retry_after_s == 60


def is_accepted(store: JobStore, submission: Submission) -> bool:
    try:
        store.submit(submission)
    except QueueFullError:
        return False
    return True


def test_many_who_are_refused_at_once_do_not_wait_for_each_others_connections(
    store: JobStore, a_request: TrackRequest
) -> None:
    with ThreadPoolExecutor(40) as pool:
        assert sum(pool.map(lambda n: not is_accepted(store, of(a_request, key_id=str(n))), range(120))) == 115


def test_one_key_cannot_take_all_places(store: JobStore, a_request: TrackRequest) -> None:
    for _ in range(3):
        store.submit(of(a_request, key_id="greedy"))
    with pytest.raises(QueueFullError, match="3 jobs of this key"):
        store.submit(of(a_request, key_id="greedy"))
    assert store.submit(of(a_request, key_id="modest")).state == "queued"


def test_where_there_are_no_keys_the_queue_is_everybodys(store: JobStore, a_request: TrackRequest) -> None:
    for _ in range(store.limits.queued):
        store.submit(of(a_request))
    with pytest.raises(QueueFullError, match="5 jobs are waiting"):
        store.submit(of(a_request))


def test_many_submits_at_once_never_pass_the_limit(store: JobStore, a_request: TrackRequest) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda n: is_accepted(store, of(a_request, key_id=str(n))), range(40))) == 5


def test_who_asks_for_little_goes_before_who_floods(store: JobStore, a_request: TrackRequest) -> None:
    flood = [store.submit(of(a_request, key_id="greedy")) for _ in range(3)]
    modest = store.submit(of(a_request, key_id="modest"))
    line = [flood[0], modest, flood[1], flood[2]]
    assert [store.position(job) for job in line] == [1, 2, 3, 4]
    assert store.places(job.id for job in line) == {job.id: store.place(job) for job in line}


def test_a_better_class_goes_first(store: JobStore, a_request: TrackRequest, line: InMemoryDispatcher) -> None:
    store.submit(of(a_request, key_id="a"))
    urgent = store.submit(of(a_request, key_id="b", priority_class=0))
    assert line.waiting[0][1] == urgent.id
    assert store.position(urgent) == 1


def test_a_running_job_tells_how_it_goes(store: JobStore, a_request: TrackRequest) -> None:
    job = started(store, of(a_request))
    assert store.progress(job, stage="rendering", fraction=0.5)
    now = store.get(job.id)
    assert now is not None
    assert (now.state, now.stage, now.fraction, now.worker) == ("running", "rendering", 0.5, "a worker")
    assert now.revision > job.revision
    assert store.revisions([job.id]) == {job.id: now.revision}
    assert store.position(now) is None


def test_a_finished_job_shows_its_takes(store: JobStore, a_request: TrackRequest) -> None:
    job = started(store, of(a_request))
    done = store.succeed(job, (TAKE,), notes=("a note",))
    assert done is not None
    assert done.is_final
    assert (done.state, done.fraction, done.outputs, done.notes) == ("succeeded", 1.0, (TAKE,), ("a note",))
    assert done.finished_s is not None
    assert store.start(job.id, worker="another") is None


def test_a_failed_job_says_why(store: JobStore, a_request: TrackRequest) -> None:
    failure = Failure("generation_failed", "the model ran out of memory", "ask for less")
    failed = store.fail(started(store, of(a_request)), failure)
    assert failed is not None
    assert (failed.state, failed.error) == ("failed", failure)


def test_what_a_worker_that_was_given_up_says_is_not_heard(store: JobStore, a_request: TrackRequest) -> None:
    frozen = started(store, of(a_request))
    owner = store.start(frozen.id, worker="another")
    assert owner is not None
    assert owner.attempt == 2
    assert not store.progress(frozen, stage="rendering", fraction=0.9)
    assert store.succeed(frozen, (TAKE,)) is None
    assert store.fail(frozen, Failure("error", "late")) is None
    assert store.succeed(owner, (TAKE,)) is not None


def test_a_waiting_job_is_cancelled_at_once(store: JobStore, a_request: TrackRequest, line: InMemoryDispatcher) -> None:
    job = store.submit(of(a_request))
    cancelled = store.cancel(job.id)
    assert cancelled is not None
    assert cancelled.state == "cancelled"
    assert line.waiting == []
    assert store.start(job.id, worker="a worker") is None


def test_a_running_job_is_cancelled_at_once_and_its_worker_hears_of_it(
    store: JobStore, a_request: TrackRequest
) -> None:
    job = started(store, of(a_request))
    told = store.cancel(job.id)
    assert told is not None
    assert (told.state, told.stage) == ("cancelled", "cancelled")
    assert not store.progress(job, stage="rendering", fraction=0.5)
    assert store.succeed(job, (TAKE,)) is None
    assert store.get(job.id) == told


def test_a_cancelled_job_whose_worker_died_does_not_run_again(store: JobStore, a_request: TrackRequest) -> None:
    job = started(store, of(a_request))
    store.cancel(job.id)
    assert store.start(job.id, worker="another") is None
    ended = store.get(job.id)
    assert ended is not None
    assert ended.state == "cancelled"


def test_cancelling_what_is_done_changes_nothing(store: JobStore, a_request: TrackRequest) -> None:
    job = started(store, of(a_request))
    done = store.succeed(job, (TAKE,))
    assert store.cancel(job.id) == done
    assert store.cancel("nonsense") is None


def test_a_job_that_is_handed_back_waits_as_if_it_had_never_run(store: JobStore, a_request: TrackRequest) -> None:
    job = started(store, of(a_request))
    assert store.hand_back(job)
    again = store.start(job.id, worker="another")
    assert again is not None
    assert again.attempt == 1


def test_a_cancelled_job_that_is_handed_back_ends(store: JobStore, a_request: TrackRequest) -> None:
    job = started(store, of(a_request))
    store.cancel(job.id)
    assert not store.hand_back(job)
    ended = store.get(job.id)
    assert ended is not None
    assert ended.state == "cancelled"


def test_a_job_that_is_handed_back_did_not_begin_when_it_ran_in_vain(store: JobStore, a_request: TrackRequest) -> None:
    job = started(store, of(a_request))
    store.hand_back(job)
    waiting = store.get(job.id)
    assert waiting is not None
    assert (waiting.started_s, waiting.worker) == (None, None)


def served(store: JobStore, line: InMemoryDispatcher) -> Job:
    """Do the job that is next, and return it."""
    _, job_id = line.waiting.pop(0)
    job = store.start(job_id, worker="a worker")
    assert job is not None
    store.succeed(job, ())
    return job


def test_who_asks_for_little_goes_before_the_rest_of_a_flood(
    store: JobStore, a_request: TrackRequest, line: InMemoryDispatcher
) -> None:
    for _ in range(3):
        store.submit(of(a_request, key_id="flood"))
    store.submit(of(a_request, key_id="little"))
    assert [served(store, line).key_id for _ in range(4)] == ["flood", "little", "flood", "flood"]


def test_a_flood_is_not_kept_waiting_for_ever_by_those_who_ask_for_little(
    store: JobStore, a_request: TrackRequest, line: InMemoryDispatcher
) -> None:
    for key in ("flood", "flood", "flood", "b", "c"):
        store.submit(of(a_request, key_id=key))
    order = []
    for _ in range(9):
        key = served(store, line).key_id
        order.append(key)
        if key != "flood":
            store.submit(of(a_request, key_id=key))
    assert order.count("flood") == 3


def test_what_a_key_had_before_all_was_idle_is_not_held_against_it(
    store: JobStore, a_request: TrackRequest, line: InMemoryDispatcher
) -> None:
    for _ in range(3):
        store.submit(of(a_request, key_id="old"))
    for _ in range(3):
        served(store, line)
    for key in ("new", "old", "new"):
        store.submit(of(a_request, key_id=key))
    assert [served(store, line).key_id for _ in range(3)] == ["new", "old", "new"]


def test_a_lower_class_goes_first_whatever_its_turns(
    store: JobStore, a_request: TrackRequest, line: InMemoryDispatcher
) -> None:
    for _ in range(3):
        store.submit(of(a_request, key_id="first", priority_class=0))
    store.submit(of(a_request, key_id="last", priority_class=9))
    assert [served(store, line).key_id for _ in range(4)] == ["first", "first", "first", "last"]
    assert store.submit(of(a_request, key_id="last", priority_class=9)).priority < 2**31


def test_a_job_is_given_up_by_its_own_worker_only_and_unread(
    store: JobStore, a_request: TrackRequest, line: InMemoryDispatcher
) -> None:
    job = started(store, of(a_request, webhook="https://example.org/hook"))
    failure = Failure("error", "it cannot be read")
    assert not store.abandon(job.id, failure, worker="another")
    assert store.abandon(job.id, failure, worker="a worker")
    ended = store.get(job.id)
    assert ended is not None
    assert (ended.state, ended.error, line.news) == ("failed", failure, [job.id])


def test_the_remote_task_of_an_attempt_is_kept(store: JobStore, a_request: TrackRequest) -> None:
    job = started(store, of(a_request))
    assert store.note_remote(job, REMOTE)
    again = store.start(job.id, worker="another")
    assert again is not None
    assert again.remote == REMOTE
    assert not store.note_remote(job, {})


def test_jobs_are_listed_newest_first_a_page_at_a_time(store: JobStore, a_request: TrackRequest) -> None:
    jobs = [store.submit(of(a_request, key_id="mine")) for _ in range(3)]
    store.submit(of(a_request, key_id="yours"))
    first = store.page("mine", limit=2)
    assert [job.id for job in first.jobs] == [jobs[2].id, jobs[1].id]
    last = store.page("mine", limit=2, cursor=first.cursor)
    assert [job.id for job in last.jobs] == [jobs[0].id]
    assert last.cursor is None


def test_jobs_that_come_at_once_are_listed_in_the_order_they_came(
    database: Database, line: InMemoryDispatcher, a_request: TrackRequest
) -> None:
    store = JobStore(database, line)
    jobs = [store.submit(of(a_request, key_id="mine")).id for _ in range(30)]
    assert [job.id for job in reversed(store.page("mine").jobs)] == jobs


def test_jobs_are_listed_by_state(store: JobStore, a_request: TrackRequest) -> None:
    job = started(store, of(a_request, key_id="mine"))
    store.submit(of(a_request, key_id="mine"))
    assert [found.id for found in store.page("mine", state="running").jobs] == [job.id]


@pytest.mark.parametrize("cursor", ["nonsense", "nan~{0}", "1~", "1~\0", "1~{0}\0", "1~{0}\n", "~{0}"])
def test_a_cursor_of_somebody_else_is_refused(store: JobStore, cursor: str) -> None:
    with pytest.raises(ValueError, match="is no cursor"):
        store.page("mine", cursor=cursor.format("00000000-0000-4000-8000-000000000000"))


def test_the_news_of_an_end_are_lined_up_for_who_asked(
    store: JobStore, a_request: TrackRequest, line: InMemoryDispatcher
) -> None:
    job = started(store, of(a_request, webhook="https://example.org/hook"))
    store.succeed(job, (TAKE,))
    store.succeed(started(store, of(a_request)), (TAKE,))
    assert line.news == [job.id]


def test_the_pace_is_told_from_what_was_made_of_late(store: JobStore, a_request: TrackRequest) -> None:
    assert store.pace() is None
    job = started(store, of(a_request))
    store.succeed(job, (TAKE,))
    pace = store.pace()
    assert pace is not None
    assert 0 <= pace < 1
    assert store.pace("another model") is None


def test_jobs_are_counted_by_state(store: JobStore, a_request: TrackRequest) -> None:
    assert store.oldest_waiting_s() == 0
    started(store, of(a_request))
    store.submit(of(a_request))
    assert store.counts() == {"queued": 1, "running": 1, "succeeded": 0, "failed": 0, "cancelled": 0}
    assert 0 <= store.oldest_waiting_s() < 60


def test_old_jobs_are_found_and_forgotten(store: JobStore, a_request: TrackRequest) -> None:
    job = started(store, of(a_request))
    store.succeed(job, (TAKE,))
    store.submit(of(a_request))
    assert store.expired(age_s=-1, limit=10) == {job.id: []}
    assert store.expired(age_s=60, limit=10) == {}
    store.delete([job.id])
    store.delete([])
    assert store.get(job.id) is None


def test_nothing_is_asked_of_the_database_for_no_jobs(store: JobStore) -> None:
    assert store.get_many([]) == []
    assert store.revisions([]) == {}


def test_limits_have_defaults_that_suit_one_machine(store: JobStore) -> None:
    assert JobStore(store.database, store.dispatcher).limits == Limits(queued=200, per_key=100)
