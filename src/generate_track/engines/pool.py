"""PoolEngine: several ACE-Step servers as one; what one of them cannot do, another does."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from generate_track.acestep import diagnosis, wire
from generate_track.audio.check import inspect, require_usable
from generate_track.engines.acestep import AceStepEngine
from generate_track.engines.base import Event, Note, OnEvent, Queued, RemoteTask, Submitted, Take
from generate_track.engines.member import Member
from generate_track.engines.pulse import Pulse
from generate_track.engines.roster import Roster, Wait
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    GenerationFailedError,
    QueueFullError,
    RefusedKeyError,
    ResponseLostError,
    ServerBrokeError,
    StalledError,
    TaskLostError,
)
from generate_track.request import TrackRequest

# A request that has brought so many servers down, or was lost so often, is not tried on the next.
_MAX_LOST_RUNS = 3
_MAX_BROKEN = 2  # so many servers break on a request or make it badly, and the request is to blame
_SILENCE_S = 30.0
_AWAY = (EngineUnavailableError, RefusedKeyError, StalledError, ServerBrokeError)
_ELSEWHERE = (*_AWAY, GenerationFailedError)


class PoolEngine:
    """Makes takes on whichever of several ACE-Step servers has the least to do; several threads may use it at once.

    Args:
        roster: the servers.
        timeout_s: how long to wait for a sign of progress of a task, and for its model while others are there.
        away_s: how long to wait for a server while all are away; as long when None.
        silence_s: how long to wait for a server that no longer answers about a task.
        sleep: waits for a number of seconds.
        now: tells the seconds of a clock that only goes forward.
    """

    name = "acestep"

    def __init__(
        self,
        roster: Roster,
        *,
        timeout_s: float = 300.0,
        away_s: float | None = None,
        silence_s: float = _SILENCE_S,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.timeout_s = timeout_s
        self.away_s = timeout_s if away_s is None else away_s
        self.roster = roster
        self.now = now
        self._silence_s = silence_s
        self._sleep = sleep

    def generate(self, request: TrackRequest, *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
        """Yield the takes of a request, made on one server, or on others when that fails.

        Raises:
            GenerateTrackError: what went wrong, in the user's words.
        """
        pulse = Pulse(on_event, sleep=self._sleep)
        yield from _Errand(self, request, scratch=scratch, pulse=pulse).takes()

    def resume(
        self, request: TrackRequest, task: RemoteTask, *, scratch: Path, on_event: OnEvent, skip: frozenset[int]
    ) -> Iterator[Take]:
        """Yield the takes of a task that one of the servers was given earlier.

        Raises:
            TaskLostError: that server is not of this pool, is away, or has forgotten the task.
            GenerateTrackError: the task failed for a reason of its own.
        """
        member = self.roster.at(task.server)
        if member is None:
            raise TaskLostError(f"the server of task {task.task_id} is not of this pool: {task.server}")
        pulse = Pulse(on_event, sleep=self._sleep)
        with self.roster.holding(member):
            try:
                engine = self.engine_at(member, pulse)
                yield from _heard(engine.resume(request, task, scratch=scratch, on_event=pulse.tell, skip=skip))
            except _ELSEWHERE as error:
                if _is_bad(error) and len(self.roster.members) == 1:
                    raise
                pulse.tell(Note(f"{error.message}; the task is run again"))
                self.blame(member, error)
                if isinstance(error, TaskLostError):
                    raise
                fate = "came to nothing" if _is_bad(error) else "is out of reach"
                raise TaskLostError(f"task {task.task_id} {fate}: {error.message}") from error

    def blame(self, member: Member, error: GenerateTrackError) -> None:
        """Let others go before a server that an error is of."""
        if isinstance(error, _AWAY):
            self.roster.failed(member, error)
        elif _is_bad(error):
            self.roster.doubted(member)
        else:
            # Started again, with other models perhaps: one that it has not it would replace, and say nothing.
            self.roster.restarted(member)

    def engine_at(self, member: Member, pulse: Pulse) -> AceStepEngine:
        """Return an engine for one task on one server; its client closes with the task."""
        return AceStepEngine(
            member.upstream.client(sleep=pulse.sleep, attend=pulse.attend),
            timeout_s=self.timeout_s,
            patience_s=0.0,
            silence_s=self._silence_s,
            sleep=pulse.sleep,
            now=self.now,
        )


class _Errand:
    """One request on its way through the servers."""

    def __init__(self, pool: PoolEngine, request: TrackRequest, *, scratch: Path, pulse: Pulse) -> None:
        self._pool = pool
        self._roster = pool.roster
        self._request = request
        self._scratch = scratch
        self._pulse = pulse
        payload = wire.payload(request)
        self._model = str(payload.get("model") or "")
        self._is_written = any(payload.get(switch) for switch in diagnosis.LM_SWITCHES)
        self._avoid: set[str] = set()
        self._yielded: set[int] = set()
        self._told: set[tuple[str, float]] = set()
        self._n_runs = self._n_lost = self._n_broken = 0

    def takes(self) -> Iterator[Take]:
        """Yield each take once, whatever number of servers it needs."""
        while True:
            member = self._place()
            run = _Run(self._roster, member, self._pulse)
            with self._roster.holding(member):
                try:
                    yield from self._takes_of(run)
                except (*_ELSEWHERE, QueueFullError) as error:
                    self._judge(error, run)
                else:
                    self._roster.trusted(member)
                    return

    def _takes_of(self, run: "_Run") -> Iterator[Take]:
        self._n_runs += 1
        # A folder for each: takes of a run that was cut lie in the way of the next.
        scratch = self._scratch / f"run-{self._n_runs}"
        scratch.mkdir()
        engine = self._pool.engine_at(run.member, self._pulse)
        for take in _heard(engine.generate(self._request, scratch=scratch, on_event=run.tell)):
            if take.index not in self._yielded:
                self._yielded.add(take.index)
                yield take

    def _place(self) -> Member:
        since_s: float | None = None
        while isinstance(found := self._take(), Wait):
            error = found.error
            patience_s = self._pool.away_s if found.is_total else self._pool.timeout_s
            if isinstance(error, EngineUnavailableError):
                since_s = self._pool.now() if since_s is None else since_s
                if self._pool.now() - since_s >= patience_s:
                    raise error
            elif error:
                since_s = None  # somebody answers
            self._tell_wait(error, patience_s=patience_s)
            self._pulse.sleep(min(found.delay_s, 1.0))
        return found

    def _take(self) -> Member | Wait:
        return self._roster.take(self._model, avoid=self._avoid, is_written=self._is_written)

    def _tell_wait(self, error: GenerateTrackError | None, *, patience_s: float) -> None:
        if error and (error.code, patience_s) not in self._told:
            self._told.add((error.code, patience_s))
            is_full = isinstance(error, QueueFullError)
            patience = "waiting for a place" if is_full else f"trying for up to {patience_s:.0f} s"
            self._pulse.tell(Note(f"{error.message}; {patience}"))
        self._pulse.tell(Queued())

    def _judge(self, error: GenerateTrackError, run: "_Run") -> None:
        """Return when the request may run again; raise when that would be in vain."""
        if isinstance(error, QueueFullError):
            self._roster.refused(run.member, error)
            return
        self._pool.blame(run.member, error)
        self._avoid.add(run.member.url)
        if _is_bad(error) and not self._roster.has_other(self._model, avoid=self._avoid):
            raise error
        self._n_lost += run.is_submitted or isinstance(error, ResponseLostError)
        self._n_broken += _is_bad(error) or isinstance(error, ServerBrokeError)
        if self._n_lost >= _MAX_LOST_RUNS or self._n_broken >= _MAX_BROKEN:
            raise error
        self._pulse.tell(Note(f"{error.message}; {_consequence(error, run)}"))


class _Run:
    """One try at one server, and how far it has come."""

    def __init__(self, roster: Roster, member: Member, pulse: Pulse) -> None:
        self.member = member
        self.is_submitted = False
        self._roster = roster
        self._pulse = pulse

    def tell(self, event: Event) -> None:
        """Pass an event on."""
        if isinstance(event, Submitted):
            self.is_submitted = True
            self._roster.accepted(self.member)
        self._pulse.tell(event)


def _heard(takes: Iterator[Take]) -> Iterator[Take]:
    """Yield takes that are music; what is none is found while there are other servers to make it."""
    for take in takes:
        require_usable(inspect(take.path), path=take.path)
        yield take


def _is_bad(error: GenerateTrackError) -> bool:
    """Whether a server made a task badly, and may be to blame or not."""
    return isinstance(error, GenerationFailedError) and not isinstance(error, (TaskLostError, ServerBrokeError))


def _consequence(error: GenerateTrackError, run: _Run) -> str:
    if isinstance(error, ResponseLostError):
        return "it is submitted again, so it may run twice there"
    return "the task is run again" if run.is_submitted else "another server is asked"
