"""Retention: old jobs and their audio are deleted, so that disks do not fill up."""

import logging
import time
from collections.abc import Callable, Iterable

from obstore.exceptions import BaseError

from generate_track.queue.audio import AudioStore
from generate_track.queue.store import JobStore

_LOG = logging.getLogger(__name__)
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
        # Before anything can fail: what does is tried again, and not at once.
        self._next_s = self._now() + _INTERVAL_S
        jobs = self._store.expired(age_s=self._age_s, limit=_BATCH)
        # Audio first: what has no row any more is never found again.
        silent = [job_id for job_id, uploads in jobs.items() if self._has_deleted(job_id, uploads)]
        self._store.delete(silent)
        if len(silent) == _BATCH:
            self._next_s = self._now()  # there is more
        return len(silent)

    def _has_deleted(self, job_id: str, uploads: Iterable[str]) -> bool:
        """Delete the audio of a job; return whether that went well, as one that stays must not keep the others."""
        try:
            self._audio.delete(f"{job_id}/")
            for name in uploads:
                self._audio.remove(name)
        except (BaseError, OSError) as error:
            _LOG.warning("audio of job %s cannot be deleted: %s", job_id, type(error).__name__)
            return False
        return True
