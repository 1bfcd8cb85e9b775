"""What the server listens on; the service's own tests listen on it."""

import socket
from contextlib import ExitStack

import pytest

from generate_track.errors import GenerateTrackError
from generate_track.server import http
from generate_track.server.http import bind


def test_connections_say_that_they_are_tcp_so_that_answers_are_sent_at_once() -> None:
    with bind("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.proto == socket.IPPROTO_TCP


def test_a_port_that_is_taken_is_told() -> None:
    with bind("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(GenerateTrackError, match=f"cannot listen on 127.0.0.1:{port}") as told:
            bind("127.0.0.1", port)
    assert told.value.hint == "choose another --port"


def test_a_worker_is_found_alive_however_many_connect_and_say_nothing() -> None:
    with http.health(0, is_alive=lambda: True) as port, ExitStack() as stack:
        *silent, last = [stack.enter_context(socket.create_connection(("127.0.0.1", port or 0))) for _ in range(41)]
        last.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert last.recv(100).startswith(b"HTTP/1.0 200")
        # Those who came first were left.
        silent[0].settimeout(2)
        assert silent[0].recv(1) == b""
