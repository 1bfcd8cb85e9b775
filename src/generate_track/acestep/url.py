"""ServerUrl: where a server is, as users write it, and the addresses that follow from it."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import SplitResult, quote, urlsplit

from generate_track.errors import GenerationFailedError, InvalidRequestError, Mistake

_SCHEMES = ("http", "https")
_HALF_A_SCHEME = re.compile(r"[a-z]+:/?(?![/\d])", re.IGNORECASE)
_FORBIDDEN = re.compile(r"""[\s\x00-\x1f\x7f"<>\\^`{|}]""")
_AUDIO_ROUTE = re.compile(r"(^|/)v1/audio\?")
_EXAMPLE = "write it as http://127.0.0.1:8001 or https://music.example.org"


@dataclass(frozen=True, slots=True)
class ServerUrl:
    """The base of all addresses of a server.

    Args:
        scheme: http or https.
        authority: host and port, as written.
        prefix: the path that comes before every route, without a slash at its end; often empty.
        is_scheme_assumed: whether the user left the scheme out.
    """

    scheme: str
    authority: str
    prefix: str = ""
    is_scheme_assumed: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the server that `text` names: with or without scheme, path and trailing slash.

        Without a scheme it is http for this machine, an IP address or a name in the local network, and https for
        every other name: a key must not cross the internet in the open because four letters were left out.

        Raises:
            InvalidRequestError: `text` is no http or https URL, or carries a user, a query or a fragment.
        """
        written = text.strip()
        has_scheme = "://" in written
        try:
            parts = urlsplit(written if has_scheme else f"//{written}")
            faults = _faults(written, parts, has_scheme=has_scheme)
        except ValueError:
            raise _invalid(written, "is no URL") from None
        for is_wrong, what in faults:
            if is_wrong:
                raise _invalid(written, what)
        scheme = parts.scheme.lower() if has_scheme else _assumed_scheme(parts.hostname or "")
        return cls(scheme, parts.netloc, parts.path.rstrip("/"), not has_scheme)

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.prefix}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a key may be sent to."""
        return f"{self.scheme}://{self.authority}"

    @property
    def is_loopback(self) -> bool:
        """Whether the server is on this machine."""
        host = urlsplit(self.origin).hostname or ""
        return host == "localhost" or host.endswith(".localhost") or _is_loopback_address(host)

    def join(self, path: str) -> str:
        """Return the address of one of the API's routes."""
        return f"{self}{path}"

    def audio(self, file: str) -> str:
        """Return the address of a result's `file`.

        `file` is a URL path already, percent-encoded once: encoding it again makes servers answer 403. A few
        servers send the bare path on their disk instead.

        Raises:
            GenerationFailedError: `file` lies on another server, which must not be asked, least of all with our key.
        """
        if "://" in file:
            if file.startswith(f"{self.origin}/"):
                return file
            raise GenerationFailedError(f"the server keeps its audio elsewhere, at {urlsplit(file).netloc!r}")
        if not _AUDIO_ROUTE.search(file):
            return self.join(f"/v1/audio?path={quote(file, safe='')}")
        path = file if file.startswith("/") else f"/{file}"
        # A server that knows its own prefix has put it there.
        is_whole = bool(self.prefix) and path.startswith(f"{self.prefix}/")
        return self.origin + path if is_whole else self.join(path)


def _faults(text: str, parts: SplitResult, *, has_scheme: bool) -> list[tuple[bool, str]]:
    host, port = parts.hostname or "", parts.port
    return [
        (_FORBIDDEN.search(text) is not None, "holds a character that no URL can"),
        (has_scheme and parts.scheme.lower() not in _SCHEMES, f"is not one of {', '.join(_SCHEMES)}"),
        (not has_scheme and _HALF_A_SCHEME.match(text) is not None and port is None, "lacks '//' after its scheme"),
        ("@" in parts.netloc, "holds a user or password, which are not sent; set ACESTEP_API_KEY"),
        (not host or host.startswith(".") or ".." in host or port == 0, "names no host"),
        (bool(parts.query or parts.fragment), "holds a query or fragment; end it with the path"),
    ]


def _invalid(text: str, what: str) -> InvalidRequestError:
    fact, _, hint = what.partition("; ")
    # What stands before an @ can be a password.
    shown = re.sub(r"(?<=//)[^/]*@|^[^/]*@", "***@", text)
    return InvalidRequestError((Mistake("api_url", f"server URL {shown!r} {fact}", hint or _EXAMPLE),))


def _assumed_scheme(host: str) -> str:
    is_near = "." not in host or ":" in host or host.endswith((".local", ".lan", ".internal", ".localhost"))
    return "http" if is_near or _is_address(host) else "https"


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback_address(host: str) -> bool:
    return _is_address(host) and ipaddress.ip_address(host).is_loopback
