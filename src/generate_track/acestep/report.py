"""ServerReport: what is known of a server."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["native", "gradio", "chat-only", "pre-release", "moved", "other", "unreachable"]
Trust = Literal["yes", "no", "unproven"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that will bite, with what helps."""

    message: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """A model that a server can run; `tasks` is empty where it does not say which."""

    name: str
    is_default: bool = False
    is_loaded: bool | None = None
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """How busy a server is; what it does not say is None."""

    queued: int | None = None
    running: int | None = None
    limit: int | None = None
    mean_job_s: float | None = None


@dataclass(frozen=True, slots=True)
class Build:
    """A window of dates that a server was built in, and what holds for all builds in it.

    No version string can be trusted ("1.0" throughout), so the window is told from which routes there are.
    """

    window: str
    seeds: Trust
    base_and_sft: Trust
    uploads: Trust


@dataclass(frozen=True, slots=True)
class ServerReport:
    """What is known of a server."""

    url: str
    kind: Kind
    build: Build | None = None
    models: tuple[Model, ...] = ()
    language_model: str | None = None
    queue: Queue = field(default_factory=Queue)
    problems: tuple[Problem, ...] = ()

    @property
    def is_reachable(self) -> bool:
        """Whether anything answers there."""
        return self.kind != "unreachable"

    def as_facts(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return asdict(self) | {
            "is_reachable": self.is_reachable,
            "models": [asdict(model) for model in self.models],
            "problems": [asdict(problem) for problem in self.problems],
        }
