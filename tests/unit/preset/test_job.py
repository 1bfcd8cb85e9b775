import json
from pathlib import Path

import pytest

from fake_engine import FakeEngine
from generate_track.generation import generate
from generate_track.preset import document
from generate_track.preset.job import N_SEEDS, Job, jobs_of
from generate_track.preset.parser import parse
from generate_track.preset.plan import plan

FOLDER = Path("outputs/mine")


def jobs(*tracks: str, is_each_alone: bool = False) -> list[Job]:
    head = "name: mine\ndefaults: {duration: 10, format: wav}\ntracks:\n"
    text = head + "".join(f"  - {{caption: x, {track}}}\n" for track in tracks)
    preset = parse(document.parse(text, source="p"))
    return jobs_of(preset, folder=FOLDER, is_each_alone=is_each_alone)


def make(job: Job, *, n_seed: int = 0) -> None:
    generate(job.requests[n_seed], engine=FakeEngine(), output=job.output, is_exact=True)


def test_a_track_is_a_job_with_its_file_and_more_seeds_in_reserve() -> None:
    (job,) = jobs("id: a, batch: 2")
    assert (job.id, job.output, job.audio_s) == ("a", FOLDER / "a.wav", 20)
    assert len({request.seed for request in job.requests}) == N_SEEDS
    assert len(jobs("id: a, seed: 5")[0].requests) == 1


def test_takes_are_jobs_of_their_own_where_they_are_made_one_by_one() -> None:
    first, second = jobs("id: a, batch: 2, seed: 5", is_each_alone=True)
    assert [first.id, second.id] == ["a-1", "a-2"]
    assert [first.output.name, second.output.name] == ["a-1.wav", "a-2.wav"]
    assert [(job.item_id, job.request.seed, job.request.batch) for job in (first, second)] == [("a", 5, 1), ("a", 6, 1)]


def test_what_was_made_with_any_of_its_seeds_is_what_is_asked_for() -> None:
    first, second = jobs("id: a, batch: 2", "id: b")
    make(first)
    make(second, n_seed=3)
    assert [facts["take"] for facts in first.got(engine="fake")] == [1, 2]
    assert second.got(engine="fake")[0]["file"] == str(FOLDER / "b.wav")
    assert second.got(engine="other") == []


@pytest.mark.parametrize(
    "change",
    [
        {"request": {"caption": "other", "seed": 1}},
        {"request": 3},
        {"size_bytes": 9},
        {"duration_s": 30.0},
        {"take": 2},
        {"extras": {"midi": ["gone.mid"]}},
        {"engine": None},
    ],
)
def test_a_sidecar_that_tells_of_something_else_does_not_count(change: dict[str, object]) -> None:
    (job,) = jobs("id: a")
    make(job)
    sidecar = job.output.with_suffix(".json")
    facts = json.loads(sidecar.read_text(encoding="utf-8"))
    assert job.got(engine="fake") == [facts | {"file": str(job.output), "sidecar": str(sidecar)}]
    sidecar.write_text(json.dumps(facts | change), encoding="utf-8")
    assert job.got(engine="fake") == []


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", None])
def test_a_track_without_a_whole_sidecar_does_not_count(content: bytes | None) -> None:
    (job,) = jobs("id: a")
    make(job)
    sidecar = job.output.with_suffix(".json")
    sidecar.unlink()
    if content is not None:
        sidecar.write_bytes(content)
    assert job.got(engine="fake") == []
    assert list(job.foreign_files()) == ([job.output] if content is None else [])


def test_audio_of_the_right_size_that_cannot_be_decoded_does_not_count() -> None:
    (job,) = jobs("id: a")
    make(job)
    job.output.write_bytes(bytes(job.output.stat().st_size))
    assert job.got(engine="fake") == []


def test_a_plan_keeps_what_is_done_and_counts_tracks_for_its_limit() -> None:
    all_jobs = jobs("id: a", "id: b, batch: 2", "id: c", is_each_alone=True)
    make(all_jobs[0])
    anew = plan(all_jobs, engine="fake")
    assert (len(anew.todo), anew.n_there, anew.n_kept) == (4, 1, 0)
    on = plan(all_jobs, engine="fake", is_resume=True, limit=1)
    assert [outcome.job.id for outcome in on.todo] == ["b-1", "b-2"]
    assert (on.n_there, on.n_kept, len(on.requests)) == (0, 1, 2)
    limited = plan(all_jobs, engine="fake", limit=1)
    assert [outcome.state for outcome in limited.outcomes] == ["left"] * 4
    make(all_jobs[3])
    assert [outcome.state for outcome in plan(all_jobs, engine="fake", limit=1).outcomes][3] == "kept"
