"""Watch: wait for a server's task, tell how it goes, and notice when it will not end."""

from collections.abc import Callable
from dataclasses import dataclass

from generate_track.acestep.client import Client
from generate_track.acestep.diagnosis import LIKELY_MEMORY
from generate_track.acestep.reply import WAITING, WORKING, Task
from generate_track.engines.base import Note, OnEvent, Queued, Running
from generate_track.engines.poll import Poll
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    QueueFullError,
    StalledError,
    TaskLostError,
)

_FIRST_INTERVAL_S = 0.25
_LAST_INTERVAL_S = 2.0
_GROWTH = 1.3
# A server lists a task before it answers the POST, so this is for proxies that take a moment.
_UNKNOWN_GRACE_S = 4.0
_LOOK_AROUND_S = 10.0  # without news for so long, ask the server how its queue is
_IDLE_LOOKS = 3  # so often in a row the server must say that nothing runs
# While a task is watched these may pass: a proxy that is short of breath, a server that loads a model.
_PASSING = (EngineUnavailableError, QueueFullError)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, passed in."""

    sleep: Callable[[float], None]
    now: Callable[[], float]


class Watch:
    """Follows one task to its end.

    A sign of progress is a change in what the server says of the task, or, while it says nothing new, in how many
    tasks it has finished: then the queue moves. That a server answers is none.

    Args:
        client: the server.
        task_id: the server's.
        poll: asks for the task; together with others when they share it.
        timeout_s: how long to wait without a sign of progress.
        silence_s: how long to wait for a server that no longer answers; as long when None.
        clock: sleeps and tells the time.
        on_event: is told how it goes.
    """

    def __init__(
        self,
        client: Client,
        task_id: str,
        *,
        poll: Poll,
        timeout_s: float,
        silence_s: float | None = None,
        clock: Clock,
        on_event: OnEvent,
    ) -> None:
        self._client = client
        self._task_id = task_id
        self._poll = poll
        self._timeout_s = timeout_s
        self._silence_s = timeout_s if silence_s is None else silence_s
        self._clock = clock
        self._on_event = on_event
        self._started_s = self._sign_s = self._look_s = self._answer_s = clock.now()
        self._unknown_since_s: float | None = None
        self._task: Task | None = None
        self._finished: int | None = None
        self._n_idle_looks = 0
        self._failure: str | None = None

    @property
    def waited_s(self) -> float:
        """Seconds since the watch began."""
        return self._clock.now() - self._started_s

    def wait(self) -> Task:
        """Return the task when the server counts it as done or failed.

        Raises:
            TaskLostError: the server was restarted and has forgotten it.
            StalledError: there was no sign of progress for too long.
            RefusedKeyError: the key no longer holds.
        """
        with self._poll.following(self._task_id):
            return self._follow()

    def _follow(self) -> Task:
        interval_s = _FIRST_INTERVAL_S
        while True:
            task = self._ask()
            if task is not None and task.state in {"done", "failed"}:
                return task
            self._look_around()
            left_s = self._left_s()
            if left_s <= 0:
                raise self._stalled()
            self._clock.sleep(min(interval_s, left_s))
            interval_s = min(_GROWTH * interval_s, _LAST_INTERVAL_S)

    def _left_s(self) -> float:
        now_s = self._clock.now()
        return min(self._timeout_s - (now_s - self._sign_s), self._silence_s - (now_s - self._answer_s))

    def _ask(self) -> Task | None:
        try:
            task = self._poll.ask(self._task_id)
        except _PASSING as error:
            self._tell_failure(error)
            return None
        self._failure = None
        self._answer_s = self._clock.now()
        self._require_known(task)
        if task != self._task:
            self._task = task
            self._progressed()
            self._tell(task)
        return task

    def _progressed(self) -> None:
        self._sign_s = self._look_s = self._clock.now()
        self._n_idle_looks = 0

    def _tell(self, task: Task) -> None:
        if task.state == "active":
            is_waiting = task.stage == WAITING
            self._on_event(Queued() if is_waiting else Running(task.fraction, task.stage))

    def _tell_failure(self, error: GenerateTrackError) -> None:
        if self._failure is None:
            self._on_event(Note(f"no answer about the task, asking again: {error.message}"))
        self._failure = error.message

    def _require_known(self, task: Task) -> None:
        if task.state != "unknown":
            self._unknown_since_s = None
            return
        if self._unknown_since_s is None:
            self._unknown_since_s = self._clock.now()
        if self._clock.now() - self._unknown_since_s >= _UNKNOWN_GRACE_S:
            raise self._lost()

    def _look_around(self) -> None:
        """Ask for the queue when the task itself brings no news."""
        if self._failure or self._clock.now() - self._look_s < _LOOK_AROUND_S:
            return
        self._look_s = self._clock.now()
        try:
            jobs = self._client.stats().get("jobs")
        except _PASSING:
            return
        self._weigh(jobs if isinstance(jobs, dict) else {})

    def _weigh(self, jobs: dict[str, object]) -> None:
        counts = {name: count for name, count in jobs.items() if isinstance(count, int)}
        finished = counts.get("succeeded", 0) + counts.get("failed", 0)
        if self._finished is not None and finished > self._finished:
            self._progressed()
        self._finished = finished
        # A restarted server keeps the last words about the task that it was at, and does nothing.
        is_idle = counts.get("running") == 0 and counts.get("queued") == 0
        self._n_idle_looks = self._n_idle_looks + 1 if is_idle else 0
        if self._n_idle_looks >= _IDLE_LOOKS:
            raise self._lost()

    def _lost(self) -> TaskLostError:
        message = f"the server no longer works on task {self._task_id}: it was restarted"
        return TaskLostError(message, hint=f"generate-track resume {self._task_id} --again submits it again")

    def _stalled(self) -> StalledError:
        resume = f"generate-track resume {self._task_id}"
        if self._failure:
            silent_s = self._clock.now() - self._answer_s
            message = f"no answer about task {self._task_id} for {silent_s:.0f} s: {self._failure}"
            return StalledError(message, hint=f"{resume} goes on when the server is back")
        if self._task is not None and self._task.stage == WAITING:
            message = f"task {self._task_id} still waits after {self._timeout_s:g} s in which the queue did not move"
            return StalledError(message, hint=f"the server is busy or stuck: {resume} goes on waiting")
        is_silent = self._task is not None and self._task.stage == WORKING
        untold = ", and this build tells none until the end" if is_silent else ""
        message = f"no sign of progress from task {self._task_id} for {self._timeout_s:g} s{untold}"
        return StalledError(message, hint=f"{LIKELY_MEMORY}; {resume} looks again")
