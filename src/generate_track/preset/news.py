"""News: what happens on the way of a batch."""

from dataclasses import dataclass

from generate_track.engines.base import Event
from generate_track.errors import GenerateTrackError
from generate_track.preset.job import Job
from generate_track.track import Track


@dataclass(frozen=True, slots=True)
class Happened:
    """An engine's event on the way of a job."""

    job: Job
    event: Event


@dataclass(frozen=True, slots=True)
class Saved:
    """A track is on disk."""

    job: Job
    track: Track


@dataclass(frozen=True, slots=True)
class Failed:
    """A job has failed; `is_final` when it will not be tried again."""

    job: Job
    error: GenerateTrackError
    is_final: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far all jobs are together: how many have ended, of how many, and the fraction of all their audio."""

    n_ended: int
    n_jobs: int
    fraction: float


News = Happened | Saved | Failed | Progress
