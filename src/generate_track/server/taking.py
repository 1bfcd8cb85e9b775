"""Taking: whether jobs are taken; a server that is about to end takes none, and answers all else."""

from fastapi import Request
from starlette.exceptions import HTTPException

from generate_track.server.backend import backend_of

_RETRY_S = 5  # another process may have taken its place by then


async def taking(request: Request) -> None:
    """Return when jobs are taken.

    Raises:
        HTTPException: 503, with when to come back: the server ends.
    """
    if backend_of(request).closing.is_set():
        raise HTTPException(503, "the server ends, and takes no more jobs", headers={"Retry-After": str(_RETRY_S)})
