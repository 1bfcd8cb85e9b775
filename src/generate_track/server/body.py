"""BodyLimit: no request is read further than it may be long, whatever its Content-Length says."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generate_track.server.backend import ServerLimits
from generate_track.server.fault import fault

# ACE-Step's form takes two audio files: a reference, and a source to be changed.
_TAKES_FILES = "/release_task"
_FILES_IN_FORM = 2
_HINT = "files are taken from who sends a key in the Authorization header"


class Allowance:
    """How much of a body is read.

    Args:
        limit_bytes: for now.
        most_bytes: once it is known who sends it.
    """

    def __init__(self, limit_bytes: int, *, most_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._most_bytes = most_bytes

    def widen(self) -> None:
        """Let the files be read too: their sender is known."""
        self._limit_bytes = self._most_bytes

    def counted(self, receive: Receive) -> Receive:
        """Return `receive`, which refuses to go beyond the limit."""
        n_bytes = 0

        async def counted() -> Message:
            nonlocal n_bytes
            message = await receive()
            n_bytes += len(message.get("body", b""))
            if n_bytes > self._limit_bytes:
                raise HTTPException(413, _message(self._limit_bytes), headers={"Connection": "close"})
            return message

        return counted


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
        may_have_files = has_files and (self._is_open or "authorization" in headers)
        least = self._limits.body_bytes
        most = least + (_FILES_IN_FORM * self._limits.upload_bytes if may_have_files else 0)
        refusal = _refusal(headers, limit=most, hint=_HINT if has_files and not may_have_files else None)
        if refusal:
            await refusal(scope, receive, send)
            return
        allowance = Allowance(most if self._is_open else least, most_bytes=most)
        scope.setdefault("state", {})["allowance"] = allowance
        await self._app(scope, allowance.counted(receive), send)


def _refusal(headers: Headers, *, limit: int, hint: str | None) -> Response | None:
    """Return the answer to a body whose end cannot be where it may be; None when it can."""
    said = headers.get("content-length", "")
    # What is not read here must not be taken for the next request on this connection.
    close = {"Connection": "close"}
    if said and "transfer-encoding" in headers:
        # A proxy before this server may see another end of it.
        message = "Content-Length and Transfer-Encoding exclude each other"
        return fault(400, code="bad_request", message=message, headers=close)
    if said.isdecimal() and int(said) > limit:
        return fault(413, code="too_large", message=_message(limit), hint=hint, headers=close)
    return None


def _has_files(path: str, headers: Headers) -> bool:
    return path == _TAKES_FILES and headers.get("content-type", "").lower().startswith("multipart/form-data")


def _message(limit: int) -> str:
    return f"the body is longer than {limit} bytes"
