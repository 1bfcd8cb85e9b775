"""Upstream: one of the servers of a pool, and the key that opens it."""

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from generate_track.acestep.call import Attend, directly
from generate_track.acestep.client import Client
from generate_track.acestep.url import ServerUrl
from generate_track.errors import InvalidRequestError, Mistake
from generate_track.settings import SERVER_KEY, Secret


@dataclass(frozen=True, slots=True)
class Upstream:
    """A server that makes takes for us.

    Args:
        url: where it is, as `str(ServerUrl)` writes it.
        key: sent to this server only; None when it asks for none.
    """

    url: str
    key: Secret | None = None

    def client(
        self,
        *,
        timeout_s: float | None = None,
        sleep: Callable[[float], None] = time.sleep,
        attend: Attend = directly,
    ) -> Client:
        """Return a client of its own, for one task or one look.

        Raises:
            InvalidRequestError: no header can carry the key.
        """
        key = self.key.reveal() if self.key else None
        return Client(self.url, api_key=key, timeout_s=timeout_s, sleep=sleep, attend=attend)


def key_variable(url: ServerUrl) -> str:
    """Return the environment variable for the key of one server: ACESTEP_API_KEY_GPU1_EXAMPLE_ORG_8001."""
    return f"{SERVER_KEY}{re.sub(r'[^A-Z0-9]+', '_', url.authority.upper()).strip('_')}"


def upstreams_of(urls: Iterable[str], *, key: Secret | None, keys: Mapping[str, Secret]) -> tuple[Upstream, ...]:
    """Return the upstreams that some URLs name.

    Args:
        urls: as the user wrote them.
        key: for each that has none of its own.
        keys: of single servers, by the name that `key_variable` gives.
    Raises:
        InvalidRequestError: with every mistake at once: none is named, one is no URL or named twice, a key is unusable.
    """
    mistakes: list[Mistake] = []
    found: list[Upstream] = []
    for text in urls:
        try:
            found.append(_upstream(text, key=key, keys=keys))
        except InvalidRequestError as error:
            mistakes += error.mistakes
    named = [upstream.url for upstream in found]
    twice = sorted({url for url in named if named.count(url) > 1})
    mistakes += [Mistake("upstreams", f"--upstream {url} is named {named.count(url)} times") for url in twice]
    if not found and not mistakes:
        hint = "name a server with --upstream, such as http://127.0.0.1:8001, or set ACESTEP_API_URL"
        mistakes.append(Mistake("upstreams", "--engine acestep has no server behind it", hint))
    if mistakes:
        raise InvalidRequestError(tuple(mistakes))
    return tuple(found)


def _upstream(text: str, *, key: Secret | None, keys: Mapping[str, Secret]) -> Upstream:
    url = ServerUrl.parse(text)
    upstream = Upstream(str(url), keys.get(key_variable(url), key))
    with upstream.client():  # which refuses a key that no header can carry
        return upstream
