"""Outcome: what became of one job so far; all of them together are the report of a batch."""

from dataclasses import dataclass, field
from typing import Any, Literal

from generate_track.errors import GenerateTrackError
from generate_track.preset.job import Facts, Job

State = Literal["left", "kept", "made", "failed"]


@dataclass(slots=True)
class Outcome:
    """What became of one job.

    Args:
        job: what was asked for.
        state: left to do, kept from an earlier run, made in this one, or failed.
        got: the facts of the tracks that are there.
        seconds: how long it took in this run.
        n_attempts: how often it was tried in this run.
        error: why it failed, or why the last attempt did.
        notes: what the engine told.
    """

    job: Job
    state: State = "left"
    got: list[Facts] = field(default_factory=list)
    seconds: float = 0.0
    n_attempts: int = 0
    error: GenerateTrackError | None = None
    notes: list[str] = field(default_factory=list)

    def as_facts(self) -> Facts:
        """Return the outcome as plain JSON values."""
        return {
            "id": self.job.id,
            "state": self.state,
            "asked": self.job.request.model_dump(mode="json"),
            "got": [_in_short(facts) for facts in self.got],
            "seconds": round(self.seconds, 3),
            "attempts": self.n_attempts,
            "error": _error(self.error),
            "notes": self.notes,
        }


def _in_short(facts: Facts) -> Facts:
    names = ("file", "seed", "duration_s", "size_bytes", "generation_s", "engine", "differences", "remarks")
    return {name: facts[name] for name in names}


def _error(error: GenerateTrackError | None) -> dict[str, Any] | None:
    return None if error is None else {"code": error.code, "message": error.message, "hint": error.hint}
