"""What the server is and has: /health, /v1/stats, /v1/models and /v1/model_inventory."""

from typing import Any, cast

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from generate_track import __version__
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
    models = cast("Backend", request.app.state.backend).models
    facts = {"status": "ok", "service": "ACE-Step API", "version": "1.0", "generate_track": __version__}
    return envelope(facts | {"models_initialized": True, "llm_initialized": False, "loaded_model": models[0]})


@router.get("/v1/stats", **told(reply.Stats))
async def stats(request: Request, _: Asking) -> JSONResponse:
    """Count the tasks of all keys."""
    return envelope(await run_in_threadpool(_stats, cast("Backend", request.app.state.backend)))


def _stats(backend: Backend) -> dict[str, Any]:
    counts = backend.store.counts()
    jobs = {"total": sum(counts.values()), **counts}
    return {
        "jobs": jobs,
        "queue_size": counts["queued"],
        "queue_maxsize": backend.store.limits.queued,
        "avg_job_seconds": round(backend.store.mean_job_s() or _UNKNOWN_JOB_S, 2),
    }


@router.get("/v1/models", **told(reply.Models))
async def models(request: Request, _: Asking) -> JSONResponse:
    """List the models that can be asked for."""
    names = cast("Backend", request.app.state.backend).models
    listed = [{"name": name, "is_default": name == names[0]} for name in names]
    return envelope({"models": listed, "default_model": names[0]})


@router.get("/v1/model_inventory", **told(reply.Inventory))
async def model_inventory(request: Request, _: Asking) -> JSONResponse:
    """List the models as newer servers do."""
    names = cast("Backend", request.app.state.backend).models
    listed = [{"name": name, "is_default": name == names[0], "is_loaded": True} for name in names]
    return envelope({"models": listed, "default_model": names[0], "lm_models": [], "loaded_lm_model": None})
