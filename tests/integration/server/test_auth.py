from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from generate_track.server.app import create_app
from generate_track.server.auth import Asking, asking_with_token
from generate_track.server.backend import Backend, ServerLimits


def door(backend: Backend) -> TestClient:
    """Return a client of an app with a route that reads the header, and one that reads the body too."""
    app = create_app(backend)
    _add_routes(app)
    return TestClient(app)


def _add_routes(app: FastAPI) -> None:
    @app.get("/who")
    async def who(caller: Asking) -> str:
        return caller.name

    @app.post("/who")
    async def who_by_body(request: Request) -> str:
        body = await request.json()
        return (await asking_with_token(request, body.get("ai_token"))).name


@pytest.mark.parametrize("header", ["Bearer {}", "bearer {}", "Bearer   {} ", "{}"])
def test_a_key_is_read_from_the_header_with_and_without_bearer(*, backend: Backend, key: str, header: str) -> None:
    answer = door(backend).get("/who", headers={"Authorization": header.format(key)})
    assert (answer.status_code, answer.json()) == (200, "studio")


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({}, "Missing Authorization header"),
        ({"Authorization": ""}, "Missing Authorization header"),
        ({"Authorization": "Bearer"}, "Invalid API key"),
        ({"Authorization": "Bearer wrong"}, "Invalid API key"),
        ({"Authorization": "Basic d3Jvbmc="}, "Invalid API key"),
        ({"Authorization": "Bearer schlüssel".encode("latin-1")}, "Invalid API key"),
    ],
)
def test_whoever_has_no_key_is_refused(*, backend: Backend, headers: dict[str, Any], message: str) -> None:
    answer = door(backend).get("/who", headers=headers)
    assert (answer.status_code, answer.json()["detail"]) == (401, message)
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "generate-track keys add" in answer.json()["hint"]


def test_a_key_in_the_body_is_accepted(backend: Backend, key: str) -> None:
    assert door(backend).post("/who", json={"ai_token": key}).json() == "studio"


def test_a_wrong_key_in_the_body_goes_before_a_right_one_in_the_header(backend: Backend, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}"}
    answer = door(backend).post("/who", json={"ai_token": "wrong"}, headers=headers)
    assert (answer.status_code, answer.json()["detail"]) == (401, "Invalid ai_token")


@pytest.mark.parametrize("token", [None, ""])
def test_without_a_key_in_the_body_the_header_counts(*, backend: Backend, key: str, token: str | None) -> None:
    client = door(backend)
    assert client.post("/who", json={"ai_token": token}, headers={"Authorization": key}).json() == "studio"
    answer = client.post("/who", json={"ai_token": token})
    assert (answer.status_code, answer.json()["detail"]) == (401, "Missing ai_token or Authorization header")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer stray"}])
def test_on_an_open_server_everybody_is_anonymous(backend: Backend, headers: dict[str, str]) -> None:
    client = door(replace(backend, is_open=True))
    assert client.get("/who", headers=headers).json() == "anonymous"
    assert client.post("/who", json={"ai_token": "stray"}, headers=headers).json() == "anonymous"


def test_the_description_says_how_a_key_is_sent(backend: Backend) -> None:
    description = door(backend).get("/openapi.json").json()
    assert description["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    assert description["paths"]["/who"]["get"]["security"] == [{"key": []}]


def test_a_key_may_not_ask_more_often_than_the_limit(backend: Backend, key: str) -> None:
    client = door(replace(backend, limits=ServerLimits(requests_per_minute=2)))
    answers = [client.get("/who", headers={"Authorization": key}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (answers[-1].headers["Retry-After"], answers[-1].json()["error_code"]) == ("30", "too_many_requests")


def test_keys_are_not_guessed_faster_than_the_limit(backend: Backend, key: str) -> None:
    client = door(replace(backend, limits=ServerLimits(requests_per_minute=2)))
    answers = [client.get("/who", headers={"Authorization": f"guess {n}"}) for n in range(3)]
    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert client.get("/who", headers={"Authorization": key}).status_code == 200


def test_on_an_open_server_each_address_has_its_limit(backend: Backend) -> None:
    app = door(replace(backend, is_open=True, limits=ServerLimits(requests_per_minute=1))).app
    near, far = (TestClient(app, client=(host, 50000)) for host in ("127.0.0.1", "192.0.2.1"))
    assert [client.get("/who").status_code for client in (near, near, far)] == [200, 429, 200]


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("x" * 100, "x" * 200, True),
    ],
)
def test_an_address_is_counted_with_those_its_owner_has_too(
    *, backend: Backend, first: str, second: str, is_one: bool
) -> None:
    app = door(replace(backend, is_open=True, limits=ServerLimits(requests_per_minute=1))).app
    answers = [TestClient(app, client=(host, 50000)).get("/who").status_code for host in (first, second)]
    assert answers == [200, 429 if is_one else 200]
