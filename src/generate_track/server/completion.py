"""POST /v1/chat/completions: a track as the answer of a chat, in the shape that clients of OpenRouter read."""

import base64
import json
import math
import uuid
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from generate_track.errors import RefusedKeyError
from generate_track.queue.audio import AudioStore
from generate_track.queue.job import Job, Output
from generate_track.server.audio import MEDIA_TYPES
from generate_track.server.auth import Asking
from generate_track.server.backend import backend_of
from generate_track.server.chat import content_of, read_chat
from generate_track.server.description import COMPLETION
from generate_track.server.event import HEADERS
from generate_track.server.form import Fields, Form, is_true, read_object
from generate_track.server.idempotency import IdempotencyKey
from generate_track.server.job import hold, wait
from generate_track.server.release import submit
from generate_track.server.result import failure, takes
from generate_track.server.taking import taking

router = APIRouter(tags=["OpenRouter"])

_BEAT_S = 2.0  # as upstream
_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
_OVER = "the server ends before the track is made; GET /v1/jobs tells of it later"

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Reply:
    """Writes what is told of a job.

    Args:
        job: the track's.
        model: as the client called it.
        store: has the audio.
        hole: where in a text the audio of the takes belongs: it is written as it is read, as it may be long.
    """

    job: Job
    model: str
    store: AudioStore
    hole: str = field(default_factory=lambda: uuid.uuid4().hex)

    def told(self, kind: str, choice: Told) -> Told:
        """Return a body around a choice."""
        about = {"id": f"chatcmpl-{self.job.id}", "object": kind, "created": int(self.job.created_s)}
        return {**about, "model": self.model, "choices": [{"index": 0, **choice}]}

    def audio(self, job: Job) -> list[Told]:
        """Return the takes of a finished job, with a hole for the audio of each."""
        kinds = [MEDIA_TYPES[PurePosixPath(output.name).suffix] for output in job.outputs]
        return [{"type": "audio_url", "audio_url": {"url": f"data:{kind};base64,{self.hole}"}} for kind in kinds]

    async def written(self, told: Told, job: Job) -> AsyncIterator[str]:
        """Yield what is told as JSON, with the audio in its place."""
        first, *rest = json.dumps(told).split(self.hole)
        yield first
        for output, text in zip(job.outputs, rest, strict=True):
            async for part in _base64(self.store, output):
                yield part
            yield text


@router.post("/v1/chat/completions", dependencies=[Depends(taking), Depends(hold)], **COMPLETION)
async def chat_completions(
    request: Request, caller: Asking, *, idempotency_key: IdempotencyKey = None
) -> StreamingResponse:
    """Make a track and answer with it, once it is done; with `stream`, as it is."""
    backend = backend_of(request)
    body = read_object(await request.body())
    fields = await run_in_threadpool(read_chat, body)
    job = await run_in_threadpool(submit, Form(fields), backend, caller=caller, idempotency_key=idempotency_key)
    request.state.job_id = job.id
    reply = _Reply(job, model=str(body.get("model") or backend.models[0]), store=backend.audio)
    if is_true(body.get("stream")):
        return StreamingResponse(_streamed(request, reply), media_type="text/event-stream", headers=HEADERS)
    return await _whole(request, reply)


async def _whole(request: Request, reply: _Reply) -> StreamingResponse:
    job = await wait(request, reply.job, wait_s=math.inf)
    if not job.is_final:
        raise HTTPException(503, _OVER)
    if job.state != "succeeded":
        raise HTTPException(500, failure(job)[0])
    message = {"role": "assistant", "content": content_of(takes(job)[0]), "audio": reply.audio(job)}
    told = reply.told("chat.completion", {"message": message, "finish_reason": "stop"}) | {"usage": _USAGE}
    return StreamingResponse(reply.written(told, job), media_type="application/json")


async def _streamed(request: Request, reply: _Reply) -> AsyncIterator[str]:
    yield _chunk(reply, {"role": "assistant", "content": "Generating music"})
    job = reply.job
    while not job.is_final and not request.app.state.watch.is_over:
        try:
            job = await wait(request, job, wait_s=_BEAT_S)
        except RefusedKeyError:
            return
        # Proxies cut what is silent.
        yield _chunk(reply, {"content": "."})
    if job.state == "succeeded":
        yield _chunk(reply, {"content": f"\n\n{content_of(takes(job)[0])}"})
        yield "data: "
        async for part in reply.written(_delta(reply, {"audio": reply.audio(job)}), job):
            yield part
        yield "\n\n" + _chunk(reply, {}, finish_reason="stop")
    else:
        yield _chunk(reply, {"content": f"\n\nError: {failure(job)[0] if job.is_final else _OVER}"})
        yield _chunk(reply, {}, finish_reason="error")
    yield "data: [DONE]\n\n"


def _delta(reply: _Reply, delta: Mapping[str, Any], *, finish_reason: str | None = None) -> Told:
    return reply.told("chat.completion.chunk", {"delta": dict(delta), "finish_reason": finish_reason})


def _chunk(reply: _Reply, delta: Fields, *, finish_reason: str | None = None) -> str:
    return f"data: {json.dumps(_delta(reply, delta, finish_reason=finish_reason))}\n\n"


async def _base64(store: AudioStore, output: Output) -> AsyncIterator[str]:
    rest = b""
    async for chunk in store.read(output.name, start=0, end=output.size_bytes):
        data = rest + bytes(chunk)
        whole = len(data) - len(data) % 3
        yield base64.b64encode(data[:whole]).decode()
        rest = data[whole:]
    yield base64.b64encode(rest).decode()
