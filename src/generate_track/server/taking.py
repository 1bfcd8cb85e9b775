"""Taking: whether jobs are taken; a server that is about to end takes none, and answers all else."""

from fastapi import Request
from starlette.exceptions import HTTPException

_RETRY_S = 5  # another process may have taken its place by then


async def taking(request: Request) -> None:
    """Return when jobs are taken.

    Raises:
        HTTPException: 503, with when to come back: the server ends.
    """
    if request.app.state.backend.closing.is_set():
        raise HTTPException(503, "the server ends, and takes no more jobs", headers={"Retry-After": str(_RETRY_S)})
