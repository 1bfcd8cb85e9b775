"""Resources: jobs as clients see them. No server behind this one, no worker and no name of a file is in them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from typing_extensions import override

from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS
from generate_track.queue.forecast import Forecast
from generate_track.queue.job import Extra, Failure, Job, Output, State
from generate_track.queue.mask import mask
from generate_track.request import TrackRequest
from generate_track.server.link import SignedLinks, audio_url
from generate_track.server.schema import track_schema
from generate_track.server.wording import JOBS

Time = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
Track = Annotated[dict[str, Any], WithJsonSchema(track_schema())]

# Of the sidecar: what the resource says elsewhere, and what is nobody's business.
_TOLD_ELSEWHERE = frozenset({"sidecar_version", "request", "take", "seed", "format", "duration_s", "size_bytes"})
_HIDDEN = frozenset({"server", "task_id", "payload"})
_FILES = frozenset(row.name for row in EXPERT_PARAMETERS if row.kind == "path")


class _Resource(BaseModel):
    model_config = ConfigDict(frozen=True)


class _FileResource(_Resource):
    size_bytes: int
    url: str = Field(description="Where it is, on this server, for who has the key.")
    signed_url: str | None = Field(description="Where it is for everybody, for a while; with `sign` only.")
    expires: Time | None = Field(description="Until when.")


class ExtraResource(_FileResource):
    """A file beside a take."""

    kind: str = Field(description="What it belongs to: stems or midi.")
    name: str = Field(description="What it is, such as piano.", examples=["piano"])
    format: str = Field(description="The file's suffix.", examples=["wav", "mid"])


class OutputResource(_FileResource):
    """A finished take."""

    index: int = Field(description="Which variation it is, from 0.")
    seed: int
    format: str
    duration_s: float = Field(description="As measured.")
    extras: list[ExtraResource] = Field(description="Stems and score, where they were asked for.")
    facts: dict[str, Any] = Field(description="How it was made, as the engine tells it.")


class ErrorResource(_Resource):
    """Why a job failed."""

    code: str = Field(examples=["generation_failed"])
    message: str
    hint: str | None


class LinksResource(_Resource):
    """Where a job is, and what can be done with it."""

    self: str
    events: str
    cancel: str


class ProgressResource(_Resource):
    """How a job goes."""

    id: Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]
    state: State
    stage: str = Field(description="What is being done.", examples=["rendering"])
    progress: float | None = Field(description="From 0 to 1; null when unknown.")
    attempt: int = Field(description="Which run of it this is, from 1; 0 before the first.")
    queue_position: int | None = Field(description="Its place in the line, from 1; null when it does not wait.")
    eta_s: float | None = Field(description="In how many seconds it may be done; null when nothing is known.")
    revision: int = Field(description="Grows with each change.")

    @classmethod
    def of(cls, job: Job, forecast: Forecast) -> Self:
        """Return how a job goes."""
        return cls(**_progress(job, forecast))


class JobResource(ProgressResource):
    """A job, with all that its key may know."""

    requests: list[Track] = Field(description="What is made, every default resolved and the seed drawn.")
    n_takes: int = Field(description="How many takes are wanted in all.")
    webhook: str | None
    created: Time
    started: Time | None
    finished: Time | None
    outputs: list[OutputResource] = Field(description="Its takes, once it has succeeded.")
    notes: list[str] = Field(description="What should be known of it that is no error.")
    error: ErrorResource | None
    links: LinksResource

    @classmethod
    @override
    def of(cls, job: Job, forecast: Forecast, *, links: SignedLinks | None = None) -> Self:
        """Return a job with all that its key may know, and with links that need no key where they are given."""
        error = job.error
        return cls(
            **_progress(job, forecast),
            requests=[_track(request) for request in job.requests],
            n_takes=job.n_takes,
            webhook=job.webhook,
            created=_time(job.created_s),
            started=None if job.started_s is None else _time(job.started_s),
            finished=None if job.finished_s is None else _time(job.finished_s),
            outputs=[_output(output, job, links) for output in job.outputs],
            notes=[mask(JOBS.text(note)) for note in job.notes],
            error=error and _error(error),
            links=LinksResource(self=job.url, events=f"{job.url}/events", cancel=f"{job.url}/cancel"),
        )


class PageResource(_Resource):
    """Some jobs, newest first."""

    jobs: list[JobResource]
    cursor: str | None = Field(description="Asks for those after them; null at the end.")


class SecretResource(_Resource):
    """What signs the webhooks of a key's jobs."""

    secret: str = Field(description="As libraries for Standard Webhooks take it.", examples=["whsec_…"])


class FaultResource(_Resource):
    """Any error."""

    data: None
    code: int = Field(description="The HTTP status.")
    error: str = Field(description="What happened.")
    detail: str = Field(description="The same.")
    error_code: str = Field(description="What happened, as a word for programs.", examples=["invalid_request"])
    hint: str | None = Field(description="What helps.")


def _error(failure: Failure) -> ErrorResource:
    message, hint = JOBS.failure(failure.message, failure.hint)
    return ErrorResource(code=failure.code, message=message, hint=hint)


def _progress(job: Job, forecast: Forecast) -> dict[str, Any]:
    return {
        "id": job.id,
        "state": job.state,
        "stage": job.stage,
        "progress": job.fraction,
        "attempt": job.attempt,
        "queue_position": forecast.position(job),
        "eta_s": forecast.eta_s(job),
        "revision": job.revision,
    }


def _track(request: TrackRequest) -> dict[str, Any]:
    track = request.model_dump(mode="json", exclude={"extra"})
    expert = {name: value for name, value in track["expert"].items() if name not in _FILES}
    # What was left to a server was not asked for, whatever the default of a request is.
    open_ = dict.fromkeys(row.name for row in PARAMETERS if row.api and request.extra.get(row.api, row) is None)
    return track | open_ | {"expert": expert}


def _output(output: Output, job: Job, links: SignedLinks | None) -> OutputResource:
    return OutputResource(
        index=output.index,
        seed=output.seed,
        format=output.format,
        duration_s=round(output.duration_s, 3),
        extras=[_extra(extra, job, links) for extra in output.extras],
        facts=_facts(output.facts),
        **_file(output, job, links),
    )


def _extra(extra: Extra, job: Job, links: SignedLinks | None) -> ExtraResource:
    file = PurePosixPath(extra.name)
    return ExtraResource(kind=extra.kind, name=file.stem, format=file.suffix[1:], **_file(extra, job, links))


def _file(file: Output | Extra, job: Job, links: SignedLinks | None) -> dict[str, Any]:
    path = job.path_of(file.name)
    return {
        "size_bytes": file.size_bytes,
        "url": audio_url(path),
        "signed_url": links and links.url(path),
        "expires": links and _time(links.expires_s),
    }


def _facts(sidecar: Mapping[str, Any]) -> dict[str, Any]:
    own = {name: fact for name, fact in sidecar.items() if name not in _TOLD_ELSEWHERE | {"facts"}}
    told = {name: fact for name, fact in sidecar.get("facts", {}).items() if name not in _HIDDEN}
    return told | own


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
