"""Plan: which jobs of a preset are to be done, and which are done already."""

from collections.abc import Sequence
from dataclasses import dataclass

from generate_track.errors import OutputError
from generate_track.preset.job import Job
from generate_track.preset.outcome import Outcome
from generate_track.request import TrackRequest


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch begins with.

    Args:
        outcomes: of every job, in the preset's order.
        todo: those that are to be made now.
        n_there: how many of them are there already and will be made anew.
    """

    outcomes: tuple[Outcome, ...]
    todo: tuple[Outcome, ...]
    n_there: int

    @property
    def requests(self) -> list[TrackRequest]:
        """What is to be made now."""
        return [outcome.job.request for outcome in self.todo]

    @property
    def n_kept(self) -> int:
        """How many are done and stay."""
        return sum(1 for outcome in self.outcomes if outcome.state == "kept")

    def require_room(self) -> None:
        """Refuse to write over files that are none of ours.

        Raises:
            OutputError: there is one, where a track would go.
        """
        foreign = [path for outcome in self.todo for path in outcome.job.foreign_files()]
        if foreign:
            message = f"{str(foreign[0])!r} is in the way, and was not made by generate-track"
            raise OutputError(message, hint="move it, or choose another folder with --output DIR")


def plan(jobs: Sequence[Job], *, engine: str, is_resume: bool = False, limit: int | None = None) -> Plan:
    """Return what is to be done.

    Args:
        jobs: all of a preset, in its order.
        engine: who makes them; what another engine made is not what is asked for.
        is_resume: keep what is done and still valid.
        limit: make so many of the preset's tracks at most.
    """
    outcomes = tuple(Outcome(job, got=job.got(engine=engine)) for job in jobs)
    wanted = [outcome for outcome in outcomes if not (is_resume and is_done(outcome))]
    items = list(dict.fromkeys(outcome.job.item_id for outcome in wanted))[:limit]
    todo = tuple(outcome for outcome in wanted if outcome.job.item_id in items)
    for outcome in outcomes:
        if is_done(outcome) and outcome not in todo:
            outcome.state = "kept"
    return Plan(outcomes, todo, sum(1 for outcome in todo if is_done(outcome)))


def is_done(outcome: Outcome) -> bool:
    """Whether all takes of a job are there, as they are asked for now."""
    return len(outcome.got) == outcome.job.request.batch
