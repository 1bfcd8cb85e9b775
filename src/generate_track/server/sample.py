"""POST /format_input, /v1/create_sample and /create_random_sample: requests that are written for the user."""

import random
from collections.abc import Callable
from typing import Any, cast

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from generate_track.acestep.wire import INSTRUMENTAL
from generate_track.parameter import SEED_LIMIT
from generate_track.request import TrackRequest
from generate_track.server import translation
from generate_track.server.asked import read_asked
from generate_track.server.backend import Backend
from generate_track.server.description import CREATE, FORMAT, SAMPLE
from generate_track.server.envelope import envelope
from generate_track.server.form import Fields, Form, closing

router = APIRouter(tags=["ACE-Step"], dependencies=[Depends(closing)])


@router.post("/format_input", **FORMAT)
async def format_input(request: Request) -> JSONResponse:
    """Complete a request: what the engine hears in its prompt, said in fields."""
    form, backend = await _asked(request)
    return await _written(request, lambda: _format(form.fields, backend))


@router.post("/v1/create_sample", **CREATE)
async def create_sample(request: Request) -> JSONResponse:
    """Write a request from a description."""
    form, backend = await _asked(request)
    fields = {"prompt": form.fields.get("query"), **form.fields}
    if translation.is_true(fields.get("instrumental")):
        fields |= {"lyrics": INSTRUMENTAL}
    return await _written(request, lambda: _format(fields, backend))


@router.post("/create_random_sample", **SAMPLE)
async def create_random_sample(request: Request) -> JSONResponse:
    """Write a request of the server's own choice."""
    await _asked(request, may_be_empty=True)
    return await _written(request, _sample)


async def _written(request: Request, write: Callable[[], dict[str, Any]]) -> JSONResponse:
    # One after the other: composing is work for this process, and beside much of it nobody else would be answered.
    return envelope(await run_sync(write, limiter=request.app.state.composing))


async def _asked(request: Request, *, may_be_empty: bool = False) -> tuple[Form, Backend]:
    backend = cast("Backend", request.app.state.backend)
    form, _ = await read_asked(request, may_be_empty=may_be_empty)
    if backend.has_models:
        # It takes the language model of a server behind this one, which may be any of several.
        raise HTTPException(503, "this server has no language model: it hands tasks on to ACE-Step servers")
    return form, backend


def _format(fields: Fields, backend: Backend) -> dict[str, Any]:
    requests = translation.read_requests(fields, choose_model=backend.choose_model, draw=lambda: 0, has_tasks=False)
    return _told(requests[0])


def _sample() -> dict[str, Any]:
    from generate_track.compose.catalogue import catalogue  # noqa: PLC0415 - paid for when used
    from generate_track.compose.lexicon.mood import MOODS  # noqa: PLC0415 - as above

    rng = random.SystemRandom()
    style, mood = rng.choice(catalogue()["styles"]), rng.choice(sorted(MOODS))
    told = _told(TrackRequest.parse({"caption": f"{mood} {style.words[0]}", "seed": rng.randint(0, SEED_LIMIT)}))
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
