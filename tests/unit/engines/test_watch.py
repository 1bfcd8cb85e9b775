import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import httpx2
import pytest

from generate_track.acestep.client import Client
from generate_track.acestep.reply import Task
from generate_track.engines.base import Event, Note, Queued, Running
from generate_track.engines.poll import Poll
from generate_track.engines.watch import Clock, Watch
from generate_track.errors import RefusedKeyError, StalledError, TaskLostError

STILL = {"progress": 0.8, "stage": "Decoding audio..."}
DONE = {"status": 1, "file": "/v1/audio?path=a"}
LOST = "lost"
BROKEN = "broken"
BUSY = {"queued": 1, "running": 1, "succeeded": 0, "failed": 0}


class Server:
    """Tells the steps of one task, one a poll and the last one for ever, and how its queue is."""

    def __init__(self, *steps: object, jobs: Sequence[object] = (BUSY,)) -> None:
        self.steps = list(steps)
        self.jobs = list(jobs)
        self.n_polls = 0
        self.now_s = 0.0
        self.events: list[Event] = []

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/v1/stats":
            jobs = self.jobs.pop(0) if len(self.jobs) > 1 else self.jobs[0]
            return jobs if isinstance(jobs, httpx2.Response) else _wrapped({"jobs": jobs})
        self.n_polls += 1
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, httpx2.Response):
            return step
        if step is BROKEN:
            raise httpx2.ReadError("reset")
        items = [] if step is LOST else [step]
        status = step.get("status", 0) if isinstance(step, dict) else 0
        return _wrapped([{"task_id": "t", "status": status, "result": json.dumps(items)}])

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds

    def watch(self, *, timeout_s: float = 60.0, silence_s: float | None = None) -> Task:
        client = Client(
            "http://h", transport=httpx2.MockTransport(self.handle), sleep=self.sleep, now=lambda: self.now_s
        )
        clock = Clock(self.sleep, lambda: self.now_s)
        watch = Watch(
            client,
            "t",
            poll=Poll(client),
            timeout_s=timeout_s,
            silence_s=silence_s,
            clock=clock,
            on_event=self.events.append,
        )
        return watch.wait()


def _wrapped(data: Any) -> httpx2.Response:  # noqa: ANN401 - any JSON
    return httpx2.Response(200, json={"data": data, "code": 200})


def test_a_task_that_is_done_at_once_is_not_waited_for() -> None:
    server = Server(DONE)
    assert server.watch().state == "done"
    assert (server.n_polls, server.now_s) == (1, 0.0)


def test_polls_are_quick_at_first_and_seldom_later() -> None:
    moments: list[float] = []
    server = Server(*[{"progress": n / 40} for n in range(40)], DONE)
    handle = server.handle
    server.handle = lambda request: (moments.append(server.now_s), handle(request))[1]  # type: ignore[method-assign]
    server.watch()
    gaps = [after - before for before, after in pairwise(moments)]
    assert gaps[0] == 0.25
    assert gaps[-1] == pytest.approx(2.0)
    assert gaps == pytest.approx(sorted(gaps))


def test_only_what_changes_is_told() -> None:
    server = Server({"stage": "queued", "progress": 0.0}, STILL, STILL, STILL, DONE)
    server.watch()
    assert server.events == [Queued(), Running(0.8, "decoding")]


def test_a_task_without_progress_stalls_with_a_way_on() -> None:
    server = Server(STILL)
    with pytest.raises(StalledError, match="no sign of progress from task t for 60 s") as caught:
        server.watch()
    assert (
        caught.value.hint == "likely out of memory: reduce --duration or --batch; generate-track resume t looks again"
    )
    assert server.now_s == pytest.approx(60)


def test_a_build_that_tells_no_progress_is_excused() -> None:
    with pytest.raises(StalledError, match="this build tells none until the end"):
        Server({"file": ""}).watch()


def test_progress_begins_the_wait_anew() -> None:
    slow = [{"progress": n / 100} for n in range(100)]
    server = Server(*[step for step in slow for _ in range(10)], DONE)
    assert server.watch(timeout_s=25).state == "done"
    assert server.now_s > 1000


def test_a_task_in_a_queue_that_moves_does_not_stall() -> None:
    moving = [BUSY | {"succeeded": n} for n in range(30)]
    waiting = {"stage": "queued", "progress": 0.0}
    server = Server(*[waiting] * 100, DONE, jobs=moving)
    assert server.watch(timeout_s=30).state == "done"


def test_a_task_in_a_queue_that_stands_still_stalls_in_other_words() -> None:
    with pytest.raises(StalledError, match="still waits") as caught:
        Server({"stage": "queued"}).watch()
    assert "memory" not in str(caught.value.hint)


def test_errors_in_between_are_borne_and_said_once() -> None:
    proxy = httpx2.Response(502, html="<html>")
    server = Server(STILL, BROKEN, httpx2.Response(500, text="oops"), httpx2.Response(429), proxy, DONE)
    assert server.watch().state == "done"
    assert [type(event) for event in server.events] == [Running, Note]


def test_a_server_that_never_answers_again_can_be_resumed() -> None:
    with pytest.raises(StalledError, match=r"no answer about task t for 60 s: .*reset") as caught:
        Server(STILL, BROKEN).watch()
    assert "when the server is back" in str(caught.value.hint)


def test_a_silence_may_end_the_wait_sooner_than_a_task_that_stands_still() -> None:
    server = Server(*[{"progress": n / 10} for n in range(5)], BROKEN)
    with pytest.raises(StalledError, match="no answer about task t for 10 s"):
        server.watch(timeout_s=60, silence_s=10)
    still = Server(STILL)
    with pytest.raises(StalledError, match="no sign of progress"):
        still.watch(timeout_s=60, silence_s=10)
    assert still.now_s == pytest.approx(60)


def test_a_key_that_no_longer_holds_ends_the_wait() -> None:
    with pytest.raises(RefusedKeyError):
        Server(STILL, httpx2.Response(401, json={"detail": "no"})).watch()


def test_an_unknown_task_gets_a_moment_of_grace() -> None:
    assert Server(LOST, LOST, STILL, DONE).watch().state == "done"


def test_a_task_that_stays_unknown_is_lost() -> None:
    server = Server(STILL, LOST)
    with pytest.raises(TaskLostError, match="restarted") as caught:
        server.watch()
    assert caught.value.hint == "generate-track resume t --again submits it again"
    assert server.now_s < 8


def test_a_task_that_stands_still_on_an_idle_server_is_lost() -> None:
    server = Server(STILL, jobs=[{"queued": 0, "running": 0, "succeeded": 0, "failed": 0}])
    with pytest.raises(TaskLostError):
        server.watch()
    assert 30 <= server.now_s < 40


@pytest.mark.parametrize("stats", [httpx2.Response(404), _wrapped([]), _wrapped({"jobs": 3}), _wrapped({"jobs": {}})])
def test_a_server_without_stats_is_not_thought_idle(stats: httpx2.Response) -> None:
    server = Server(STILL)
    server.jobs = [httpx2.Response(stats.status_code, content=stats.content) for _ in range(9)]
    with pytest.raises(StalledError):
        server.watch()
