"""Retention: old jobs, their audio and what no job names are deleted, so that disks do not fill up."""

import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from obstore.exceptions import BaseError

from generate_track.queue.audio import PROBES, UPLOADS, AudioStore
from generate_track.queue.job import JOB_ID
from generate_track.queue.store import JobStore

_LOG = logging.getLogger(__name__)
DEFAULT_AGE_S = 7 * 86_400.0
_INTERVAL_S = 60.0
_BATCH = 100
_MOST_STUCK = 1000
# An upload is kept before its job is accepted: a process that dies in between leaves it to nobody.
_UPLOAD = re.compile(rf"{UPLOADS}(?P<job>{JOB_ID})/[a-z_]+\.[a-z0-9]+")
_SWEEP_INTERVAL_S = 3600.0
# Far longer than from an upload to its row, and than any clocks are apart.
_STRAY_AGE_S = 86_400.0
_SWEEP_BATCH = 500


class Retention:
    """Deletes what ended long ago and what no job names, now and then.

    Args:
        store: the jobs.
        audio: their audio.
        age_s: how long ago; None keeps all jobs.
        stray_age_s: how old an upload without a job must be.
        now: tells the seconds of a clock that only goes forward.
    """

    def __init__(
        self,
        store: JobStore,
        audio: AudioStore,
        *,
        age_s: float | None = DEFAULT_AGE_S,
        stray_age_s: float = _STRAY_AGE_S,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._audio = audio
        self._age_s = age_s
        self._stray_age_s = stray_age_s
        self._now = now
        self._next_s = self._next_sweep_s = now()
        self._n_stuck = 0  # jobs whose audio could not be deleted the last time

    def clean(self) -> int:
        """Delete some of what is old, if it is time to look again, and return how many jobs that were."""
        self._sweep()
        if self._age_s is None or self._now() < self._next_s:
            return 0
        # Before anything can fail: what does is tried again, and not at once.
        self._next_s = self._now() + _INTERVAL_S
        # They come first again, and must not keep those behind them.
        limit = _BATCH + self._n_stuck
        jobs = self._store.expired(age_s=self._age_s, limit=limit)
        # Audio first: what has no row any more is found by its uploads alone.
        silent = [job_id for job_id, uploads in jobs.items() if self._has_deleted(job_id, uploads)]
        self._store.delete(silent)
        self._n_stuck = min(len(jobs) - len(silent), _MOST_STUCK)
        if silent and len(jobs) == limit:
            self._next_s = self._now()  # there is more
        return len(silent)

    def _sweep(self) -> None:
        """Delete old uploads that no job names, if it is time to look again."""
        if self._now() < self._next_sweep_s:
            return
        self._next_sweep_s = self._now() + _SWEEP_INTERVAL_S
        try:
            n_strays = self._remove_strays(before_s=self._store.database.now_s() - self._stray_age_s)
        except (BaseError, OSError) as error:
            _LOG.warning("uploads that no job names cannot be deleted: %s", type(error).__name__)
            return
        if n_strays:
            _LOG.info("deleted %d uploads that no job names", n_strays)

    def _remove_strays(self, *, before_s: float) -> int:
        for name in self._old(PROBES, before_s):
            self._audio.remove(name)
        n_strays = 0
        # Whatever else lies there is not ours to delete.
        old = ((name, match["job"]) for name in self._old(UPLOADS, before_s) if (match := _UPLOAD.fullmatch(name)))
        while batch := list(islice(old, _SWEEP_BATCH)):
            known = self._store.revisions({job_id for _, job_id in batch})
            strays = [name for name, job_id in batch if job_id not in known]
            for name in strays:
                self._audio.remove(name)
            n_strays += len(strays)
        return n_strays

    def _old(self, prefix: str, before_s: float) -> Iterator[str]:
        return (name for name, modified in self._audio.names(prefix) if modified.timestamp() < before_s)

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
