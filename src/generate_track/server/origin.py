"""Origins: which web pages may use the server.

A server without keys trusts this machine, and a browser on it runs pages from everywhere: they must not get in by its
side, neither as they are nor with a name that was made to lead to a loopback address.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from generate_track.server.backend import Backend
from generate_track.server.fault import fault
from generate_track.server.loopback import is_loopback

# As upstream, for pages that are developed or served on this machine.
LOCAL_ORIGIN = r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?"


class OriginGuard:
    """Refuses requests of foreign pages with 403 while the server asks for no key.

    Args:
        app: serves the others.
        backend: says whether keys are asked for, what the server is called, and which other pages are let in.
    """

    def __init__(self, app: ASGIApp, *, backend: Backend) -> None:
        self._app = app
        self._is_open = backend.is_open
        self._public_host = _host(backend.public_url or "")
        self._origins = backend.origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        refusal = self._refusal(scope) if self._is_open and scope["type"] == "http" else None
        if refusal is None:
            await self._app(scope, receive, send)
            return
        hint = (
            "--public-url names the server as its clients do; --allow-origin lets in a page of another place; "
            "with a key in its database everybody who has one may ask"
        )
        await fault(403, code="forbidden", message=refusal, hint=hint)(scope, receive, send)

    def _refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        said = headers.get("host")
        host = _host(f"//{said or ''}")
        # Every browser names the host.
        if said is not None and _is_local((scope.get("server") or ("",))[0]) and not self._is_known(host):
            return "the server is not called so"
        origin = headers.get("origin")
        if origin in self._origins:
            return None
        if origin is not None and not self._is_known(_host(origin)) and _host(origin) != host:
            return "a web page of another place may not use a server that asks for no key"
        return None

    def _is_known(self, host: str) -> bool:
        return _is_local(host) or (host != "" and host == self._public_host)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_local(host: str) -> bool:
    return is_loopback(host) or host == "localhost" or host.endswith(".localhost")
