"""Forecast: how long a job will wait and run, told from how long others took."""

from collections.abc import Iterable
from functools import cached_property

from generate_track.queue.job import Job
from generate_track.queue.store import JobStore, Place
from generate_track.queue.worker import living

_TELLING = 0.05  # the fraction of a job from which on its own speed says more than that of others


class Forecast:
    """Made anew for each answer: what holds for all jobs is asked of the database once.

    Args:
        store: the jobs.
        jobs: those that will be asked for, where they are known to be several.
    """

    def __init__(self, store: JobStore, jobs: Iterable[Job] = ()) -> None:
        self._store = store
        self._waiting = [job.id for job in jobs if job.state == "queued"]
        self._paces: dict[str, float | None] = {}

    def position(self, job: Job) -> int | None:
        """Return a waiting job's place in the line, from 1; None when it does not wait."""
        return self._place(job).position if job.state == "queued" else None

    def eta_s(self, job: Job) -> float | None:
        """Return in how many seconds a job may be done; None when nothing is known, or it has ended."""
        if job.is_final:
            return None
        return self._waiting_s(job) if job.state == "queued" else self._running_s(job)

    def _waiting_s(self, job: Job) -> float | None:
        pace = self._pace(job.model)
        if pace is None:
            return None
        ahead_s = self._place(job).audio_ahead_s + self._running_audio_s
        return round(pace * (ahead_s / self._n_slots + job.audio_s), 1)

    def _running_s(self, job: Job) -> float | None:
        fraction = job.fraction or 0.0
        if fraction >= _TELLING and job.started_s is not None and job.attempt == 1:
            spent_s = max(0.0, self._now_s - job.started_s)
            return round(spent_s * (1.0 - fraction) / fraction, 1)
        pace = self._pace(job.model)
        return None if pace is None else round(pace * job.audio_s * (1.0 - fraction), 1)

    def _place(self, job: Job) -> Place:
        if job.id not in self._places:
            self._places[job.id] = self._store.place(job)
        return self._places[job.id]

    @cached_property
    def _places(self) -> dict[str, Place]:
        # For one, all before it are counted; for several, the whole line is gone along once.
        return self._store.places(self._waiting) if len(self._waiting) > 1 else {}

    def _pace(self, model: str) -> float | None:
        if model not in self._paces:
            self._paces[model] = self._store.pace(model)
        return self._paces[model]

    @cached_property
    def _now_s(self) -> float:
        return self._store.database.now_s()

    @cached_property
    def _running_audio_s(self) -> float:
        return self._store.running_audio_s()

    @cached_property
    def _n_slots(self) -> int:
        return max(1, sum(row["slots"] for row in living(self._store.database)))
