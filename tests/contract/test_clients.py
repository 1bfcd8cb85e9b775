"""Requests of real clients, played through the server to a finished track and read as they read it."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import numpy as np
import pytest
import soundfile

from contract.clients import REFUSED, SENT, Sent
from serving import Serving

_KINDS = {"json": "json", "form": "data", "multipart": "data"}


@pytest.fixture(params=["open", "locked"])
def embedded(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Serving]:
    with Serving.open(tmp_path, engine="embedded", models=("embedded",)) as serving:
        yield serving if request.param == "open" else serving.locked()


def sound() -> bytes:
    file = io.BytesIO()
    soundfile.write(file, np.zeros(1600), 16_000, format="WAV")
    return file.getvalue()


def post(serving: Serving, sent: Sent) -> httpx2.Response:
    if sent.raw:
        return serving.client.post("/release_task", content=sent.raw, headers=dict(sent.headers))
    # A part without a file's name makes a form multipart.
    files = {part: (name, sound(), "audio/wav") for part, name in sent.files.items()}
    if sent.kind == "multipart" and not files:
        files = {name: (None, text) for name, text in sent.said.items()}
        return serving.client.post("/release_task", files=files)
    body = {_KINDS[sent.kind]: dict(sent.said)}
    return serving.client.post("/release_task", files=files or None, headers=dict(sent.headers), **body)


@pytest.mark.parametrize("sent", SENT, ids=lambda sent: sent.client)
def test_what_a_client_sends_becomes_a_track_that_it_finds(embedded: Serving, sent: Sent) -> None:
    receipt = post(embedded, sent).json()
    assert (receipt["code"], receipt["error"]) == (200, None)
    task_id = receipt["data"]["task_id"]
    embedded.work()
    # Some clients send the list as text in the JSON.
    (entry,) = embedded.client.post("/query_result", json={"task_id_list": json.dumps([task_id])}).json()["data"]
    assert (entry["task_id"], entry["status"], entry["error"]) == (task_id, 1, None)
    items = json.loads(entry["result"])
    wanted = int(sent.said.get("batch_size", 2))
    assert len(items) == wanted
    for item in items:
        assert isinstance(item["metas"]["bpm"], int)
        assert item["prompt"]
        assert len(item["seed_value"].split(",")) == wanted
        path = parse_qs(urlsplit(item["file"]).query)["path"][0]
        whole, by_path = (embedded.client.get(item["file"]), embedded.client.get("/v1/audio", params={"path": path}))
        assert whole.content == by_path.content
        assert whole.headers["Content-Type"].startswith("audio/")
        assert Path(path).suffix == f".{sent.said.get('audio_format', 'mp3')}"


@pytest.mark.parametrize("sent", REFUSED, ids=lambda sent: sent.client)
def test_what_needs_a_model_is_refused_in_both_shapes_of_an_error(embedded: Serving, sent: Sent) -> None:
    answer = post(embedded, sent)
    told = answer.json()
    assert (answer.status_code, told["data"], told["code"]) == (422, None, 422)
    assert "needs an ACE-Step model, and this server has none" in told["error"]
    assert told["detail"] == told["error"]


def test_the_reason_of_a_failure_is_where_clients_look_for_it(embedded: Serving) -> None:
    ill = replace(embedded, engine=type(embedded.engine)(error=RuntimeError("boom")))  # type: ignore[call-arg]
    task_id = ill.release()
    ill.work()
    entry = ill.entry(task_id)
    (item,) = json.loads(entry["result"])
    assert entry["status"] == 2
    assert entry["error"] == entry["progress_text"] == item["error"] != ""
