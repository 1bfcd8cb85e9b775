import pytest

from generate_track.server.loopback import is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_an_address_of_this_machine_is_told(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "0.0.0.0", "::", "10.0.0.1", "::ffff:10.0.0.1", "localhost", "testclient"])  # noqa: S104 - not bound
def test_everything_else_is_elsewhere(host: str) -> None:
    assert not is_loopback(host)
