"""The two things that listen: the API, and the health of a worker."""

import errno
import gc
import json
import os
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override

from generate_track.errors import GenerateTrackError
from generate_track.server.connection import Config, Connection, Door, most_connections

_BACKLOG = 2048
# Downloads may take longer.
_GOODBYE_S = 5
_TICKS_OF_LOOK = 10  # uvicorn's, of 0.1 s each
_MOST_PROBES = 32
_PATIENCE_S = 5  # with whoever connects and says nothing


class _Server(uvicorn.Server):
    """Uvicorn until an event is set; signals are somebody else's to hear."""

    def __init__(self, config: uvicorn.Config, *, until: threading.Event, on_end: Callable[[], None]) -> None:
        super().__init__(config)
        self._until = until
        self._on_end = on_end

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    @override
    async def on_tick(self, counter: int) -> bool:
        if counter % _TICKS_OF_LOOK == 0:
            self._look()
        return await super().on_tick(counter) or self._until.is_set()

    def _look(self) -> None:
        for connection in list(self.server_state.connections):
            if isinstance(connection, Connection):
                connection.look()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._on_end()
        await super().shutdown(sockets)


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        GenerateTrackError: it cannot.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server(
            (host, port), family=family, backlog=_BACKLOG, dualstack_ipv6=host == "::" and socket.has_dualstack_ipv6()
        )
    except OSError as error:
        is_address = isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL
        hint = f"choose another {'--host' if is_address else '--port'}"
        raise GenerateTrackError(f"cannot listen on {host} port {port}: {_reason(error)}", hint=hint) from None
    # asyncio sends at once only on what says that it is TCP; else a small answer waits 40 ms for the client's receipt.
    return socket.socket(listener.family, listener.type, socket.IPPROTO_TCP, fileno=listener.detach())


def _reason(error: OSError) -> str:
    # What Python adds to some, such as the address in a tuple, is told already.
    if isinstance(error, socket.gaierror) or error.errno is None:
        return (error.strerror or str(error)).lower()
    return os.strerror(error.errno).lower()


def serve(app: ASGIApp, listener: socket.socket, *, until: threading.Event, on_end: Callable[[], None]) -> None:
    """Serve an app until an event is set.

    Args:
        app: what to serve.
        listener: a socket that listens.
        until: ends it.
        on_end: called then; it lets requests that wait come to their ends.
    """
    config = Config(
        app,
        door=Door.of(most_connections()),
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=_GOODBYE_S,
    )
    settle()
    _Server(config, until=until, on_end=on_end).run(sockets=[listener])


def settle() -> None:
    """Let the garbage collector pass over what stays until the end: a look at it stops all answers for 0.1 s."""
    gc.collect()
    gc.freeze()


class _HealthServer(ThreadingHTTPServer):
    """Of too many who are connected the first ones are left: probes come anew, and who stays says nothing."""

    request_queue_size = 4 * _MOST_PROBES  # else five who wait keep a probe out for seconds
    # Those of version 6 too: some clusters have no others.
    address_family = socket.AF_INET6 if socket.has_dualstack_ipv6() else socket.AF_INET

    def __init__(self, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        self._inside: deque[socket.socket] = deque()
        super().__init__(("", port), handler)

    @override
    def server_bind(self) -> None:
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        # Not HTTPServer's own, which asks for our name: without a network that takes long.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "", int(self.server_address[1])

    @override
    def process_request(self, request: Any, client_address: Any) -> None:
        self._inside.append(request)
        if len(self._inside) > _MOST_PROBES:
            with suppress(OSError):  # it may just have left
                self._inside.popleft().shutdown(socket.SHUT_RDWR)
        super().process_request(request, client_address)

    @override
    def shutdown_request(self, request: Any) -> None:
        with suppress(ValueError):  # it was among the first of too many
            self._inside.remove(request)
        super().shutdown_request(request)


@contextmanager
def health(port: int | None, *, is_alive: Callable[[], bool]) -> Iterator[int | None]:
    """Answer GET /healthz on a port, where one is named, until the end of the block; yields the port."""
    if port is None:
        yield None
        return
    try:
        server = _HealthServer(port, _handler(is_alive))
    except OSError as error:
        message = f"cannot listen on port {port}: {_reason(error)}"
        raise GenerateTrackError(message, hint="choose another --health-port") from None
    thread = threading.Thread(target=server.serve_forever, name="health", daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(is_alive: Callable[[], bool]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = _PATIENCE_S
        # Strangers need not know which Python it is.
        server_version = "generate-track"
        sys_version = ""

        def do_GET(self) -> None:
            is_well = self.path == "/healthz" and is_alive()
            status = 200 if is_well else 503 if self.path == "/healthz" else 404
            body = json.dumps({"status": "alive" if is_well else "not alive"}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: a probe comes every few seconds."""

    return Handler
