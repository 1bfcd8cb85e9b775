"""What holds for every route: the request's id, the line in the log, the limits, bugs."""

import errno
import logging
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from obstore.exceptions import GenericError
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from generate_track.server.app import create_app
from generate_track.server.auth import Asking
from generate_track.server.backend import Backend

CAPTION = "a very secret caption"
AWAY = {
    "gone": OperationalError("SELECT", {"caption": CAPTION}, Exception("gone")),
    "closed": InterfaceError("SELECT", {"caption": CAPTION}, Exception("closed")),
    "busy": PoolTimeoutError("all connections are taken"),
}


@pytest.fixture
def client(backend: Backend) -> TestClient:
    app = create_app(backend)
    _add_routes(app)
    return TestClient(app, raise_server_exceptions=False)


def _add_routes(app: FastAPI) -> None:
    @app.get("/jobs/{job_id}")
    async def job(job_id: str, caller: Asking) -> str:
        return f"{caller.name} {job_id}"

    @app.post("/submit")
    async def submit(request: Request) -> int:
        request.state.job_id = "j-7"
        return len(await request.body())

    @app.get("/refused")
    async def refused() -> None:
        raise DataError("SELECT", {"caption": CAPTION}, Exception("no such text"), hide_parameters=True)

    @app.get("/away/{what}")
    async def away(what: str) -> None:
        raise AWAY[what]

    @app.get("/disk/{number}")
    async def disk(number: int) -> None:
        raise OSError(number, "no space left for", CAPTION)

    @app.get("/store")
    async def store() -> None:
        raise GenericError(CAPTION)

    @app.get("/bug")
    async def bug() -> None:
        raise ValueError(CAPTION)


def facts(caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    """Return what the last request's line in the log says."""
    return [record for record in caplog.records if record.getMessage() == "request"][-1].__dict__["facts"]


def test_a_requests_id_comes_back(client: TestClient) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "my.id-1_2"}).headers["X-Request-ID"] == "my.id-1_2"


@pytest.mark.parametrize("said", ["", "a b", "a\tb", "x" * 65, "é", '"}', "a;b"])
def test_an_id_that_could_do_harm_is_replaced(client: TestClient, said: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": said.encode("latin-1")})
    assert len(answer.headers["X-Request-ID"]) == 32
    assert answer.headers.get_list("X-Request-ID") == [answer.headers["X-Request-ID"]]


@pytest.mark.parametrize(("path", "status"), [("/nothing", 404), ("/bug", 500), ("/jobs/1", 401)])
def test_an_error_has_an_id_too(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"], len(answer.headers["X-Request-ID"])) == (status, status, 32)


def test_a_request_leaves_one_line_without_what_it_asked_for(
    client: TestClient, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client.get("/jobs/j-1?prompt=secret", headers={"Authorization": key, "X-Request-ID": "r-1"})
    line = facts(caplog)
    assert isinstance(line.pop("ms"), int)
    assert line == {"method": "GET", "route": "/jobs/{job_id}", "status": 200, "key": "studio", "job_id": "j-1"}
    ours = [record for record in caplog.records if record.name.startswith("generate_track")]
    assert all("secret" not in f"{record.__dict__}" and key not in f"{record.__dict__}" for record in ours)


def test_a_route_may_say_which_job_it_was(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client.post("/submit", content=b"")
    assert facts(caplog)["job_id"] == "j-7"


def test_a_path_that_is_no_job_is_not_logged(client: TestClient, key: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client.get("/jobs/a%20secret%20caption", headers={"Authorization": key})
    assert facts(caplog)["job_id"] is None
    client.get("/a-secret-caption")
    assert facts(caplog)["route"] == "none"


def test_probes_are_logged_for_debugging_only(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client.get("/healthz")
    (record,) = [record for record in caplog.records if record.getMessage() == "request"]
    assert record.levelno == logging.DEBUG


def test_a_method_of_ones_own_is_no_label(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client.request("BREW", "/submit")
    assert (facts(caplog)["method"], facts(caplog)["status"]) == ("other", 405)


@pytest.mark.parametrize("what", list(AWAY))
def test_a_database_that_is_away_is_to_be_asked_again(client: TestClient, what: str) -> None:
    answer = client.get(f"/away/{what}")
    assert (answer.status_code, answer.json()["error"]) == (503, "the database does not answer")
    assert answer.headers["Retry-After"] == "5"
    assert CAPTION not in answer.text


def test_a_statement_that_the_database_refuses_is_a_bug(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    assert client.get("/refused").status_code == 500
    assert CAPTION not in caplog.text


def test_a_bug_is_answered_without_its_words(client: TestClient) -> None:
    answer = client.get("/bug")
    assert (answer.status_code, answer.json()["error"]) == (500, "unexpected error")
    assert CAPTION not in answer.text


def test_a_body_that_is_too_long_is_refused(client: TestClient) -> None:
    assert client.post("/submit", content=b"x" * (1024 * 1024)).json() == 1024 * 1024
    answer = client.post("/submit", content=b"x" * (1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["error_code"]) == (413, "too_large")
    answer = client.post("/submit", content=iter([b"x" * 1024 * 1024, b"x"]))
    assert (answer.status_code, answer.json()["error_code"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        (f"/disk/{errno.ENOSPC}", 503, "the server's disk takes no files"),
        (f"/disk/{errno.ENOENT}", 500, "unexpected error"),
        ("/store", 503, "the audio store does not answer"),
    ],
)
def test_what_does_not_take_or_give_files_is_told(client: TestClient, path: str, *, status: int, told: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["error"]) == (status, told)
    assert CAPTION not in answer.text
