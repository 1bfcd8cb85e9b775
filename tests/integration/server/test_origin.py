from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from generate_track.server.app import create_app
from generate_track.server.backend import Backend

PUBLIC = "https://music.example.org"


def ask(backend: Backend, *, base: str = "http://127.0.0.1:8001", **headers: str) -> int:
    with TestClient(create_app(backend), base_url=base) as client:
        return client.get("/healthz", headers=headers).status_code


@pytest.fixture
def open_backend(backend: Backend) -> Backend:
    return replace(backend, is_open=True, public_url=PUBLIC)


@pytest.mark.parametrize(
    "origin", ["http://localhost:5173", "http://127.0.0.1:8001", "http://[::1]:3000", "http://daw.localhost", PUBLIC]
)
def test_a_page_of_this_machine_may_use_an_open_server(open_backend: Backend, origin: str) -> None:
    assert ask(open_backend, Origin=origin) == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://127.0.0.1.evil.example", "http://["])
def test_a_page_of_another_place_may_not(open_backend: Backend, origin: str) -> None:
    assert ask(open_backend, Origin=origin) == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8001", "", "["])
def test_a_name_made_to_lead_here_does_not_help(open_backend: Backend, host: str) -> None:
    assert ask(open_backend, Host=host) == 403


@pytest.mark.parametrize("host", ["localhost:8001", "[::1]:8001", "music.example.org"])
def test_the_servers_own_names_do(open_backend: Backend, host: str) -> None:
    assert ask(open_backend, Host=host) == 200


def test_on_a_network_its_own_pages_may_use_an_open_server(open_backend: Backend) -> None:
    base = "http://192.0.2.7:8001"
    assert ask(open_backend, base=base) == 200
    assert ask(open_backend, base=base, Origin=base) == 200
    assert ask(open_backend, base=base, Origin="https://evil.example") == 403


@pytest.mark.parametrize("origin", ["https://daw.example.org", "null"])
def test_a_page_that_is_let_in_may_use_the_server_and_read_its_answers(open_backend: Backend, origin: str) -> None:
    letting = replace(open_backend, origins=("https://daw.example.org", "null"))
    client = TestClient(create_app(letting), base_url="http://127.0.0.1:8001")
    asking = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    for answer in (client.options("/release_task", headers=asking), client.get("/health", headers={"Origin": origin})):
        assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, origin)
    assert ask(letting, Origin="https://evil.example") == 403


def test_where_keys_are_asked_for_they_decide(backend: Backend) -> None:
    assert ask(backend, Origin="https://evil.example", Host="evil.example") == 200


def test_a_browser_is_told_that_local_pages_may_read_the_answer(open_backend: Backend) -> None:
    asking = {"Origin": "http://localhost:5173", "Access-Control-Request-Method": "POST"}
    client = TestClient(create_app(open_backend), base_url="http://127.0.0.1:8001")
    answer = client.options("/release_task", headers=asking)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, "http://localhost:5173")
    assert "Access-Control-Allow-Origin" not in client.get("/healthz", headers={"Origin": PUBLIC}).headers
