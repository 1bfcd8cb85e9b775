"""What the server is and has: /health, /v1/stats, /v1/models and /v1/model_inventory."""

from dataclasses import replace
from typing import Any

import pytest

from fake_server import LM, FakeAceStep
from generate_track import __version__
from generate_track.engines.fleet import Fleet
from pools import Pool
from serving import MODELS, Serving


def test_health_is_told_to_everybody(serving: Serving) -> None:
    health = replace(serving.locked(), key=None).client.get("/health").json()["data"]
    assert (health["status"], health["service"], health["generate_track"]) == ("ok", "ACE-Step API", __version__)
    assert (health["models_initialized"], health["loaded_model"]) == (True, MODELS[0])


@pytest.mark.parametrize("path", ["/v1/stats", "/v1/models", "/v1/model_inventory"])
def test_the_rest_is_not(serving: Serving, path: str) -> None:
    locked = serving.locked()
    assert locked.client.get(path).status_code == 200
    assert replace(locked, key=None).client.get(path).json()["detail"] == "Missing Authorization header"


def test_tasks_are_counted_by_state(serving: Serving) -> None:
    before = serving.client.get("/v1/stats").json()["data"]
    assert (before["jobs"]["total"], before["avg_job_seconds"], before["queue_maxsize"]) == (0, 5.0, 200)
    serving.finished()
    serving.release()
    after = serving.client.get("/v1/stats").json()["data"]
    jobs = {"total": 2, "queued": 1, "running": 0, "succeeded": 1, "failed": 0, "cancelled": 0}
    assert (after["jobs"], after["queue_size"]) == (jobs, 1)
    assert 0 <= after["avg_job_seconds"] < 60


def test_models_are_listed_with_the_default_first(serving: Serving) -> None:
    inventory = serving.client.get("/v1/model_inventory").json()["data"]
    assert [(row["name"], row["is_default"]) for row in inventory["models"]] == [(MODELS[0], True), (MODELS[1], False)]
    assert (inventory["default_model"], inventory["lm_models"]) == (MODELS[0], [])
    listed = serving.client.get("/v1/models").json()
    assert (listed["object"], [row["id"] for row in listed["data"]]) == ("list", [f"acestep/{name}" for name in MODELS])


def before(serving: Serving, *servers: FakeAceStep | str) -> Serving:
    """Return the server as it is before some ACE-Step servers."""
    pool = Pool(*servers)
    return replace(serving, backend=replace(serving.backend, fleet=Fleet(pool.roster)))


def told(serving: Serving, path: str) -> dict[str, Any]:
    return serving.client.get(path).json()["data"]


def test_before_ace_step_servers_it_is_told_what_they_have(serving: Serving) -> None:
    with FakeAceStep(models=("a",), no_lm=True) as first, FakeAceStep(models=("b", "a"), queued=200) as second:
        front = before(serving, first, second, "http://127.0.0.1:9")
        assert told(front, "/v1/stats")["servers"] == {"total": 3, "answering": 2, "full": 1}
        assert [row["id"] for row in told(front, "/v1/models")] == ["acestep/a", "acestep/b"]
        inventory = told(front, "/v1/model_inventory")
        assert inventory["models"][1] == {"name": "b", "is_default": False, "is_loaded": True}
        assert (inventory["loaded_lm_model"], inventory["llm_initialized"]) == (LM, True)
        assert inventory["lm_models"] == [{"name": LM, "is_loaded": True}]
        health = told(front, "/health")
        assert (health["models_initialized"], health["llm_initialized"], health["loaded_model"]) == (True, True, "a")


def test_tasks_that_models_do_are_told_where_servers_tell_them(serving: Serving) -> None:
    with FakeAceStep(models=("a",)) as server:
        server.tasks = ["text2music", "lego"]
        (row,) = told(before(serving, server), "/v1/model_inventory")["models"]
    assert row["supported_task_types"] == ["text2music", "lego"]


def test_while_no_server_answers_the_names_are_those_that_there_may_be(serving: Serving) -> None:
    front = before(serving, "http://127.0.0.1:9")
    assert [row["name"] for row in told(front, "/v1/models")] == list(MODELS)
    health = told(front, "/health")
    assert (health["models_initialized"], health["llm_initialized"], health["loaded_model"]) == (False, False, None)
    assert [row["is_loaded"] for row in told(front, "/v1/model_inventory")["models"]] == [False, False]


def test_the_embedded_engine_has_no_servers(serving: Serving) -> None:
    assert "servers" not in told(serving, "/v1/stats")


def test_what_composes_by_rules_is_listed_as_no_model_of_ace_steps(embedded: Serving) -> None:
    (listed,) = embedded.client.get("/v1/models").json()["data"]
    assert (listed["id"], listed["output_modalities"]) == ("generate-track/embedded", ["audio", "text"])
    (row,) = embedded.client.get("/v1/model_inventory").json()["data"]["models"]
    assert row["supported_task_types"] == ["text2music"]


def test_a_client_that_wants_a_model_made_ready_is_told_that_it_can_ask_for_it(serving: Serving) -> None:
    ready = serving.client.post("/v1/init", json={"model": "sft", "slot": 1, "init_llm": True}).json()["data"]
    assert (ready["loaded_model"], ready["message"]) == (MODELS[1], f"{MODELS[1]} can be asked for")
    assert serving.client.post("/v1/init").json()["data"]["loaded_model"] == MODELS[0]
    assert "is not one of" in serving.client.post("/v1/init", json={"model": "gpt"}).json()["error"]
