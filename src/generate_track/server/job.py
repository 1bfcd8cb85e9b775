"""Routes of our own API, /v1/jobs."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Body, Depends, Header, Query, Request, Response
from fastapi import Path as InPath
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from generate_track.errors import RefusedKeyError
from generate_track.queue.forecast import Forecast
from generate_track.queue.job import Job, State
from generate_track.queue.store import CURSOR
from generate_track.queue.webhook import webhook_secret, write_secret
from generate_track.server.auth import Asking, is_still_let_in
from generate_track.server.backend import Backend, backend_of
from generate_track.server.event import HEADERS, events
from generate_track.server.idempotency import IdempotencyKey
from generate_track.server.link import LONGEST_S, SignedLinks, Signer
from generate_track.server.resource import (
    FaultResource,
    JobResource,
    PageResource,
    ProgressResource,
    SecretResource,
)
from generate_track.server.schema import job_schema
from generate_track.server.submission import read_submission
from generate_track.server.taking import taking

_WAIT_LIMIT_S = 60.0
_LOOK_S = 1.0  # how often a client that waits is looked after: it may have left

_R = TypeVar("_R", bound=ProgressResource)


def _faults(**said: str) -> dict[int | str, dict[str, Any]]:
    """Return what a route answers besides its own, by the name of the status."""
    always = {
        "401": "the key is missing, or refused",
        "403": "a web page of another place asks a server that asks for no key",
        "429": "too many requests, or open event streams",
        "503": "the database does not answer, the server ends, or there are too many open event streams",
    }
    told = always | {status.removeprefix("s"): text for status, text in said.items()}
    return {int(status): {"model": FaultResource, "description": text} for status, text in told.items()}


router = APIRouter(tags=["jobs"])

JobBody = Annotated[dict[str, Any], WithJsonSchema(job_schema()), Body()]
# Of each event, as OpenAPI 3.2 has it.
_EVENT = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "description": "The job's revision."},
        "event": {"type": "string", "enum": ["progress", "done"]},
        "data": {"type": "string", "description": "JSON: a ProgressResource, and at the end a JobResource."},
    },
}
_UUID = {"type": "string", "format": "uuid"}
_NOT_FOUND = "your key has no such job"


class ListQuery(BaseModel):
    """What GET /v1/jobs can be asked; a parameter that is misspelt is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")

    state: State | None = None
    limit: int = Field(50, ge=1, le=200)
    cursor: str | None = Field(None, pattern=CURSOR, description="Of the page before.")


class JobQuery(BaseModel):
    """What GET /v1/jobs/{job_id} can be asked."""

    model_config = ConfigDict(extra="forbid")

    wait: float = Field(0.0, ge=0, le=_WAIT_LIMIT_S, description="Answer when the job has ended, or then.")
    sign: int | None = Field(None, ge=1, le=LONGEST_S, description="Add links that need no key, for so many seconds.")


async def _find(request: Request, caller: Asking, job_id: Annotated[str, InPath(), WithJsonSchema(_UUID)]) -> Job:
    job = await run_in_threadpool(backend_of(request).store.get, job_id, key_id=caller.key_id)
    return _require(job)


def _require(job: Job | None) -> Job:
    if job is None:
        raise HTTPException(404, _NOT_FOUND)
    return job


# Reads `job_id`, which linters look for in the routes themselves.
Found = Annotated[Job, Depends(_find)]


def _teller(request: Request, kind: type[_R]) -> Callable[[Job], _R]:
    store = backend_of(request).store
    return lambda job: kind.of(job, Forecast(store))


@router.post(
    "/v1/jobs",
    status_code=201,
    dependencies=[Depends(taking)],
    responses={200: {"model": JobResource, "description": "The idempotency key names this job already"}}
    | _faults(
        s400="the body is no JSON",
        s409="the idempotency key names another job",
        s413="the body is too long",
        s422="the request breaks limits; all of them are told",
        s429="the queue is full, or there are too many requests",
    ),
)
async def submit(
    request: Request, response: Response, *, caller: Asking, body: JobBody, idempotency_key: IdempotencyKey = None
) -> JobResource:
    """Hand in a job."""
    backend = backend_of(request)

    def accept() -> tuple[Job, bool]:
        submission = read_submission(body, backend, caller=caller, idempotency_key=idempotency_key)
        job = backend.store.submit(submission)
        return job, job.id == submission.id

    job, is_new = await run_in_threadpool(accept)
    request.state.job_id = job.id
    response.status_code = 201 if is_new else 200
    response.headers["Location"] = job.url
    return await run_in_threadpool(_teller(request, JobResource), job)


