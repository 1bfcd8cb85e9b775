"""What no job names: uploads of processes that died between keeping them and accepting their job."""

import logging
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clock import Clock
from generate_track.queue.audio import AudioStore
from generate_track.queue.job import Submission
from generate_track.queue.retention import Retention
from generate_track.queue.store import JobStore
from generate_track.request import TrackRequest
from stores import audio, s3

__all__ = ["audio", "s3"]

HOUR_S = 3600.0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "song.wav"
    path.write_bytes(b"RIFF")
    return path


def upload(audio: AudioStore, file: Path, job_id: str | None = None) -> str:
    name = f"uploads/{job_id or uuid.uuid4()}/src_audio.wav"
    audio.put(name, file)
    return name


def kept(audio: AudioStore) -> set[str]:
    return {name for prefix in ("uploads/", "probe/") for name, _ in audio.names(prefix)}


def sweeping(store: JobStore, audio: AudioStore, *, age_s: float = -60, now: Clock | None = None) -> Retention:
    """Return what counts as old whatever is older than so many seconds, and keeps all jobs."""
    return Retention(store, audio, age_s=None, stray_age_s=age_s, now=now or Clock())


def test_uploads_that_no_job_names_are_deleted_and_no_others(
    store: JobStore, audio: AudioStore, *, file: Path, a_request: TrackRequest, caplog: pytest.LogCaptureFixture
) -> None:
    submission = Submission((a_request,))
    mine = upload(audio, file, submission.id)
    store.submit(submission)
    for _ in range(3):
        upload(audio, file)
    with caplog.at_level(logging.INFO):
        sweeping(store, audio).clean()
    assert kept(audio) == {mine}
    assert "deleted 3 uploads that no job names" in caplog.text


def test_an_upload_whose_job_may_still_come_stays(store: JobStore, audio: AudioStore, file: Path) -> None:
    upload(audio, file)
    sweeping(store, audio, age_s=HOUR_S).clean()
    assert len(kept(audio)) == 1


def test_files_that_are_not_ours_stay_and_old_probes_do_not(store: JobStore, audio: AudioStore, file: Path) -> None:
    theirs = {"uploads/holiday.wav", "uploads/2026/song.wav", f"uploads/{uuid.uuid4()}/deep/song.wav"}
    for name in (*theirs, "probe/left"):
        audio.put(name, file)
    sweeping(store, audio).clean()
    assert kept(audio) == theirs


def test_it_is_looked_for_them_once_an_hour(store: JobStore, audio: AudioStore, file: Path) -> None:
    clock = Clock()
    retention = sweeping(store, audio, now=clock)
    retention.clean()
    upload(audio, file)
    clock.now_s += HOUR_S - 1
    retention.clean()
    assert len(kept(audio)) == 1
    clock.now_s += 1
    retention.clean()
    assert kept(audio) == set()


class Crowd(AudioStore):
    """Tells of many old uploads, and remembers which are removed."""

    def __init__(self, names: list[str]) -> None:
        self.all, self.removed = names, []

    def names(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        old = datetime.fromtimestamp(time.time(), UTC) - timedelta(days=2)
        return ((name, old) for name in self.all if name.startswith(prefix))

    def remove(self, name: str) -> None:
        self.removed.append(name)


def test_many_are_asked_for_in_portions(store: JobStore) -> None:
    names = [f"uploads/{uuid.uuid4()}/src_audio.wav" for _ in range(1001)]
    crowd = Crowd(names)
    Retention(store, crowd, now=Clock()).clean()
    assert crowd.removed == names


class Broken(Crowd):
    """Cannot be asked."""

    def names(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        raise OSError(prefix)

    def delete(self, prefix: str) -> None:
        pass


def test_a_store_that_does_not_answer_keeps_no_job_from_being_deleted(
    store: JobStore, a_request: TrackRequest, caplog: pytest.LogCaptureFixture
) -> None:
    store.cancel(store.submit(Submission((a_request,))).id)
    assert Retention(store, Broken([]), age_s=-60, now=Clock()).clean() == 1
    assert "uploads that no job names cannot be deleted: OSError" in caplog.text


class Stuck(Broken):
    """Cannot delete what is of some jobs."""

    def __init__(self, job_ids: set[str]) -> None:
        super().__init__([])
        self.job_ids = job_ids

    def delete(self, prefix: str) -> None:
        if prefix.removesuffix("/") in self.job_ids:
            raise OSError(prefix)


def test_many_jobs_whose_audio_stays_do_not_keep_the_others(store: JobStore, a_request: TrackRequest) -> None:
    jobs: list[str] = []
    for _ in range(102):
        jobs.append(store.submit(Submission((a_request,))).id)
        store.cancel(jobs[-1])
    clock = Clock()
    retention = Retention(store, Stuck(set(jobs[:101])), age_s=-60, now=clock)
    assert retention.clean() == 0
    clock.now_s += 60
    assert retention.clean() == 1
    assert store.get(jobs[101]) is None
