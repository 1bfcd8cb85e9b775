"""Hand: a thread of a batch that has an engine of its own and does one job after the other."""

import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import cast

from generate_track.engines.base import Engine, ResumableEngine
from generate_track.engines.staff import Staff
from generate_track.engines.stop import Stop
from generate_track.errors import EngineUnavailableError, TaskLostError
from generate_track.generation import generate, resume
from generate_track.library.journal import Entry, Journal
from generate_track.preset.job import Job
from generate_track.preset.news import Happened, Saved

_LAST_PAUSE_S = 30.0


@dataclass(frozen=True, slots=True)
class Order:
    """A job as it is handed over.

    Args:
        job: what is to be made.
        attempt: how often it was tried before, in this run.
        n_seed: which of its requests; the first ones gave audio that cannot be used.
        entry: its task in the journal, which the server may have.
        error: why the attempt before failed, or None.
    """

    job: Job
    attempt: int = 0
    n_seed: int = 0
    entry: Entry | None = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """A hand is free again; `error` tells why the job was not done."""

    hand: "Hand"
    order: Order
    seconds: float
    is_picked_up: bool
    error: BaseException | None


Message = Happened | Saved | Ended


class Hand:
    """Does what it is handed, and tells everything that happens.

    Args:
        staff: who gives it an engine.
        stop: ends it.
        journal: keeps a server's tasks before the first wait.
        messages: where it tells.
    """

    def __init__(self, staff: Staff, *, stop: Stop, journal: Journal, messages: "SimpleQueue[Message]") -> None:
        self._staff = staff
        self._stop = stop
        self._journal = journal
        self._messages = messages
        self._orders: SimpleQueue[Order | None] = SimpleQueue()
        # A daemon: one that hangs in a request to a server must not keep the command from ending.
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def take(self, order: Order) -> None:
        """Hand over a job."""
        self._orders.put(order)

    def dismiss(self) -> None:
        """Let the thread end when it has done what it has."""
        self._orders.put(None)

    @property
    def is_at_work(self) -> bool:
        """Whether it has not ended yet, after it was dismissed."""
        return self._thread.is_alive()

    def _work(self) -> None:
        engine: Engine | None = None
        with ExitStack() as stack:
            for order in iter(self._orders.get, None):
                start_s = time.monotonic()
                is_picked_up, error = False, None
                try:
                    engine = engine or stack.enter_context(self._staff.engine(self._stop))
                    is_picked_up = self._do(order, engine=engine)
                except BaseException as fault:  # noqa: BLE001 - whatever it is, the main thread decides
                    error = fault
                self._messages.put(Ended(self, order, time.monotonic() - start_s, is_picked_up, error))

    def _do(self, order: Order, *, engine: Engine) -> bool:
        """Make the tracks of an order; return whether its task was at the server already."""
        if isinstance(order.error, EngineUnavailableError):
            self._stop.sleep(min(2.0**order.attempt, _LAST_PAUSE_S))
        if order.entry and self._is_picked_up(order.entry, order.job, engine=engine):
            return True
        generate(
            order.job.requests[order.n_seed],
            engine=engine,
            output=order.job.output,
            is_exact=True,
            journal=self._journal,
            on_event=lambda event: self._messages.put(Happened(order.job, event)),
            on_track=lambda track: self._messages.put(Saved(order.job, track)),
        )
        return False

    def _is_picked_up(self, entry: Entry, job: Job, *, engine: Engine) -> bool:
        """Fetch a task that an earlier command left at the server; False when the server has lost it."""
        try:
            resume(
                entry,
                engine=cast("ResumableEngine", engine),
                journal=self._journal,
                on_event=lambda event: self._messages.put(Happened(job, event)),
                on_track=lambda track: self._messages.put(Saved(job, track)),
            )
        except TaskLostError:
            return False
        return True


def open_tasks(journal: Journal, *, server: str) -> Mapping[str, Entry]:
    """Return the tasks of the journal that a server may still have: file → the newest one."""
    entries = [entry for entry in journal.entries() if entry.is_open and entry.is_exact and entry.server == server]
    return {str(entry.output): entry for entry in reversed(entries)}
