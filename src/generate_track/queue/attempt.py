"""Attempt: one run of a job, from its uploads to the takes in the audio store."""

import json
import logging
import math
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from obstore.exceptions import BaseError
from sqlalchemy.exc import SQLAlchemyError

from generate_track.engines.base import Engine, Event, Note, Queued, ResumableEngine, Running, Submitted
from generate_track.errors import GenerateTrackError, GenerationFailedError, OutputError, TaskLostError
from generate_track.generation import generate, resume
from generate_track.library.journal import Entry, Journal
from generate_track.queue.audio import AudioStore
from generate_track.queue.job import Extra, Failure, Job, Output
from generate_track.queue.mask import first_line
from generate_track.queue.patience import HandedBack, Patience
from generate_track.queue.store import JobStore
from generate_track.request import TrackRequest
from generate_track.track import Track

_LOG = logging.getLogger(__name__)
_PROGRESS_INTERVAL_S = 1.0
# A disk is cleared and a store restarted in that time; one that is set up wrong must be told of some day.
_STORE_PATIENCE_S = 900.0


class _UnwantedError(Exception):
    """The attempt is to stop: its job was cancelled, or another worker has taken over."""


@dataclass(frozen=True, slots=True)
class Workbench:
    """What an attempt works with.

    Args:
        store: the jobs.
        audio: takes their audio.
        engine: makes their takes.
        patience: with the database and the audio store; when it is over the attempt is handed back.
        scratch: folder for what is being made; the system's when None.
        now: tells the seconds of a clock that only goes forward.
    """

    store: JobStore
    audio: AudioStore
    engine: Engine
    patience: Patience
    scratch: Path | None = None
    now: Callable[[], float] = time.monotonic


