"""Our own API: jobs over HTTP."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from generate_track.queue.job import Extra, Failure, Job, Output, Submission
from generate_track.queue.store import JobStore, Limits
from generate_track.request import TrackRequest
from generate_track.server.app import create_app
from generate_track.server.backend import Backend

ASKED = {"caption": "lounge jazz, soft piano"}
NO_ID = "0000000a-0000-4000-8000-000000000000"
UNSIGNED = {"signed_url": None, "expires": None}
FACTS = {
    "sidecar_version": 1,
    "request": {"expert": {"src_audio": "/scratch/job/source.mp3"}},
    "engine": "fake",
    "facts": {"bpm": 90, "server": "http://10.0.0.5:8001", "task_id": "t1", "payload": {"prompt": "jazz"}},
}


def client_of(backend: Backend, key: str) -> TestClient:
    return TestClient(create_app(backend), headers={"Authorization": f"Bearer {key}"})


@pytest.fixture
def client(backend: Backend, key: str) -> TestClient:
    return client_of(backend, key)


@pytest.fixture
def store(backend: Backend) -> JobStore:
    return backend.store


def submit(client: TestClient, **said: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    answer = client.post("/v1/jobs", json=ASKED | said)
    assert answer.status_code == 201, answer.text
    return answer.json()


def start(store: JobStore, job_id: str) -> Job:
    job = store.start(job_id, worker="gpu-7")
    assert job is not None
    return job


def finish(store: JobStore, job_id: str) -> None:
    job = start(store, job_id)
    extras = (Extra("stems", f"{job.id}/1/1.stems/piano.wav", 20), Extra("midi", f"{job.id}/1/1.mid", 10))
    take = Output(0, f"{job.id}/1/1.mp3", seed=7, format="mp3", duration_s=10.00004, size_bytes=99, facts=FACTS)
    store.succeed(job, (replace(take, extras=extras),), notes=("asked http://10.0.0.5:8001 twice",))


def refusal(answer: httpx2.Response) -> tuple[int, str, str]:
    body = answer.json()
    assert set(body) == {"data", "code", "error", "detail", "error_code", "hint"}
    assert body["code"] == answer.status_code
    return answer.status_code, body["error_code"], body["error"]


def test_a_job_is_handed_in_with_defaults_and_a_seed_of_its_own(client: TestClient) -> None:
    answer = client.post("/v1/jobs", json=ASKED)
    job = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == job["links"]["self"] == f"/v1/jobs/{job['id']}"
    (request,) = job["requests"]
    assert (request["caption"], request["duration_s"], request["model"]) == (ASKED["caption"], 120.0, "fake")
    assert 0 <= request["seed"] < 2**32
    assert (job["state"], job["stage"], job["attempt"], job["queue_position"]) == ("queued", "waiting", 0, 1)
    assert job["created"].endswith("Z")
    assert job["started"] is job["finished"] is job["error"] is None


def test_a_job_is_what_was_asked_for(client: TestClient) -> None:
    said = {"lyrics": "[verse] la", "bpm": 90.0, "key": "Am", "batch": 2, "seed": 7, "expert": {"track_classes": ["a"]}}
    (request,) = submit(client, **said, duration_s=30, stems=True, language=None)["requests"]
    assert request["key"] == "A minor"
    assert (request["bpm"], request["batch"], request["duration_s"], request["stems"]) == (90, 2, 30, True)
    assert request["expert"] == {"track_classes": ["a"]}
    assert "extra" not in request


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"caption": ""}, "the caption is empty"),
        ({"caption": 7}, "caption 7 is not text"),
        ({"caption": " " * 500 + "lounge jazz, soft piano"}, "the caption has 523 characters, more than 512"),
        ({"bpm": 9999}, "bpm 9999 is out of range (30 to 280)"),
        ({"bpm": "90"}, "bpm '90' is not a whole number"),
        ({"bpm": True}, "bpm True is not a whole number"),
        ({"duration_s": "60"}, "duration_s '60' is not a number"),
        ({"duration_s": 10**400}, "is not a number (10 to 600)"),
        ({"seed": 0.5}, "seed 0.5 is not a whole number"),
        ({"instrumental": "yes"}, "instrumental 'yes' is not true or false"),
        ({"batch": 0}, "batch 0 is out of range (1 to 8)"),
        ({"colour": "blue"}, "field 'colour' is not known"),
        ({"colour": None}, "field 'colour' is not known"),
        ({"model": "enormous"}, "model 'enormous' is not one of fake"),
        ({"extra": {"src_audio_path": "/etc/passwd"}}, "field 'extra' is not taken over HTTP"),
        ({"expert": "none"}, "expert 'none' is not an object"),
        ({"expert": {"shift": "2"}}, "shift '2' is not a number"),
        ({"expert": {"track_classes": "drums"}}, "track_classes 'drums' is not a list of texts"),
        ({"expert": {"track_classes": [1]}}, "track_classes [1] is not a list of texts"),
        ({"expert": {"src_audio": "/etc/passwd"}}, "src_audio is a file, and JSON holds none"),
        ({"expert": {"reference_audio": "a.mp3"}}, "reference_audio is a file, and JSON holds none"),
        ({"expert": {"lm_model_path": "../other"}}, "lm_model_path '../other' is no name of a model"),
        ({"expert": {"lm_model_path": "a\\b"}}, "is no name of a model"),
        ({f"field_{n}": 1 for n in range(200)}, "201 fields are more than there are"),
        ({"expert": {f"field_{n}": 1 for n in range(200)}}, "202 fields are more than there are"),
        ({"webhook": 7}, "webhook is not text"),
        ({"webhook": "https://127.0.0.1/hook"}, "webhook is an address of a private network"),
        ({"instrumental": True, "lyrics": "la"}, "instrumental contradicts lyrics"),
    ],
)
def test_what_breaks_a_limit_is_refused_with_the_reason(client: TestClient, said: dict[str, Any], reason: str) -> None:
    status, code, error = refusal(client.post("/v1/jobs", json=ASKED | said))
    assert (status, code) == (422, "invalid_request")
    assert reason in error


def test_all_mistakes_are_told_at_once(client: TestClient) -> None:
    said = ASKED | {"bpm": "90", "batch": 99, "webhook": "http://example.org/", "model": "gpt"}
    _, _, error = refusal(client.post("/v1/jobs", json=said))
    assert error.count("; ") == 3


def test_a_model_is_chosen_by_the_rule_of_the_other_routes(backend: Backend, key: str) -> None:
    embedded = client_of(replace(backend, engine="embedded", models=("embedded",)), key)
    for said in ({}, {"model": "turbo"}, {"model": "acestep-v15-sft"}):
        assert submit(embedded, **said)["requests"][0]["model"] == "embedded"
    assert refusal(embedded.post("/v1/jobs", json=ASKED | {"model": "gpt"}))[0] == 422
    assert refusal(embedded.post("/v1/jobs", json=ASKED | {"model": 7}))[2] == "model 7 is not text"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[1, 2]", 422),
        (b"{", 422),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b'{"caption": "\\ud800"}', 422),
        (b'{"caption": "jazz", "duration_s": NaN}', 422),
        (b'{"caption": "jazz", "seed": ' + b"9" * 5000 + b"}", 400),
        (b'{"caption": "' + b"a" * 2_000_000 + b'"}', 413),
    ],
)
def test_a_body_that_is_no_request_is_refused(client: TestClient, body: bytes, status: int) -> None:
    answer = client.post("/v1/jobs", content=body, headers={"Content-Type": "application/json"})
    assert refusal(answer)[0] == status


def test_the_same_idempotency_key_is_the_same_job(client: TestClient) -> None:
    name = {"Idempotency-Key": "order 1"}
    first = client.post("/v1/jobs", json=ASKED, headers=name)
    again = client.post("/v1/jobs", json=ASKED, headers=name)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"]
    assert again.headers["Location"] == first.headers["Location"]
    other = client.post("/v1/jobs", json=ASKED | {"bpm": 90}, headers=name)
    assert refusal(other)[:2] == (409, "idempotency")


@pytest.mark.parametrize("name", [b"", b"a" * 201, b"a\tb", "schlüssel".encode("latin-1")])
def test_an_idempotency_key_is_short_and_printable(client: TestClient, name: bytes) -> None:
    answer = client.post("/v1/jobs", json=ASKED, headers={"Idempotency-Key": name})
    assert refusal(answer)[0] == 422


def test_a_full_queue_says_when_to_come_back(backend: Backend, key: str) -> None:
    store = JobStore(backend.store.database, backend.store.dispatcher, limits=Limits(queued=1))
    client = client_of(replace(backend, store=store), key)
    submit(client)
    answer = client.post("/v1/jobs", json=ASKED)
    assert refusal(answer)[:2] == (429, "queue_full")
    assert answer.headers["Retry-After"] == "60"


def test_a_finished_job_shows_its_takes(client: TestClient, store: JobStore) -> None:
    job_id = submit(client)["id"]
    finish(store, job_id)
    job = client.get(f"/v1/jobs/{job_id}").json()
    assert (job["state"], job["progress"], job["eta_s"], job["queue_position"]) == ("succeeded", 1.0, None, None)
    assert job["outputs"] == [
        {
            "index": 0,
            "seed": 7,
            "format": "mp3",
            "duration_s": 10.0,
            "size_bytes": 99,
            "url": f"/v1/audio?path=%2F{job_id}%2F1.mp3",
            **UNSIGNED,
            "extras": [
                {
                    "kind": "stems",
                    "name": "piano",
                    "format": "wav",
                    "size_bytes": 20,
                    "url": f"/v1/audio?path=%2F{job_id}%2F1.stems%2Fpiano.wav",
                    **UNSIGNED,
                },
                {
                    "kind": "midi",
                    "name": "1",
                    "format": "mid",
                    "size_bytes": 10,
                    "url": f"/v1/audio?path=%2F{job_id}%2F1.mid",
                    **UNSIGNED,
                },
            ],
            "facts": {"bpm": 90, "engine": "fake"},
        }
    ]


def test_signed_links_to_its_files_need_no_key_for_a_while(backend: Backend, key: str, tmp_path: Path) -> None:
    backend = replace(backend, now=lambda: 1_790_000_000.0, public_url="https://music.example")
    client = client_of(backend, key)
    job_id = submit(client)["id"]
    finish(backend.store, job_id)
    (tmp_path / "take.mp3").write_bytes(b"audio")
    backend.audio.put(f"{job_id}/1/1.mp3", tmp_path / "take.mp3")
    (output,) = client.get(f"/v1/jobs/{job_id}?sign=3600").json()["outputs"]
    assert output["expires"] == "2026-09-21T15:13:20.000Z"
    assert output["signed_url"].startswith("https://music.example/v1/audio?path=%2F")
    link = output["signed_url"].removeprefix("https://music.example")
    assert TestClient(create_app(backend)).get(link).content == b"audio"
    later = replace(backend, now=lambda: 1_790_003_600.0)
    assert refusal(TestClient(create_app(later)).get(link))[0] == 403
    assert refusal(client.get(f"/v1/jobs/{job_id}?sign=0"))[0] == 422


def test_what_is_behind_the_server_is_not_told(client: TestClient, store: JobStore) -> None:
    done, failed = submit(client)["id"], submit(client)["id"]
    finish(store, done)
    job = start(store, failed)
    store.note_remote(job, {"server": "http://10.0.0.5:8001", "task_id": "t1"})
    store.fail(job, Failure("error", "http://10.0.0.5:8001 cannot write '/srv/scratch/take.wav'", "ask again"))
    text = client.get("/v1/jobs").text
    for word in ("10.0.0.5", "gpu-7", "scratch", "t1", '"worker"', "key_id"):
        assert word not in text
    error = client.get(f"/v1/jobs/{failed}").json()["error"]
    assert error == {"code": "error", "message": "the engine's server cannot write 'a file'", "hint": "ask again"}
    assert client.get(f"/v1/jobs/{done}").json()["notes"] == ["asked the engine's server twice"]


def test_jobs_with_uploads_tell_of_no_files(client: TestClient, backend: Backend) -> None:
    key_id = backend.keys.list()[0].id
    expert = {"task_type": "cover", "src_audio": "/srv/scratch/a.mp3", "shift": 2}
    request = TrackRequest.parse(ASKED | {"expert": expert})
    job = backend.store.submit(Submission((request, request), key_id=key_id))
    requests = client.get(f"/v1/jobs/{job.id}").json()["requests"]
    assert [request["expert"] for request in requests] == [{"task_type": "cover", "shift": 2}] * 2


@pytest.mark.parametrize("path", ["", "/events", "?wait=1"])
def test_another_keys_job_does_not_exist(backend: Backend, client: TestClient, path: str) -> None:
    _, secret = backend.keys.add("neighbour")
    other = client_of(backend, secret.reveal())
    job_id = submit(client)["id"]
    assert refusal(other.get(f"/v1/jobs/{job_id}{path}"))[:2] == (404, "not_found")
    assert refusal(other.post(f"/v1/jobs/{job_id}/cancel"))[0] == 404
    assert other.get("/v1/jobs").json() == {"jobs": [], "cursor": None}
    assert client.get(f"/v1/jobs/{job_id}").json()["state"] == "queued"


@pytest.mark.parametrize("job_id", [NO_ID, "nonsense", "%00", "a%2Fb", "🎵", NO_ID.upper()])
def test_what_is_no_job_is_not_found(client: TestClient, job_id: str) -> None:
    assert refusal(client.get(f"/v1/jobs/{job_id}"))[0] == 404


def test_jobs_are_listed_a_page_at_a_time(client: TestClient, store: JobStore) -> None:
    ids = [submit(client)["id"] for _ in range(3)]
    first = client.get("/v1/jobs", params={"limit": 2}).json()
    assert [job["id"] for job in first["jobs"]] == [ids[2], ids[1]]
    last = client.get("/v1/jobs", params={"limit": 2, "cursor": first["cursor"]}).json()
    assert ([job["id"] for job in last["jobs"]], last["cursor"]) == ([ids[0]], None)
    start(store, ids[1])
    assert [job["id"] for job in client.get("/v1/jobs?state=running").json()["jobs"]] == [ids[1]]


@pytest.mark.parametrize(
    "query", ["state=odd", "limit=0", "limit=201", "limit=x", "cursor=odd", "cursor=nan~%00", "limt=5"]
)
def test_a_filter_that_is_none_is_refused(client: TestClient, query: str) -> None:
    assert refusal(client.get(f"/v1/jobs?{query}"))[:2] == (422, "invalid_request")


def test_a_waiting_job_is_cancelled_at_once_and_stays_so(client: TestClient) -> None:
    links = submit(client)["links"]
    for _ in range(2):
        answer = client.post(links["cancel"])
        assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")


def test_a_running_job_is_cancelled_at_once(client: TestClient, store: JobStore) -> None:
    job = submit(client)
    start(store, job["id"])
    told = client.post(job["links"]["cancel"]).json()
    assert (told["state"], told["stage"], told["eta_s"]) == ("cancelled", "cancelled", None)
    assert told["finished"] is not None


def test_who_waits_for_a_job_gets_it_when_it_has_ended(client: TestClient, store: JobStore) -> None:
    job_id = submit(client)["id"]
    threading.Timer(0.05, finish, args=(store, job_id)).start()
    assert client.get(f"/v1/jobs/{job_id}?wait=30").json()["state"] == "succeeded"


def test_who_waits_long_enough_gets_the_job_as_it_is(client: TestClient) -> None:
    job_id = submit(client)["id"]
    assert client.get(f"/v1/jobs/{job_id}?wait=0.05").json()["state"] == "queued"


@pytest.mark.parametrize("wait", ["-1", "61", "nan", "inf", "x"])
def test_nobody_waits_for_longer_than_a_minute(client: TestClient, wait: str) -> None:
    assert refusal(client.get(f"/v1/jobs/{submit(client)['id']}?wait={wait}"))[0] == 422


def test_events_of_a_finished_job_are_one_with_all_of_it(client: TestClient, store: JobStore) -> None:
    job_id = submit(client)["id"]
    finish(store, job_id)
    answer = client.get(f"/v1/jobs/{job_id}/events", headers={"Last-Event-ID": "odd"})
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    assert (answer.headers["Cache-Control"], answer.headers["X-Accel-Buffering"]) == ("no-store", "no")
    assert answer.text.startswith("id: 3\nevent: done\ndata: {")
    assert answer.text.count("\n\n") == 1
    assert f'%2F{job_id}%2F1.mp3"' in answer.text


def test_who_knows_the_end_is_not_to_come_again(client: TestClient, store: JobStore) -> None:
    job_id = submit(client)["id"]
    finish(store, job_id)
    assert client.get(f"/v1/jobs/{job_id}/events", headers={"Last-Event-ID": "3"}).status_code == 204


def test_each_key_has_a_secret_of_its_own_for_webhooks(client: TestClient, backend: Backend) -> None:
    mine = client.get("/v1/webhook-secret").json()["secret"]
    _, secret = backend.keys.add("neighbour")
    assert mine.startswith("whsec_")
    assert client_of(backend, secret.reveal()).get("/v1/webhook-secret").json()["secret"] != mine


@pytest.mark.parametrize("path", ["/v1/jobs", f"/v1/jobs/{NO_ID}", f"/v1/jobs/{NO_ID}/events", "/v1/webhook-secret"])
def test_without_a_key_nothing_is_told(backend: Backend, path: str) -> None:
    assert refusal(TestClient(create_app(backend)).get(path))[:2] == (401, "refused_key")
