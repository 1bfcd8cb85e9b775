"""JobStore: every change of a job, each one statement or one transaction, so that the database decides."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self, cast

import sqlalchemy as sa

from generate_track.errors import IdempotencyError, QueueFullError
from generate_track.queue import chronicle
from generate_track.queue.database import Database, Row
from generate_track.queue.dispatcher import Dispatcher
from generate_track.queue.job import (
    ANONYMOUS,
    JOB_ID,
    STATES,
    Failure,
    Job,
    Output,
    Remote,
    State,
    Submission,
    write_failure,
    write_outputs,
    write_requests,
)

_ID = re.compile(JOB_ID)
# As `Page.cursor` is; also the pattern in the description of the API.
CURSOR = rf"^[0-9]{{1,12}}(\.[0-9]{{1,12}})?~{JOB_ID}$"
# Of priorities, which DBOS keeps in 31 bits: ten classes of 200 million turns each.
_CLASS_STEP = 200_000_000
_RESCUE_LIMIT = 100
_RETRY_AFTER_S = 60.0  # when nothing is known of how fast jobs go


@dataclass(frozen=True, slots=True)
class Limits:
    """How many jobs may be outstanding.

    Args:
        queued: waiting jobs in all.
        per_key: waiting and running jobs of one key.
    """

    queued: int = 200
    per_key: int = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where a waiting job is in the line.

    Args:
        position: from 1.
        audio_ahead_s: seconds of audio that are to be made before its own.
    """

    position: int
    audio_ahead_s: float

    @classmethod
    def read(cls, row: Row) -> Self:
        """Return the place of a row that counts what is ahead."""
        return cls(int(row["n"]) + 1, float(row["audio_s"]))


@dataclass(frozen=True, slots=True)
class Page:
    """Some jobs, newest first; `cursor` asks for those after them, None at the end."""

    jobs: tuple[Job, ...]
    cursor: str | None


