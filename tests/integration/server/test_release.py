"""POST /release_task: a request in ACE-Step's words becomes a job."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.types import Message

from generate_track.queue.job import Job
from generate_track.queue.store import Limits
from generate_track.server.app import create_app
from serving import PROMPT, Serving

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
HALF_A_CHARACTER = b'--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n+2AA-\r\n--b--'


def post(serving: Serving, **said: Any) -> httpx2.Response:  # noqa: ANN401 - of the client
    return serving.client.post("/release_task", **said)


def job_of(serving: Serving, answer: httpx2.Response) -> Job:
    assert answer.status_code == 200, answer.text
    job = serving.backend.store.get(answer.json()["data"]["task_id"])
    assert job is not None
    return job


def refusal(answer: httpx2.Response) -> tuple[int, str]:
    body = answer.json()
    assert body["code"] == answer.status_code
    assert body["detail"] == body["error"]
    return answer.status_code, body["error"]


def test_a_task_is_accepted_as_upstream_does_it(serving: Serving) -> None:
    body = post(serving, json=PROMPT).json()
    assert (body["code"], body["error"], body["extra"]) == (200, None, None)
    assert body["timestamp"] > 1_700_000_000_000
    assert (body["data"]["status"], body["data"]["queue_position"]) == ("queued", 1)
    assert post(serving, json=PROMPT).json()["data"]["queue_position"] == 2


@pytest.mark.parametrize(
    "said",
    [
        {"json": {"caption": "calm piano", "targetDuration": 12, "metas": {"bpm": 90}}},
        {"json": {"prompt": "calm piano", "param_obj": '{"duration": 12, "bpm": "90"}'}},
        {"data": {"prompt": "calm piano", "audio_duration": "12", "bpm": "90", "userMetadata": "{}"}},
        {"files": {"prompt": (None, "calm piano"), "duration": (None, "12.0"), "meta": (None, '{"bpm": 90}')}},
        {"content": b'{"prompt":"calm piano","duration":12,"bpm":90}', "headers": {"Content-Type": "text/x+json"}},
    ],
)
def test_three_kinds_of_body_say_the_same(serving: Serving, said: dict[str, Any]) -> None:
    request = job_of(serving, post(serving, **said)).request
    assert (request.caption, request.duration_s, request.bpm) == ("calm piano", 12, 90)


def test_a_form_may_have_any_letters(serving: Serving) -> None:
    for said in ({"data": {"prompt": "গান 🎵"}}, {"files": {"prompt": (None, "গান 🎵")}}):
        assert job_of(serving, post(serving, **said)).request.caption == "গান 🎵"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{nope", "application/json", 400),
        (b"", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b'{"prompt": NaN}', "application/json", 400),
        (b'{"prompt": "\\ud800"}', "application/json", 400),
        (b'{"prompt": "\xff"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"hello", "text/plain", 415),
        (b"hello", "", 415),
        (b"--b\r\nnope\r\n\r\n", MULTIPART, 400),
        (b"--b--", "multipart/form-data", 400),
        (b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", MULTIPART, 400),
        (b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n', MULTIPART, 422),
        (HALF_A_CHARACTER, f"{MULTIPART}; charset=utf-7", 400),
        (HALF_A_CHARACTER, f"{MULTIPART}; charset=hex", 200),
        (b"prompt=%ff%00&a&&=", FORM, 200),
        (b"&".join(b"a%d=1" % n for n in range(300)), FORM, 400),
        (b"prompt=" + b"x" * 300_000, FORM, 400),
        (b"x" * 2_000_000, "application/json", 413),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_no_fault_of_the_server(
    *, serving: Serving, body: bytes, kind: str, status: int
) -> None:
    headers = {"Content-Type": kind} if kind else {}
    assert post(serving, content=body, headers=headers).status_code == status


def test_every_mistake_is_told_at_once_in_the_words_of_the_api(serving: Serving) -> None:
    status, error = refusal(post(serving, json={"bpm": 9999, "batch_size": 9, "audio_format": "ogg", "model": "gpt"}))
    assert status == 422
    for name in ("prompt", "bpm", "batch_size", "audio_format", "model"):
        assert name in error
    assert "--" not in error


def test_what_is_not_known_is_passed_on_to_servers_and_over_by_the_embedded_engine(serving: Serving) -> None:
    said = PROMPT | {"timesteps": [1], "_comment": None}
    assert job_of(serving, post(serving, json=said)).request.extra["timesteps"] == [1]
    embedded = replace(serving, backend=replace(serving.backend, engine="embedded"))
    assert job_of(embedded, post(embedded, json=said)).request.extra == {}


def test_a_job_tells_as_asked_for_what_was(serving: Serving) -> None:
    task_id = serving.release({"bpm": 90, "audio_duration": None})
    (told,) = serving.client.get(f"/v1/jobs/{task_id}").json()["requests"]
    assert (told["bpm"], told["duration_s"], told["time_signature"], told["language"]) == (90, None, None, None)


def test_takes_whose_seeds_do_not_follow_each_other_are_one_job(serving: Serving) -> None:
    job = job_of(serving, post(serving, json=PROMPT | {"seed": "5,6,90", "batch_size": 3}))
    assert [request.seeds for request in job.requests] == [(5, 6), (90,)]
    assert job.n_takes == 3


def test_the_same_idempotency_key_is_the_same_task(serving: Serving) -> None:
    headers = {"Idempotency-Key": "take-1"}
    first, again = (job_of(serving, post(serving, json=PROMPT, headers=headers)) for _ in range(2))
    assert first.id == again.id
    assert post(serving, json=PROMPT | {"bpm": 90}, headers=headers).status_code == 409
    assert post(serving, json=PROMPT, headers={"Idempotency-Key": "a\tb"}).status_code == 422


def test_a_full_queue_says_when_to_come_back(tmp_path: Path) -> None:
    with Serving.open(tmp_path, queue=Limits(queued=1)) as serving:
        serving.release()
        answer = post(serving, json=PROMPT)
    status, error = refusal(answer)
    assert (status, error) == (429, "1 jobs are waiting, and 1 is the limit")
    assert int(answer.headers["Retry-After"]) >= 1


def test_a_key_in_the_body_is_kept_nowhere(serving: Serving) -> None:
    locked = serving.locked()
    answer = replace(locked, key=None).client.post("/release_task", json=PROMPT | {"ai_token": locked.key})
    job = job_of(locked, answer)
    assert job.key_id
    assert str(locked.key) not in json.dumps([request.model_dump(mode="json") for request in job.requests])


def test_a_stranger_is_told_to_be_one_before_the_body_is_looked_at(serving: Serving) -> None:
    stranger = replace(serving.locked(), key="wrong").client
    answer = stranger.post("/release_task", content=b"{nope", headers={"Content-Type": "application/json"})
    assert refusal(answer) == (401, "Invalid API key")


@pytest.mark.parametrize("header", [None, "wrong"])
def test_a_right_key_in_the_body_goes_before_a_wrong_one_in_the_header(serving: Serving, header: str | None) -> None:
    locked = serving.locked()
    client = replace(locked, key=header).client
    assert client.post("/release_task", json=PROMPT | {"ai_token": locked.key}).status_code == 200
    assert client.post("/query_result", json={"task_id_list": [], "ai_token": locked.key}).status_code == 200
    assert client.post("/query_result", json={"task_id_list": [], "ai_token": "other"}).json()["error"] == (
        "Invalid ai_token"
    )


def test_from_a_stranger_no_audio_is_read_whatever_key_the_form_may_hold(serving: Serving) -> None:
    locked = serving.locked()
    file = {"src_audio": ("a.wav", b"x" * 1_100_000, "audio/wav")}
    answer = replace(locked, key="wrong").client.post("/release_task", data={"ai_token": locked.key}, files=file)
    assert refusal(answer) == (401, "Invalid API key")


def test_a_client_that_leaves_in_the_middle_is_no_error_of_the_server(
    serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    messages: list[Message] = []
    scope = {"type": "http", "method": "POST", "path": "/release_task", "query_string": b"", "root_path": ""}
    scope |= {"headers": [(b"content-type", b"application/json")], "client": ("127.0.0.1", 1)}
    asyncio.run(create_app(serving.backend)(scope, receive, send))
    assert messages[0]["status"] == 499
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_without_a_model_there_are_no_edit_tasks(serving: Serving) -> None:
    embedded = replace(serving, backend=replace(serving.backend, engine="embedded", models=MODEL))
    status, error = refusal(post(embedded, json=PROMPT | {"task_type": "cover"}))
    assert (status, error) == (422, "task_type 'cover' needs an ACE-Step model, and this server has none")
    said = PROMPT | {"task_type": "text2music", "thinking": True, "use_format": "true", "model": "acestep-v15-sft"}
    assert job_of(embedded, post(embedded, json=said)).request.model == "embedded"


MODEL = ("embedded",)
_texts = st.text(max_size=30)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=8,
)
_names = st.sampled_from(["prompt", "lyrics", "bpm", "seed", "metas", "param_obj", "ai_token", "batch_size"]) | _texts


def _encodings(said: dict[str, Any]) -> list[dict[str, Any]]:
    texts = {name: json.dumps(value) if isinstance(value, (dict, list)) else str(value) for name, value in said.items()}
    content = json.dumps(said).encode()
    forms = [{"data": texts}, {"files": {name: (None, text) for name, text in texts.items()}}] if texts else []
    return [{"content": content, "headers": {"Content-Type": "application/json"}}, *forms]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.dictionaries(_names, _values, max_size=6))
@example(said={"prompt": "\x00", "lyrics": "\x00"})
@example(said={"prompt": "jazz", "seed": "1" * 5000})
def test_whatever_is_said_is_accepted_or_refused(serving: Serving, said: dict[str, Any]) -> None:
    for encoding in _encodings(said):
        assert post(serving, **encoding).status_code in {200, 400, 422, 429}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300), kind=st.sampled_from([MULTIPART, FORM, "application/json"]))
def test_whatever_bytes_are_sent_are_accepted_or_refused(*, serving: Serving, body: bytes, kind: str) -> None:
    for content in (body, b"--b\r\nContent-Disposition: form-data; " + body, b"--b\r\n" + body + b"\r\n--b--"):
        answer = post(serving, content=content, headers={"Content-Type": kind})
        assert answer.status_code in {200, 400, 422, 429}
