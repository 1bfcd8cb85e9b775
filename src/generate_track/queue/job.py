"""Job: one request that was accepted, where it stands and what came of it."""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

from generate_track.errors import GenerateTrackError
from generate_track.request import TrackRequest

State = Literal["queued", "running", "succeeded", "failed", "cancelled"]
STATES: tuple[State, ...] = ("queued", "running", "succeeded", "failed", "cancelled")
FINAL: frozenset[State] = frozenset({"succeeded", "failed", "cancelled"})

# Which of a job's requests, from "0" → the server and the task that it became there.
Remote = Mapping[str, Mapping[str, str]]

ANONYMOUS = ""  # the key of an open server's jobs
JOB_ID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@dataclass(frozen=True, slots=True)
class Submission:
    """What a client hands in.

    Args:
        requests: what is wanted; several where the seeds of the takes do not follow each other.
        key_id: whose it is.
        priority_class: 0 goes first; a key's own.
        idempotency_key: the client's name for it: the same name is the same job.
        fingerprint: of what the client said, before a seed was drawn; tells two uses of an idempotency key apart.
        webhook: URL that is told of its end.
        uploads: expert field → name of the uploaded audio in the audio store.
        id: of the job that it becomes, unless the idempotency key names one already.
    """

    requests: tuple[TrackRequest, ...]
    key_id: str = ANONYMOUS
    priority_class: int = 1
    idempotency_key: str | None = None
    fingerprint: str = ""
    webhook: str | None = None
    uploads: Mapping[str, str] = field(default_factory=dict)
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def n_takes(self) -> int:
        """How many takes are wanted in all."""
        return sum(request.batch for request in self.requests)

    @property
    def audio_s(self) -> float:
        """How many seconds of audio are wanted in all."""
        return sum(request.batch * request.duration_s for request in self.requests)


@dataclass(frozen=True, slots=True)
class Extra:
    """A file beside a finished take.

    Args:
        kind: what it belongs to: "stems" or "midi".
        name: of it in the audio store.
    """

    kind: str
    name: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Output:
    """One finished take.

    Args:
        index: which variation it is, from 0.
        name: of its audio in the audio store.
        seed: the seed it was made with.
        format: "mp3", "wav" or "flac".
        duration_s: as measured.
        size_bytes: of its audio.
        facts: its sidecar: how it was made.
        extras: what lies beside its audio: stems, a score.
    """

    index: int
    name: str
    seed: int
    format: str
    duration_s: float
    size_bytes: int
    facts: Mapping[str, Any]
    extras: tuple[Extra, ...] = ()

    @classmethod
    def read(cls, item: Mapping[str, Any]) -> Self:
        """Return the output that a row holds."""
        values = dict(item)
        values["extras"] = tuple(Extra(**extra) for extra in item.get("extras", ()))
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job failed, in the words of the error tree."""

    code: str
    message: str
    hint: str | None = None

    @classmethod
    def of(cls, error: GenerateTrackError) -> Self:
        """Return what an error says."""
        return cls(error.code, error.message, error.hint)


@dataclass(frozen=True, slots=True)
class Job:
    """A row of the table of jobs. Times are seconds since 1970 on the database's clock.

    Args:
        state: where it stands.
        stage: what is being done, in our own words.
        fraction: from 0 to 1; None when unknown.
        attempt: which run of it this is, from 1; 0 before the first.
        outputs: its takes, once it has succeeded.
        notes: what the user should know of it that is no error.
        revision: grows with each change.
        remote: what it became on other servers, so that a second run can go on with it.
    """

    id: str
    key_id: str
    requests: tuple[TrackRequest, ...]
    uploads: Mapping[str, str]
    webhook: str | None
    model: str
    n_takes: int
    audio_s: float
    priority: int
    state: State
    stage: str
    fraction: float | None
    attempt: int
    worker: str | None
    remote: Remote | None
    outputs: tuple[Output, ...]
    notes: tuple[str, ...]
    error: Failure | None
    revision: int
    created_s: float
    started_s: float | None
    finished_s: float | None

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Self:
        """Return the job of a row."""
        values = {name: row[name] for name in cls.__dataclass_fields__}
        return cls(**values | {name: read(row[name]) for name, read in _COLUMNS.items()})

    @property
    def is_final(self) -> bool:
        """Whether it will not change any more."""
        return self.state in FINAL

    @property
    def url(self) -> str:
        """Where it is, on the server."""
        return f"/v1/jobs/{self.id}"

    @property
    def request(self) -> TrackRequest:
        """What is wanted: the first of `requests`."""
        return self.requests[0]

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield each finished file: the path that clients know it by, and its name in the audio store."""
        for output in self.outputs:
            for name in (output.name, *(extra.name for extra in output.extras)):
                yield self.path_of(name), name

    def path_of(self, name: str) -> str:
        """Return the path that clients know a file by, `/JOB/1.mp3`: no attempt is in it."""
        _, _, file = name.split("/", 2)
        return f"/{self.id}/{file}"

    def name_of(self, path: str) -> str | None:
        """Return the name in the audio store of a path that `path_of` gave; None when it is none of this job's."""
        return next((name for known, name in self.files() if known == path), None)

    def request_of(self, index: int) -> TrackRequest:
        """Return the request that a take was made for."""
        for request in self.requests:
            if index < request.batch:
                return request
            index -= request.batch
        raise IndexError(index)


def _read_requests(text: str) -> tuple[TrackRequest, ...]:
    return tuple(TrackRequest.model_validate(item) for item in json.loads(text))


_COLUMNS: Mapping[str, Any] = {
    "requests": _read_requests,
    "uploads": json.loads,
    "remote": lambda text: text and json.loads(text),
    "outputs": lambda text: tuple(Output.read(item) for item in json.loads(text)),
    "notes": lambda text: tuple(json.loads(text)),
    "error": lambda text: text and Failure(**json.loads(text)),
}


def write_requests(requests: tuple[TrackRequest, ...]) -> str:
    """Return requests as the text that a row holds."""
    return json.dumps([request.model_dump(mode="json") for request in requests])


def write_outputs(outputs: tuple[Output, ...]) -> str:
    """Return outputs as the text that a row holds."""
    return json.dumps([asdict(output) | {"facts": dict(output.facts)} for output in outputs])


def write_failure(failure: Failure | None) -> str | None:
    """Return a failure as the text that a row holds."""
    return json.dumps(asdict(failure)) if failure else None
