"""The application: routes over a backend."""

from fastapi import FastAPI

from generate_track import __version__
from generate_track.server import fault
from generate_track.server.backend import Backend

DESCRIPTION = "A caption in, a finished track out: ACE-Step 1.5's API, and jobs that are never lost."


def create_app(backend: Backend) -> FastAPI:
    """Return the application that serves a backend."""
    app = FastAPI(title="generate-track", version=__version__, description=DESCRIPTION)
    app.state.backend = backend
    fault.install(app)
    return app
