"""The whole app against its own OpenAPI description."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from fuzz import fuzz
from generate_track.queue.job import Failure, Output, Submission
from generate_track.queue.store import JobStore, Limits
from generate_track.request import TrackRequest
from generate_track.server.app import create_app
from generate_track.server.backend import Backend, ServerLimits

# scripts/fuzz_api sets it; those of the suite are the same every time.
N_EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))


@pytest.fixture
def boundless(backend: Backend) -> Backend:
    store = JobStore(backend.store.database, backend.store.dispatcher, limits=Limits(queued=10**6, per_key=10**6))
    return replace(backend, store=store, engine="embedded", limits=ServerLimits(requests_per_minute=0))


@pytest.fixture
def job_ids(boundless: Backend, *, key: str, a_request: TrackRequest, tmp_path: Path) -> list[str]:
    """Return a job that succeeded and one that failed."""
    caller = boundless.keys.find(key)
    assert caller is not None
    submission = Submission((a_request,), key_id=caller.key_id)
    ids = []
    for is_well in (True, False):
        job = boundless.store.start(boundless.store.submit(replace(submission, id=ids_of(len(ids)))).id, worker="one")
        assert job is not None
        take = Output(0, f"{job.id}/1/1.mp3", seed=7, format="mp3", duration_s=10.0, size_bytes=5, facts={})
        (tmp_path / "take.mp3").write_bytes(b"audio")
        boundless.audio.put(take.name, tmp_path / "take.mp3")
        ended = boundless.store.succeed(job, (take,)) if is_well else boundless.store.fail(job, Failure("error", "ill"))
        assert ended is not None
        ids.append(job.id)
    return ids


def ids_of(n: int) -> str:
    return f"0000000{n}-0000-4000-8000-000000000000"


def test_made_up_requests_are_answered_as_described(boundless: Backend, key: str, job_ids: list[str]) -> None:
    statuses = fuzz(
        create_app(boundless),
        headers={"Authorization": f"Bearer {key}"},
        job_ids=job_ids,
        n_examples=N_EXAMPLES or 20,
        is_random=N_EXAMPLES > 0,
    )
    # Operations without parameters are asked once.
    assert sum(statuses.values()) >= 10 * (N_EXAMPLES or 20)
