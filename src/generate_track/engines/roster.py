"""Roster: the servers of a pool, how each is, and which of them gets the next task."""

import logging
import math
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from threading import Condition, Thread
from typing import Self

from generate_track.acestep.outlook import Outlook, look
from generate_track.acestep.upstream import Upstream
from generate_track.acestep.url import ServerUrl
from generate_track.engines.member import LOOK_PATIENCE_S, Member
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    InvalidRequestError,
    Mistake,
    QueueFullError,
    RefusedKeyError,
)
from generate_track.music import nearest

_LOG = logging.getLogger(__name__)

Ask = Callable[[Upstream], Outlook]
Start = Callable[[Callable[[], None]], None]

_LOOK_TIMEOUT_S = 2.0
_ASKING_S = 0.05  # how soon to see whether answers have come
_FIRST_OUT_S = 1.0
_DOUBT_S = 60.0
_LAST_OUT_S = 60.0
_LAST_AWAY_S = 15.0  # who only did not answer a look is looked at again sooner: it costs nothing
_LAST_FULL_S = 30.0


def _ask(upstream: Upstream) -> Outlook:
    return look(upstream.client(timeout_s=_LOOK_TIMEOUT_S, sleep=lambda _: None))


def _start_thread(call: Callable[[], None]) -> None:
    Thread(target=call, name="outlook", daemon=True).start()


@dataclass(frozen=True, slots=True)
class Wait:
    """No server can be given the task now.

    Args:
        delay_s: when to ask again.
        error: why; None while servers are being asked how they are.
        is_total: whether no server would take any task.
    """

    delay_s: float
    error: GenerateTrackError | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Census:
    """How the servers of a pool are, in their order.

    Args:
        there: what those said that can be given tasks.
        away: what the others said last; None who never said anything.
        n_full: how many of the first would take no task now.
    """

    there: tuple[Outlook, ...]
    away: tuple[Outlook | None, ...]
    n_full: int = 0


