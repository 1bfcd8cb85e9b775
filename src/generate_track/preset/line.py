"""Line: the jobs that wait for a free thread, those that failed once more at its end."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace

from generate_track.errors import (
    GenerateTrackError,
    InvalidRequestError,
    NotAceStepError,
    OutputError,
    RefusedKeyError,
    UnusableAudioError,
)
from generate_track.library.journal import Entry, Journal
from generate_track.preset.hand import Order, open_tasks
from generate_track.preset.job import Job

_USELESS = (OutputError, RefusedKeyError, NotAceStepError, InvalidRequestError)


class Line:
    """Orders that wait, each with the task that a server may still have for it.

    Args:
        jobs: what is to be done, in order.
        journal: knows the tasks.
        server: the server's URL; empty when there is none.
        n_retries: how often a job that failed is tried again.
        is_resume: whether a task that the server never confirmed is a failure, as it must not be made twice; who
            begins anew wants it made.
    """

    def __init__(self, jobs: Iterable[Job], *, journal: Journal, server: str, n_retries: int, is_resume: bool) -> None:
        self._journal = journal
        self._server = server
        self._n_retries = n_retries
        tasks = open_tasks(journal, server=server) if server else {}
        self._orders: deque[Order] = deque()
        for job in jobs:
            entry = tasks.get(str(job.output.absolute()))
            is_wanted = _is_for(entry, job) and (is_resume or _is_confirmed(entry))
            self._orders.append(Order(job, entry=entry if is_wanted else None))

    def __len__(self) -> int:
        return len(self._orders)

    def next(self) -> Order:
        """Return the order whose turn it is."""
        return self._orders.popleft()

    def wait_again(self, order: Order) -> None:
        """Put an order that a full queue refused at the end: it has not failed."""
        self._orders.append(replace(order, entry=None))

    def is_tried_again(self, order: Order, error: GenerateTrackError) -> bool:
        """Put an order that failed at the end, unless that is useless or was done often enough."""
        if order.attempt >= self._n_retries or isinstance(error, _USELESS):
            return False
        n_seed = min(order.n_seed + isinstance(error, UnusableAudioError), len(order.job.requests) - 1)
        entry = self._task_left_by(order.job)
        self._orders.append(Order(order.job, order.attempt + 1, n_seed, entry=entry, error=error))
        return True

    def _task_left_by(self, job: Job) -> Entry | None:
        """Return the task that a server goes on with, though we did not see its end; give up one never confirmed."""
        entry = open_tasks(self._journal, server=self._server).get(str(job.output.absolute())) if self._server else None
        if entry and not _is_confirmed(entry):
            self._journal.write(entry.with_changes(state="lost", reason="submitted again"))
            return None
        return entry if _is_for(entry, job) else None


def _is_for(entry: Entry | None, job: Job) -> bool:
    return entry is not None and entry.request in job.requests


def _is_confirmed(entry: Entry | None) -> bool:
    return entry is not None and entry.task_id is not None
