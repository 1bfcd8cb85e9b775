"""What the server is and has: /health, /v1/stats, /v1/models and /v1/model_inventory."""

from dataclasses import replace

import pytest

from generate_track import __version__
from serving import MODELS, Serving


def test_health_is_told_to_everybody(serving: Serving) -> None:
    told = replace(serving.locked(), key=None).client.get("/health").json()["data"]
    assert (told["status"], told["service"], told["generate_track"]) == ("ok", "ACE-Step API", __version__)
    assert (told["models_initialized"], told["loaded_model"]) == (True, MODELS[0])


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
    told = serving.client.get("/v1/models").json()["data"]
    assert told["default_model"] == MODELS[0]
    assert [(row["name"], row["is_default"]) for row in told["models"]] == [(MODELS[0], True), (MODELS[1], False)]
    inventory = serving.client.get("/v1/model_inventory").json()["data"]
    assert [row["name"] for row in inventory["models"]] == list(MODELS)
    assert (inventory["default_model"], inventory["lm_models"]) == (MODELS[0], [])
