"""Backend: what the routes need, made once and passed in."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from time import time

from fastapi import Request

from generate_track.acestep.wire import full_model_name
from generate_track.engines.fleet import Fleet
from generate_track.errors import InvalidRequestError, Mistake
from generate_track.music import shown
from generate_track.queue.audio import AudioStore
from generate_track.queue.store import JobStore
from generate_track.server.key import KeyRing

MEBIBYTE = 1024 * 1024
_ACE_STEP = re.compile(r"ace[-_]?step", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ServerLimits:
    """What one request may ask of the server.

    Args:
        body_bytes: of a request without audio.
        upload_bytes: of one uploaded audio file.
        requests_per_minute: of one key, or of one address where no key is asked for.
        waits_per_key: open event streams and waits of one key, or of one address where no key is asked for.
        waits: the same, of all.
    """

    body_bytes: int = MEBIBYTE
    upload_bytes: int = 100 * MEBIBYTE
    requests_per_minute: int = 6000
    waits_per_key: int = 100
    waits: int = 500


@dataclass(frozen=True, slots=True)
class Backend:
    """What the routes work with.

    Args:
        store: the jobs.
        audio: their audio.
        keys: who may ask.
        engine: the word of --engine behind the queue.
        models: full names of the models that can be asked for, the default one first; of a fleet, while it tells none.
        fleet: the ACE-Step servers behind this one; None where there are none.
        limits: of one request.
        is_open: whether no key is asked for; one that is sent all the same means nothing.
        allows_private_webhooks: whether a webhook may be an address of a private network, or http.
        public_url: what clients call the server, where a proxy is before it.
        origins: of web pages that may use the server, beside those of this machine.
        now: tells the time, in seconds since 1970.
        closing: set when the server is about to end, and takes no more jobs.
    """

    store: JobStore
    audio: AudioStore
    keys: KeyRing
    engine: str
    models: tuple[str, ...]
    fleet: Fleet | None = None
    limits: ServerLimits = field(default_factory=ServerLimits)
    is_open: bool = False
    allows_private_webhooks: bool = False
    public_url: str | None = None
    origins: tuple[str, ...] = ()
    now: Callable[[], float] = time
    closing: Event = field(default_factory=Event)

    @property
    def has_models(self) -> bool:
        """Whether models make the music: one can be chosen, and they do edit tasks."""
        return self.engine != "embedded"

    def choose_model(self, name: str | None) -> str:
        """Return the full name of the model that a client means; the default one when it names none.

        Raises:
            InvalidRequestError: there is no such model.
        """
        models = self.model_names()
        if name is None:
            return models[0]
        # Behind the name of who made it, as OpenRouter calls models.
        full = full_model_name(name.rpartition("/")[2])
        if not self.has_models and _ACE_STEP.match(full):
            # Clients send ACE-Step's names unasked; what is told of a track says what really made it.
            return models[0]
        found = _named((name, full), models) or _named((name, full), models := self.model_names(is_thorough=True))
        if found is None:
            message = f"model {shown(name)} is not one of {', '.join(models)}"
            raise InvalidRequestError((Mistake("model", message, self._hint()),))
        return found

    def model_names(self, *, is_thorough: bool = False) -> tuple[str, ...]:
        """Return the models that can be asked for now, the default one first.

        Args:
            is_thorough: whether servers are waited for that did not answer before.
        """
        told = self.fleet.look(is_thorough=is_thorough).models if self.fleet else ()
        return tuple(model.name for model in told) or self.models

    def _hint(self) -> str:
        n_silent = self.fleet.glance().n_silent if self.fleet else 0
        told = f"; {n_silent} of the servers behind this one have not told theirs yet" if n_silent else ""
        return f"GET /v1/models lists them{told}"


def backend_of(request: Request) -> Backend:
    """Return the backend of the app that serves a request."""
    backend = request.app.state.backend
    assert isinstance(backend, Backend)  # noqa: S101 - as create_app made it
    return backend


def _named(names: tuple[str, str], models: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in models), None)
