import socket
from contextlib import ExitStack

import httpx2
import pytest

from generate_track.server.probe import answered


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no addresses of version 6")
@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_a_worker_tells_its_health_on_addresses_of_both_versions(host: str) -> None:
    with answered(0, is_alive=lambda: True) as port:
        answer = httpx2.get(f"http://{host}:{port}/healthz")
    assert (answer.status_code, answer.headers["server"].strip()) == (200, "generate-track")


def test_a_worker_is_found_alive_however_many_connect_and_say_nothing() -> None:
    with answered(0, is_alive=lambda: True) as port, ExitStack() as stack:
        *silent, last = [stack.enter_context(socket.create_connection(("127.0.0.1", port or 0))) for _ in range(41)]
        last.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert last.recv(100).startswith(b"HTTP/1.0 200")
        # Those who came first were left.
        silent[0].settimeout(2)
        assert silent[0].recv(1) == b""
