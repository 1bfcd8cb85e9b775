"""Access: gives each request an id, and tells the log and the metrics how it went."""

import logging
import re
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generate_track.server.fault import CLIENT_LEFT
from generate_track.server.log import request_id
from generate_track.server.metrics import HttpMetrics

_LOG = logging.getLogger(__name__)
_ID_HEADER = "X-Request-ID"
# What may stand in a header and in a log as it is.
_SAFE = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# Asked for every few seconds, by machines: their lines would bury the others.
_PROBES = {"/health", "/healthz", "/readyz", "/metrics"}


class Access:
    """The outermost layer of the app: it sees the answer to an unexpected error too.

    Args:
        app: all below.
        metrics: count requests.
        now: tells the seconds of a clock that only goes forward.
    """

    def __init__(self, app: ASGIApp, *, metrics: HttpMetrics, now: Callable[[], float] = time.perf_counter) -> None:
        self._app = app
        self._metrics = metrics
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, now=self._now)
        request_id.set(exchange.id)
        try:
            await self._app(scope, receive, exchange.watched(send))
        finally:
            exchange.tell(self._metrics)


class _Exchange:
    """One request and its answer."""

    def __init__(self, scope: Scope, *, now: Callable[[], float]) -> None:
        self.id = _request_id(scope)
        self._scope = scope
        self._state: dict[str, Any] = scope.setdefault("state", {})
        self._now = now
        self._start_s = now()
        self._status = CLIENT_LEFT
        self._answered_s: float | None = None

    def watched(self, send: Send) -> Send:
        """Return `send` with the request's id in the headers, and with an eye on the status."""

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[_ID_HEADER] = self.id
                self._status, self._answered_s = message["status"], self._now()
            await send(message)

        return watched

    def tell(self, metrics: HttpMetrics) -> None:
        """Count the request, and log a line."""
        end_s = self._now()
        method = self._scope["method"] if self._scope["method"] in _METHODS else "other"
        route = getattr(self._scope.get("route"), "path", None) or "none"
        # A stream of events may take hours: what is measured is when its answer began.
        answer_s = (self._answered_s or end_s) - self._start_s
        metrics.count(method=method, route=route, status=self._status, answer_s=answer_s)
        facts = {"method": method, "route": route, "status": self._status, "ms": round((end_s - self._start_s) * 1000)}
        level = logging.DEBUG if route in _PROBES else logging.INFO
        _LOG.log(level, "request", extra={"facts": {**facts, **self._who()}})

    def _who(self) -> Mapping[str, str | None]:
        caller = self._state.get("caller")
        job_id = str(self._state.get("job_id") or self._scope.get("path_params", {}).get("job_id", ""))
        return {"key": caller and caller.name, "job_id": job_id if _SAFE.fullmatch(job_id) else None}


def _request_id(scope: Scope) -> str:
    said = Headers(scope=scope).get(_ID_HEADER, "")
    return said if _SAFE.fullmatch(said) else uuid.uuid4().hex
