"""Worker: one process that takes jobs, says that it lives, and takes over from workers that do not."""

import logging
import math
import socket
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from generate_track.engines.base import Engine
from generate_track.queue.audio import AudioStore
from generate_track.queue.database import Database, Row
from generate_track.queue.retention import Retention
from generate_track.queue.runner import Runner
from generate_track.queue.store import JobStore
from generate_track.queue.transact import TransactWorker

_LOG = logging.getLogger(__name__)
_DAY_S = 86_400.0
_MISSED = 3  # so often in a row a silent worker is looked for, before it counts as dead
_RESCUE = 6  # so many times `dead_s` apart: all that waits is looked at


@dataclass(frozen=True, slots=True)
class Pulse:
    """How workers know of each other.

    Args:
        beat_s: how often a worker says that it lives, and looks for dead ones.
        dead_s: silent for so long, a worker counts as dead.
    """

    beat_s: float = 1.0
    dead_s: float = 10.0


def living(database: Database) -> list[Row]:
    """Return the rows of the workers that live, the oldest first."""
    return database.run("worker.living", age_s=Pulse().dead_s)


class Worker:
    """Takes jobs and does them.

    Args:
        store: the jobs.
        audio: takes their audio.
        engine: makes their takes.
        slots: how many jobs at once.
        notify: tells a webhook of a job's end.
        pulse: how workers know of each other.
        retention: deletes what is old; nothing by default.
    """

    def __init__(
        self,
        store: JobStore,
        audio: AudioStore,
        *,
        engine: Engine,
        slots: int = 1,
        notify: Callable[[str], None],
        pulse: Pulse | None = None,
        retention: Retention | None = None,
    ) -> None:
        # Never used before: what an id left behind belongs to the dead.
        self.id = f"{socket.gethostname()}-{uuid.uuid4().hex[:12]}"
        self._store = store
        self._database = store.database
        self._engine = engine
        self._slots = slots
        self._pulse = pulse or Pulse()
        self._retention = retention
        self._runner = Runner(store, audio, engine=engine, worker_id=self.id)
        self._line = TransactWorker(
            self._database, worker_id=self.id, slots=slots, perform=self._runner.perform, notify=notify
        )
        self._is_over = threading.Event()
        self._stopping, self._is_stopped = threading.Lock(), False
        self._beaten_s = self._strays_s = self._rescue_s = time.monotonic()
        self._steady_s = -math.inf
        self._missed: dict[str, tuple[float, int]] = {}
        # Apart, so that long work never keeps the heart from beating.
        self._threads = [
            threading.Thread(target=self._repeat, args=chores, name=f"worker-{name}", daemon=True)
            for name, chores in (
                ("heart", (self._beat,)),
                ("chores", (self._reap, self._find_strays, self._rescue, self._clean)),
            )
        ]

    @property
    def is_alive(self) -> bool:
        """Whether it takes jobs; a database that does not answer now changes nothing about that."""
        return self._threads[0].is_alive()

    def start(self) -> None:
        """Begin to take jobs."""
        # First of all: whoever takes jobs must be known, so that they are missed when it dies.
        self._beat()
        self._line.launch()
        for thread in self._threads:
            thread.start()

    @property
    def is_busy(self) -> bool:
        """Whether it does a job."""
        return self._runner.is_busy

    def hurry(self) -> None:
        """Let `stop`, in whichever thread, wait no longer for what runs."""
        self._runner.hurry()

    def stop(self, *, grace_s: float = 30.0) -> None:
        """Begin nothing new, wait for what runs, hand back what is not done in time; several threads may ask for it."""
        with self._stopping:
            if not self._is_stopped:
                self._stop(grace_s)
            self._is_stopped = True

    def _stop(self, grace_s: float) -> None:
        self._runner.close(grace_s=grace_s)
        self._is_over.set()
        self._line.stop()
        self._runner.release()
        for thread in self._threads:
            thread.join(timeout=self._pulse.dead_s)
        # What this worker still holds is for the next one to take, and at once.
        with suppress(SQLAlchemyError):  # or else when it is missed
            self._database.run("worker.leave", id=self.id)

    def _repeat(self, *chores: Callable[[], None]) -> None:
        """Do chores again and again; what one fails with must end neither the others nor the next time."""
        while not self._is_over.wait(self._pulse.beat_s):
            for chore in chores:
                try:
                    chore()
                except SQLAlchemyError as error:
                    _LOG.warning("the database does not answer: %s", type(error).__name__)
                except Exception:  # noqa: BLE001 - whatever it is, the heart must beat on
                    _LOG.exception("a chore of the worker failed")

    def _beat(self) -> None:
        self._database.run("worker.beat", id=self.id, engine=self._engine.name, slots=self._slots)
        now_s = time.monotonic()
        if now_s - self._beaten_s > self._pulse.dead_s:
            self._steady_s = now_s
        self._beaten_s = now_s

    def _reap(self) -> None:
        """Line up again what dead workers had taken."""
        # After a silence of the database everybody looks dead who has not come to speak again.
        if time.monotonic() - self._steady_s < self._pulse.dead_s:
            return
        dead = [worker_id for worker_id in self._find_dead() if worker_id != self.id]
        if dead:
            # Each costs a question, and one that dies at every start leaves thousands a day.
            self._take_over([row["id"] for row in self._database.run("line.holders", ids=dead)])
            # One that was frozen may still take a job as it wakes up, before it says that it lives.
            self._database.run("worker.bury", ids=dead, age_s=_DAY_S)

    def _find_dead(self) -> list[str]:
        """Return the workers that are silent, and still were when the database's clock had time to come right."""
        rows = self._database.run("worker.dead", age_s=self._pulse.dead_s)
        missed: dict[str, tuple[float, int]] = {}
        for row in rows:
            beat_s, n_times = self._missed.get(row["id"], (row["beat_s"], 0))
            missed[row["id"]] = row["beat_s"], n_times + 1 if beat_s == row["beat_s"] else 1
        self._missed = missed
        return [row["id"] for row in rows if row["beat_s"] == 0 or self._missed[row["id"]][1] >= _MISSED]

    def _take_over(self, worker_ids: list[str]) -> None:
        n_jobs = self._line.recover(worker_ids)
        if n_jobs:
            _LOG.warning("took over %d jobs from %d dead workers", n_jobs, len(worker_ids))

    def _find_strays(self) -> None:
        if time.monotonic() - self._strays_s < self._pulse.dead_s:
            return
        self._strays_s = time.monotonic()
        n_strays = self._line.recover_strays()
        if n_strays:
            _LOG.warning("lined up %d jobs again that were taken and not begun", n_strays)
        # Of workers that nobody knows any more, or never did.
        self._take_over([row["id"] for row in self._database.run("line.strangers")])

    def _rescue(self) -> None:
        if time.monotonic() - self._rescue_s < _RESCUE * self._pulse.dead_s:
            return
        self._rescue_s = time.monotonic()
        n_jobs = self._store.rescue(age_s=self._pulse.dead_s)
        if n_jobs:
            _LOG.warning("lined up %d jobs again that were in no line", n_jobs)

    def _clean(self) -> None:
        if self._retention:
            self._retention.clean()
