"""Dispatcher: hands accepted jobs to workers, each to one, the smallest priority first."""

from typing import Protocol

import sqlalchemy as sa


class NotHeardError(Exception):
    """The news of a job's end were not heard; they are to be told again."""


class Dispatcher(Protocol):
    """Knows which job goes to a worker next; what became of a job is the job's own row to say."""

    def enqueue(self, connection: sa.Connection, job_id: str, *, priority: int) -> None:
        """Line a job up, within the transaction that accepts it."""
        ...

    def cancel(self, job_id: str) -> None:
        """Take a waiting job out of the line."""
        ...

    def forget(self, job_ids: list[str]) -> None:
        """Delete what is kept of jobs that ended long ago."""
        ...

    def notify(self, connection: sa.Connection, job_id: str) -> None:
        """Line up the news of a job's end for its webhook, within the transaction that ends it."""
        ...


class InMemoryDispatcher:
    """The line in this process's memory: for tests, and for looking at jobs without running any."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, str]] = []
        self.news: list[str] = []

    def enqueue(self, connection: sa.Connection, job_id: str, *, priority: int) -> None:  # noqa: ARG002 - the protocol's
        """Line a job up."""
        self.waiting.append((priority, job_id))
        self.waiting.sort(key=lambda item: item[0])

    def cancel(self, job_id: str) -> None:
        """Take a waiting job out of the line."""
        self.waiting = [item for item in self.waiting if item[1] != job_id]

    def forget(self, job_ids: list[str]) -> None:
        """Do nothing: jobs that ended are not kept here."""

    def notify(self, connection: sa.Connection, job_id: str) -> None:  # noqa: ARG002 - the protocol's
        """Line up the news of a job's end."""
        self.news.append(job_id)