class JobStore:
    """The jobs.

    Args:
        database: holds their rows.
        dispatcher: hands them to workers.
        limits: of what is accepted.
    """

    def __init__(self, database: Database, dispatcher: Dispatcher, *, limits: Limits | None = None) -> None:
        self.database = database
        self.dispatcher = dispatcher
        self.limits = limits or Limits()

    # What a client does

    def submit(self, submission: Submission) -> Job:
        """Accept a submission and return its job; with a known idempotency key, the job of that key.

        In each class the keys take turns, so that who floods the queue waits behind who asks for little, and is not
        kept waiting for ever by many who do.

        Raises:
            QueueFullError: a limit is reached; `retry_after_s` says when to come back.
            IdempotencyError: the idempotency key was used for something else.
        """
        with self.database.exclusive("admission") as connection:
            known = self._known(connection, submission)
            if known:
                return known
            first = submission.priority_class * _CLASS_STEP + 1
            span = {"first": first, "last": first + _CLASS_STEP - 2}
            outstanding = self.database.run_in(connection, "job.outstanding", key_id=submission.key_id, **span)[0]
            self._require_room(connection, outstanding, key_id=submission.key_id)
            priority = _turn(outstanding, **span)
            row = self._insert(connection, submission, priority=priority)
            self.dispatcher.enqueue(connection, row["id"], priority=priority)
            return Job.read(row)

    def _known(self, connection: sa.Connection, submission: Submission) -> Job | None:
        if submission.idempotency_key is None:
            return None
        found = self.database.run_in(
            connection, "job.find_idempotent", key_id=submission.key_id, idempotency_key=submission.idempotency_key
        )
        if found and found[0]["fingerprint"] != submission.fingerprint:
            message = f"idempotency key {submission.idempotency_key!r} was used for another request"
            raise IdempotencyError(message, hint="take a new key for each new request")
        return Job.read(found[0]) if found else None

    def _require_room(self, connection: sa.Connection, outstanding: Row, *, key_id: str) -> None:
        limits = self.limits
        if outstanding["n_queued"] >= limits.queued:
            message = f"{outstanding['n_queued']} jobs are waiting, and {limits.queued} is the limit"
        elif key_id != ANONYMOUS and outstanding["n_of_key"] >= limits.per_key:
            message = f"{outstanding['n_of_key']} jobs of this key are not done, and {limits.per_key} is the limit"
        else:
            return
        # In this transaction: who waits for it may hold every other connection that there is.
        recent = self.database.run_in(connection, "job.recent_pace")[0]
        wait_s = max(1.0, _mean_job_s(recent) or _RETRY_AFTER_S)
        raise QueueFullError(message, hint="try again when Retry-After has passed", retry_after_s=wait_s)

    def _insert(self, connection: sa.Connection, submission: Submission, *, priority: int) -> Row:
        return self.database.run_in(
            connection,
            "job.insert",
            id=submission.id,
            key_id=submission.key_id,
            idempotency_key=submission.idempotency_key,
            fingerprint=submission.fingerprint,
            requests=write_requests(submission.requests),
            uploads=json.dumps(dict(submission.uploads)),
            webhook=submission.webhook,
            model=submission.requests[0].model,
            n_takes=submission.n_takes,
            audio_s=submission.audio_s,
            priority=priority,
        )[0]

    def get(self, job_id: str, *, key_id: str | None = None) -> Job | None:
        """Return a job; None when there is none, or it is not that key's."""
        return next(iter(self.get_many([job_id], key_id=key_id)), None)

    def get_many(self, job_ids: Iterable[str], *, key_id: str | None = None) -> list[Job]:
        """Return those of the jobs that exist and, where a key is given, are its own; in any order."""
        # What is no id of ours is not put to the database, which may not take its characters.
        ids = [job_id for job_id in dict.fromkeys(job_ids) if _ID.fullmatch(job_id)]
        rows = self.database.run("job.find_many", ids=ids) if ids else []
        return [Job.read(row) for row in rows if key_id is None or row["key_id"] == key_id]

    def page(self, key_id: str, *, state: State | None = None, cursor: str | None = None, limit: int = 50) -> Page:
        """Return jobs of a key, newest first.

        Raises:
            ValueError: the cursor is none of ours.
        """
        before_s, before_id = _read_cursor(cursor)
        rows = self.database.run(
            "job.page", key_id=key_id, state=state, before_s=before_s, before_id=before_id, limit=limit + 1
        )
        jobs = tuple(Job.read(row) for row in rows[:limit])
        return Page(jobs, f"{jobs[-1].created_s!r}~{jobs[-1].id}" if len(rows) > limit else None)

    def cancel(self, job_id: str) -> Job | None:
        """End a job that waits or runs, and return it; None when there is none.

        What runs is let go of by its worker as soon as that tells of it again.
        """
        job = self._end("job.cancel", id=job_id)
        if job is None:
            return self.get(job_id)
        if job.worker is None:
            # The row decides; this only spares a worker the walk.
            self.dispatcher.cancel(job_id)
        return job

    # What is told of the queue

    def position(self, job: Job) -> int | None:
        """Return how many waiting jobs go before a waiting one, plus one; None when it does not wait."""
        return self.place(job).position if job.state == "queued" else None

    def place(self, job: Job) -> Place:
        """Return where a waiting job is in the line."""
        ahead = self.database.run("job.ahead", priority=job.priority, created_s=job.created_s, id=job.id)
        return Place.read(ahead[0])

    def places(self, job_ids: Iterable[str]) -> dict[str, Place]:
        """Return where those of the jobs that wait are in the line, in one look at it."""
        rows = self.database.run("job.places", ids=list(job_ids))
        return {row["id"]: Place.read(row) for row in rows}

    def running_audio_s(self) -> float:
        """Return how many seconds of audio of the running jobs are not made yet."""
        return float(self.database.run("job.running_audio")[0]["audio_s"])

    def counts(self) -> dict[State, int]:
        """Return how many jobs there are in each state."""
        found = {row["state"]: row["n"] for row in self.database.run("job.counts")}
        return cast("dict[State, int]", {state: int(found.get(state, 0)) for state in STATES})

    def oldest_waiting_s(self) -> float:
        """Return for how many seconds the oldest waiting job has waited; 0 when none waits."""
        return float(self.database.run("job.oldest_waiting")[0]["age_s"] or 0.0)

    def pace(self, model: str | None = None) -> float | None:
        """Return how many seconds a worker takes for one second of audio, of late; None when nothing is known."""
        run = self.database.run
        # Two statements, as each has an index of its own.
        (recent,) = run("job.recent_pace") if model is None else run("job.recent_pace_of", model=model)
        return float(recent["spent_s"]) / float(recent["audio_s"]) if recent["n"] else None

    def mean_job_s(self) -> float | None:
        """Return how many seconds jobs took of late; None when nothing is known."""
        return _mean_job_s(self.database.run("job.recent_pace")[0])

    def revisions(self, job_ids: Iterable[str]) -> dict[str, int]:
        """Return the revision of each job that exists."""
        ids = list(job_ids)
        rows = self.database.run("job.revisions", ids=ids) if ids else []
        return {row["id"]: row["revision"] for row in rows}

    # What a worker does; each returns whether the job was still its to change

    def attempts(self, job_id: str) -> int:
        """Return how often a job was begun; 0 also when there is none."""
        return max((row["attempt"] for row in self.database.run("job.attempt", id=job_id)), default=0)

    def start(self, job_id: str, *, worker: str) -> Job | None:
        """Begin a new attempt at a job; None when it has ended."""
        rows = self.database.run("job.start", id=job_id, worker=worker)
        if not rows:
            return None
        chronicle.tell("job started", rows[0])
        return Job.read(rows[0])

    def progress(self, job: Job, *, stage: str, fraction: float | None) -> bool:
        """Tell how an attempt goes; False when it is to stop: cancelled, or another has taken over."""
        return self.database.change("job.progress", id=job.id, attempt=job.attempt, stage=stage, fraction=fraction)

    def note_remote(self, job: Job, remote: Remote) -> bool:
        """Keep which tasks the attempt became on other servers; False when it is to stop."""
        return self.database.change("job.note_remote", id=job.id, attempt=job.attempt, remote=json.dumps(remote))

    def succeed(self, job: Job, outputs: tuple[Output, ...], *, notes: tuple[str, ...] = ()) -> Job | None:
        """End an attempt well; None when its outcome is no longer wanted."""
        return self._finish(job, "succeeded", outputs=outputs, notes=notes, failure=None)

    def fail(self, job: Job, failure: Failure, *, notes: tuple[str, ...] = ()) -> Job | None:
        """End an attempt badly; None when its outcome is no longer wanted."""
        return self._finish(job, "failed", outputs=(), notes=notes, failure=failure)

    def _finish(
        self, job: Job, state: State, *, outputs: tuple[Output, ...], notes: tuple[str, ...], failure: Failure | None
    ) -> Job | None:
        values = {
            "id": job.id,
            "attempt": job.attempt,
            "state": state,
            "stage": "done" if failure is None else "failed",
            "fraction": 1.0 if failure is None else job.fraction,
            "outputs": write_outputs(outputs),
            "notes": json.dumps(notes),
            "error": write_failure(failure),
        }
        return self._end("job.finish", **values)

    def _end(self, name: str, /, **values: object) -> Job | None:
        row = self._end_row(name, **values)
        return Job.read(row) if row else None

    def _end_row(self, name: str, /, **values: object) -> Row | None:
        """End a job, and in the same transaction line up the news of it."""
        with self.database.engine.begin() as connection:
            row = next(iter(self.database.run_in(connection, name, **values)), None)
            if row and row["webhook"]:
                self.dispatcher.notify(connection, row["id"])
        if row:
            chronicle.tell("job ended", row)
        return row

    def abandon(self, job_id: str, failure: Failure, *, worker: str) -> bool:
        """End a job of a worker badly without reading it: its row may be what is wrong."""
        return self._end_row("job.abandon", id=job_id, worker=worker, error=write_failure(failure)) is not None

    def expired(self, *, age_s: float, limit: int) -> dict[str, list[str]]:
        """Return jobs that ended so long ago, the oldest first: id → the names of what was uploaded for it.

        The rest of a row is not read: one that cannot be would stay for ever, and all after it.
        """
        rows = self.database.run("job.expired", age_s=age_s, limit=limit)
        return {row["id"]: list(json.loads(row["uploads"]).values()) for row in rows}

    def delete(self, job_ids: list[str]) -> None:
        """Forget jobs."""
        if job_ids:
            self.dispatcher.forget(job_ids)
            self.database.run("job.delete", ids=job_ids)

    def rescue(self, *, age_s: float) -> int:
        """Line up again jobs that have not ended and are in no line, and return how many those were.

        There are some when a worker that woke up late took a job from another and then died.

        Args:
            age_s: silent for so long, a worker counts as dead.
        """
        values = {"age_s": age_s, "limit": _RESCUE_LIMIT}
        # First without keeping anybody waiting: there are none as a rule, and all that waits is looked at.
        if not self.database.run("line.orphans", **values):
            return 0
        with self.database.exclusive("rescue") as connection:
            rows = self.database.run_in(connection, "line.orphans", **values)
            for row in rows:
                self.database.run_in(connection, "line.forget_ended", id=row["id"])
                self.database.run_in(connection, "job.line_up_again", id=row["id"])
                self.dispatcher.enqueue(connection, row["id"], priority=row["priority"])
            return len(rows)

    def hand_back(self, job: Job) -> bool:
        """Let an attempt not have been: the job waits again; False when it has ended."""
        return self.database.change("job.hand_back", id=job.id, attempt=job.attempt)


def _turn(outstanding: Row, *, first: int, last: int) -> int:
    """Return a new job's priority: the turn that its key has next, of those that are still to come.

    Turns are counted on for as long as any job of the class waits or runs. Should that be 200 million jobs of one key,
    those that come then wait in one line.

    Source: Golestani, "A Self-Clocked Fair Queueing Scheme for Broadband Applications", 1994, with jobs as packets.
    """
    now = min((outstanding[name] for name in ("next_priority", "running_priority") if outstanding[name]), default=first)
    own = outstanding["own_priority"]
    # A turn from before the class was idle says nothing.
    turn = now if own is None else max(now, min(own, now + outstanding["n_of_key"]) + 1)
    return min(turn, last)


def _mean_job_s(recent: Row) -> float | None:
    return float(recent["spent_s"]) / recent["n"] if recent["n"] else None


def _read_cursor(cursor: str | None) -> tuple[float | None, str | None]:
    if cursor is None:
        return None, None
    if not re.fullmatch(CURSOR, cursor):
        raise ValueError(f"{cursor!r} is no cursor")
    before_s, _, before_id = cursor.partition("~")
    return float(before_s), before_id
