"""What the server listens on; the service's own tests listen on it."""

import errno
import os
import socket
from contextlib import ExitStack

import httpx2
import pytest

from generate_track.errors import GenerateTrackError
from generate_track.server.http import bind, health


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


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no addresses of version 6")
@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_a_worker_tells_its_health_on_addresses_of_both_versions(host: str) -> None:
    with health(0, is_alive=lambda: True) as port:
        answer = httpx2.get(f"http://{host}:{port}/healthz")
    assert (answer.status_code, answer.headers["server"].strip()) == (200, "generate-track")


def test_a_worker_is_found_alive_however_many_connect_and_say_nothing() -> None:
    with health(0, is_alive=lambda: True) as port, ExitStack() as stack:
        *silent, last = [stack.enter_context(socket.create_connection(("127.0.0.1", port or 0))) for _ in range(41)]
        last.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert last.recv(100).startswith(b"HTTP/1.0 200")
        # Those who came first were left.
        silent[0].settimeout(2)
        assert silent[0].recv(1) == b""
