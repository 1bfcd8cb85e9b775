from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from generate_track.queue.audio import AudioStore
from generate_track.queue.database import Database
from generate_track.queue.dispatcher import InMemoryDispatcher
from generate_track.queue.store import JobStore
from generate_track.server.app import create_app
from generate_track.server.auth import Asking, asking_with_token
from generate_track.server.backend import Backend
from generate_track.server.key import KeyRing


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(f"sqlite:///{tmp_path / 'queue.db'}")
    yield database
    database.close()


@pytest.fixture
def key(database: Database) -> str:
    _, secret = KeyRing(database).add("studio")
    return secret.reveal()


def door(database: Database, folder: Path, *, is_open: bool = False) -> TestClient:
    """Return a client of an app with a route that reads the header, and one that reads the body too."""
    backend = Backend(
        store=JobStore(database, InMemoryDispatcher()),
        audio=AudioStore.open(str(folder)),
        keys=KeyRing(database),
        engine="fake",
        models=("fake",),
        is_open=is_open,
    )
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
def test_a_key_is_read_from_the_header_with_and_without_bearer(
    *, database: Database, key: str, tmp_path: Path, header: str
) -> None:
    answer = door(database, tmp_path).get("/who", headers={"Authorization": header.format(key)})
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
def test_whoever_has_no_key_is_refused(
    *, database: Database, tmp_path: Path, headers: dict[str, Any], message: str
) -> None:
    answer = door(database, tmp_path).get("/who", headers=headers)
    assert (answer.status_code, answer.json()["detail"]) == (401, message)
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "generate-track keys add" in answer.json()["hint"]


def test_a_key_in_the_body_is_accepted(database: Database, key: str, tmp_path: Path) -> None:
    assert door(database, tmp_path).post("/who", json={"ai_token": key}).json() == "studio"


def test_a_wrong_key_in_the_body_goes_before_a_right_one_in_the_header(
    database: Database, key: str, tmp_path: Path
) -> None:
    headers = {"Authorization": f"Bearer {key}"}
    answer = door(database, tmp_path).post("/who", json={"ai_token": "wrong"}, headers=headers)
    assert (answer.status_code, answer.json()["detail"]) == (401, "Invalid ai_token")


@pytest.mark.parametrize("token", [None, ""])
def test_without_a_key_in_the_body_the_header_counts(
    *, database: Database, key: str, tmp_path: Path, token: str | None
) -> None:
    client = door(database, tmp_path)
    assert client.post("/who", json={"ai_token": token}, headers={"Authorization": key}).json() == "studio"
    answer = client.post("/who", json={"ai_token": token})
    assert (answer.status_code, answer.json()["detail"]) == (401, "Missing ai_token or Authorization header")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer stray"}])
def test_on_an_open_server_everybody_is_anonymous(database: Database, tmp_path: Path, headers: dict[str, str]) -> None:
    client = door(database, tmp_path, is_open=True)
    assert client.get("/who", headers=headers).json() == "anonymous"
    assert client.post("/who", json={"ai_token": "stray"}, headers=headers).json() == "anonymous"


def test_the_description_says_how_a_key_is_sent(database: Database, tmp_path: Path) -> None:
    description = door(database, tmp_path).get("/openapi.json").json()
    assert description["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    assert description["paths"]["/who"]["get"]["security"] == [{"key": []}]
