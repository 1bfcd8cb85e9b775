"""BodyLimit: no request is read further than it may be long, whatever its Content-Length says."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generate_track.server.backend import ServerLimits
from generate_track.server.fault import fault

# ACE-Step's form takes two audio files: a reference, and a source to be changed.
_TAKES_FILES = "/release_task"
_FILES_IN_FORM = 2


class BodyLimit:
    """Refuses bodies that are too long with 413.

    Args:
        app: reads them.
        limits: how long they may be; a multipart form holds files too.
        is_open: whether files are taken from whoever sends no key in the header.
    """

    def __init__(self, app: ASGIApp, *, limits: ServerLimits, is_open: bool = False) -> None:
        self._app = app
        self._limits = limits
        self._is_open = is_open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = self._limit(scope["path"], headers)
        said = headers.get("content-length", "")
        if said.isdecimal() and int(said) > limit:
            # Its body is not read, so what comes next on this connection is none of the next request.
            answer = fault(413, code="too_large", message=_message(limit), headers={"Connection": "close"})
            await answer(scope, receive, send)
            return
        await self._app(scope, _counted(receive, limit), send)

    def _limit(self, path: str, headers: Headers) -> int:
        is_form = path == _TAKES_FILES and headers.get("content-type", "").lower().startswith("multipart/form-data")
        # A key in the form itself would be read only after the files before it.
        has_files = is_form and (self._is_open or "authorization" in headers)
        return self._limits.body_bytes + (_FILES_IN_FORM * self._limits.upload_bytes if has_files else 0)


def _counted(receive: Receive, limit: int) -> Receive:
    n_bytes = 0

    async def counted() -> Message:
        nonlocal n_bytes
        message = await receive()
        n_bytes += len(message.get("body", b""))
        if n_bytes > limit:
            raise HTTPException(413, _message(limit), headers={"Connection": "close"})
        return message

    return counted


def _message(limit: int) -> str:
    return f"the body is longer than {limit} bytes"
