"""JobWatch: tells those who wait for a job that it changed; one look at the database serves all of them."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from generate_track.queue.job import Job
from generate_track.queue.store import JobStore

INTERVAL_S = 0.3


class JobWatch:
    """Looks at the jobs that anybody waits for, as long as somebody does.

    Args:
        store: the jobs.
        interval_s: how often.
    """

    def __init__(self, store: JobStore, *, interval_s: float = INTERVAL_S) -> None:
        self._store = store
        self._interval_s = interval_s
        # Job → who waits for it, each with the revision that is known there.
        self._waiting: dict[str, dict[asyncio.Future[Job | None], int]] = {}
        self._poll: asyncio.Task[None] | None = None
        self.is_over = False

    @property
    def n_waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    def end(self) -> None:
        """Let nobody wait any longer: the server ends, and its clients can ask the next one."""
        self.is_over = True
        for waiting in self._waiting.values():
            for news in waiting:
                news.cancel()

    async def changed(self, job: Job, *, timeout_s: float) -> Job | None:
        """Return a job when it is no longer as it is known; None when it is no longer kept.

        Raises:
            TimeoutError: it has not changed in that time, or the server ends.
        """
        if self.is_over:
            raise TimeoutError
        news: asyncio.Future[Job | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(job.id, {})[news] = job.revision
        if self._poll is None or self._poll.done():
            self._poll = asyncio.create_task(self._run())
        try:
            await asyncio.wait([news], timeout=timeout_s)
            if news.cancelled() or not news.done():
                raise TimeoutError
            return news.result()
        finally:
            self._forget(job.id, news)

    def _forget(self, job_id: str, news: asyncio.Future[Job | None]) -> None:
        waiting = self._waiting[job_id]
        del waiting[news]
        if not waiting:
            del self._waiting[job_id]

    async def _run(self) -> None:
        while self._waiting:
            await asyncio.sleep(self._interval_s)
            known = {job_id: set(waiting.values()) for job_id, waiting in self._waiting.items()}
            # A database that does not answer has no news; the next look may find some.
            with suppress(SQLAlchemyError):
                self._tell(await run_in_threadpool(self._look, known))

    def _look(self, known: Mapping[str, set[int]]) -> Mapping[str, Job | None]:
        """Return the jobs that somebody knows otherwise than they are."""
        revisions = self._store.revisions(known)
        changed = [job_id for job_id, those in known.items() if those != {revisions.get(job_id)}]
        found = {job.id: job for job in self._store.get_many(changed)}
        return {job_id: found.get(job_id) for job_id in changed}

    def _tell(self, jobs: Mapping[str, Job | None]) -> None:
        for job_id, job in jobs.items():
            for news, revision in self._waiting.get(job_id, {}).items():
                if not news.done() and (job is None or job.revision != revision):
                    news.set_result(job)
