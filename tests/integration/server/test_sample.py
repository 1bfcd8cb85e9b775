"""POST /format_input, /v1/create_sample and /create_random_sample: requests that are written for the user."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from fake_server import FakeAceStep
from generate_track.engines.fleet import Fleet
from generate_track.request import TrackRequest
from generate_track.server.app import create_app
from pools import Pool
from serving import Serving

ROUTES = ("/format_input", "/v1/create_sample", "/create_random_sample")


def ask(serving: Serving, path: str, said: dict[str, Any]) -> dict[str, Any]:
    answer = serving.client.post(path, json=said)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def test_what_is_heard_in_a_prompt_is_said_in_fields(embedded: Serving) -> None:
    told = ask(embedded, "/format_input", {"prompt": "slow waltz in D minor, 80 bpm", "lyrics": "la la"})
    assert (told["caption"], told["lyrics"]) == ("slow waltz in D minor, 80 bpm", "la la")
    assert (told["bpm"], told["key_scale"], told["time_signature"]) == (80, "D minor", "3")
    assert (told["duration"], told["vocal_language"], told["instrumental"]) == (120.0, "en", False)


def test_what_is_said_goes_before_what_is_heard(embedded: Serving) -> None:
    said = {"prompt": "jazz", "param_obj": '{"duration": 30, "bpm": 100, "key": "Am", "language": "ja"}'}
    told = ask(embedded, "/format_input", said)
    assert (told["duration"], told["bpm"], told["key_scale"], told["vocal_language"]) == (30.0, 100, "A minor", "ja")
    assert told["lyrics"] == "[Instrumental]"


def test_a_sample_is_written_from_a_description(embedded: Serving) -> None:
    told = ask(embedded, "/v1/create_sample", {"query": "calm piano, 70 bpm", "instrumental": True})
    assert (told["caption"], told["bpm"], told["lyrics"]) == ("calm piano, 70 bpm", 70, "[Instrumental]")
    assert (told["keyscale"], told["timesignature"]) == (told["key_scale"], told["time_signature"])


def test_a_random_sample_can_be_made(embedded: Serving) -> None:
    told = ask(embedded, "/create_random_sample", {"sample_type": "simple_mode"})
    request = TrackRequest.parse({"caption": told["description"], "bpm": told["bpm"], "key": told["keyscale"]})
    assert request.caption == told["caption"]
    assert (told["think"], told["language"]) == (False, told["vocal_language"])
    assert embedded.client.post("/create_random_sample").status_code == 200


def test_lyrics_alone_are_completed_too(embedded: Serving) -> None:
    told = ask(embedded, "/format_input", {"lyrics": "[Verse]\nHello"})
    assert (told["caption"], told["lyrics"], told["instrumental"]) == ("song", "[Verse]\nHello", False)


@pytest.mark.parametrize("path", ["/format_input", "/v1/create_sample"])
def test_what_cannot_be_made_is_refused(embedded: Serving, path: str) -> None:
    answer = embedded.client.post(path, json={"bpm": 9999})
    assert answer.status_code == 422
    assert "bpm 9999" in answer.json()["error"]
    assert "the prompt is empty" in answer.json()["error"]


def before(serving: Serving, *servers: FakeAceStep | str) -> Serving:
    """Return the server as it is before some ACE-Step servers."""
    pool = Pool(*servers)
    return replace(serving, backend=replace(serving.backend, fleet=Fleet(pool.roster, sleep=pool.sleep)))


def test_before_ace_step_servers_one_of_them_writes(serving: Serving) -> None:
    with FakeAceStep() as server:
        front = before(serving, server)
        music = {"bpm": 90, "key": "Am", "duration": 30, "timeSignature": "3", "language": "ja"}
        said = {"caption": "jazz", "lyrics": "la", "temperature": 0.7, "param_obj": music}
        told = ask(front, "/format_input", said)
        assert (told["caption"], told["bpm"]) == (f"written by {server.url}", 94)
        heard = {**told["heard"], "param_obj": json.loads(told["heard"]["param_obj"])}
        nest = {"bpm": 90, "key": "Am", "duration": 30, "time_signature": "3", "language": "ja"}
        assert heard == {"prompt": "jazz", "lyrics": "la", "temperature": 0.7, "param_obj": nest}
        said = {"query": "jazz", "instrumental": True, "vocal_language": "en", "temperature": 1}
        assert ask(front, "/v1/create_sample", {**said, "ai_token": "x"})["heard"] == said
        assert ask(front, "/create_random_sample", {"sample_type": "custom_mode"})["heard"] == {
            "sample_type": "custom_mode"
        }


@pytest.mark.parametrize("path", ROUTES)
def test_when_no_server_can_write_it_is_told_why_and_not_where(serving: Serving, path: str) -> None:
    with FakeAceStep(no_lm=True) as first, FakeAceStep(api_key="other") as second:
        answer = before(serving, first, second).client.post(path, json={"prompt": "jazz"})
    body = answer.json()
    assert (answer.status_code, body["code"], body["error_code"]) == (503, 503, "engine_unavailable")
    assert body["error"] == (
        "no server can write the request: the engine's server cannot write it: LLM init failed: no a file"
    )


@pytest.mark.parametrize(
    ("fault", "status", "told"),
    [
        ({"api_key": "other"}, 503, "no server can write the request: none of them answers"),
        ({"busy_lm": 1}, 429, "all servers are busy"),
        ({}, 422, "/format_input does not take the request: prompt is not wanted"),
    ],
)
def test_what_servers_answer_is_not_taken_for_the_clients_fault_unless_it_is(
    serving: Serving, fault: dict[str, Any], *, status: int, told: str
) -> None:
    with FakeAceStep(**fault) as server:
        answer = before(serving, server).client.post("/format_input", json={"prompt": "refuse me"})
    assert (answer.status_code, answer.json()["error"]) == (status, told)
    assert answer.headers.get("Retry-After") == ("7" if status == 429 else None)


@pytest.mark.parametrize("path", ROUTES)
def test_a_key_is_asked_for(embedded: Serving, path: str) -> None:
    locked = embedded.locked()
    anybody = replace(locked, key=None).client
    assert anybody.post(path, json={"prompt": "jazz"}).status_code == 401
    assert anybody.post(path, json={"prompt": "jazz", "query": "jazz", "ai_token": locked.key}).status_code == 200


@pytest.mark.parametrize("path", ROUTES)
def test_requests_are_written_one_after_the_other(embedded: Serving, path: str) -> None:
    app = create_app(embedded.backend)

    async def ask_behind_another() -> int:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://localhost") as client:
            async with app.state.composing:
                asked = asyncio.create_task(client.post(path, json={"prompt": "jazz", "query": "jazz"}))
                while not app.state.composing.statistics().tasks_waiting:
                    await asyncio.wait([asked], timeout=0.01)
                    assert not asked.done()
            return (await asked).status_code

    assert asyncio.run(ask_behind_another()) == 200