@router.get("/v1/jobs", responses=_faults(s422="a filter is not as described"))
async def list_jobs(
    request: Request,
    caller: Asking,
    query: Annotated[ListQuery, Query()],
) -> PageResource:
    """List your jobs, newest first."""
    store = backend_of(request).store

    def page() -> PageResource:
        found = store.page(caller.key_id, state=query.state, cursor=query.cursor, limit=query.limit)
        forecast = Forecast(store, found.jobs)
        return PageResource(jobs=[JobResource.of(job, forecast) for job in found.jobs], cursor=found.cursor)

    return await run_in_threadpool(page)


@router.get("/v1/jobs/{job_id}", responses=_faults(s404=_NOT_FOUND, s422="a parameter is not as described"))  # noqa: FAST003
async def get_job(
    request: Request,
    job: Found,
    query: Annotated[JobQuery, Query()],
) -> JobResource:
    """Look at a job; with `wait`, until it has ended or so many seconds have passed."""
    if query.wait and not job.is_final:
        with request.app.state.waits.held(request.state.who):
            job = await wait(request, job, wait_s=query.wait)
    backend = backend_of(request)

    def tell() -> JobResource:
        return JobResource.of(job, Forecast(backend.store), links=_links(backend, query.sign) if query.sign else None)

    return await run_in_threadpool(tell)


def _links(backend: Backend, holds_s: int) -> SignedLinks:
    signer = Signer(backend.store.database)
    return SignedLinks(signer, expires_s=int(backend.now()) + holds_s, base_url=backend.public_url)


async def wait(request: Request, job: Job, *, wait_s: float) -> Job:
    """Return a job when it has ended, or as it is after so long, or when its client has left or the server ends.

    Raises:
        HTTPException: 404, it is no longer kept.
        RefusedKeyError: the key was revoked meanwhile.
    """
    watch = request.app.state.watch
    now_s = asyncio.get_running_loop().time
    end_s = now_s() + wait_s
    while not job.is_final and not watch.is_over and now_s() < end_s and not await request.is_disconnected():
        with suppress(TimeoutError):
            job = _require(await watch.changed(job, timeout_s=min(_LOOK_S, end_s - now_s())))
        if not await is_still_let_in(request):
            raise RefusedKeyError("the key was revoked")
    return job


@router.post("/v1/jobs/{job_id}/cancel", responses=_faults(s404=_NOT_FOUND))  # noqa: FAST003
async def cancel_job(request: Request, job: Found) -> JobResource:
    """Cancel a job: one that waits or runs has ended at once, one that has ended stays as it is."""
    cancelled = _require(await run_in_threadpool(backend_of(request).store.cancel, job.id))
    return await run_in_threadpool(_teller(request, JobResource), cancelled)


async def hold(request: Request, _: Asking) -> AsyncIterator[None]:
    """Hold one of the places for those who follow a job, until all is said.

    Raises:
        HTTPException: 429 or 503: there is none.
    """
    with request.app.state.waits.held(request.state.who):
        yield


@router.get(
    "/v1/jobs/{job_id}/events",  # noqa: FAST003
    dependencies=[Depends(hold)],
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "`progress` events with how the job goes, then one `done` event with the whole job",
            "content": {"text/event-stream": {"schema": _EVENT}},
        },
        204: {"description": "The job has ended, and Last-Event-ID says that you know: do not come again"},
    }
    | _faults(s404=_NOT_FOUND),
)
async def job_events(
    request: Request,
    job: Found,
    last_event_id: Annotated[str | None, Header(description="The id of the last event that you got.")] = None,
) -> Response:
    """Follow a job by server-sent events."""
    known = int(last_event_id) if last_event_id and re.fullmatch(r"[0-9]{1,9}", last_event_id) else None
    if job.is_final and known == job.revision:
        return Response(status_code=204)
    whole, brief = _teller(request, JobResource), _teller(request, ProgressResource)

    def tell(job: Job) -> ProgressResource:
        return whole(job) if job.is_final else brief(job)

    watch = request.app.state.watch
    stream = events(job, known_revision=known, watch=watch, tell=tell, is_let_in=lambda: is_still_let_in(request))
    return StreamingResponse(stream, media_type="text/event-stream", headers=HEADERS)


@router.get("/v1/webhook-secret", responses=_faults())
async def get_webhook_secret(request: Request, caller: Asking) -> SecretResource:
    """Tell what signs the webhooks of your key's jobs; no other key has the same."""
    database = backend_of(request).store.database
    secret = await run_in_threadpool(webhook_secret, database, caller.key_id)
    return SecretResource(secret=write_secret(secret))
