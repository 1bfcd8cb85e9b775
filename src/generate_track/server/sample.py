"""POST /format_input, /v1/create_sample and /create_random_sample: requests that are written for the user."""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from generate_track.acestep.wire import INSTRUMENTAL
from generate_track.engines.fleet import Fleet
from generate_track.errors import EngineUnavailableError, InvalidRequestError, QueueFullError
from generate_track.parameter import SEED_LIMIT
from generate_track.queue.mask import mask
from generate_track.request import TrackRequest
from generate_track.server import translation
from generate_track.server.asked import read_asked
from generate_track.server.backend import Backend, backend_of
from generate_track.server.description import CREATE, FORMAT, SAMPLE
from generate_track.server.envelope import envelope
from generate_track.server.form import Fields, Form, closing, is_true
from generate_track.server.idea import idea

router = APIRouter(tags=["ACE-Step"], dependencies=[Depends(closing)])

_TO_CREATE = ("query", "instrumental", "vocal_language", "temperature")
# Our name → the one in the nest of /format_input.
_TO_FORMAT: Mapping[str, str] = {
    "audio_duration": "duration",
    "bpm": "bpm",
    "key_scale": "key",
    "time_signature": "time_signature",
    "vocal_language": "language",
}


@router.post("/format_input", **FORMAT)
async def format_input(request: Request) -> JSONResponse:
    """Complete a request: what the engine hears in its prompt, or its language model makes of it, said in fields."""
    form, backend = await _asked(request)
    return await _written(request, lambda: _format(form.fields, backend), said=_to_format(form.fields))


@router.post("/v1/create_sample", **CREATE)
async def create_sample(request: Request) -> JSONResponse:
    """Write a request from a description."""
    form, backend = await _asked(request)
    fields = {"prompt": form.fields.get("query"), **form.fields}
    if is_true(fields.get("instrumental")):
        fields |= {"lyrics": INSTRUMENTAL}
    return await _written(request, lambda: _format(fields, backend), said=_picked(form.fields, _TO_CREATE))


@router.post("/create_random_sample", **SAMPLE)
async def create_random_sample(request: Request) -> JSONResponse:
    """Write a request of the server's own choice."""
    form, _ = await _asked(request, may_be_empty=True)
    return await _written(request, _sample, said=_picked(form.fields, ("sample_type",)))


async def _asked(request: Request, *, may_be_empty: bool = False) -> tuple[Form, Backend]:
    form, _ = await read_asked(request, may_be_empty=may_be_empty)
    return form, backend_of(request)


async def _written(request: Request, write: Callable[[], dict[str, Any]], *, said: Fields) -> JSONResponse:
    """Answer with what the engine composes, or a server behind this one writes.

    Args:
        request: of the route.
        write: has it composed.
        said: to a server's route of the same name.
    """
    fleet = backend_of(request).fleet
    path = str(request.scope["path"])
    # Few at a time: composing is work for this process, and who waits for a server holds a thread.
    limiter = request.app.state.composing
    return envelope(await run_sync(write if fleet is None else lambda: _forward(fleet, path, said), limiter=limiter))


def _forward(fleet: Fleet, path: str, said: Fields) -> dict[str, Any]:
    try:
        return fleet.write(path, said)
    except InvalidRequestError as error:
        raise InvalidRequestError(tuple(replace(one, message=mask(one.message)) for one in error.mistakes)) from error
    except EngineUnavailableError as error:
        raise EngineUnavailableError(mask(error.message)) from error
    except QueueFullError as error:
        raise QueueFullError("all servers are busy", hint="try again", retry_after_s=error.retry_after_s) from error


def _picked(fields: Fields, names: Sequence[str]) -> Fields:
    return {name: fields[name] for name in names if name in fields}


def _to_format(fields: Fields) -> Fields:
    """Return what ACE-Step's route reads: all builds look for the music in a nest, and under these names."""
    music = {theirs: fields[ours] for ours, theirs in _TO_FORMAT.items() if ours in fields}
    return _picked(fields, ("prompt", "lyrics", "temperature")) | {"param_obj": json.dumps(music)}


def _format(fields: Fields, backend: Backend) -> dict[str, Any]:
    requests = translation.read_requests(fields, choose_model=backend.choose_model, draw=lambda: 0, has_tasks=False)
    return _told(requests[0])


def _sample() -> dict[str, Any]:
    seed = random.SystemRandom().randint(0, SEED_LIMIT)
    told = _told(TrackRequest.parse({"caption": idea(seed), "seed": seed}))
    return told | {"description": told["caption"], "language": told["vocal_language"], "think": False}


def _told(request: TrackRequest) -> dict[str, Any]:
    """Return a request with what the composer makes of it, under every name that these routes of upstream's use."""
    from generate_track.compose import compose  # noqa: PLC0415 - paid for when used

    score = compose(request, take=0)
    key, signature = str(score.key), str(score.time_signature.numerator)
    return {
        "caption": request.caption,
        "lyrics": INSTRUMENTAL if request.is_instrumental else request.lyrics,
        "bpm": round(score.tempo_bpm),
        "key_scale": key,
        "keyscale": key,
        "time_signature": signature,
        "timesignature": signature,
        "duration": request.duration_s,
        "vocal_language": request.language,
        "instrumental": request.is_instrumental,
    }
