"""POST /format_input, /v1/create_sample and /create_random_sample: requests that are written for the user."""

import asyncio
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from generate_track.request import TrackRequest
from generate_track.server.app import create_app
from serving import Serving

ROUTES = ("/format_input", "/v1/create_sample", "/create_random_sample")


@pytest.fixture
def embedded(serving: Serving) -> Serving:
    return replace(serving, backend=replace(serving.backend, engine="embedded"))


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


@pytest.mark.parametrize("path", ["/format_input", "/v1/create_sample"])
def test_what_cannot_be_made_is_refused(embedded: Serving, path: str) -> None:
    answer = embedded.client.post(path, json={"bpm": 9999})
    assert answer.status_code == 422
    assert "bpm 9999" in answer.json()["error"]
    assert "the prompt is empty" in answer.json()["error"]


@pytest.mark.parametrize("path", ROUTES)
def test_before_ace_step_servers_it_is_not_to_be_had(serving: Serving, path: str) -> None:
    answer = serving.client.post(path, json={"prompt": "jazz"})
    assert (answer.status_code, answer.json()["error"].partition(":")[0]) == (503, "this server has no language model")


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
