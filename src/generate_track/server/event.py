"""Server-sent events of a job: how it goes, until it has ended."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from starlette.concurrency import run_in_threadpool

from generate_track.queue.job import Job
from generate_track.server.resource import ProgressResource
from generate_track.server.watch import JobWatch

HEARTBEAT_S = 15.0
_LOOK_S = 5.0  # how often it is looked whether the key was revoked meanwhile
HEADERS: Mapping[str, str] = {
    # Neither kept by caches nor held back by proxies: nginx reads the last one.
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
}
_HEARTBEAT = ": still there\n\n"

Tell = Callable[[Job], ProgressResource]
IsLetIn = Callable[[], Awaitable[bool]]


async def events(
    job: Job,
    *,
    known_revision: int | None,
    watch: JobWatch,
    tell: Tell,
    is_let_in: IsLetIn,
    heartbeat_s: float = HEARTBEAT_S,
) -> AsyncIterator[str]:
    """Yield events of a job, the last one when it has ended.

    Args:
        job: as it is now.
        known_revision: what the client has heard of already.
        watch: tells of changes.
        tell: how a job goes, or all of it when it has ended.
        is_let_in: whether the client's key still opens anything; asked before anything more is told.
        heartbeat_s: after so long without news a comment is sent: proxies cut what is silent.
    """
    told = await run_in_threadpool(tell, job)
    if known_revision != job.revision:
        yield _event(told)
    quiet_s = 0.0
    while not job.is_final:
        look_s = min(_LOOK_S, heartbeat_s)
        changed = await _changed(job, watch, timeout_s=look_s)
        if changed is None or watch.is_over or not await is_let_in():
            return
        quiet_s = quiet_s + look_s if changed is job else 0.0
        if changed is job and quiet_s < heartbeat_s:
            continue
        # A place in the line changes without the job.
        again = await run_in_threadpool(tell, changed)
        is_news = changed is not job or again.queue_position != told.queue_position
        yield _event(again) if is_news else _HEARTBEAT
        job, told, quiet_s = changed, again, 0.0


async def _changed(job: Job, watch: JobWatch, *, timeout_s: float) -> Job | None:
    """Return a job when it has changed, or as it is when it has not in that time."""
    try:
        return await watch.changed(job, timeout_s=timeout_s)
    except TimeoutError:
        return job


def _event(told: ProgressResource) -> str:
    name = "done" if told.state in {"succeeded", "failed", "cancelled"} else "progress"
    data = json.dumps(told.model_dump(mode="json"), separators=(",", ":"))
    return f"id: {told.revision}\nevent: {name}\ndata: {data}\n\n"
