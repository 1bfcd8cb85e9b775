"""Drills: a front with jobs in hand, before ACE-Step servers that are processes and do what servers do on bad days."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from fake_server import STEPS, render
from generate_track.acestep.upstream import Upstream
from generate_track.engines.fleet import Fleet
from generate_track.engines.member import Member
from generate_track.engines.pool import PoolEngine
from generate_track.engines.roster import Roster
from generate_track.queue.patience import HandedBack
from generate_track.settings import Secret
from serving import Serving
from standins import StandIn

TURBO, SFT = "acestep-v15-turbo", "acestep-v15-sft"
N_JOBS, BATCH = 4, 2


@dataclass
class Front:
    """A server of ours, and the servers behind it."""

    serving: Serving
    servers: list[StandIn]
    roster: Roster

    def submit(self, n_jobs: int = N_JOBS, **said: Any) -> list[str]:  # noqa: ANN401 - of the API
        wish = {"audio_format": "wav", "batch_size": BATCH} | said
        return [self.serving.release(wish | {"seed": 100 * n}) for n in range(n_jobs)]

    def entry(self, task_id: str) -> dict[str, Any]:
        return self.serving.entry(task_id)

    def require_done(self, task_ids: list[str]) -> None:
        """Hold each job to its takes: all of them, each once, with its seed and its sound."""
        for n, task_id in enumerate(task_ids):
            job = self.serving.backend.store.get(task_id)
            assert job is not None
            assert (job.state, job.error, job.attempt) == ("succeeded", None, 1)
            assert [(take.index, take.seed) for take in job.outputs] == [(0, 100 * n), (1, 100 * n + 1)]
            items = self.serving.items(task_id)
            assert len({item["file"] for item in items}) == BATCH
            assert all(self.serving.client.get(item["file"]).content[:4] == b"RIFF" for item in items)
        assert [member.n_ours for member in self.roster.members] == [0] * len(self.servers)

    def open_items(self, task_ids: list[str]) -> list[dict[str, Any]]:
        """Return where the jobs stand that are not over."""
        items = [item for task_id in task_ids for item in self.serving.items(task_id)]
        return [item for item in items if item["status"] == 0]

    def notes(self, task_id: str) -> tuple[str, ...]:
        job = self.serving.backend.store.get(task_id)
        assert job is not None
        return job.notes

    def until(self, is_so: Callable[[], object]) -> None:
        deadline_s = time.monotonic() + 20
        while not is_so():
            assert time.monotonic() < deadline_s
            threading.Event().wait(0.02)


@pytest.fixture
def standins() -> Iterator[list[StandIn]]:
    servers = [StandIn(), StandIn()]
    with ExitStack() as stack:
        for server in servers:
            stack.callback(server.kill)
        yield servers


@pytest.fixture
def open_front(standins: list[StandIn], tmp_path: Path) -> Iterator[Callable[..., Front]]:
    with ExitStack() as stack:

        def open_front(*options: dict[str, Any], timeout_s: float = 20.0, key: str | None = None) -> Front:
            for server, said in zip(standins, options, strict=False):
                server.start(**said)
            secret = Secret(key) if key else None
            roster = Roster([Member(Upstream(server.url, secret)) for server in standins[: len(options)]])
            serving = stack.enter_context(Serving.open(tmp_path, fleet=Fleet(roster)))
            engine = PoolEngine(roster, timeout_s=timeout_s, silence_s=1.0)
            roster.census()
            return Front(replace(serving, engine=engine), standins[: len(options)], roster)

        yield open_front


@pytest.mark.parametrize(
    "faults",
    [
        {"html": True},
        {"page_download": True},
        {"is_dead": True},
        {"restart_after": 0},
        {"dies_on": "/release_task"},
        {"dies_on": "/query_result"},
        {"dies_on": "/v1/audio"},
        {"missing_audio": True},
        {"silent_audio": True},
        {"nan_audio": True},
        {"fail_task": "CUDA error"},
        {"garbled_result": True},
        {"queue_full": 10**6},
        {"not_ready": 10**6},
        {"release_500": True},
        {"refuse_key": True},
        {"error_500": 10**6},
    ],
    ids=lambda faults: "-".join(map(str, *faults.items())),
)
def test_jobs_of_a_server_that_fails_are_done_by_another(
    open_front: Callable[..., Front], faults: dict[str, Any]
) -> None:
    front = open_front({}, {})
    front.servers[0].tell(**faults)
    task_ids = front.submit()
    with front.serving.working():
        pass
    front.require_done(task_ids)
    # What it told of itself was good when the first jobs were given out, so it did get some.
    assert len(front.servers[1].seen("/release_task")) >= N_JOBS
    assert "queue_full" in faults or any(front.notes(task_id) for task_id in task_ids)
    assert {item["error"] for task_id in task_ids for item in front.serving.items(task_id)} == {None}


def test_load_is_shared(open_front: Callable[..., Front]) -> None:
    front = open_front({"progress": STEPS}, {"progress": STEPS, "drip_s": 0.02})
    task_ids = front.submit(8)
    with front.serving.working():
        pass
    front.require_done(task_ids)
    assert [len(server.seen("/release_task")) for server in front.servers] == [4, 4]


def test_a_server_that_stands_still_keeps_nobody_else_waiting(open_front: Callable[..., Front]) -> None:
    front = open_front({"stall": True}, {}, timeout_s=3.0)
    task_ids = front.submit()
    with front.serving.working():
        front.until(lambda: [front.entry(task_id)["status"] for task_id in task_ids].count(1) >= N_JOBS / 2)
        (stuck,) = {item["progress"] for item in front.open_items(task_ids)}
        assert stuck == STEPS[1][0]
    front.require_done(task_ids)


def test_a_shorter_file_is_told_as_what_it_is(open_front: Callable[..., Front]) -> None:
    front = open_front({"lie_duration": 4.0})
    task_ids = front.submit(1)
    with front.serving.working():
        pass
    front.require_done(task_ids)
    assert [item["metas"]["duration"] for item in front.serving.items(task_ids[0])] == [4.0, 4.0]
    (output, _) = front.serving.client.get(f"/v1/jobs/{task_ids[0]}").json()["outputs"]
    assert output["facts"]["differences"] == [{"field": "duration_s", "asked": 10.0, "got": 4.0}]


def test_while_all_queues_are_full_a_place_is_waited_for(open_front: Callable[..., Front]) -> None:
    front = open_front({"queue_full": 10**6}, {"queue_full": 10**6})
    task_ids = front.submit()
    with front.serving.working():
        front.until(lambda: {item["stage"] for item in front.open_items(task_ids)} == {"waiting for the server"})
        front.servers[1].tell(queue_full=0)
    front.require_done(task_ids)
    assert set(front.notes(task_ids[0])) == {"the queues of all servers are full; waiting for a place"}


def test_while_all_servers_are_dead_jobs_wait_and_say_so(open_front: Callable[..., Front]) -> None:
    front = open_front({"progress": STEPS * 9}, {"progress": STEPS * 9})
    task_ids = front.submit()
    with front.serving.working():
        front.until(lambda: all(item["progress"] > 0 for item in front.open_items(task_ids)))
        for server in front.servers:
            server.kill()
        front.until(lambda: {item["stage"] for item in front.open_items(task_ids)} == {"waiting for the server"})
        assert {(item["status"], item["progress"]) for item in front.open_items(task_ids)} == {(0, 0.0)}
        assert {front.entry(task_id)["status"] for task_id in task_ids} == {0}
        for server in front.servers:
            server.start()
    front.require_done(task_ids)


def test_a_job_that_no_server_came_back_for_says_so_and_the_next_one_is_done(open_front: Callable[..., Front]) -> None:
    front = open_front({}, timeout_s=1.5)
    front.servers[0].kill()
    (task_id,) = front.submit(1)
    with front.serving.working():
        pass
    (item,) = front.serving.items(task_id)
    assert (front.entry(task_id)["status"], item["stage"], item["file"]) == (2, "failed", "")
    assert item["error"].startswith("no server can take the request: the engine's server cannot be reached")
    front.servers[0].start()
    task_ids = front.submit(1)
    with front.serving.working():
        pass
    front.require_done(task_ids)


@pytest.mark.parametrize("options", [{"is_old": True}, {"models": [SFT, TURBO], "no_lm": True}])
def test_a_server_that_comes_back_as_another_build_does_its_task_again(
    open_front: Callable[..., Front], options: dict[str, Any]
) -> None:
    front = open_front({"stall": True})
    task_ids = front.submit(2, model="turbo")
    with front.serving.working():
        front.until(lambda: all(item["progress"] > 0 for item in front.open_items(task_ids)))
        front.servers[0].kill()
        front.servers[0].start(**options)
    front.require_done(task_ids)
    assert {item["dit_model"] for task_id in task_ids for item in front.serving.items(task_id)} == {TURBO}


def test_a_server_that_comes_back_without_the_model_is_told_of(open_front: Callable[..., Front]) -> None:
    front = open_front({"stall": True})
    (task_id,) = front.submit(1, model="sft")
    with front.serving.working():
        front.until(lambda: all(item["progress"] > 0 for item in front.open_items([task_id])))
        front.servers[0].kill()
        front.servers[0].start(models=[TURBO])
    (item,) = front.serving.items(task_id)
    assert item["error"] == f"no server has model {SFT!r}; there are {TURBO}"
    answer = front.serving.client.post("/release_task", json={"prompt": "jazz", "model": "sft"})
    assert (answer.status_code, answer.json()["error"]) == (422, f"model 'sft' is not one of {TURBO}")


def test_a_model_goes_to_the_server_that_has_it_and_comes_up_later(open_front: Callable[..., Front]) -> None:
    front = open_front({"models": [TURBO]}, {"models": [SFT]})
    front.servers[1].kill()
    task_ids = front.submit(2, model="sft")
    with front.serving.working():
        front.until(lambda: {item["stage"] for item in front.open_items(task_ids)} == {"waiting for the server"})
        front.servers[1].start(models=[SFT])
    front.require_done(task_ids)
    assert front.servers[0].seen("/release_task") == []


def test_a_key_that_all_servers_refuse_fails_the_job_and_is_not_shown(open_front: Callable[..., Front]) -> None:
    front = open_front({"api_key": "theirs"}, {"refuse_key": True}, key="sk-wrong-key")
    (task_id,) = front.submit(1)
    with front.serving.working():
        pass
    entry = front.entry(task_id)
    assert entry["status"] == 2
    assert "refused the API key" in entry["result"]
    assert "sk-wrong-key" not in entry["result"] + front.serving.client.get(f"/v1/jobs/{task_id}").text


def test_what_was_uploaded_goes_to_the_server_that_does_the_task_in_the_end(open_front: Callable[..., Front]) -> None:
    front = open_front({"silent_audio": True}, {"queued": 3})
    sound = render(10.0, format_="wav", seed=1)
    said = {"prompt": "jazz", "audio_duration": "10", "task_type": "cover", "audio_cover_strength": "0.4", "seed": "0"}
    files = {"src_audio": ("a.wav", sound), "ref_audio": ("b.wav", sound)}
    form = said | {"audio_format": "wav", "batch_size": "2"}
    answer = front.serving.client.post("/release_task", data=form, files=files)
    task_ids = [answer.json()["data"]["task_id"]]
    with front.serving.working():
        pass
    front.require_done(task_ids)
    for server in front.servers:
        (task,) = server.seen("/release_task")
        assert sorted(task["files"]) == ["reference_audio", "src_audio"]
        assert {name: task["fields"][name] for name in ("task_type", "audio_cover_strength")} == {
            "task_type": "cover",
            "audio_cover_strength": "0.4",
        }


def test_a_task_that_was_done_while_the_front_was_away_is_fetched_and_not_made_again(
    open_front: Callable[..., Front],
) -> None:
    front = open_front({"progress": STEPS * 9}, {})
    task_ids = front.submit(1)
    with suppress(HandedBack), front.serving.working():
        front.until(lambda: all(item["progress"] > 0 for item in front.open_items(task_ids)))
        front.serving.runner.close(grace_s=0.0)
    assert front.entry(task_ids[0])["progress_text"] == "waiting"
    front.servers[0].tell(progress=[])
    again = replace(front.serving)
    again.runner.perform(task_ids[0])
    assert [len(server.seen("/release_task")) for server in front.servers] == [1, 0]
    assert again.entry(task_ids[0])["status"] == 1
