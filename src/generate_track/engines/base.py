"""What an engine is: a request in, takes out, progress through one callback."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from generate_track.request import TrackRequest  # not at run time: a process that only plays needs no pydantic

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Submitting:
    """The engine is about to hand the request to a server; `payload` holds no key."""

    payload: Facts
    server: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """The server accepted the request as `task_id`; from now on it can be resumed."""

    task_id: str
    payload: Facts
    server: str


@dataclass(frozen=True, slots=True)
class Queued:
    """The task waits; `position` counts from 1, None when the server does not say."""

    position: int | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """The task runs: `fraction` from 0 to 1 (None when unknown) and a `stage` in our own words."""

    fraction: float | None
    stage: str


@dataclass(frozen=True, slots=True)
class Done:
    """The engine has delivered `n_takes` takes."""

    n_takes: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something the user should know that is no error, with an optional hint.

    Args:
        message: in the words of an error.
        hint: what helps.
        is_general: whether it is said of the engine, whatever the request.
    """

    message: str
    hint: str | None = None
    is_general: bool = False


Event = Submitting | Submitted | Queued | Running | Done | Note
OnEvent = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Take:
    """One variation as the engine made it, in a scratch folder.

    Args:
        path: the audio file.
        index: which variation it is, from 0.
        seed: the seed that we asked this take to be made with.
        facts: what the engine says it did; plain JSON values: bpm, key, model, server seed, timings, …
        extras: name → what else was made of it: a file or a folder of files in the scratch folder. It goes beside the
            track, under the track's name and its own suffix.
    """

    path: Path
    index: int
    seed: int
    facts: Facts = field(default_factory=dict)
    extras: Mapping[str, Path] = field(default_factory=dict)


class RemoteTask(NamedTuple):
    """What a request became elsewhere: the server's URL, and its id for the task."""

    server: str
    task_id: str


class Engine(Protocol):
    """Makes the takes of a request."""

    @property
    def name(self) -> str:
        """The word of --engine."""
        ...

    def generate(self, request: "TrackRequest", *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
        """Yield each of `request.batch` takes as soon as it is ready, as a file in `scratch`.

        Raises:
            GenerateTrackError: what went wrong, in the user's words.
        """
        ...


@runtime_checkable
class ResumableEngine(Engine, Protocol):
    """An engine whose tasks outlive this process."""

    def resume(
        self, request: "TrackRequest", task: RemoteTask, *, scratch: Path, on_event: OnEvent, skip: frozenset[int]
    ) -> Iterator[Take]:
        """Yield the takes of a task submitted earlier, without those whose index is in `skip`."""
        ...
