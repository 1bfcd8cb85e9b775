"""POST /release_task: a request in ACE-Step's words becomes a job."""

import random
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from generate_track.parameter import SEED_LIMIT
from generate_track.queue.job import Job, Submission
from generate_track.server import translation, upload
from generate_track.server.asked import read_asked
from generate_track.server.backend import Backend, backend_of
from generate_track.server.description import RELEASE
from generate_track.server.envelope import envelope
from generate_track.server.form import Form, closing
from generate_track.server.idempotency import IdempotencyKey
from generate_track.server.key import Caller
from generate_track.server.taking import taking

router = APIRouter(tags=["ACE-Step"], dependencies=[Depends(closing)])


@router.post("/release_task", dependencies=[Depends(taking)], **RELEASE)
async def release_task(request: Request, idempotency_key: IdempotencyKey = None) -> JSONResponse:
    """Submit a task. What cannot be made as it is asked for is refused, every mistake at once."""
    backend = backend_of(request)
    form, caller = await read_asked(request)
    accept = partial(submit, form, backend, caller=caller, idempotency_key=idempotency_key)
    # Looking at audio is work for this process: much of it at once would take all threads from everybody else.
    job = await run_sync(accept, limiter=request.app.state.listening if form.files else None)
    request.state.job_id = job.id
    # As upstream, which counts from 1 also when nothing waits.
    position = await run_in_threadpool(backend.store.position, job) or 1
    return envelope({"task_id": job.id, "status": "queued", "queue_position": position})


def submit(form: Form, backend: Backend, *, caller: Caller, idempotency_key: str | None) -> Job:
    """Return the job of a form.

    Raises:
        InvalidRequestError: it cannot be made as it is asked for.
        QueueFullError: there is no room for it.
        IdempotencyError: the key names another one.
    """
    files = translation.needed(form.fields, form.files, has_tasks=backend.has_models)
    requests = translation.read_requests(
        form.fields,
        choose_model=backend.choose_model,
        draw=lambda: random.SystemRandom().randint(0, SEED_LIMIT),
        has_tasks=backend.has_models,
        files=tuple(files),
    )
    upload.require_size(files, limit_bytes=backend.limits.upload_bytes)
    submission = Submission(
        requests,
        key_id=caller.key_id,
        priority_class=caller.priority_class,
        idempotency_key=idempotency_key,
        fingerprint=translation.fingerprint(form.fields, files=upload.digests(files)),
    )
    return _with_uploads(submission, files, backend) if files else backend.store.submit(submission)


def _with_uploads(submission: Submission, files: Mapping[str, UploadFile], backend: Backend) -> Job:
    names = upload.keep(files, backend.audio, job_id=submission.id)
    job = None
    try:
        job = backend.store.submit(replace(submission, uploads=names))
    finally:
        if job is None or job.id != submission.id:
            # Refused, or accepted before: nobody will ask for these.
            upload.drop(names, backend.audio)
    return job