class Attempt:
    """One run of a job.

    Args:
        job: as `JobStore.start` returned it.
        bench: what to work with.
    """

    def __init__(self, job: Job, bench: Workbench) -> None:
        self._job = job
        self._bench = bench
        self._store = bench.store
        self._outputs: list[Output] = []
        self._notes: list[str] = []
        self._told: tuple[str, float] = ("", -math.inf)

    def run(self) -> None:
        """Make the takes, keep them, and say so.

        Raises:
            HandedBack: the worker stops; the job waits again.
            SQLAlchemyError: the database does not take the outcome.
        """
        try:
            with tempfile.TemporaryDirectory(
                dir=self._bench.scratch, prefix="job-", ignore_cleanup_errors=True
            ) as folder:
                self._make_all(Path(folder))
        except _UnwantedError:
            self._drop()
        except HandedBack:
            self._hand_back()
            raise
        except Exception as error:
            if self._bench.patience.is_over.is_set():
                # The engine was taken away from it: that says nothing of the job.
                self._hand_back()
                raise HandedBack from error
            failure, notes = failure_of(error), tuple(self._notes)
            self._end(lambda: self._store.fail(self._job, failure, notes=notes))
        else:
            outputs, notes = tuple(self._outputs), tuple(self._notes)
            self._end(lambda: self._store.succeed(self._job, outputs, notes=notes))

    def _hand_back(self) -> None:
        with suppress(SQLAlchemyError):
            self._store.hand_back(self._job)

    def _end(self, tell: Callable[[], Job | None]) -> None:
        if self._bench.patience.call(tell) is None and not self._is_told():
            self._drop()

    def _is_told(self) -> bool:
        """Whether the outcome is in the row after all: the answer to the first try at it may have been lost."""
        job = self._bench.patience.call(lambda: self._store.get(self._job.id))
        return job is not None and job.attempt == self._job.attempt and job.state in {"succeeded", "failed"}

    def _drop(self) -> None:
        """Delete what nobody will ask for."""
        try:
            self._bench.audio.delete(f"{self._job.id}/{self._job.attempt}/")
        except (BaseError, OSError) as error:
            # Retention deletes it with the job.
            _LOG.warning("audio of job %s cannot be deleted: %s", self._job.id, type(error).__name__)

    def _make_all(self, folder: Path) -> None:
        n_before = 0
        for part, request in enumerate(self._job.requests):
            self._make(self._with_uploads(request, folder), folder, part=part, n_before=n_before)
            n_before += request.batch

    def _make(self, request: TrackRequest, folder: Path, *, part: int, n_before: int) -> None:
        n_kept = len(self._outputs)

        def on_track(track: Track) -> None:
            self._keep(track, index=n_before + track.index)

        def on_event(event: Event) -> None:
            self._on_event(event, part=part)

        engine, remote = self._bench.engine, (self._job.remote or {}).get(str(part))
        output = folder / f"tracks-{part}"
        if remote and isinstance(engine, ResumableEngine):
            entry, journal = _entry(request, remote, output=output), Journal(folder / "journal")
            try:
                resume(entry, engine=engine, journal=journal, on_event=on_event, on_track=on_track)
            except TaskLostError:
                del self._outputs[n_kept:]
            else:
                return
        generate(request, engine=engine, output=output, on_event=on_event, on_track=on_track)

    def _with_uploads(self, request: TrackRequest, folder: Path) -> TrackRequest:
        files: dict[str, str] = {}
        for field, name in self._job.uploads.items():
            path = folder / f"{field}{Path(name).suffix}"
            try:
                self._bench.audio.fetch(name, path)
            except FileNotFoundError:
                raise GenerationFailedError(f"the audio uploaded as {field} is no longer there") from None
            files[field] = str(path)
        return request.with_changes({"expert": dict(request.expert) | files}) if files else request

    def _keep(self, track: Track, *, index: int) -> None:
        stem = f"{self._job.id}/{self._job.attempt}/{index + 1}"
        name = f"{stem}.{track.format}"
        self._put(name, track.path)
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

    def _put(self, name: str, path: Path) -> None:
        """Keep a file; a store that is full or away may take it later, and a take that is made is not to be lost."""
        until_s = self._bench.now() + _STORE_PATIENCE_S
        while True:
            try:
                self._bench.audio.put(name, path)
            except OutputError as error:
                if self._bench.now() >= until_s:
                    raise
                _LOG.warning("%s, trying again", error.message)
            else:
                return
            self._bench.patience.wait()
            self._tell("waiting for the audio store", self._job.fraction)

    def _keep_extras(self, track: Track, stem: str) -> Iterator[Extra]:
        for kind, paths in track.extras.items():
            for path in paths:
                # `track.stems/piano.wav` becomes `1.stems/piano.wav`.
                first, *rest = path.relative_to(track.path.parent).parts
                name = "/".join((stem + Path(first).suffix, *rest))
                self._put(name, path)
                yield Extra(kind, name, path.stat().st_size)

    def _on_event(self, event: Event, *, part: int) -> None:
        if self._bench.patience.is_over.is_set():
            raise HandedBack
        match event:
            case Note(message):
                self._notes.append(message)
            case Submitted(task_id=task_id, server=server):
                self._note_remote({"server": server, "task_id": task_id}, part=part)
            case Queued():
                self._tell("waiting for the server", None)
            case Running(fraction, stage):
                self._tell(stage, fraction)

    def _note_remote(self, task: Mapping[str, str], *, part: int) -> None:
        remote = {**(self._job.remote or {}), str(part): task}
        self._job = replace(self._job, remote=remote)
        if not self._bench.patience.call(lambda: self._store.note_remote(self._job, remote)):
            raise _UnwantedError

    def _tell(self, stage: str, fraction: float | None) -> None:
        """Write how it goes, a new stage at once and the rest once a second."""
        last_stage, last_s = self._told
        now_s = self._bench.now()
        if stage == last_stage and now_s - last_s < _PROGRESS_INTERVAL_S:
            return
        self._told = (stage, now_s)
        self._job = replace(self._job, stage=stage, fraction=fraction)
        try:
            is_wanted = self._store.progress(self._job, stage=stage, fraction=fraction)
        except SQLAlchemyError:
            return  # it can be told the next time; the takes matter more
        if not is_wanted:
            raise _UnwantedError


def failure_of(error: Exception) -> Failure:
    """Return what to tell of an error; of one that nobody foresaw, what it is, and the rest in the log."""
    if isinstance(error, GenerateTrackError):
        if error.__cause__ is not None:
            cause = error.__cause__
            _LOG.warning("%s: %s, %s", error.message, type(cause).__name__, first_line(cause))
        return Failure.of(error)
    _LOG.error("unexpected error in a job", exc_info=error)
    # A database's error repeats the statement with its values, lyrics among them.
    told = "" if isinstance(error, SQLAlchemyError) else f": {error}"
    return Failure("error", f"unexpected error, {type(error).__name__}{told}", "report it")


def _entry(request: TrackRequest, remote: Mapping[str, str], *, output: Path) -> Entry:
    entry = Entry.new(request, server=remote["server"], payload={}, output=output)
    return entry.with_changes(state="submitted", task_id=remote["task_id"])
