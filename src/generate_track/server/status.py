"""What the server is and has: /health, /v1/stats, /v1/models and /v1/model_inventory."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from generate_track import __version__
from generate_track.acestep.report import Model
from generate_track.engines.fleet import Offer
from generate_track.server import reply
from generate_track.server.auth import Asking
from generate_track.server.backend import Backend
from generate_track.server.description import told
from generate_track.server.envelope import envelope

router = APIRouter(tags=["ACE-Step"])

_UNKNOWN_JOB_S = 5.0  # upstream's own beginning


@router.get("/health", **told(reply.Health))
async def health(request: Request) -> JSONResponse:
    """Tell that the server is there; no key is asked for."""
    backend = cast("Backend", request.app.state.backend)
    facts = {"status": "ok", "service": "ACE-Step API", "version": "1.0", "generate_track": __version__}
    # Known already, or it would wait for servers that others are to be told of.
    offer = backend.fleet.glance() if backend.fleet else _offer_of(backend.models)
    return envelope(
        facts
        | {
            "models_initialized": offer.n_there > 0,
            "llm_initialized": offer.can_write,
            "loaded_model": offer.models[0].name if offer.models else None,
        }
    )


def _offer_of(names: Sequence[str]) -> Offer:
    """Return what there is where nobody has to be asked for it, or nobody tells."""
    return Offer(tuple(Model(name, is_default=n == 0, is_loaded=True) for n, name in enumerate(names)), n_there=1)


@router.get("/v1/stats", **told(reply.Stats))
async def stats(request: Request, _: Asking) -> JSONResponse:
    """Count the tasks of all keys."""
    return envelope(await run_in_threadpool(_stats, cast("Backend", request.app.state.backend)))


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


@router.get("/v1/models", **told(reply.Models))
async def models(request: Request, _: Asking) -> JSONResponse:
    """List the models that can be asked for."""
    offer = await run_in_threadpool(_offer, cast("Backend", request.app.state.backend))
    names = [model.name for model in offer.models]
    listed = [{"name": name, "is_default": name == names[0]} for name in names]
    return envelope({"models": listed, "default_model": names[0]})


@router.get("/v1/model_inventory", **told(reply.Inventory))
async def model_inventory(request: Request, _: Asking) -> JSONResponse:
    """List the models as newer servers do, and which of them are ready on a server."""
    offer = await run_in_threadpool(_offer, cast("Backend", request.app.state.backend))
    default, writers = offer.models[0].name, offer.language_models
    return envelope(
        {
            "models": [_listed(model, default=default) for model in offer.models],
            "default_model": default,
            "lm_models": [{"name": model.name, "is_loaded": bool(model.is_loaded)} for model in writers],
            "loaded_lm_model": next((model.name for model in writers if model.is_loaded), None),
            "llm_initialized": offer.can_write,
        }
    )


def _offer(backend: Backend) -> Offer:
    offer = backend.fleet.look() if backend.fleet else Offer()
    if offer.models:
        return offer
    told = _offer_of(backend.models)
    names = told.models if not backend.fleet else tuple(replace(model, is_loaded=False) for model in told.models)
    return replace(told, models=names, language_models=offer.language_models)


def _listed(model: Model, *, default: str) -> dict[str, Any]:
    listed = {"name": model.name, "is_default": model.name == default, "is_loaded": model.is_loaded}
    return listed | ({"supported_task_types": list(model.tasks)} if model.tasks else {})
