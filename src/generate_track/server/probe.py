"""Probe: whether a worker lives, told over HTTP on a port of its own."""

import json
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

from typing_extensions import override

from generate_track.errors import GenerateTrackError
from generate_track.server.listener import reason_of

_MOST_PROBES = 32
_PATIENCE_S = 5  # with whoever connects and says nothing


class _Server(ThreadingHTTPServer):
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
def answered(port: int | None, *, is_alive: Callable[[], bool]) -> Iterator[int | None]:
    """Answer GET /healthz on a port, where one is named, until the end of the block; yields the port."""
    if port is None:
        yield None
        return
    try:
        server = _Server(port, _handler(is_alive))
    except OSError as error:
        message = f"cannot listen on port {port}: {reason_of(error)}"
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
