"""Engines: each turns a request into takes."""

from generate_track.engines.base import Engine
from generate_track.errors import InvalidRequestError, Mistake
from generate_track.settings import Settings

__all__ = ["Engine", "engine_name", "open_engine"]


def engine_name(settings: Settings) -> str:
    """Return the engine that the settings ask for; a server that is down is never replaced by another engine.

    Raises:
        InvalidRequestError: the ACE-Step engine is asked for and no server is named.
    """
    name = settings.engine or ("acestep" if settings.api_url else "embedded")
    if name == "acestep" and not settings.api_url:
        hint = "set it to the server, such as http://127.0.0.1:8001, or leave --engine out"
        raise InvalidRequestError((Mistake("engine", "--engine acestep needs ACESTEP_API_URL", hint),))
    return name


def open_engine(settings: Settings) -> Engine:
    """Return the engine that the settings ask for.

    Raises:
        InvalidRequestError: the ACE-Step engine is asked for and no server is named, or its URL is none.
    """
    # Imported when used: one needs numpy, the other an HTTP client, and neither both.
    if engine_name(settings) == "embedded":
        from generate_track.engines.embedded import EmbeddedEngine  # noqa: PLC0415

        return EmbeddedEngine()
    from generate_track.acestep.client import Client  # noqa: PLC0415
    from generate_track.engines.acestep import AceStepEngine  # noqa: PLC0415

    key = settings.api_key.reveal() if settings.api_key else None
    return AceStepEngine(Client(str(settings.api_url), api_key=key), timeout_s=settings.timeout_s)
