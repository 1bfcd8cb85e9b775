"""Clients that say nothing, say it slowly, or take nothing: with a transport that only remembers."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from clock import Clock
from generate_track.server.connection import Config, Connection, Door, Patience, most_connections

HEAD = b"POST /x HTTP/1.1\r\nHost: here\r\nContent-Length: 10000\r\n\r\n"
PATIENCE = Patience(head_s=15, body_s=20, body_bytes=1000, send_s=60)


class Wire(asyncio.Transport):
    """A transport that remembers what is written, and takes it only where it is told to."""

    def __init__(self, address: str = "192.0.2.1") -> None:
        super().__init__({"peername": (address, 50000), "sockname": ("192.0.2.9", 80)})
        self.written = b""
        self.is_closed = self.is_aborted = False

    def write(self, data: Any) -> None:  # noqa: ANN401 - as the base class
        self.written += data

    def close(self) -> None:
        self.is_closed = True

    def is_closing(self) -> bool:
        return self.is_closed

    def abort(self) -> None:
        self.is_aborted = True

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


async def read_all(_: Scope, receive: Receive, send: Send) -> None:
    """Read the body, then answer; say nothing to who has left."""
    message = await receive()
    while message.get("more_body"):
        message = await receive()
    await answer_at_once(_, receive, send)


async def answer_at_once(_: Scope, __: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


async def think(_: Scope, receive: Receive, __: Send) -> None:
    """Hear the first words, think about them, and stop when the client has left."""
    await receive()
    while (await receive())["type"] != "http.disconnect":
        pass


async def sleep_in(_: Scope, __: Receive, ___: Send) -> None:
    """Hear nothing at all."""
    await asyncio.Event().wait()


LINES: "list[Line]" = []  # open ones of the test that runs


class Line:
    """A connection to an app, with a clock that tests turn on."""

    def __init__(self, app: Any = read_all, *, door: Door | None = None, address: str = "192.0.2.1") -> None:  # noqa: ANN401
        self.clock = Clock()
        config = Config(app, door=door or Door.of(100), patience=PATIENCE, now=self.clock, log_config=None)
        self.wire = Wire(address)
        self.connection = Connection(config, server_state=ServerState(), app_state={})
        self.connection.connection_made(self.wire)
        LINES.append(self)

    async def hear(self, data: bytes) -> None:
        """Let the client say something, and the app hear it."""
        self.connection.data_received(data)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    def wait(self, seconds: float) -> None:
        """Let time pass, with a look each second."""
        for _ in range(int(seconds)):
            self.clock.now_s += 1
            self.connection.look()

    @property
    def status(self) -> int:
        """Return the status of the first answer; 0 when there is none."""
        return int(self.wire.written[9:12] or 0)


def on_a_loop(test: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await test()
        while LINES:
            LINES.pop().connection.connection_lost(None)
        await asyncio.sleep(0)

    asyncio.run(main())


def test_who_connects_and_says_nothing_is_left() -> None:
    async def test() -> None:
        line = Line()
        line.wait(15)
        assert not line.wire.is_closed
        line.wait(1)
        assert (line.status, line.wire.is_closed) == (408, True)
        told = json.loads(line.wire.written.partition(b"\r\n\r\n")[2])
        assert (told["error_code"], told["error"]) == ("timeout", "the head of a request took longer than 15 s")

    on_a_loop(test)


def test_a_head_that_comes_letter_by_letter_is_not_awaited_for_longer() -> None:
    async def test() -> None:
        line = Line()
        for letter in b"GET / HTTP/1.1\r\nX: y":
            if not line.wire.is_closed:
                await line.hear(bytes([letter]))
            line.wait(1)
        assert line.status == 408

    on_a_loop(test)


def test_a_body_that_trickles_is_not_read_to_its_end() -> None:
    async def test() -> None:
        line = Line()
        await line.hear(HEAD)
        for _ in range(25):
            await line.hear(b"x")
            line.wait(1)
        assert line.status == 408
        assert b"slower than 1000 bytes in 20 s" in line.wire.written
        assert b"\r\nconnection: close\r\n" in line.wire.written.lower()

    on_a_loop(test)


def test_a_body_that_comes_steadily_may_take_its_time() -> None:
    async def test() -> None:
        line = Line()
        await line.hear(HEAD)
        for _ in range(100):
            await line.hear(b"x" * 100)
            line.wait(1)
        assert line.status == 200

    on_a_loop(test)


def test_a_body_that_the_app_does_not_read_yet_is_not_held_against_its_client() -> None:
    async def test() -> None:
        line = Line(sleep_in)
        await line.hear(HEAD + b"x" * 100)
        line.wait(100)
        assert not line.wire.is_closed

    on_a_loop(test)


def test_what_nobody_reads_any_more_is_cut() -> None:
    async def test() -> None:
        line = Line(answer_at_once)
        await line.hear(HEAD)
        for _ in range(17):
            await line.hear(b"x" * 500)
            line.wait(1)
        assert (line.status, line.wire.is_closed) == (200, True)
        assert line.wire.written.count(b"HTTP/1.1") == 1

    on_a_loop(test)


def test_a_request_that_is_served_may_take_as_long_as_it_does() -> None:
    async def test() -> None:
        line = Line(think)
        await line.hear(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        line.wait(1000)
        assert not line.wire.is_closed

    on_a_loop(test)


def test_who_takes_nothing_of_an_answer_is_cut() -> None:
    async def test() -> None:
        line = Line(think)
        await line.hear(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        line.connection.pause_writing()
        line.wait(50)
        line.connection.resume_writing()
        line.wait(50)
        assert not line.wire.is_aborted
        line.connection.pause_writing()
        line.wait(61)
        assert line.wire.is_aborted

    on_a_loop(test)


def test_who_does_not_even_take_the_last_bytes_is_cut() -> None:
    async def test() -> None:
        line = Line()
        line.wire.close()
        line.wait(62)
        assert line.wire.is_aborted

    on_a_loop(test)


def test_a_request_of_head_is_refused_without_a_body() -> None:
    async def test() -> None:
        line = Line()
        await line.hear(HEAD.replace(b"POST", b"HEAD"))
        line.wait(22)
        assert line.status == 408
        assert line.wire.written.endswith(b"\r\n\r\n")

    on_a_loop(test)


def test_more_than_so_many_are_told_to_come_back_later() -> None:
    async def test() -> None:
        door = Door(total=2, per_address=2)
        lines = [Line(door=door, address=f"192.0.2.{n}") for n in range(3)]
        assert [line.status for line in lines] == [0, 0, 503]
        assert b"\r\nretry-after: 5\r\n" in lines[2].wire.written.lower()
        await lines[2].hear(HEAD)
        for line in (lines[2], lines[0]):
            LINES.remove(line)
            line.connection.connection_lost(None)
        assert Line(door=door).status == 0

    on_a_loop(test)


def test_one_address_may_not_take_all_places_but_this_machine_may() -> None:
    async def test() -> None:
        door = Door(total=4, per_address=1)
        assert [Line(door=door).status for _ in range(2)] == [0, 503]
        assert [Line(door=door, address="::1").status for _ in range(2)] == [0, 0]
        assert [Line(door=Door.of(4), address="a socket's file").status for _ in range(2)] == [0, 0]

    on_a_loop(test)


@pytest.mark.parametrize(("n_files", "most"), [(10, 64), (1024, 768), (1_000_000, 4096), (float("inf"), 4096)])
def test_there_are_fewer_connections_than_files_that_can_be_open(n_files: float, most: int) -> None:
    assert most_connections(lambda: n_files) == most
    assert 64 <= most_connections() <= 4096


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    # The app was never told off by uvicorn.
    assert [record for record in caplog.records if record.name == "uvicorn.error"] == []
