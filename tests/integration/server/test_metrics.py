import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient

from fake_server import FakeAceStep
from generate_track.engines.fleet import Fleet
from generate_track.queue.job import Submission
from generate_track.request import TrackRequest
from generate_track.server.app import create_app
from generate_track.server.backend import Backend
from pools import Pool


def scrape(client: TestClient, **headers: str) -> dict[str, float]:
    """Return the value of each series, with its labels as they are written."""
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200, answer.text
    lines = (line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


@pytest.fixture
def local(backend: Backend) -> TestClient:
    return TestClient(create_app(backend), client=("127.0.0.1", 50000))


def submit(backend: Backend) -> None:
    request = TrackRequest.parse({"caption": "lounge jazz"}, rng=random.Random(1))
    backend.store.submit(Submission((request,)))


def test_the_queue_is_told(backend: Backend, local: TestClient) -> None:
    submit(backend)
    backend.store.database.run("worker.beat", id="w-1", engine="fake", slots=3)
    told = scrape(local)
    assert told['generate_track_jobs{state="queued"}'] == 1
    assert told['generate_track_jobs{state="failed"}'] == 0
    assert told["generate_track_oldest_waiting_seconds"] >= 0
    assert (told["generate_track_workers"], told["generate_track_slots"]) == (1, 3)
    assert told["generate_track_database_up"] == 1
    assert "generate_track_pace" not in told


def test_servers_behind_this_one_are_counted(backend: Backend, local: TestClient) -> None:
    assert not [name for name in scrape(local) if name.startswith("generate_track_servers")]
    with FakeAceStep() as server:
        fleet = Fleet(Pool(server, "http://127.0.0.1:9").roster)
        told = scrape(TestClient(create_app(replace(backend, fleet=fleet)), client=("127.0.0.1", 50000)))
    assert {name: count for name, count in told.items() if name.startswith("generate_track_servers")} == {
        'generate_track_servers{state="answering"}': 1,
        'generate_track_servers{state="away"}': 1,
    }


def test_the_pace_is_told_once_it_is_known(backend: Backend, local: TestClient) -> None:
    submit(backend)
    with backend.store.database.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE job SET state = 'succeeded', attempt = 1, started_s = 0, finished_s = 60, audio_s = 120"
        )
    assert scrape(local)["generate_track_pace"] == 0.5


def test_alerts_ask_for_metrics_that_there_are(local: TestClient) -> None:
    alerts = Path(__file__).parents[3].joinpath("deploy", "alerts.yaml").read_text("utf-8")
    rules = yaml.safe_load(alerts)["groups"][0]["rules"]
    asked = set(re.findall(r"generate_track_\w+", " ".join(rule["expr"] for rule in rules)))
    local.get("/healthz")
    assert asked == asked & {name.partition("{")[0] for name in scrape(local)}
    assert len(asked) == 5


def test_requests_are_counted_by_route(local: TestClient) -> None:
    for path in ("/healthz", "/healthz", "/nowhere/1", "/nowhere/2"):
        local.get(path)
    told = scrape(local)
    assert told['generate_track_http_requests_total{method="GET",route="/healthz",status="200"}'] == 2
    assert told['generate_track_http_requests_total{method="GET",route="none",status="404"}'] == 2
    assert told['generate_track_http_answer_seconds_count{method="GET",route="/healthz",status="200"}'] == 2


def test_without_a_database_the_rest_is_told(backend: Backend, local: TestClient) -> None:
    with backend.store.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE worker")
    told = scrape(local)
    assert told["generate_track_database_up"] == 0
    assert "generate_track_workers" not in told


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "127.8.8.8"])
def test_this_machine_may_read_them(backend: Backend, host: str) -> None:
    assert TestClient(create_app(backend), client=(host, 50000)).get("/metrics").status_code == 200


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1", "testclient"])
def test_others_need_a_key(backend: Backend, key: str, host: str) -> None:
    client = TestClient(create_app(backend), client=(host, 50000))
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": f"Bearer {key}"}).status_code == 200


def test_whoever_comes_through_a_proxy_of_this_machine_needs_a_key(local: TestClient) -> None:
    assert local.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 401


def test_an_open_server_has_nothing_to_hide(backend: Backend) -> None:
    client = TestClient(create_app(replace(backend, is_open=True)), client=("192.0.2.1", 50000))
    assert client.get("/metrics").status_code == 200
