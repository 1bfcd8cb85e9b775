"""Batch: all jobs of a plan side by side; one that fails does not stop the others, and nothing is lost by an end."""

import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue

from generate_track.engines.base import Note, Running
from generate_track.engines.staff import Staff
from generate_track.engines.stop import Stop
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    GenerationFailedError,
    NotAceStepError,
    OutputError,
    QueueFullError,
    RefusedKeyError,
    ResponseLostError,
    TaskInterruptedError,
)
from generate_track.library.history import Effort, History
from generate_track.library.journal import Journal
from generate_track.preset.estimate import Work
from generate_track.preset.hand import Ended, Hand, Message, Order
from generate_track.preset.job import Job
from generate_track.preset.line import Line
from generate_track.preset.news import Failed, Happened, News, Progress, Saved
from generate_track.preset.outcome import Outcome
from generate_track.preset.plan import Plan, is_done
from generate_track.preset.report import Report

_PULSE_S = 0.2  # on Windows a wait without an end cannot be interrupted
_LAST_WORDS_S = 10.0  # for threads that are at work when the end is asked for
# The next track would fail for the same reason.
_FATAL = (OutputError, RefusedKeyError, NotAceStepError, EngineUnavailableError)


OnNews = Callable[[News], None]


class Batch:
    """Makes what a plan has to do.

    Args:
        plan: what is there, and what is to be done.
        staff: engines for the threads.
        work: who they are, for the history.
        report: written at each step.
        journal: keeps a server's tasks; those that it may still have are picked up.
        history: is told how long it took.
        n_retries: how often a job that failed is tried again.
        is_resume: whether this goes on with an earlier run.
        again: the command that goes on with this one.
        on_news: is told what happens.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        staff: Staff,
        work: Work,
        report: Report,
        journal: Journal,
        history: History,
        n_retries: int,
        is_resume: bool,
        again: str,
        on_news: OnNews,
    ) -> None:
        self._plan = plan
        self._staff = staff
        self._work = work
        self._report = report
        self._journal = journal
        self._history = history
        self._again = again
        self._on_news = on_news
        self._outcomes: dict[str, Outcome] = {outcome.job.id: outcome for outcome in plan.outcomes}
        self._line = Line(
            (outcome.job for outcome in plan.todo),
            journal=journal,
            server=work.server,
            n_retries=n_retries,
            is_resume=is_resume,
        )
        self._messages: SimpleQueue[Message] = SimpleQueue()
        self._stop = Stop()
        self._hands: list[Hand] = []
        self._free: list[Hand] = []
        self._busy: dict[Hand, int] = {}  # → how many jobs had ended when it began
        self._n_ended = 0
        self._fractions = {outcome.job.id: 0.0 for outcome in plan.todo}
        self._made: list[Job] = []  # from the beginning to the end
        self._halt: BaseException | None = None

    def run(self) -> None:
        """Make everything, and leave report and playlist as things stand, however it ends.

        Raises:
            GenerationFailedError: some jobs have failed in the end.
            TaskInterruptedError: Ctrl-C.
            GenerateTrackError: what would make every other job fail as well.
        """
        self._plan.require_room()
        start_s = time.monotonic()
        state = "failed"
        try:
            self._report.write(self._plan.outcomes, state="running")
            self._work_on()
            state = "failed" if self._halt or self._failures() else "done"
        except KeyboardInterrupt:
            state = "interrupted"
        finally:
            self._end()
            self._look_again()
            self._report.write(self._plan.outcomes, state=state)
            if state != "interrupted":
                self._remember(time.monotonic() - start_s)
        self._raise(state)

    def _work_on(self) -> None:
        while self._busy or (self._line and not self._halt):
            self._hand_out()
            self._listen()

    def _hand_out(self) -> None:
        while self._line and not self._halt and (self._free or len(self._hands) < self._staff.n_threads):
            hand = self._free.pop() if self._free else self._new_hand()
            self._busy[hand] = self._n_ended
            hand.take(self._line.next())

    def _new_hand(self) -> Hand:
        hand = Hand(self._staff, stop=self._stop, journal=self._journal, messages=self._messages)
        self._hands.append(hand)
        return hand

    def _listen(self) -> None:
        try:
            message = self._messages.get(timeout=_PULSE_S)
        except Empty:
            return
        match message:
            case Happened():
                self._happened(message)
            case Saved():
                self._saved(message)
            case _:
                self._ended(message)

    def _happened(self, happened: Happened) -> None:
        outcome, event = self._outcomes[happened.job.id], happened.event
        if isinstance(event, Note):
            outcome.notes += [event.message] if event.message not in outcome.notes else []
            self._on_news(happened)
        elif isinstance(event, Running) and event.fraction is not None:
            self._progressed(outcome.job, event.fraction)

    def _progressed(self, job: Job, fraction: float) -> None:
        self._fractions[job.id] = fraction
        todo = [outcome.job for outcome in self._plan.todo]
        done_s = sum(self._fractions[other.id] * other.audio_s for other in todo)
        self._on_news(Progress(self._n_ended, len(todo), done_s / sum(other.audio_s for other in todo)))

    def _saved(self, saved: Saved) -> None:
        outcome, facts = self._outcomes[saved.job.id], saved.track.as_facts()
        others = [got for got in outcome.got if got["take"] != facts["take"]]
        outcome.got = sorted([*others, facts], key=lambda got: got["take"])
        self._report.write(self._plan.outcomes, state="running")
        self._on_news(saved)

    def _ended(self, ended: Ended) -> None:
        n_ended_before = self._busy.pop(ended.hand)
        self._free.append(ended.hand)
        outcome = self._outcomes[ended.order.job.id]
        outcome.seconds += ended.seconds
        outcome.n_attempts += 1
        error = ended.error or _missing(outcome)
        if isinstance(error, (KeyboardInterrupt, TaskInterruptedError)):
            return
        if error is None:
            outcome.error, outcome.state = None, "made"
            self._made += [] if ended.is_picked_up else [outcome.job]
        elif not isinstance(error, GenerateTrackError):
            self._halt = error  # a bug, which is not to be met again and again
            return
        elif isinstance(error, QueueFullError) and self._n_ended > n_ended_before:
            # The queue moves, so its turn will come; that is no failure.
            outcome.n_attempts -= 1
            self._line.wait_again(ended.order)
            return
        elif not self._failed(ended.order, error):
            return
        self._n_ended += 1
        self._progressed(outcome.job, 1.0)
        self._report.write(self._plan.outcomes, state="running")

    def _failed(self, order: Order, error: GenerateTrackError) -> bool:
        """Note a failure; return whether it is the last word on that job."""
        outcome = self._outcomes[order.job.id]
        outcome.error = error
        is_final = bool(self._halt) or not self._line.is_tried_again(order, error)
        self._on_news(Failed(order.job, error, is_final=is_final))
        if is_final:
            outcome.state = "failed"
            if isinstance(error, _FATAL) and not isinstance(error, ResponseLostError):
                self._halt = error
        return is_final

    def _end(self) -> None:
        """Let the threads end, and hear what they still have to say."""
        self._stop.set()
        for hand in self._hands:
            hand.dismiss()
        with suppress(KeyboardInterrupt):  # the second one: go at once
            last_s = time.monotonic() + _LAST_WORDS_S
            while any(hand.is_at_work for hand in self._hands) and time.monotonic() < last_s:
                self._listen()
            while not self._messages.empty():
                self._listen()
        self._staff.close()

    def _look_again(self) -> None:
        """Let the files say what is there: an interrupt may have come between a track and its news."""
        for outcome in self._plan.todo:
            if outcome.state == "left":
                was_done = is_done(outcome)
                outcome.got = outcome.job.got(engine=self._work.engine)
                outcome.state = "made" if is_done(outcome) and not was_done else "left"

    def _remember(self, wall_s: float) -> None:
        models = {self._work.model_of(job.request) for job in self._made}
        if len(models) == 1:
            audio_s, n_tracks = sum(job.audio_s for job in self._made), sum(job.request.batch for job in self._made)
            work = self._work
            effort = Effort(work.engine, work.server, models.pop(), work.n_at_once, n_tracks, audio_s, wall_s)
            self._history.add(effort)

    def _failures(self) -> list[Outcome]:
        return [outcome for outcome in self._plan.outcomes if outcome.state == "failed"]

    def _raise(self, state: str) -> None:
        n_done = sum(1 for outcome in self._plan.outcomes if outcome.state in {"made", "kept"})
        told = f"{n_done} of {len(self._plan.outcomes)} tracks are done"
        if state == "interrupted":
            raise TaskInterruptedError(f"interrupted; {told}", hint=f"{self._again} goes on")
        if isinstance(self._halt, GenerateTrackError):
            hint = f"{self._halt.hint}; then {self._again} goes on" if self._halt.hint else f"{self._again} goes on"
            raise type(self._halt)(f"{self._halt.message}; {told}", hint=hint)
        if self._halt:
            raise self._halt
        failures = self._failures()
        if failures:
            ids = ", ".join(outcome.job.id for outcome in failures)
            hint = f"{self._again} --retry 2 tries them again; {self._report.path} tells why"
            raise GenerationFailedError(
                f"{len(failures)} of {len(self._plan.outcomes)} tracks failed: {ids}", hint=hint
            )


def _missing(outcome: Outcome) -> GenerationFailedError | None:
    """Return the error for takes that a server left out without calling it a failure."""
    asked, n_got = outcome.job.request.batch, len(outcome.got)
    if n_got == asked:
        return None
    return GenerationFailedError(f"the server made {n_got} of {asked} takes", hint="reduce batch")
