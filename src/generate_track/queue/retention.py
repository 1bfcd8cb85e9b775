"""Retention: old jobs and their audio are deleted, so that disks do not fill up."""

import time
from collections.abc import Callable

from generate_track.queue.audio import AudioStore
from generate_track.queue.store import JobStore

DEFAULT_AGE_S = 7 * 86_400.0
_INTERVAL_S = 60.0
_BATCH = 100


class Retention:
    """Deletes what ended long ago, now and then.

    Args:
        store: the jobs.
        audio: their audio.
        age_s: how long ago.
        now: tells the seconds of a clock that only goes forward.
    """

    def __init__(
        self,
        store: JobStore,
        audio: AudioStore,
        *,
        age_s: float = DEFAULT_AGE_S,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._audio = audio
        self._age_s = age_s
        self._now = now
        self._next_s = now()

    def clean(self) -> int:
        """Delete some of what is old, if it is time to look again, and return how many jobs that were."""
        if self._now() < self._next_s:
            return 0
        jobs = self._store.expired(age_s=self._age_s, limit=_BATCH)
        for job in jobs:
            # Audio first: what has no row any more is never found again.
            self._audio.delete(f"{job.id}/")
            for name in job.uploads.values():
                self._audio.remove(name)
        self._store.delete([job.id for job in jobs])
        # A full batch means that there is more.
        self._next_s = self._now() + (0.0 if len(jobs) == _BATCH else _INTERVAL_S)
        return len(jobs)
