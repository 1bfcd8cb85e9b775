"""Runner: what a worker does with a job, from the row that says it begins to the row that says how it ended."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generate_track.engines.base import Engine
from generate_track.errors import GenerationFailedError
from generate_track.queue.attempt import Attempt, Workbench, failure_of
from generate_track.queue.audio import AudioStore
from generate_track.queue.job import Failure, Job
from generate_track.queue.patience import HandedBack, Patience
from generate_track.queue.store import JobStore

_LOG = logging.getLogger(__name__)
MAX_ATTEMPTS = 3
_LOOK_S = 0.5  # how often one that waits for its last chance looks whether the worker stops


class Runner:
    """Does jobs, one a call, in as many threads as call it.

    Args:
        store: the jobs.
        audio: takes their audio.
        engine: makes their takes.
        worker_id: who this is.
        scratch: folder for what is being made; the system's by default.
        sleep: waits for a number of seconds.
        now: tells the seconds of a clock that only goes forward.
    """

    def __init__(
        self,
        store: JobStore,
        audio: AudioStore,
        *,
        engine: Engine,
        worker_id: str,
        scratch: Path | None = None,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._worker_id = worker_id
        self._patience = Patience(sleep)
        self._bench = Workbench(store, audio, engine, self._patience, scratch, now)
        self._is_closing = self._is_hurried = False
        self._n_running = 0
        self._changed = threading.Condition()
        self._released = threading.Event()
        self._last_chance = threading.Lock()

    def perform(self, job_id: str) -> None:
        """Make the takes of a job; whatever comes of it is in its row afterwards.

        Raises:
            HandedBack: this worker stops; the job is to run elsewhere.
        """
        if not self._enter():
            # A slot that is given up now is filled at once: a worker that stops would empty the line into its hands.
            self._released.wait()
            raise HandedBack
        try:
            self._perform(job_id)
        except Exception as error:  # noqa: BLE001 - the line would count the job as done while its row says that it runs
            self._abandon(job_id, failure_of(error))
        finally:
            with self._changed:
                self._n_running -= 1
                self._changed.notify_all()

    @property
    def is_busy(self) -> bool:
        """Whether a job is being done."""
        return self._n_running > 0

    def hurry(self) -> None:
        """Wait for nothing any more; what is not done is handed back as soon as it tells of itself, or breaks."""
        with self._changed:
            self._is_closing = self._is_hurried = True
            self._patience.is_over.set()
            self._changed.notify_all()

    def close(self, *, grace_s: float, abort_s: float = 10.0) -> None:
        """Begin nothing new, wait for what runs, then hand back what is not done in time."""
        with self._changed:
            self._is_closing = True
        if not self._wait(grace_s):
            self._patience.is_over.set()
            self._wait(abort_s)

    def release(self) -> None:
        """Let go of the jobs that came after the end; call it when no more can come."""
        self._released.set()

    def _enter(self) -> bool:
        with self._changed:
            self._n_running += not self._is_closing
            return not self._is_closing

    def _wait(self, timeout_s: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: not self._n_running or self._is_hurried, timeout=timeout_s)

    def _perform(self, job_id: str) -> None:
        with self._apart(job_id):
            self._attempt(job_id)

    @contextmanager
    def _apart(self, job_id: str) -> Iterator[None]:
        """Let only one job at a time have its last chance: what kills its worker kills the worker's other jobs too.

        Raises:
            HandedBack: this worker stops before it is the job's turn.
        """
        if self._patience.call(lambda: self._store.attempts(job_id)) < MAX_ATTEMPTS - 1:
            yield
            return
        while not self._last_chance.acquire(timeout=_LOOK_S):
            if self._is_closing:
                raise HandedBack
        try:
            yield
        finally:
            self._last_chance.release()

    def _attempt(self, job_id: str) -> None:
        job = self._patience.call(lambda: self._store.start(job_id, worker=self._worker_id))
        if job is None:
            return
        if job.attempt > MAX_ATTEMPTS:
            self._give_up(job)
        else:
            Attempt(job, self._bench).run()

    def _give_up(self, job: Job) -> None:
        message = f"the job's worker died {MAX_ATTEMPTS} times while it ran"
        failure = Failure(GenerationFailedError.code, message, "make it shorter, or with a smaller batch")
        self._patience.call(lambda: self._store.fail(job, failure))

    def _abandon(self, job_id: str, failure: Failure) -> None:
        """Let a job fail whose row cannot be read, or whose outcome cannot be written."""
        try:
            self._patience.call(lambda: self._store.abandon(job_id, failure, worker=self._worker_id))
        except Exception as error:
            _LOG.exception("job %s cannot be ended; it runs again when this worker has stopped", job_id)
            raise HandedBack from error
