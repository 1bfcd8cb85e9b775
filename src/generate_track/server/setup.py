"""Setup: what a server or a worker was started with, with every limit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, cast

from generate_track.acestep.upstream import Upstream, upstreams_of
from generate_track.errors import InvalidRequestError, Mistake
from generate_track.parameter import Parameter
from generate_track.request import parse_value
from generate_track.server.database import database_of
from generate_track.server.loopback import is_loopback
from generate_track.settings import DEFAULT_TIMEOUT_S, Secret, Settings

# Read with the settings, as they may come from the environment.
_SETTINGS = ("engine", "database", "store", "upstreams")

_SLOTS_OF_SERVER = 2  # it makes one while the other waits there
_MOST_SLOTS = 256


@dataclass(frozen=True, slots=True)
class Setup:
    """What was asked for. A worker has no use for what is about HTTP.

    Args:
        engine: the word of --engine.
        upstreams: ACE-Step servers behind it, with their keys.
        database: URL.
        store: folder or URL for the audio.
        slots: how many jobs at once.
        keep_days: how long jobs and audio are kept after their end; 0 for ever.
        timeout_s: how long to wait for a sign of progress of a task on an ACE-Step server.
        grace_s: how long what runs may take at the end.
        allows_private_webhooks: whether a webhook may be an address of a private network.
        host: address to listen on.
        port: 0 for a free one.
        public_url: what clients call the server.
        origins: of web pages that may use the server, beside those of this machine.
        is_insecure: whether everybody may be served.
        is_api_only: whether jobs are done elsewhere.
        max_queued: how many jobs may wait.
        max_per_key: how many jobs of one key may wait or run.
        rate: requests a minute.
        health_port: of a worker.
    """

    engine: str
    upstreams: tuple[Upstream, ...]
    database: Secret
    store: str
    slots: int = 1
    keep_days: float = 7.0
    grace_s: float = 30.0
    timeout_s: float = DEFAULT_TIMEOUT_S
    allows_private_webhooks: bool = False
    host: str = "127.0.0.1"
    port: int = 8001
    public_url: str | None = None
    origins: tuple[str, ...] = ()
    is_insecure: bool = False
    is_api_only: bool = False
    max_queued: int = 200
    max_per_key: int = 100
    rate: int = 6000
    health_port: int | None = None

    @classmethod
    def parse(cls, said: Mapping[str, Any], *, rows: Mapping[str, Parameter], settings: Settings, home: Path) -> Self:
        """Return the setup that a command's words tell.

        Args:
            said: name → value; None counts as not said.
            rows: the row of each name, which has its kind and range.
            settings: what may come from the environment too.
            home: where this user's database and audio are.
        Raises:
            InvalidRequestError: with every mistake at once.
        """
        mistakes: list[Mistake] = []
        values = _values({name: said.get(name) for name in rows if name not in _SETTINGS}, rows, mistakes)
        engine = settings.engine or ("acestep" if said.get("upstreams") else "embedded")
        upstreams = _upstreams(said, settings, mistakes) if engine == "acestep" else ()
        if mistakes:
            raise InvalidRequestError(tuple(mistakes))
        if upstreams:
            # One at a time would leave all servers but one idle.
            values.setdefault("slots", min(_SLOTS_OF_SERVER * len(upstreams), _MOST_SLOTS))
        return cls(
            engine=engine,
            upstreams=upstreams,
            timeout_s=settings.timeout_s,
            database=database_of(settings, home=home),
            store=settings.store or str(home / "audio"),
            **values,
        )

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host) or self.host == "localhost"


def _values(said: Mapping[str, Any], rows: Mapping[str, Parameter], mistakes: list[Mistake]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in said.items():
        try:
            if value is not None:
                values[name] = _PARSERS.get(name, parse_value)(rows[name], value)
        except ValueError as error:
            mistakes.append(Mistake(name, str(error)))
    return values


def _upstreams(said: Mapping[str, Any], settings: Settings, mistakes: list[Mistake]) -> tuple[Upstream, ...]:
    urls = tuple(said.get("upstreams") or ()) or ((settings.api_url,) if settings.api_url else ())
    try:
        return upstreams_of(urls, key=settings.api_key, keys=settings.server_keys)
    except InvalidRequestError as error:
        mistakes += error.mistakes
    return ()


def _parse_public_url(row: Parameter, value: object) -> str:
    text = str(value).strip().rstrip("/")
    if not text.startswith(("http://", "https://")):
        raise ValueError(f"{row.flag} {text!r} is no http or https URL")
    return text


def _parse_origins(row: Parameter, value: object) -> tuple[str, ...]:
    return tuple(_origin(row, text) for text in cast("list[str]", parse_value(row, value)))


def _origin(row: Parameter, text: str) -> str:
    """Return an origin as browsers write it: a scheme and a host, with a port if it is not the scheme's own."""
    said = text.rstrip("/").lower()
    if said != "null" and re.fullmatch(r"[a-z][a-z0-9+.-]*://[^/?#@*\s]+", said) is None:
        raise ValueError(f"{row.flag} {text!r} is no origin, such as https://daw.example.org or null")
    return said


_PARSERS = {"public_url": _parse_public_url, "origins": _parse_origins}
