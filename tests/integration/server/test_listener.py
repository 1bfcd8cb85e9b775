import errno
import os
import socket

import pytest

from generate_track.errors import GenerateTrackError
from generate_track.server.listener import bind


def test_connections_say_that_they_are_tcp_so_that_answers_are_sent_at_once() -> None:
    with bind("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.proto == socket.IPPROTO_TCP


def test_a_port_that_is_taken_is_told() -> None:
    with bind("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(GenerateTrackError, match=f"cannot listen on 127.0.0.1 port {port}") as told:
            bind("127.0.0.1", port)
    assert told.value.hint == "choose another --port"
    assert str(told.value).endswith(f"port {port}: {os.strerror(errno.EADDRINUSE).lower()}")


def test_a_host_that_is_not_here_is_told_as_such() -> None:
    with pytest.raises(GenerateTrackError, match=r"cannot listen on 192\.0\.2\.1 port 0") as told:
        bind("192.0.2.1", 0)
    assert told.value.hint == "choose another --host"


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no addresses of version 6")
def test_all_addresses_of_version_6_are_those_of_version_4_too() -> None:
    with bind("::", 0) as listener:
        for host in ("127.0.0.1", "::1"):
            socket.create_connection((host, listener.getsockname()[1])).close()