@dataclass(slots=True)
class Roster:
    """The servers of a pool; several threads may ask at once.

    Args:
        members: at least one.
        now: tells the seconds of a clock that only goes forward.
        ask: asks a server how it is.
        start: lets a call be made beside this one.
    """

    members: Sequence[Member]
    now: Callable[[], float] = time.monotonic
    ask: Ask = _ask
    start: Start = _start_thread
    _lock: Condition = field(default_factory=Condition)
    _turns: Iterator[int] = field(default_factory=lambda: count(1))

    def take(self, model: str, *, avoid: Collection[str] = (), is_written: bool = False) -> Member | Wait:
        """Return the server for the next task, which counts as there from now on, or how long to wait for one.

        Args:
            model: full name; empty when any will do.
            avoid: URLs of servers that come last.
            is_written: whether the task needs a language model.
        Raises:
            InvalidRequestError: no server has the model.
            RefusedKeyError: no server takes our key.
        """
        self._refresh()
        with self._lock:
            now_s = self.now()
            if any(member.is_awaited(now_s) for member in self.members):
                return Wait(_ASKING_S)
            having = [member for member in self._able(model, now_s) if member.has(model)]
            free = [member for member in having if not member.is_full(now_s)]
            if not free:
                return self._wait(having, now_s)
            member = min(free, key=lambda one: one.rank(model, avoid, now_s=now_s, is_written=is_written))
            member.n_ours += 1
            member.turn = next(self._turns)
            return member

    def lend(self, *, avoid: Collection[str] = ()) -> Member | None:
        """Return a server to ask for what is no task, though it counts as one there; None when none is left.

        One whose language model is ready comes before one that has to load it, or has none.

        Args:
            avoid: URLs of servers that are not asked.
        """
        with self._lock:
            now_s = self.now()
            able = [member for member in self.members if member.is_able(now_s) and member.url not in avoid]
            member = min(able, key=Member.reluctance, default=None)
            if member:
                member.n_ours += 1
            return member

    def census(self, *, patience_s: float = LOOK_PATIENCE_S, is_thorough: bool = False) -> Census:
        """Return how the servers are, with answers that are a few seconds old at most.

        Args:
            patience_s: how long to wait for answers.
            is_thorough: whether to wait for those too that did not answer before.
        """
        self._refresh()
        with self._lock:
            self._lock.wait_for(lambda: not self._are_awaited(is_thorough=is_thorough), timeout=patience_s)
            now_s = self.now()
            able = [member for member in self.members if member.is_able(now_s)]
            there = tuple(member.outlook for member in able if member.outlook)
            away = tuple(member.outlook for member in self.members if member not in able)
            return Census(there, away, sum(member.is_full(now_s) for member in able))

    def _are_awaited(self, *, is_thorough: bool) -> bool:
        now_s = self.now()
        return any(member.is_awaited(now_s) or (is_thorough and member.asked_s is not None) for member in self.members)

    @classmethod
    def of(cls, upstreams: Iterable[Upstream]) -> Self:
        """Return the roster of some servers, at least one; nothing is asked of them yet."""
        return cls([Member(upstream) for upstream in upstreams])

    @contextmanager
    def holding(self, member: Member) -> Iterator[None]:
        """Count a task as gone from a server when the block ends."""
        try:
            yield
        finally:
            with self._lock:
                member.n_ours -= 1

    def at(self, server: str) -> Member | None:
        """Return the server of a URL, with one task more; None when it is not of this pool."""
        try:
            url = str(ServerUrl.parse(server))
        except InvalidRequestError:
            return None
        with self._lock:
            found = next((member for member in self.members if member.url == url), None)
            if found:
                found.n_ours += 1
        return found

    def accepted(self, member: Member) -> None:
        """A server took a task: what it did before is forgiven."""
        with self._lock:
            member.n_failures = member.n_refusals = 0
            member.full_until_s = -math.inf

    def failed(self, member: Member, error: GenerateTrackError) -> None:
        """Give a server no task for a while, each time a longer one."""
        with self._lock:
            self._put_out(member, error)

    def doubted(self, member: Member) -> None:
        """Let a server count as busy for a while: a task came to nothing there."""
        with self._lock:
            member.doubted_until_s = self.now() + _DOUBT_S

    def restarted(self, member: Member) -> None:
        """Ask a server how it is before it gets another task: it may be another one than it was."""
        with self._lock:
            member.looked_s = -math.inf

    def trusted(self, member: Member) -> None:
        """A server did a task: it is as good as the others."""
        with self._lock:
            member.doubted_until_s = -math.inf

    def has_other(self, model: str, *, avoid: Collection[str]) -> bool:
        """Whether there is a server for a model beside those that are to be avoided."""
        with self._lock:
            able = [member for member in self.members if member.is_able(self.now()) and member.has(model)]
            return any(member.url not in avoid for member in able)

    def refused(self, member: Member, error: QueueFullError) -> None:
        """Give a server no task until a place may be free in its queue."""
        with self._lock:
            delay_s = min(error.retry_after_s or _doubled(member.n_refusals), _LAST_FULL_S)
            member.n_refusals += 1
            member.full_until_s = self.now() + delay_s

    def _refresh(self) -> None:
        """Let everybody be asked whose answer is old."""
        with self._lock:
            now_s = self.now()
            stale = [member for member in self.members if member.wants_look(now_s)]
            for member in stale:
                member.asked_s = now_s
        for member in stale:
            self.start(lambda member=member: self._look(member))  # type: ignore[misc]

    def _look(self, member: Member) -> None:
        told: Outlook | GenerateTrackError
        try:
            told = self.ask(member.upstream)
        except GenerateTrackError as error:
            told = error
        except Exception as error:  # noqa: BLE001 - whatever a server answers, it must not count as asked for ever
            told = EngineUnavailableError(f"{member.url} answers what cannot be read: {type(error).__name__}")
        with self._lock:
            member.asked_s, member.looked_s = None, self.now()
            if isinstance(told, Outlook):
                if member.error:
                    _LOG.warning("a server of the pool answers again: %s", member.url)
                member.outlook, member.error = told, None
                member.n_others = max(0, told.n_tasks - member.n_ours)
            else:
                self._put_out(member, told, last_s=_LAST_AWAY_S)
            self._lock.notify_all()

    def _put_out(self, member: Member, error: GenerateTrackError, *, last_s: float = _LAST_OUT_S) -> None:
        is_refused = isinstance(error, RefusedKeyError)
        delay_s = _LAST_OUT_S if is_refused else min(_FIRST_OUT_S * _doubled(member.n_failures), last_s)
        if not member.n_failures:
            _LOG.warning("a server of the pool is left out for now: %s", error.message)
        member.n_failures += 1
        member.error = error
        member.out_until_s = self.now() + delay_s
        member.looked_s = -math.inf

    def _able(self, model: str, now_s: float) -> list[Member]:
        able = [member for member in self.members if member.is_able(now_s)]
        # Who is away may have the model.
        if able and not any(member.has(model) for member in self.members):
            raise _no_model(model, [member.outlook for member in self.members if member.outlook])
        return able

    def _wait(self, having: Sequence[Member], now_s: float) -> Wait:
        if having:
            delay_s = min(max(member.full_until_s - now_s, 1.0) for member in having)
            return Wait(delay_s, QueueFullError("the queues of all servers are full"))
        errors = [member.error for member in self.members if member.error]
        refusal = next((error for error in errors if isinstance(error, RefusedKeyError)), None)
        if refusal and all(isinstance(member.error, RefusedKeyError) for member in self.members):
            raise refusal
        is_total = not any(member.is_able(now_s) for member in self.members)
        return Wait(1.0, _all_away([error.message for error in errors]), is_total=is_total)


def _doubled(times: int) -> float:
    # After a day of it the power would be more than a float can hold.
    return 2.0 ** min(times, 10)


def _no_model(model: str, outlooks: Sequence[Outlook]) -> InvalidRequestError:
    names = sorted({name for outlook in outlooks for name in outlook.model_names})
    near = nearest(model, names)
    hint = f"did you mean {near}?" if near else None
    message = f"no server has model {model!r}; there are {', '.join(names)}"
    return InvalidRequestError((Mistake("model", message, hint),))


def _all_away(reasons: Sequence[str]) -> EngineUnavailableError:
    told = "; ".join(reasons) or "none has answered yet"
    return EngineUnavailableError(f"no server can take the request: {told}", hint="are the servers running?")
