"""BodyLimit: no request is read further than it may be long, whatever its Content-Length says."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generate_track.server.backend import ServerLimits
from generate_track.server.fault import fault

# ACE-Step's form takes two audio files: a reference, and a source to be changed.
_TAKES_FILES = "/release_task"
_FILES_IN_FORM = 2
_HINT = "files are taken from who sends a key in the Authorization header"


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
        has_files = _has_files(scope["path"], headers)
        # A key in the form itself would be read only after the files before it.
        is_known = self._is_open or "authorization" in headers
        limit = self._limits.body_bytes + (_FILES_IN_FORM * self._limits.upload_bytes if has_files and is_known else 0)
        said = headers.get("content-length", "")
        if said.isdecimal() and int(said) > limit:
            # Its body is not read, so what comes next on this connection is none of the next request.
            hint = _HINT if has_files and not is_known else None
            close = {"Connection": "close"}
            answer = fault(413, code="too_large", message=_message(limit), hint=hint, headers=close)
            await answer(scope, receive, send)
            return
        await self._app(scope, _counted(receive, limit), send)


def _has_files(path: str, headers: Headers) -> bool:
    return path == _TAKES_FILES and headers.get("content-type", "").lower().startswith("multipart/form-data")


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
