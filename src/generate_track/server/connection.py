"""Connection: how long a client may take to say something and to hear it, and how many may be connected at once."""

import asyncio
import math
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import h11
import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

from generate_track.server.fault import fault
from generate_track.server.loopback import is_loopback

_MOST = 4096
_LEAST = 64
_ROOM_FILES = 2 * _MOST  # a connection is an open file, and so is much else
_SHARE = 4  # an address may have one in so many of all connections
_RETRY_S = 5


def _n_files() -> float:
    """Return how many files this process may have open, once it has asked for enough."""
    if sys.platform == "win32":
        return math.inf
    import resource  # noqa: PLC0415 - POSIX only

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return math.inf
    wanted = _ROOM_FILES if hard == resource.RLIM_INFINITY else min(hard, _ROOM_FILES)
    if wanted > soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted)


def most_connections(n_files: Callable[[], float] = _n_files) -> int:
    """Return how many connections a process can have and still open its files."""
    return int(max(_LEAST, min(_MOST, n_files() * 3 / 4)))


@dataclass(frozen=True, slots=True)
class Patience:
    """What is borne with.

    Args:
        head_s: from the first moment of a connection, or the end of an answer, to the end of the next request's head.
        body_s: for each `body_bytes` of a body, or the rest of it; only while it is read.
        body_bytes: see there.
        send_s: with a client that takes nothing of its answer.
    """

    head_s: float = 15.0
    body_s: float = 20.0
    body_bytes: int = 256 * 1024
    send_s: float = 60.0


@dataclass(slots=True)
class Door:
    """Counts who is connected.

    Args:
        total: of all connections at once.
        per_address: of one address; of this machine any number: proxies are there.
    """

    total: int
    per_address: int
    _inside: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, total: int) -> "Door":
        """Return a door that lets in so many."""
        return cls(total, total // _SHARE)

    def enter(self, address: str) -> str | None:
        """Count a connection; return why it is to be closed, None when it may stay."""
        self._inside[address] += 1
        if self._inside.total() > self.total:
            return f"{self.total} connections are the limit"
        if self._inside[address] > self.per_address and not is_loopback(address):
            return f"{self.per_address} connections of one address are the limit"
        return None

    def leave(self, address: str) -> None:
        """Count a connection no more."""
        self._inside[address] -= 1
        if not self._inside[address]:
            del self._inside[address]


class Config(uvicorn.Config):
    """Uvicorn's, for connections that are looked after.

    Args:
        app: what to serve.
        door: counts them.
        patience: with each.
        now: tells the seconds of a clock that only goes forward.
        options: of uvicorn.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        door: Door,
        patience: Patience | None = None,
        now: Callable[[], float] = time.monotonic,
        **options: Any,  # noqa: ANN401 - uvicorn's
    ) -> None:
        super().__init__(app, http=Connection, **options)
        self.door = door
        self.patience = patience or Patience()
        self.now = now


class Connection(H11Protocol):
    """Uvicorn's, that `look` closes when it has waited for too long: uvicorn itself waits for ever."""

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[bad-override] - as uvicorn's
        super().connection_made(transport)
        self._own = cast("Config", self.config)
        self._address = self.client[0] if self.client else ""
        self._n_bytes = 0
        self._stuck_s: float | None = None
        self._is_reading_body = False
        self._mark()
        refusal = self._own.door.enter(self._address)
        if refusal:
            self._refuse(503, code="unavailable", message=refusal, headers={"Retry-After": str(_RETRY_S)})

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._own.door.leave(self._address)
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return  # what was under way when it was refused
        self._n_bytes += len(data)
        super().data_received(data)

    @override
    def on_response_complete(self) -> None:
        self._mark()
        super().on_response_complete()

    @override
    def pause_writing(self) -> None:
        super().pause_writing()
        self._stuck_s = self._own.now()

    @override
    def resume_writing(self) -> None:
        super().resume_writing()
        self._stuck_s = None

    def look(self) -> None:
        """Close the connection when its client has taken too long; called every second or so."""
        if self._is_stuck():
            self.transport.abort()
        elif not self.transport.is_closing():
            self._look_at_request()

    def _is_stuck(self) -> bool:
        """Whether the client has taken nothing for too long of what is sent, the last bytes of it among that."""
        if self._stuck_s is None and self.transport.is_closing():
            self._stuck_s = self._own.now()
        return self._stuck_s is not None and self._waited_s(self._stuck_s) > self._own.patience.send_s

    def _look_at_request(self) -> None:
        patience = self._own.patience
        is_answered = self.cycle is None or self.cycle.response_complete
        state = self.conn.their_state
        if state is h11.SEND_BODY and not is_answered:
            self._look_at_body()
            return
        self._is_reading_body = False
        if state is h11.IDLE and self._waited_s(self._since_s) > patience.head_s:
            self._refuse(408, code="timeout", message=f"the head of a request took longer than {patience.head_s:g} s")
        elif state is h11.SEND_BODY and self._waited_s(self._since_s) > patience.head_s:
            # Nobody reads the rest of it any more.
            self.transport.close()

    def _look_at_body(self) -> None:
        patience = self._own.patience
        is_new, self._is_reading_body = not self._is_reading_body, True
        # What waits for the app to read on is none of the client's doing.
        is_ours = self.flow.read_paused or self.cycle.message_event.is_set()
        if is_new or is_ours or self._n_bytes - self._n_marked >= patience.body_bytes:
            self._mark()
        elif self._waited_s(self._since_s) > patience.body_s:
            message = f"the body came slower than {patience.body_bytes} bytes in {patience.body_s:g} s"
            self._refuse(408, code="timeout", message=message)

    def _mark(self) -> None:
        self._since_s, self._n_marked = self._own.now(), self._n_bytes

    def _waited_s(self, since_s: float) -> float:
        return self._own.now() - since_s

    def _refuse(self, status: int, *, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        """Answer instead of the app, where it has not begun to, and close."""
        answer = fault(status, code=code, message=message, headers={**(headers or {}), "Connection": "close"})
        has_request = self.conn.our_state is h11.SEND_RESPONSE
        if has_request or self.conn.our_state is h11.IDLE:
            body = b"" if has_request and self.scope["method"] == "HEAD" else bytes(answer.body)
            start = h11.Response(status_code=status, headers=answer.raw_headers)
            for event in (start, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        if has_request:
            # The app is to stop, and what it says is not to be written behind this.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()
