import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from dbos._logger import init_logger

from clock import Clock
from generate_track.server.log import Repeats, configure, request_id

_NAMES = ("", "dbos", "httpx2", "uvicorn", "uvicorn.error", "uvicorn.access")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Let this process log to a stream, and afterwards as before."""
    loggers = [logging.getLogger(name) for name in _NAMES]
    before = [(logger, logger.level, list(logger.handlers), logger.propagate) for logger in loggers]
    stream = io.StringIO()
    configure(stream)
    yield stream
    for logger, level, handlers, propagate in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers
        logger.propagate = propagate


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_an_object(stream: io.StringIO) -> None:
    logging.getLogger("generate_track.queue").warning("took over %d jobs", 2)
    (line,) = lines(stream)
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "warning", "event": "took over 2 jobs", "logger": "generate_track.queue"}


def test_facts_stand_beside_the_event(stream: io.StringIO) -> None:
    logging.getLogger("a").info("request", extra={"facts": {"status": 200, "job_id": None}})
    (line,) = lines(stream)
    assert line["status"] == 200
    assert "job_id" not in line


def test_a_line_names_the_request_that_it_is_of(stream: io.StringIO) -> None:
    token = request_id.set("r-1")
    logging.getLogger("a").info("request")
    request_id.reset(token)
    assert lines(stream)[0]["request_id"] == "r-1"


def test_of_an_error_its_place_is_told_and_not_its_words(stream: io.StringIO) -> None:
    try:
        int("a secret caption")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    (line,) = lines(stream)
    assert line["exception"]["type"] == "ValueError"
    assert "test_log.py" in line["exception"]["where"][0]
    assert "secret" not in stream.getvalue()


def test_a_line_break_in_a_message_makes_no_second_line(stream: io.StringIO) -> None:
    logging.getLogger("a").warning("one\n%s", "two")
    assert len(lines(stream)) == 1


def test_uvicorn_writes_no_query_strings(stream: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").info("GET /v1/audio?token=secret")
    logging.getLogger("httpx2").info("GET https://server/?key=secret")
    assert not stream.getvalue()


def test_dbos_adds_no_handler_of_its_own(stream: io.StringIO) -> None:
    init_logger()
    logging.getLogger("dbos").warning("the database is away")
    assert [line["event"] for line in lines(stream)] == ["the database is away"]


def test_of_what_dbos_says_the_traces_and_the_values_are_left_out(stream: io.StringIO) -> None:
    logging.getLogger("dbos").warning("cannot poll: it is locked\n[SQL: SELECT :a]\n[parameters: ('a secret',)]")
    logging.getLogger("dbos").warning("cannot look: Traceback (most recent call last):\n  secret()")
    assert [line["event"] for line in lines(stream)] == ["cannot poll: it is locked", "cannot look"]
    assert "secret" not in stream.getvalue()


def test_a_warning_that_repeats_itself_is_written_once(stream: io.StringIO) -> None:
    for _ in range(3):
        logging.getLogger("dbos").warning("the database is away\n[SQL: SELECT 1]")
    logging.getLogger("dbos").warning("the queue cannot be read")
    assert [line["event"] for line in lines(stream)] == ["the database is away", "the queue cannot be read"]


def test_requests_and_traces_are_all_written(stream: io.StringIO) -> None:
    for _ in range(2):
        logging.getLogger("a").info("request")
        logging.getLogger("a").error("it broke", exc_info=ValueError("x"))
    assert [line["event"] for line in lines(stream)] == ["request", "it broke"] * 2


def test_after_a_minute_it_is_told_how_often_a_warning_came() -> None:
    clock = Clock()
    repeats = Repeats(now=clock)
    records = [logging.makeLogRecord({"name": "a", "msg": "away", "levelno": logging.WARNING}) for _ in range(4)]
    assert [repeats.filter(record) for record in records[:3]] == [True, False, False]
    clock.now_s += 60
    assert repeats.filter(records[3])
    assert records[3].__dict__["facts"] == {"repeated": 2}
