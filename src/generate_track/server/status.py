"""What the server is and has: /health, /v1/stats, /v1/models, /v1/model_inventory and /v1/init."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from generate_track import __version__
from generate_track.acestep.report import Model
from generate_track.engines.fleet import Offer
from generate_track.server import reply
from generate_track.server.asked import read_asked
from generate_track.server.auth import Asking
from generate_track.server.backend import Backend, backend_of
from generate_track.server.description import INIT, refusals, told
from generate_track.server.envelope import envelope
from generate_track.server.form import closing

router = APIRouter(tags=["ACE-Step"], dependencies=[Depends(closing)])

_UNKNOWN_JOB_S = 5.0  # upstream's own beginning
# Of OpenRouter's list, by whether models make the music.
_MAKERS = {
    True: ("acestep", "A model of ACE-Step."),
    False: ("generate-track", "Composes by rules and plays on sampled instruments; no model."),
}
_CREATED_S = 1_767_225_600  # the year that ACE-Step 1.5 came out; nobody asks for more
_LONGEST_S = 600


@router.get("/health", **told(reply.Health))
async def health(request: Request) -> JSONResponse:
    """Tell that the server is there; no key is asked for."""
    backend = backend_of(request)
    facts = {"status": "ok", "service": "ACE-Step API", "version": "1.0", "generate_track": __version__}
    # Known already, or it would wait for servers that others are to be told of.
    offer = backend.fleet.glance() if backend.fleet else _offer_of(backend)
    return envelope(
        facts
        | {
            "models_initialized": offer.n_there > 0,
            "llm_initialized": offer.can_write,
            "loaded_model": offer.models[0].name if offer.models else None,
        }
    )


def _offer_of(backend: Backend) -> Offer:
    """Return what there is where nobody has to be asked for it, or nobody tells."""
    tasks = () if backend.has_models else ("text2music",)
    models = (Model(name, is_default=n == 0, is_loaded=True, tasks=tasks) for n, name in enumerate(backend.models))
    return Offer(tuple(models), n_there=1)


@router.get("/v1/stats", **told(reply.Stats))
async def stats(request: Request, _: Asking) -> JSONResponse:
    """Count the tasks of all keys."""
    return envelope(await run_in_threadpool(_stats, backend_of(request)))


def _stats(backend: Backend) -> dict[str, Any]:
    counts = backend.store.counts()
    jobs = {"total": sum(counts.values()), **counts}
    servers = _servers(backend.fleet.look()) if backend.fleet else {}
    return servers | {
        "jobs": jobs,
        "queue_size": counts["queued"],
        "queue_maxsize": backend.store.limits.queued,
        "avg_job_seconds": round(backend.store.mean_job_s() or _UNKNOWN_JOB_S, 2),
    }


def _servers(offer: Offer) -> dict[str, Any]:
    return {"servers": {"total": offer.n_servers, "answering": offer.n_there, "full": offer.n_full}}


@router.get("/v1/models", responses=refusals())
async def models(request: Request, _: Asking) -> reply.OpenModels:
    """List the models that can be asked for, as OpenRouter does: upstream's own list is /v1/model_inventory."""
    backend = backend_of(request)
    offer = await run_in_threadpool(_offer, backend)
    return reply.OpenModels(data=[_open_model(model.name, backend) for model in offer.models])


def _open_model(name: str, backend: Backend) -> reply.OpenModel:
    maker, description = _MAKERS[backend.has_models]
    return reply.OpenModel(
        id=f"{maker}/{name}", name=name, created=_CREATED_S, max_output_length=_LONGEST_S, description=description
    )


@router.get("/v1/model_inventory", **told(reply.Inventory))
async def model_inventory(request: Request, _: Asking) -> JSONResponse:
    """List the models that can be asked for, and which of them are ready on a server."""
    return envelope(_inventory(await run_in_threadpool(_offer, backend_of(request))))


def _inventory(offer: Offer) -> dict[str, Any]:
    default, writers = offer.models[0].name, offer.language_models
    return {
        "models": [_listed(model, default=default) for model in offer.models],
        "default_model": default,
        "lm_models": [{"name": model.name, "is_loaded": bool(model.is_loaded)} for model in writers],
        "loaded_lm_model": next((model.name for model in writers if model.is_loaded), None),
        "llm_initialized": offer.can_write,
    }


@router.post("/v1/init", **INIT)
async def init(request: Request) -> JSONResponse:
    """Say which model a name means; a task that asks for one gets it, so that none has to be loaded before."""
    backend = backend_of(request)
    form, _ = await read_asked(request, may_be_empty=True)
    said = form.fields.get("model")
    name = await run_in_threadpool(backend.choose_model, None if said is None else str(said))
    facts = {"message": f"{name} can be asked for", "slot": 1, "loaded_model": name}
    return envelope(facts | _inventory(await run_in_threadpool(_offer, backend)))


def _offer(backend: Backend) -> Offer:
    offer = backend.fleet.look() if backend.fleet else Offer()
    if offer.models:
        return offer
    told = _offer_of(backend)
    names = told.models if not backend.fleet else tuple(replace(model, is_loaded=False) for model in told.models)
    return replace(told, models=names, language_models=offer.language_models)


def _listed(model: Model, *, default: str) -> dict[str, Any]:
    listed = {"name": model.name, "is_default": model.name == default, "is_loaded": model.is_loaded}
    return listed | ({"supported_task_types": list(model.tasks)} if model.tasks else {})
