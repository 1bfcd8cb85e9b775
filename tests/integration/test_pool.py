"""A pool of ACE-Step servers, against real HTTP servers on loopback."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from fake_server import STEPS, FakeAceStep
from generate_track.engines.base import Event, Queued, RemoteTask, ResumableEngine, Running, Submitted
from generate_track.engines.pool import PoolEngine
from generate_track.engines.roster import Roster
from generate_track.errors import (
    EngineUnavailableError,
    GenerationFailedError,
    InvalidRequestError,
    RefusedKeyError,
    ResponseLostError,
    ServerBrokeError,
    StalledError,
    TaskLostError,
    UnusableAudioError,
)
from pools import Pool, wish

NOBODY = "http://127.0.0.1:9"
TURBO, SFT = "acestep-v15-turbo", "acestep-v15-sft"


class StopError(Exception):
    """Somebody wants no more of it."""


@pytest.fixture
def servers() -> Iterator[list[FakeAceStep]]:
    with ExitStack() as stack:
        yield [stack.enter_context(FakeAceStep()) for _ in range(3)]


def counts(servers: list[FakeAceStep]) -> list[int]:
    return [len(server.payloads) for server in servers]


def test_a_pool_is_an_engine_whose_tasks_can_be_resumed(servers: list[FakeAceStep]) -> None:
    assert isinstance(Pool(*servers).engine, ResumableEngine)


def test_equals_take_turns(servers: list[FakeAceStep], tmp_path: Path) -> None:
    pool = Pool(*servers)
    for _ in range(6):
        pool.make(tmp_path)
    assert counts(servers) == [2, 2, 2]
    assert pool.loads == [0, 0, 0]


def test_who_has_the_least_to_do_gets_the_task(servers: list[FakeAceStep], tmp_path: Path) -> None:
    for server, queued in zip(servers, (3, 1, 2), strict=True):
        server.faults.queued = queued
    Pool(*servers).make(tmp_path)
    assert counts(servers) == [0, 1, 0]


def test_a_server_that_is_not_there_is_passed_over(servers: list[FakeAceStep], tmp_path: Path) -> None:
    (take,) = Pool(NOBODY, servers[0]).make(tmp_path)
    assert take.facts["server"] == servers[0].url


def test_a_server_that_goes_is_left_until_it_is_back(servers: list[FakeAceStep], tmp_path: Path) -> None:
    pool = Pool(*servers[:2])
    pool.make(tmp_path)
    servers[1].faults.is_dead = True
    pool.make(tmp_path)
    pool.make(tmp_path)
    assert counts(servers) == [3, 0, 0]
    servers[1].faults.is_dead = False
    pool.now_s += 30
    pool.make(tmp_path)
    assert counts(servers) == [3, 1, 0]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"not_ready": 1}, "status 503: loading; another server is asked"),
        ({"release_500": True}, "Internal Server Error; another server is asked"),
        ({"queue_full": 1}, None),
        ({"lose_receipt": True}, "it is submitted again, so it may run twice there"),
    ],
)
def test_who_does_not_take_a_task_leaves_it_to_another(
    servers: list[FakeAceStep], *, tmp_path: Path, fault: dict[str, object], told: str | None
) -> None:
    for name, value in fault.items():
        setattr(servers[0].faults, name, value)
    pool = Pool(*servers[:2])
    (take,) = pool.make(tmp_path)
    assert take.facts["server"] == servers[1].url
    assert [note.endswith(told) for note in pool.notes] == [True] if told else pool.notes == []
    assert pool.now_s == 100.0


def test_a_task_whose_server_dies_runs_elsewhere(servers: list[FakeAceStep], tmp_path: Path) -> None:
    pool = Pool(*servers[:2])
    for server in servers:
        server.faults.progress = STEPS

    def kill(event: Event) -> None:
        if isinstance(event, Running):
            servers[0].faults.is_dead = True

    pool.hear = kill
    (take,) = pool.make(tmp_path)
    assert take.facts["server"] == servers[1].url
    assert 30 <= pool.now_s - 100 < 60
    assert any("the task is run again" in note for note in pool.notes)


def test_a_task_that_a_restart_forgot_runs_again(servers: list[FakeAceStep], tmp_path: Path) -> None:
    servers[0].faults.progress = STEPS
    servers[0].faults.restart_after = 1
    (take,) = Pool(*servers[:2]).make(tmp_path)
    assert take.facts["server"] == servers[1].url


def test_a_server_that_was_started_again_is_asked_what_it_has_now(servers: list[FakeAceStep], tmp_path: Path) -> None:
    servers[0].faults.progress = STEPS
    servers[0].faults.restart_after = 1
    pool = Pool(servers[0])

    def change(event: Event) -> None:
        if isinstance(event, Running):
            servers[0].models = (TURBO,)

    pool.hear = change
    with pytest.raises(InvalidRequestError, match="no server has model"):
        pool.make(tmp_path, model="sft")
    assert pool.now_s < 105  # what it had told would have been good for five seconds


def test_a_task_that_stalls_runs_elsewhere(servers: list[FakeAceStep], tmp_path: Path) -> None:
    servers[0].faults.stall = True
    (take,) = Pool(*servers[:2]).make(tmp_path)
    assert take.facts["server"] == servers[1].url


def test_takes_that_came_before_the_server_died_come_once(servers: list[FakeAceStep], tmp_path: Path) -> None:
    pool = Pool(*servers[:2])
    seen = []
    takes = pool.engine.generate(wish(batch=3), scratch=tmp_path, on_event=pool.tell)
    for take in takes:
        seen.append(take)
        servers[0].faults.is_dead = True
    assert [take.seed for take in seen] == [5, 6, 7]
    assert [take.facts["server"] for take in seen] == [servers[0].url, servers[1].url, servers[1].url]
    assert len({take.path for take in seen}) == 3


def test_a_task_that_ends_every_server_is_given_up(servers: list[FakeAceStep], tmp_path: Path) -> None:
    for server in servers:
        server.faults.stall = True
    with pytest.raises(StalledError):
        Pool(*servers).make(tmp_path)
    assert counts(servers) == [1, 1, 1]


def test_one_server_alone_is_given_a_lost_task_again(servers: list[FakeAceStep], tmp_path: Path) -> None:
    servers[0].faults.lose_receipt = True
    with pytest.raises(ResponseLostError):
        Pool(servers[0]).make(tmp_path)
    assert counts(servers) == [3, 0, 0]


def test_a_request_that_two_servers_break_on_is_to_blame(servers: list[FakeAceStep], tmp_path: Path) -> None:
    for server in servers:
        server.faults.release_500 = True
    with pytest.raises(ServerBrokeError):
        Pool(*servers).make(tmp_path)


FAULTS_OF_ONE = [
    ({"fail_task": "CUDA error: device lost"}, "device lost; the task is run again"),
    ({"garbled_result": True}, "the task is run again"),
    ({"page_download": True}, "sent text/html in place of audio; the task is run again"),
    ({"silent_audio": True}, "take-1.wav is silent from beginning to end; the task is run again"),
    ({"nan_audio": True}, "take-1.wav has samples that are not numbers; the task is run again"),
]


@pytest.mark.parametrize(("fault", "told"), FAULTS_OF_ONE)
def test_what_one_server_makes_badly_another_makes(
    servers: list[FakeAceStep], *, tmp_path: Path, fault: dict[str, object], told: str
) -> None:
    for name, value in fault.items():
        setattr(servers[0].faults, name, value)
    pool = Pool(*servers)
    takes = pool.make(tmp_path, batch=2)
    assert [(take.index, take.facts["server"]) for take in takes] == [(0, servers[1].url), (1, servers[1].url)]
    assert [note.endswith(told) for note in pool.notes] == [True]


@pytest.mark.parametrize(("fault", "told"), FAULTS_OF_ONE)
def test_what_two_servers_make_badly_is_the_requests_fault(
    servers: list[FakeAceStep], *, tmp_path: Path, fault: dict[str, object], told: str
) -> None:
    for server in servers:
        for name, value in fault.items():
            setattr(server.faults, name, value)
    with pytest.raises(GenerationFailedError) as failed:
        Pool(*servers).make(tmp_path)
    assert told.removesuffix("; the task is run again") in f"{failed.value.message}; the task is run again"
    assert sorted(counts(servers)) == [0, 1, 1]


def test_where_there_is_no_other_server_a_failure_is_told_at_once(servers: list[FakeAceStep], tmp_path: Path) -> None:
    servers[0].faults.fail_task = "CUDA out of memory"
    with pytest.raises(GenerationFailedError, match="out of memory"):
        Pool(servers[0], NOBODY).make(tmp_path)
    assert counts(servers) == [1, 0, 0]


def test_a_server_that_fails_tasks_counts_as_busy_for_a_while(servers: list[FakeAceStep], tmp_path: Path) -> None:
    servers[0].faults.fail_task = True
    servers[1].faults.queued = 3
    pool = Pool(*servers[:2])
    for _ in range(4):
        pool.make(tmp_path)
    assert counts(servers) == [1, 4, 0]
    servers[0].faults.fail_task = False
    pool.now_s += 61
    pool.make(tmp_path)
    assert counts(servers) == [2, 4, 0]


def test_of_a_batch_only_what_is_bad_is_made_elsewhere(servers: list[FakeAceStep], tmp_path: Path) -> None:
    pool = Pool(*servers[:2])
    seen = []
    for take in pool.engine.generate(wish(batch=3), scratch=tmp_path, on_event=pool.tell):
        seen.append((take.index, take.facts["server"]))
        servers[0].faults.page_download = True
    assert seen == [(0, servers[0].url), (1, servers[1].url), (2, servers[1].url)]


@pytest.mark.parametrize("n_servers", [1, 2])
def test_a_task_that_failed_while_nobody_looked_is_run_again_where_there_is_another_server(
    servers: list[FakeAceStep], *, tmp_path: Path, n_servers: int
) -> None:
    servers[0].faults.silent_audio = True
    pool = Pool(*servers[:n_servers])
    task = submitted(pool, servers[:n_servers], tmp_path)
    with pytest.raises(TaskLostError if n_servers > 1 else UnusableAudioError, match="silent from beginning to end"):
        Pool(*servers[:n_servers]).resume(tmp_path, task)


def test_while_all_are_away_one_is_waited_for(tmp_path: Path) -> None:
    with FakeAceStep(is_dead=True) as server:
        pool = Pool(server, NOBODY)

        def revive(_: Event) -> None:
            server.faults.is_dead = pool.now_s < 120

        pool.hear = revive
        pool.make(tmp_path)
    assert pool.now_s > 120
    assert any(note.endswith("trying for up to 60 s") for note in pool.notes)


def test_when_all_stay_away_each_is_named_with_its_reason(tmp_path: Path) -> None:
    pool = Pool(NOBODY, "http://127.0.0.1:1")
    with pytest.raises(EngineUnavailableError, match=r"no server can take the request: .*:9 cannot.*:1 cannot"):
        pool.make(tmp_path)
    assert pool.now_s == pytest.approx(160)


def test_while_all_are_away_jobs_wait_longer_than_for_some_of_them(tmp_path: Path) -> None:
    with FakeAceStep(models=(TURBO,)) as fast, FakeAceStep(models=(SFT,)) as fine:
        pool = Pool(fast, fine)
        pool.engine.away_s = 500
        pool.make(tmp_path)
        fine.faults.is_dead = True
        pool.now_s += 10
        with pytest.raises(EngineUnavailableError):
            pool.make(tmp_path, model="sft")
        assert pool.now_s == pytest.approx(170)
        fast.faults.is_dead = True
        with pytest.raises(EngineUnavailableError):
            pool.make(tmp_path, model="sft")
    assert pool.now_s == pytest.approx(670, abs=10)
    assert [note.rpartition("; ")[2] for note in pool.notes][::2] == ["trying for up to 60 s", "trying for up to 500 s"]


@pytest.mark.parametrize(("queued", "n_written"), [(1, 1), (3, 0)])
def test_a_task_that_needs_a_language_model_goes_where_one_is_ready_unless_it_is_busy(
    *, tmp_path: Path, queued: int, n_written: int
) -> None:
    with FakeAceStep(no_lm=True) as without, FakeAceStep(queued=queued) as ready:
        pool = Pool(without, ready)
        pool.make(tmp_path, thinking=True)
        assert (len(without.payloads), len(ready.payloads)) == (1 - n_written, n_written)
        pool.make(tmp_path)
        assert len(ready.payloads) == n_written


def test_while_all_are_full_a_place_is_waited_for_without_end(servers: list[FakeAceStep], tmp_path: Path) -> None:
    for server in servers:
        server.faults.queue_full = 10
    pool = Pool(*servers)
    pool.make(tmp_path)
    assert pool.now_s > 160
    assert pool.notes == ["the queues of all servers are full; waiting for a place"]
    moments = [event for event in pool.events if isinstance(event, Queued)]
    assert len(moments) >= pool.now_s - 100


def test_a_server_whose_queue_says_that_it_is_full_is_not_asked(servers: list[FakeAceStep], tmp_path: Path) -> None:
    servers[0].faults.queued = servers[0].faults.queue_limit = 2
    servers[1].faults.queued = 5
    Pool(*servers[:2]).make(tmp_path)
    assert counts(servers) == [0, 1, 0]


def test_retry_after_is_heeded(servers: list[FakeAceStep], tmp_path: Path) -> None:
    servers[0].faults.queue_full, servers[0].faults.retry_after = 1, 17
    pool = Pool(servers[0])
    pool.make(tmp_path)
    assert pool.now_s == pytest.approx(117)


def test_a_model_leads_to_the_server_that_has_it(tmp_path: Path) -> None:
    with FakeAceStep(models=(TURBO,)) as fast, FakeAceStep(models=(SFT,), queued=9) as fine:
        pool = Pool(fast, fine)
        pool.make(tmp_path, model="sft")
        pool.make(tmp_path, model="turbo")
        assert [payload["model"] for payload in fine.payloads] == [SFT]
        assert [payload["model"] for payload in fast.payloads] == [TURBO]


def test_a_model_that_no_server_has_is_refused_with_those_there_are(servers: list[FakeAceStep], tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError) as told:
        Pool(*servers).make(tmp_path, model="acestep-v15-soft")
    assert told.value.message == f"no server has model 'acestep-v15-soft'; there are {SFT}, {TURBO}"
    assert told.value.hint == f"did you mean {SFT}?"
    assert counts(servers) == [0, 0, 0]


def test_a_model_that_only_an_absent_server_has_is_waited_for(tmp_path: Path) -> None:
    with FakeAceStep(models=(TURBO,)) as fast, FakeAceStep(models=(SFT,)) as fine:
        pool = Pool(fast, fine)
        pool.make(tmp_path)
        fine.faults.is_dead = True
        pool.now_s += 10
        with pytest.raises(EngineUnavailableError, match="no server can take"):
            pool.make(tmp_path, model="sft")


def test_each_server_gets_its_own_key(tmp_path: Path) -> None:
    with FakeAceStep(api_key="one") as first, FakeAceStep(api_key="two") as second:
        pool = Pool(first, second, keys=("one", "two"))
        pool.make(tmp_path)
        pool.make(tmp_path)
        assert (len(first.payloads), len(second.payloads)) == (1, 1)


@pytest.mark.parametrize("is_late", [False, True])
def test_a_server_that_refuses_the_key_is_left_out(*, tmp_path: Path, is_late: bool) -> None:
    with FakeAceStep(api_key="other") as first, FakeAceStep(api_key="mine") as second:
        first.api_key = "mine" if is_late else "other"
        pool = Pool(first, second, keys=("mine", "mine"))
        if is_late:
            assert pool.roster.take("") is pool.roster.members[0]
        first.api_key = "other"
        (take,) = pool.make(tmp_path)
        assert take.facts["server"] == second.url
        assert all("mine" not in note for note in pool.notes)


def test_a_key_that_all_servers_refuse_is_an_error_at_once(tmp_path: Path) -> None:
    with FakeAceStep(api_key="other") as first, FakeAceStep(refuse_key=True) as second:
        pool = Pool(first, second, keys=("mine", "mine"))
        with pytest.raises(RefusedKeyError):
            pool.make(tmp_path)
    assert pool.now_s == 100.0


@pytest.mark.parametrize("fault", [{"queue_full": 10**6}, {"stall": True}])
def test_a_wait_is_ended_by_whoever_listens(tmp_path: Path, fault: dict[str, object]) -> None:
    with FakeAceStep(**fault) as server:
        pool = Pool(server)

        def stop(_: Event) -> None:
            if pool.now_s > 105:
                raise StopError

        pool.hear = stop
        with pytest.raises(StopError):
            pool.make(tmp_path)
    assert pool.now_s < 107
    assert pool.loads == [0]


def test_a_task_is_gone_on_with_at_the_server_that_has_it(servers: list[FakeAceStep], tmp_path: Path) -> None:
    pool = Pool(*servers)
    task = submitted(pool, servers, tmp_path)
    (take,) = Pool(*servers).resume(tmp_path, task)
    assert (take.facts["server"], take.facts["task_id"]) == task
    assert sum(counts(servers)) == 1


def submitted(pool: Pool, servers: list[FakeAceStep], folder: Path) -> RemoteTask:
    """Return a task that a worker had to leave."""

    def stop(event: Event) -> None:
        if isinstance(event, Running):
            raise StopError

    for server in servers:
        server.faults.progress = STEPS
    pool.hear = stop
    with pytest.raises(StopError):
        pool.make(folder)
    (event,) = [event for event in pool.events if isinstance(event, Submitted)]
    return RemoteTask(event.server, event.task_id)


@pytest.mark.parametrize("url", [NOBODY, "no url at all"])
def test_a_task_of_a_server_outside_the_pool_is_lost(servers: list[FakeAceStep], tmp_path: Path, url: str) -> None:
    with pytest.raises(TaskLostError, match="not of this pool"):
        Pool(*servers).resume(tmp_path, RemoteTask(url, "t1"))


def test_a_task_that_its_server_forgot_is_lost(servers: list[FakeAceStep], tmp_path: Path) -> None:
    pool = Pool(*servers)
    with pytest.raises(TaskLostError):
        pool.resume(tmp_path, RemoteTask(servers[0].url, "t1"))
    assert pool.loads == [0, 0, 0]


def test_a_task_whose_server_is_away_is_lost(tmp_path: Path) -> None:
    pool = Pool(NOBODY)
    with pytest.raises(TaskLostError, match="out of reach"):
        pool.resume(tmp_path, RemoteTask(NOBODY, "t1"))
    assert pool.notes[-1].endswith("the task is run again")


def test_many_threads_share_the_servers_evenly(servers: list[FakeAceStep], tmp_path: Path) -> None:
    pool = Pool(*servers)
    # On the real clock: who sleeps on the other takes the time of all others with it.
    engine = PoolEngine(Roster(pool.roster.members))

    def make(n: int) -> int:
        folder = tmp_path / str(n)
        folder.mkdir()
        return len(list(engine.generate(wish(), scratch=folder, on_event=lambda _: None)))

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(make, range(24))) == [1] * 24
    assert sum(counts(servers)) == 24
    assert all(count >= 4 for count in counts(servers))
    assert pool.loads == [0, 0, 0]


def test_a_pool_asks_its_servers_beside_the_request(servers: list[FakeAceStep], tmp_path: Path) -> None:
    members = Pool(*servers).roster.members
    pool = PoolEngine(Roster.of(member.upstream for member in members), timeout_s=5)
    (take,) = pool.generate(wish(), scratch=tmp_path, on_event=lambda _: None)
    assert take.seed == 5


@pytest.mark.parametrize("path", ["/query_result", "/v1/audio"])
def test_who_wants_no_more_does_not_wait_for_a_server_that_hangs(
    servers: list[FakeAceStep], tmp_path: Path, path: str
) -> None:
    server = servers[0]
    server.faults.frozen = path

    def stop(_: Event) -> None:
        if server.is_frozen.is_set():
            raise StopError

    pool = Pool(server)
    pool.hear = stop
    start_s = time.monotonic()
    with pytest.raises(StopError):
        pool.make(tmp_path)
    assert time.monotonic() - start_s < 10
    assert pool.loads == [0]


def test_the_receipt_of_a_task_is_heard_even_when_it_is_late(servers: list[FakeAceStep], tmp_path: Path) -> None:
    server = servers[0]
    server.faults.frozen = "/release_task"

    def stop(event: Event) -> None:
        if isinstance(event, Submitted):
            raise StopError
        if server.is_frozen.is_set():
            server.thawed.set()
            raise InterruptedError

    pool = Pool(server)
    pool.hear = stop
    with pytest.raises(StopError):
        pool.make(tmp_path)
