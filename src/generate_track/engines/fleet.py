"""Fleet: the servers of a pool as one to ask: what they have, and requests written by their language models."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generate_track.acestep.outlook import Outlook
from generate_track.acestep.reply import Answer
from generate_track.acestep.report import Model
from generate_track.engines.member import Member
from generate_track.engines.roster import Census, Roster
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    GenerationFailedError,
    InvalidRequestError,
    Mistake,
    QueueFullError,
    RefusedKeyError,
)

_WRITING_S = 120.0  # the first request may load the language model
_AWAY = (EngineUnavailableError, RefusedKeyError)
_OURS = frozenset({400, 413, 415, 422})  # what is asked is at fault, and would be anywhere
_LACKS = frozenset({404, 405, 501})


@dataclass(frozen=True, slots=True)
class Offer:
    """What a fleet has.

    Args:
        models: that can be asked for, the default one first; none while no server tells any.
        language_models: of the servers that are there.
        n_servers: how many there are.
        n_there: how many of them can be given tasks.
        n_full: how many of those would take none now.
        n_silent: how many have never told what they have.
    """

    models: tuple[Model, ...] = ()
    language_models: tuple[Model, ...] = ()
    n_servers: int = 0
    n_there: int = 0
    n_full: int = 0
    n_silent: int = 0

    @classmethod
    def read(cls, census: Census) -> "Offer":
        """Return what the servers of a census have: those that are there come first, then the others."""
        known = [outlook for outlook in census.away if outlook]
        there = _one_each(_models_of(census.there))
        # What is not there has nothing ready.
        away = _one_each(replace(model, is_loaded=False) for model in _models_of(known))
        return cls(
            models=_one_each((*there, *away)),
            language_models=_one_each(row for outlook in census.there for row in outlook.language_models),
            n_servers=len(census.there) + len(census.away),
            n_there=len(census.there),
            n_full=census.n_full,
            n_silent=len(census.away) - len(known),
        )

    @property
    def can_write(self) -> bool:
        """Whether a language model is ready."""
        return any(model.is_loaded for model in self.language_models)


def _models_of(outlooks: Iterable[Outlook]) -> Iterable[Model]:
    for outlook in outlooks:
        for model in sorted(outlook.models, key=lambda row: not row.is_default):
            yield replace(model, name=model.name.removeprefix("acestep/"))


def _one_each(models: Iterable[Model]) -> tuple[Model, ...]:
    """Return each model once; it is loaded when it is on any server, and does what it does on any."""
    found: dict[str, Model] = {}
    for model in models:
        known = found.setdefault(model.name, model)
        is_loaded = True if known.is_loaded or model.is_loaded else known.is_loaded
        found[model.name] = replace(known, is_loaded=is_loaded, tasks=known.tasks or model.tasks)
    return tuple(found.values())


class Fleet:
    """The servers of a pool as one to ask; several threads may ask at once.

    Args:
        roster: the servers.
        timeout_s: how long writing may take, whatever number of servers it needs.
        sleep: waits for a number of seconds.
        now: tells the seconds of a clock that only goes forward.
    """

    def __init__(
        self,
        roster: Roster,
        *,
        timeout_s: float = _WRITING_S,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._roster = roster
        self._timeout_s = timeout_s
        self._sleep = sleep
        self._now = now

    def glance(self) -> Offer:
        """Return what the servers have as far as is known; they are asked beside this call."""
        return Offer.read(self._roster.census(patience_s=0.0))

    def look(self, *, is_thorough: bool = False) -> Offer:
        """Return what the servers have, a few seconds old at most.

        Args:
            is_thorough: whether those are waited for too that did not answer before.
        """
        return Offer.read(self._roster.census(is_thorough=is_thorough))

    def write(self, path: str, said: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the language model of a server wrote; of the next one when that cannot.

        Args:
            path: the route.
            said: its body.
        Raises:
            InvalidRequestError: a server refuses what is said.
            QueueFullError: all that can are busy.
            EngineUnavailableError: none can; with each one's reason.
        """
        self._roster.census()
        asked: set[str] = set()
        failures: list[GenerateTrackError] = []
        until_s = self._now() + self._timeout_s
        while self._now() < until_s and (member := self._roster.lend(avoid=asked)):
            asked.add(member.url)
            with self._roster.holding(member):
                try:
                    return self._written(member, path, said, timeout_s=until_s - self._now())
                except InvalidRequestError:
                    raise
                except GenerateTrackError as error:
                    failures.append(error)
                    if isinstance(error, _AWAY):
                        self._roster.failed(member, error)
        raise _none_can(failures)

    def _written(self, member: Member, path: str, said: Mapping[str, Any], *, timeout_s: float) -> dict[str, Any]:
        with member.upstream.client(timeout_s=max(timeout_s, 1.0), sleep=self._sleep) as client:
            answer = client.write(path, said)
            if answer.is_ok and isinstance(answer.data, dict):
                return answer.data
            raise _refusal(answer, path=path, server=member.url) or client.error_of(answer)


def _refusal(answer: Answer, *, path: str, server: str) -> GenerateTrackError | None:
    """Return the error of an answer that says nothing of how the server is; None when it does."""
    if answer.status in _OURS:
        return InvalidRequestError((Mistake("request", f"{path} does not take the request: {answer.detail}"),))
    if answer.status in _LACKS:
        return GenerationFailedError(f"{server} has no {path}")
    # In JSON, so the server itself says so: most often it has no language model.
    is_told = answer.status >= 500 and bool(answer.detail) and not answer.page  # noqa: PLR2004 - HTTP's own line
    if is_told and "api key" not in answer.detail.lower():
        return GenerationFailedError(f"{server} cannot write it: {answer.detail}")
    return None


def _none_can(failures: list[GenerateTrackError]) -> GenerateTrackError:
    busy = next((error for error in failures if isinstance(error, QueueFullError)), None)
    if busy and all(isinstance(error, QueueFullError) for error in failures):
        return busy
    # A key that a server refuses is not the client's, so what is told is that no server helps.
    reasons = "; ".join(
        "a server refuses this server's key" if isinstance(error, RefusedKeyError) else error.message
        for error in failures
    )
    return EngineUnavailableError(f"no server can write the request: {reasons or 'none of them answers'}")
