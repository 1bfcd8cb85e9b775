"""Where a webhook may be: a public https address, so that nobody has this server call into its own network."""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import NoReturn

import httpx2

from generate_track.errors import InvalidRequestError, Mistake

URL_LIMIT = 2048  # characters
Resolve = Callable[[str, int], Sequence[str]]

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_PORT_LIMIT = 65_535
_MOST_TRIED = 4
_HOST_LIMIT = 253
_LABEL = re.compile(r"[A-Za-z0-9_-]{1,63}")
# All of the internet's own; the rest of version 6 is private, leads to version 4, or is not in use.
_UNICAST = ipaddress.IPv6Network("2000::/3")
# Of which Python before 3.13 knows a part; and the relays to version 6 that were given up.
_RESERVED = (ipaddress.IPv4Network("192.0.0.0/24"), ipaddress.IPv4Network("192.88.99.0/24"))
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_OWN_NAMES = ("localhost", "local", "internal", "home.arpa")
_HINT = "name a public https address, such as https://example.org/hook"


def check_webhook(text: str, *, allows_private: bool) -> str:
    """Return a webhook's URL when it may be called, as far as can be seen without asking the network.

    Raises:
        InvalidRequestError: it may not.
    """
    url = _parse(text)
    if url.scheme not in (("https", "http") if allows_private else ("https",)):
        _refuse("is not https")
    if url.userinfo:
        _refuse("holds a name or a password")
    if url.fragment:
        _refuse("holds a fragment")
    if not allows_private and _is_own(url.host):
        _refuse("is an address of a private network")
    return str(url)


def public_addresses(host: str, port: int, *, resolve: Resolve, allows_private: bool) -> Sequence[str]:
    """Return the addresses of a host that are worth a try, in order; none when one of all may not be called.

    Raises:
        OSError: the name is not known.
    """
    found = resolve(host, port)
    if not allows_private and not all(is_public(address) for address in found):
        return ()
    return _mixed(found)[:_MOST_TRIED]


def _mixed(addresses: Sequence[str]) -> list[str]:
    """Return addresses with those of both versions in turn: all of one version may be out of reach."""
    first = [address for address in addresses if (":" in address) == (":" in addresses[0])]
    other = [address for address in addresses if address not in first]
    return [address for pair in zip_longest(first, other) for address in pair if address is not None]


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses that the system knows for a host.

    Raises:
        OSError: the name is not known.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise OSError("it is no name of a host") from None
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def is_public(text: str) -> bool:
    """Whether an address is one of the whole internet, and so is every other address inside it."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return all(_is_global(one) for one in (address, *_inside(address)))


def _parse(text: str) -> httpx2.URL:
    if len(text) > URL_LIMIT:
        _refuse(f"has {len(text)} characters, more than {URL_LIMIT}")
    if not text.isascii() or not text.isprintable() or " " in text:
        _refuse("holds a character that no URL has")
    try:
        url = httpx2.URL(text)
    except httpx2.InvalidURL:
        _refuse("is no URL")
    if (url.port or 0) > _PORT_LIMIT:
        _refuse(f"has a port above {_PORT_LIMIT}")
    if not _is_host(url.raw_host.decode()):
        _refuse("names no host")
    return url


def _is_host(host: str) -> bool:
    """Whether a host can be asked for: an address of version 6, or labels of letters, digits and hyphens."""
    labels = host.removesuffix(".").split(".")
    return ":" in host or (len(host) <= _HOST_LIMIT and all(_LABEL.fullmatch(label) for label in labels))


def _refuse(what: str) -> NoReturn:
    # The URL is not repeated: its query may be a secret.
    raise InvalidRequestError((Mistake("webhook", f"webhook {what}", _HINT),))


def _is_own(host: str) -> bool:
    name = host.rstrip(".").lower()
    if any(name == own or name.endswith(f".{own}") for own in _OWN_NAMES):
        return True
    address = _literal(name)
    return address is not None and not is_public(address)


def _literal(host: str) -> str | None:
    """Return the address that a host is written as; "127.1" and "0x7f000001" are addresses to the system too."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return str(ipaddress.IPv4Address(socket.inet_aton(host)))
    except (OSError, UnicodeError):
        return None


def _inside(address: _Address) -> Iterator[_Address]:
    """Yield the addresses of version 4 that one of version 6 leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return
    for inner in (address.ipv4_mapped, address.sixtofour):
        if inner is not None:
            yield inner
    if address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _is_global(address: _Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        # Of these what is inside decides, and that alone.
        is_wrapped = address.ipv4_mapped is not None or address in _NAT64
        return is_wrapped or (address in _UNICAST and address.is_global)
    return address.is_global and not address.is_multicast and not any(address in network for network in _RESERVED)
