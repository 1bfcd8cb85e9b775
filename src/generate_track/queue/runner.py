"""Runner: what a worker does with a job, from the row that says it begins to the row that says how it ended."""

import json
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from generate_track.engines.base import Engine, Event, Note, Queued, ResumableEngine, Running, Submitted
from generate_track.errors import GenerateTrackError, GenerationFailedError, TaskLostError
from generate_track.generation import generate, resume
from generate_track.library.journal import Entry, Journal
from generate_track.queue.audio import AudioStore
from generate_track.queue.job import Extra, Failure, Job, Output
from generate_track.queue.store import JobStore
from generate_track.request import TrackRequest
from generate_track.track import Track

MAX_ATTEMPTS = 3
_PROGRESS_INTERVAL_S = 1.0
_DATABASE_RETRY_S = 1.0

_Result = TypeVar("_Result")


class HandedBack(BaseException):
    """The worker stops before the job is done. Not an Exception, so that the line keeps the job as not done."""


class _UnwantedError(Exception):
    """The attempt is to stop: its job was cancelled, or another worker has taken over."""


class Runner:
    """Does jobs, one a call, in as many threads as call it.

    Args:
        store: the jobs.
        audio: takes their audio.
        engine: makes their takes.
        worker_id: who this is.
        scratch: folder for what is being made; the system's by default.
        sleep: waits for a number of seconds.
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
    ) -> None:
        self.store = store
        self.audio = audio
        self.engine = engine
        self._worker_id = worker_id
        self._scratch = scratch
        self._sleep = sleep
        self._is_closing = False
        self._running: set[str] = set()
        self._changed = threading.Condition()
        self.is_aborting = threading.Event()

    def perform(self, job_id: str) -> None:
        """Make the takes of a job; whatever comes of it is in its row afterwards.

        Raises:
            HandedBack: this worker stops; the job is to run elsewhere.
        """
        if self._is_closing:
            raise HandedBack
        with self._changed:
            self._running.add(job_id)
        try:
            self._perform(job_id)
        finally:
            with self._changed:
                self._running.discard(job_id)
                self._changed.notify_all()

    def close(self, *, grace_s: float, abort_s: float = 10.0) -> None:
        """Begin nothing new, wait for what runs, then hand back what is not done in time."""
        self._is_closing = True
        if not self._wait(grace_s):
            self.is_aborting.set()
            self._wait(abort_s)

    def _wait(self, timeout_s: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: not self._running, timeout=timeout_s)

    def _perform(self, job_id: str) -> None:
        job = self.patiently(lambda: self.store.start(job_id, worker=self._worker_id))
        if job is None:
            return
        if job.attempt > MAX_ATTEMPTS:
            message = f"the job's worker died {MAX_ATTEMPTS} times while it ran"
            failure = Failure(GenerationFailedError.code, message, "make it shorter, or with a smaller batch")
            self.patiently(lambda: self.store.fail(job, failure))
            return
        Attempt(job, self).run(self._scratch)

    def patiently(self, call: Callable[[], _Result]) -> _Result:
        """Call the database until it answers: it may be restarting, and what was made must not be lost."""
        while True:
            try:
                return call()
            except DBAPIError as error:
                if not _is_passing(error):
                    raise
                if self.is_aborting.is_set():
                    raise HandedBack from error
                self._sleep(_DATABASE_RETRY_S)


def _is_passing(error: DBAPIError) -> bool:
    return error.connection_invalidated or type(error).__name__ == "OperationalError"


class Attempt:
    """One run of a job."""

    def __init__(self, job: Job, runner: Runner) -> None:
        self._job = job
        self._runner = runner
        self._store = runner.store
        self._outputs: list[Output] = []
        self._notes: list[str] = []
        self._told: tuple[str, float] = ("", -_PROGRESS_INTERVAL_S)

    def run(self, scratch: Path | None) -> None:
        """Make the takes, keep them, and say so."""
        call = self._runner.patiently
        try:
            with tempfile.TemporaryDirectory(dir=scratch, prefix="job-", ignore_cleanup_errors=True) as folder:
                self._make_all(Path(folder))
        except _UnwantedError:
            self._drop()
        except HandedBack:
            with suppress(DBAPIError):
                self._store.hand_back(self._job)
            raise
        except GenerateTrackError as error:
            failure = Failure.of(error)
            self._end(call(lambda: self._store.fail(self._job, failure, notes=tuple(self._notes))))
        except DBAPIError:
            raise
        except Exception as error:  # noqa: BLE001 - a job must end, and its row is where that is told
            failure = Failure("error", f"unexpected error, {type(error).__name__}: {error}", "report it")
            self._end(call(lambda: self._store.fail(self._job, failure, notes=tuple(self._notes))))
        else:
            outputs, notes = tuple(self._outputs), tuple(self._notes)
            self._end(call(lambda: self._store.succeed(self._job, outputs, notes=notes)))

    def _end(self, job: Job | None) -> None:
        if job is None:
            self._drop()

    def _drop(self) -> None:
        """Delete what nobody will ask for."""
        self._runner.patiently(lambda: self._store.end_cancelled(self._job.id))
        self._runner.audio.delete(f"{self._job.id}/{self._job.attempt}/")

    def _make_all(self, folder: Path) -> None:
        n_before = 0
        for request in self._job.requests:
            self._make(self._with_uploads(request, folder), folder, n_before=n_before)
            n_before += request.batch

    def _make(self, request: TrackRequest, folder: Path, *, n_before: int) -> None:
        n_kept = len(self._outputs)

        def on_track(track: Track) -> None:
            self._keep(track, index=n_before + track.index)

        engine, remote = self._runner.engine, self._job.remote
        output = folder / f"tracks-{n_before}"
        if remote is None or n_before or not isinstance(engine, ResumableEngine):
            generate(request, engine=engine, output=output, on_event=self._on_event, on_track=on_track)
            return
        entry = _entry(request, remote, output=output)
        try:
            journal = Journal(folder / "journal")
            resume(entry, engine=engine, journal=journal, on_event=self._on_event, on_track=on_track)
        except TaskLostError:
            del self._outputs[n_kept:]
            generate(request, engine=engine, output=output, on_event=self._on_event, on_track=on_track)

    def _with_uploads(self, request: TrackRequest, folder: Path) -> TrackRequest:
        files: dict[str, str] = {}
        for field, name in self._job.uploads.items():
            path = folder / f"{field}{Path(name).suffix}"
            self._runner.audio.fetch(name, path)
            files[field] = str(path)
        return request.with_changes({"expert": dict(request.expert) | files}) if files else request

    def _keep(self, track: Track, *, index: int) -> None:
        stem = f"{self._job.id}/{self._job.attempt}/{index + 1}"
        name = f"{stem}.{track.format}"
        self._runner.audio.put(name, track.path)
        facts = json.loads(track.sidecar.read_text("utf-8"))
        # Paths of this machine's scratch folder mean nothing to a client.
        facts = {key: fact for key, fact in facts.items() if key not in {"file", "extras"}}
        self._outputs.append(
            Output(
                index=index,
                name=name,
                seed=track.seed,
                format=track.format,
                duration_s=track.duration_s,
                size_bytes=track.size_bytes,
                facts=facts,
                extras=tuple(self._keep_extras(track, stem)),
            )
        )

    def _keep_extras(self, track: Track, stem: str) -> Iterator[Extra]:
        for kind, paths in track.extras.items():
            for path in paths:
                # `track.stems/piano.wav` becomes `1.stems/piano.wav`.
                first, *rest = path.relative_to(track.path.parent).parts
                name = "/".join((stem + Path(first).suffix, *rest))
                self._runner.audio.put(name, path)
                yield Extra(kind, name, path.stat().st_size)

    def _on_event(self, event: Event) -> None:
        if self._runner.is_aborting.is_set():
            raise HandedBack
        match event:
            case Note(message):
                self._notes.append(message)
            case Submitted(task_id=task_id, server=server):
                self._runner.patiently(lambda: self._store.note_remote(self._job, server=server, task_id=task_id))
            case Queued():
                self._tell("waiting for the server", None)
            case Running(fraction, stage):
                self._tell(stage, fraction)

    def _tell(self, stage: str, fraction: float | None) -> None:
        """Write how it goes, a new stage at once and the rest once a second."""
        last_stage, last_s = self._told
        now_s = time.monotonic()
        if stage == last_stage and now_s - last_s < _PROGRESS_INTERVAL_S:
            return
        self._told = (stage, now_s)
        self._job = replace(self._job, stage=stage, fraction=fraction)
        try:
            is_wanted = self._store.progress(self._job, stage=stage, fraction=fraction)
        except DBAPIError:
            return  # it can be told the next time; the takes matter more
        if not is_wanted:
            raise _UnwantedError


def _entry(request: TrackRequest, remote: Mapping[str, str], *, output: Path) -> Entry:
    entry = Entry.new(request, server=remote["server"], payload={}, output=output)
    return entry.with_changes(state="submitted", task_id=remote["task_id"])
