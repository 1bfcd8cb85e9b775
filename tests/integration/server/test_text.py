"""Text that not every database can hold: nothing of it is a fault of the server."""

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from databases import database, database_url, postgres  # noqa: F401 - fixtures
from generate_track.queue.audio import AudioStore
from generate_track.queue.database import Database
from generate_track.queue.dispatcher import InMemoryDispatcher
from generate_track.queue.store import JobStore
from generate_track.server.backend import Backend
from generate_track.server.key import KeyRing
from serving import Serving

NUL, HALF = "a\0b", "a\ud800b"
TEXTS = [
    NUL,
    "\0",
    "\x01\x7f",
    "\ufffe\uffff",
    "\U0010ffff",
    "e\u0301",
    "\u202eabc",
    "'; DROP TABLE job; --",
    "%s %(a)s :id",
]


@pytest.fixture
def serving(database: Database, tmp_path: Path) -> Serving:  # noqa: F811 - a fixture
    """Return a server that asks for no key, on each kind of database."""
    line = InMemoryDispatcher()
    backend = Backend(
        store=JobStore(database, line),
        audio=AudioStore.open(str(tmp_path / "audio")),
        keys=KeyRing(database),
        engine="acestep",
        models=("turbo",),
        is_open=True,
    )
    return Serving(backend, line)


@pytest.mark.parametrize("field", ["prompt", "lyrics", "model", "vocal_language", "key_scale", "instruction", "seed"])
def test_a_task_keeps_any_text_or_refuses_it(serving: Serving, field: str) -> None:
    for text in TEXTS:
        said = {"prompt": "jazz", "batch_size": 1, "audio_duration": 10} | {field: text}
        answer = serving.client.post("/release_task", json=said)
        assert answer.status_code in {200, 422}, answer.text
        if answer.status_code == 200:
            serving.work()
            assert serving.entry(answer.json()["data"]["task_id"])["status"] == 1


@pytest.mark.parametrize("field", ["caption", "lyrics", "model", "webhook", "language"])
def test_a_job_keeps_any_text_or_refuses_it(serving: Serving, field: str) -> None:
    for text in (*TEXTS, HALF):
        # The client itself would write no half of a character.
        content = json.dumps({"caption": "jazz", "duration_s": 10} | {field: text})
        answer = serving.client.post("/v1/jobs", content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code in {201, 422}, answer.text


def test_no_text_is_an_id(serving: Serving) -> None:
    for text in TEXTS:
        place = quote(text, safe="")
        assert serving.entry(text)["status"] == 2
        assert serving.client.get("/v1/audio", params={"path": f"/{text}/1.mp3"}).status_code == 404
        assert serving.client.get(f"/v1/jobs/{place}").status_code == 404
        assert serving.client.post(f"/v1/jobs/{place}/cancel").status_code == 404
        assert serving.client.get(f"/v1/jobs/{place}/events").status_code == 404


def test_no_text_is_a_place_in_a_list(serving: Serving) -> None:
    for name in ("cursor", "state", "limit"):
        for text in (
            NUL,
            "1~\0",
            "nan~00000000-0000-0000-0000-000000000000",
            "1~00000000-0000-0000-0000-00000000000\0",
        ):
            assert serving.client.get("/v1/jobs", params={name: text}).status_code == 422


def test_no_text_is_an_idempotency_key_unless_it_is_printable(serving: Serving) -> None:
    for path in ("/release_task", "/v1/jobs"):
        for key in (b"a\0b", b"\xff", b"a\x7fb", "\u0986".encode()):
            headers = {b"Idempotency-Key": key}
            answer = serving.client.post(path, json={"prompt": "jazz", "caption": "jazz"}, headers=headers)
            assert answer.status_code == 422


def test_no_text_is_a_key(serving: Serving) -> None:
    locked = replace(serving, backend=replace(serving.backend, is_open=False))
    for key in (NUL, HALF, "\U0010ffff"):
        content = json.dumps({"task_id_list": [], "ai_token": key})
        answer = locked.client.post("/query_result", content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code in {400, 401}
