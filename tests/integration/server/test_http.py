"""What the server listens on; the service's own tests listen on it."""

import socket

import pytest

from generate_track.errors import GenerateTrackError
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
