import pytest

from generate_track.errors import InvalidRequestError
from generate_track.queue.address import check_webhook, is_public, public_addresses, resolve


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/hook",
        "https://example.org:8443/hook?token=1",
        "https://93.184.215.14/hook",
        "https://[2606:4700::1111]/hook",
        "https://xn--bcher-kva.example/",
        "https://notlocal/",
    ],
)
def test_a_public_https_address_may_be_a_webhook(url: str) -> None:
    assert check_webhook(url, allows_private=False) == url


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://example.org/hook", "is not https"),
        ("ftp://example.org/hook", "is not https"),
        ("//example.org/hook", "is not https"),
        ("hook", "names no host"),
        ("https:///hook", "names no host"),
        *((f"https://{host}/", "names no host") for host in ("a..b", ".", "%31%32%37.0.0.1", "a" * 64 + ".org")),
        *((f"https://{host}/", "names no host") for host in (".".join(["abcd"] * 60), "a$b.org")),
        ("https://user:word@example.org/", "holds a name or a password"),
        ("https://user@example.org/", "holds a name or a password"),
        ("https://example.org/#top", "holds a fragment"),
        ("https://example.org:x/", "is no URL"),
        ("https://example.org:65536/", "has a port above 65535"),
        ("https://example.org/a b", "holds a character that no URL has"),
        ("https://example.org/\r\nHost: x", "holds a character that no URL has"),
        ("https://bücher.example/", "holds a character that no URL has"),
        ("https://example.org/" + "a" * 2048, "has 2068 characters, more than 2048"),
        ("https://localhost/", "private network"),
        ("https://LOCALHOST./", "private network"),
        ("https://printer.local/", "private network"),
        ("https://metadata.google.internal/", "private network"),
        ("https://127.0.0.1/", "private network"),
        ("https://127.1/", "private network"),
        ("https://2130706433/", "private network"),
        ("https://0x7f000001/", "private network"),
        ("https://169.254.169.254/latest", "private network"),
        ("https://[::1]/", "private network"),
        ("https://[::ffff:10.0.0.1]/", "private network"),
    ],
)
def test_nothing_else_may_be_a_webhook(url: str, reason: str) -> None:
    with pytest.raises(InvalidRequestError, match=reason) as told:
        check_webhook(url, allows_private=False)
    assert "token" not in told.value.message
    assert told.value.mistakes[0].field == "webhook"


def test_private_addresses_may_be_webhooks_where_that_is_said() -> None:
    for url in ("http://127.0.0.1:8080/hook", "https://localhost/"):
        assert check_webhook(url, allows_private=True) == url


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "2002:808:808::", "64:ff9b::808:808"]
)
def test_addresses_of_the_whole_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "100.64.0.1", "192.0.0.1"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1"),
        *("::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "2001:0:53aa::1", "nonsense"),
        *(
            "::127.0.0.1",
            "::10.0.0.1",
            "::ffff:0:127.0.0.1",
            "64:ff9b:1::7f00:1",
            "5f00::1",
            "192.0.0.8",
            "192.88.99.1",
        ),
    ],
)
def test_addresses_of_ones_own_network_are_not_public_however_they_are_wrapped(address: str) -> None:
    assert not is_public(address)


def test_a_host_with_one_private_address_among_others_is_not_called() -> None:
    def rebound(host: str, port: int) -> list[str]:
        assert (host, port) == ("example.org", 443)
        return ["8.8.8.8", "10.0.0.1"]

    assert public_addresses("example.org", 443, resolve=rebound, allows_private=False) == ()
    assert public_addresses("example.org", 443, resolve=rebound, allows_private=True) == ["8.8.8.8", "10.0.0.1"]


@pytest.mark.parametrize(
    ("found", "tried"),
    [
        (["8.8.8.8"], ["8.8.8.8"]),
        (["2606::1", "2606::2", "8.8.8.8"], ["2606::1", "8.8.8.8", "2606::2"]),
        ([f"2606::{n}" for n in range(9)] + ["8.8.8.8", "8.8.4.4"], ["2606::0", "8.8.8.8", "2606::1", "8.8.4.4"]),
    ],
)
def test_a_few_addresses_of_both_versions_are_worth_a_try(found: list[str], tried: list[str]) -> None:
    assert public_addresses("example.org", 443, resolve=lambda *_: found, allows_private=False) == tried


def test_what_is_no_name_is_not_known() -> None:
    with pytest.raises(OSError, match="no name of a host"):
        resolve("a..b", 443)


def test_the_system_resolves_an_address_to_itself() -> None:
    assert resolve("127.0.0.1", 443) == ["127.0.0.1"]
