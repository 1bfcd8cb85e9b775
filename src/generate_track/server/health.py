"""Health: whether this process lives, and whether what it needs does."""

import time
from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from generate_track.queue.worker import living
from generate_track.server.backend import Backend, backend_of

router = APIRouter(include_in_schema=False)

# Probes come often and from several sides, and a look at a bucket costs money.
_DATABASE_S = 1.0
_AUDIO_S = 30.0


class Readiness:
    """Looks at what the server needs, no more often than is worth it.

    Args:
        backend: has it.
        now: tells the seconds of a clock that only goes forward.
    """

    def __init__(self, backend: Backend, *, now: Callable[[], float] = time.monotonic) -> None:
        self._backend = backend
        self._now = now
        self._known: dict[str, tuple[float, bool]] = {}

    def check(self) -> Mapping[str, bool]:
        """Return what was looked at, and whether it is as it must be."""
        return {
            "database": self._look("database", self._has_database, every_s=_DATABASE_S),
            "worker": self._look("worker", self._has_worker, every_s=_DATABASE_S),
            "audio": self._look("audio", self._backend.audio.takes_files, every_s=_AUDIO_S),
        }

    def _look(self, name: str, look: Callable[[], bool], *, every_s: float) -> bool:
        next_s, is_well = self._known.get(name, (self._now(), False))
        # What was amiss is looked at again sooner.
        if self._now() >= next_s:
            is_well = look()
            self._known[name] = (self._now() + (every_s if is_well else _DATABASE_S), is_well)
        return is_well

    def _has_database(self) -> bool:
        try:
            return self._backend.store.database.now_s() > 0
        except SQLAlchemyError:
            return False

    def _has_worker(self) -> bool:
        try:
            return bool(living(self._backend.store.database))
        except SQLAlchemyError:
            return False


@router.get("/healthz")
async def healthz() -> Mapping[str, str]:
    """Tell that the process lives."""
    return {"status": "alive"}


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """Tell whether jobs can be taken and done."""
    checks = await run_in_threadpool(request.app.state.readiness.check)
    is_ending = backend_of(request).closing.is_set()
    is_ready = all(checks.values()) and not is_ending
    status = "ending" if is_ending else "ready" if is_ready else "not ready"
    body = {"status": status, "checks": dict(checks)}
    return JSONResponse(body, status_code=200 if is_ready else 503)
