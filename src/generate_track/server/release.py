"""POST /release_task: a request in ACE-Step's words becomes a job."""

import random
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from generate_track.parameter import SEED_LIMIT
from generate_track.queue.job import Job, Submission
from generate_track.server import translation, upload
from generate_track.server.auth import asking_with_token
from generate_track.server.backend import Backend
from generate_track.server.description import RELEASE
from generate_track.server.envelope import envelope
from generate_track.server.form import Form, closing, read_form
from generate_track.server.key import Caller

router = APIRouter(tags=["ACE-Step"], dependencies=[Depends(closing)])

IdempotencyKey = Annotated[
    str | None,
    Header(max_length=200, pattern=r"^[\x21-\x7e]+$", description="Names the task: sent again, it is the same task."),
]


@router.post("/release_task", **RELEASE)
async def release_task(request: Request, idempotency_key: IdempotencyKey = None) -> JSONResponse:
    """Submit a task. What cannot be made as it is asked for is refused, every mistake at once."""
    backend = cast("Backend", request.app.state.backend)
    form = await read_form(request)
    caller = await asking_with_token(request, form.fields.pop("ai_token", None))
    job, position = await run_in_threadpool(_submit, form, backend, caller=caller, idempotency_key=idempotency_key)
    request.state.job_id = job.id
    return envelope({"task_id": job.id, "status": "queued", "queue_position": position})


def _submit(form: Form, backend: Backend, *, caller: Caller, idempotency_key: str | None) -> tuple[Job, int]:
    requests = translation.read_requests(
        form.fields,
        choose_model=backend.choose_model,
        draw=lambda: random.SystemRandom().randint(0, SEED_LIMIT),
        has_tasks=backend.has_models,
        files=tuple(form.files),
    )
    uploads = upload.keep(form.files, backend.audio, limit_bytes=backend.limits.upload_bytes) if form.files else {}
    job = backend.store.submit(
        Submission(
            requests,
            key_id=caller.key_id,
            priority_class=caller.priority_class,
            idempotency_key=idempotency_key,
            fingerprint=translation.fingerprint(form.fields),
            uploads=uploads,
        )
    )
    # As upstream, which counts from 1 also when nothing waits.
    return job, backend.store.position(job) or 1
