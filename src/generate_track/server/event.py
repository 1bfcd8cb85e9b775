"""Server-sent events of a job: how it goes, until it has ended."""

import json
from collections.abc import AsyncIterator, Callable, Mapping

from starlette.concurrency import run_in_threadpool

from generate_track.queue.job import Job
from generate_track.server.resource import ProgressResource
from generate_track.server.watch import JobWatch

HEARTBEAT_S = 15.0
HEADERS: Mapping[str, str] = {
    # Neither kept by caches nor held back by proxies: nginx reads the last one.
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
}
_HEARTBEAT = ": still there\n\n"

Tell = Callable[[Job], ProgressResource]


async def events(
    job: Job, *, known_revision: int | None, watch: JobWatch, tell: Tell, heartbeat_s: float = HEARTBEAT_S
) -> AsyncIterator[str]:
    """Yield events of a job, the last one when it has ended.

    Args:
        job: as it is now.
        known_revision: what the client has heard of already.
        watch: tells of changes.
        tell: how a job goes, or all of it when it has ended.
        heartbeat_s: after so long without news a comment is sent: proxies cut what is silent.
    """
    told = await run_in_threadpool(tell, job)
    if known_revision != job.revision:
        yield _event(told)
    while not job.is_final:
        try:
            changed = await watch.changed(job, timeout_s=heartbeat_s)
        except TimeoutError:
            if watch.is_over:
                return
            # A place in the line changes without the job.
            again = await run_in_threadpool(tell, job)
            yield _HEARTBEAT if again.queue_position == told.queue_position else _event(again)
            told = again
            continue
        if changed is None:
            return
        job = changed
        told = await run_in_threadpool(tell, job)
        yield _event(told)


def _event(told: ProgressResource) -> str:
    name = "done" if told.state in {"succeeded", "failed", "cancelled"} else "progress"
    data = json.dumps(told.model_dump(mode="json"), separators=(",", ":"))
    return f"id: {told.revision}\nevent: {name}\ndata: {data}\n\n"
