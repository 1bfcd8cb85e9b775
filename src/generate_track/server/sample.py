"""POST /format_input and /create_random_sample: requests that are written for the user."""

import random
from typing import Any, cast

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from generate_track.parameter import SEED_LIMIT
from generate_track.request import TrackRequest
from generate_track.server import translation
from generate_track.server.auth import asking_with_token
from generate_track.server.backend import Backend
from generate_track.server.description import FORMAT, SAMPLE
from generate_track.server.envelope import envelope
from generate_track.server.form import Form, closing, read_form

router = APIRouter(tags=["ACE-Step"], dependencies=[Depends(closing)])


@router.post("/format_input", **FORMAT)
async def format_input(request: Request) -> JSONResponse:
    """Complete a request: what the engine hears in its prompt, said in fields."""
    form, backend = await _asked(request)
    return envelope(await run_in_threadpool(_format, form, backend))


@router.post("/create_random_sample", **SAMPLE)
async def create_random_sample(request: Request) -> JSONResponse:
    """Write a request of the server's own choice."""
    await _asked(request, may_be_empty=True)
    return envelope(await run_in_threadpool(_sample))


async def _asked(request: Request, *, may_be_empty: bool = False) -> tuple[Form, Backend]:
    backend = cast("Backend", request.app.state.backend)
    is_empty = may_be_empty and not await request.body()
    form = Form({}) if is_empty else await read_form(request)
    await asking_with_token(request, form.fields.pop("ai_token", None))
    if backend.has_models:
        # It takes the language model of a server behind this one, which may be any of several.
        raise HTTPException(503, "this server has no language model: it hands tasks on to ACE-Step servers")
    return form, backend


def _format(form: Form, backend: Backend) -> dict[str, Any]:
    requests = translation.read_requests(
        form.fields, choose_model=backend.choose_model, draw=lambda: 0, has_tasks=False
    )
    return _told(requests[0])


def _sample() -> dict[str, Any]:
    from generate_track.compose.catalogue import catalogue  # noqa: PLC0415 - paid for when used
    from generate_track.compose.lexicon.mood import MOODS  # noqa: PLC0415 - as above

    rng = random.SystemRandom()
    style, mood = rng.choice(catalogue()["styles"]), rng.choice(sorted(MOODS))
    return _told(TrackRequest.parse({"caption": f"{mood} {style.words[0]}", "seed": rng.randint(0, SEED_LIMIT)}))


def _told(request: TrackRequest) -> dict[str, Any]:
    """Return a request with what the composer makes of it."""
    from generate_track.compose import compose  # noqa: PLC0415 - paid for when used

    score = compose(request, take=0)
    return {
        "caption": request.caption,
        "lyrics": "[Instrumental]" if request.is_instrumental else request.lyrics,
        "bpm": round(score.tempo_bpm),
        "key_scale": str(score.key),
        "time_signature": str(score.time_signature.numerator),
        "duration": request.duration_s,
        "vocal_language": request.language,
        "instrumental": request.is_instrumental,
    }
