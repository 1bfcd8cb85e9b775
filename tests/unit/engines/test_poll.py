import json

import httpx2
import pytest

from generate_track.acestep.client import Client
from generate_track.engines.poll import Poll
from generate_track.errors import NotAceStepError


class Server:
    """Tells of each task how often anybody was asked, and keeps which tasks each question named."""

    def __init__(self, *, silent_about: str = "") -> None:
        self.asked: list[list[str]] = []
        self.silent_about = silent_about

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        names = json.loads(request.content)["task_id_list"]
        self.asked.append(names)
        result = json.dumps([{"progress": len(self.asked) / 100, "stage": "generating"}])
        told = [{"task_id": name, "status": 0, "result": result} for name in names if name != self.silent_about]
        return httpx2.Response(200, json={"data": told, "code": 200})

    @property
    def poll(self) -> Poll:
        return Poll(Client("http://h", transport=httpx2.MockTransport(self.handle)))


def test_one_task_is_asked_for_alone() -> None:
    server = Server()
    poll = server.poll
    with poll.following("a"):
        assert [poll.ask("a").fraction for _ in range(2)] == [0.01, 0.02]
    assert server.asked == [["a"], ["a"]]


def test_who_asks_first_asks_for_everybody() -> None:
    server = Server()
    poll = server.poll
    with poll.following("a"), poll.following("b"), poll.following("c"):
        assert [poll.ask(name).fraction for name in "abc"] == [0.01] * 3
        assert [poll.ask(name).fraction for name in "cba"] == [0.02] * 3
    assert server.asked == [["a", "b", "c"]] * 2


def test_a_task_that_has_ended_is_not_asked_for_any_more() -> None:
    server = Server()
    poll = server.poll
    with poll.following("a"):
        with poll.following("b"):
            poll.ask("a")
        poll.ask("a")
        with poll.following("b"):
            assert poll.ask("b").fraction == 0.03
    assert server.asked[1:] == [["a"], ["a", "b"]]


def test_an_answer_that_leaves_one_out_is_told_to_who_waits_for_it() -> None:
    poll = Server(silent_about="b").poll
    with poll.following("a"), poll.following("b"):
        assert poll.ask("a").state == "active"
        with pytest.raises(NotAceStepError, match="without telling of task b"):
            poll.ask("b")
