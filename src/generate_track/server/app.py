"""The application: routes over a backend."""

from anyio import CapacityLimiter
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp
from typing_extensions import override

from generate_track import __version__
from generate_track.server import audio, completion, fault, health, job, metrics, release, result, sample, status
from generate_track.server.access import Access
from generate_track.server.backend import Backend
from generate_track.server.body import BodyLimit
from generate_track.server.health import Readiness
from generate_track.server.metrics import HttpMetrics
from generate_track.server.origin import LOCAL_ORIGIN, OriginGuard
from generate_track.server.rate import RateLimit
from generate_track.server.waiting import WaitLimit
from generate_track.server.watch import JobWatch

_WRITING = 8  # requests at once that servers behind this one write
DESCRIPTION = "A caption in, a finished track out: ACE-Step 1.5's API, and jobs that are never lost."


class _App(FastAPI):
    """FastAPI with our layer around all of its own, so that its answers to bugs pass through it too."""

    @override
    def build_middleware_stack(self) -> ASGIApp:
        return Access(super().build_middleware_stack(), metrics=HttpMetrics(self.state.registry))


def create_app(backend: Backend) -> FastAPI:
    """Return the application that serves a backend."""
    servers = [{"url": backend.public_url}] if backend.public_url else None
    app = _App(title="generate-track", version=__version__, description=DESCRIPTION, servers=servers)
    app.state.backend = backend
    app.state.rate = RateLimit(per_minute=backend.limits.requests_per_minute)
    app.state.registry = metrics.registry_of(backend)
    app.state.readiness = Readiness(backend)
    app.state.watch = JobWatch(backend.store)
    app.state.waits = WaitLimit(per_key=backend.limits.waits_per_key, total=backend.limits.waits)
    app.state.composing = CapacityLimiter(_WRITING if backend.fleet else 1)
    app.state.listening = CapacityLimiter(2)
    app.add_middleware(BodyLimit, limits=backend.limits, is_open=backend.is_open)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=backend.origins,
        allow_origin_regex=LOCAL_ORIGIN,
        allow_methods=["*"],
        allow_headers=["*"],
        expose_headers=["Retry-After", "X-Request-ID"],
    )
    app.add_middleware(OriginGuard, backend=backend)
    for noun in (audio, completion, job, release, result, sample, status):
        app.include_router(noun.router)
    app.include_router(health.router)
    app.include_router(metrics.router)
    fault.install(app)
    return app
