"""POST /v1/chat/completions: a track as the answer of a chat."""

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from fake_engine import FakeEngine
from generate_track.errors import GenerationFailedError
from generate_track.queue.store import Limits
from generate_track.server.backend import ServerLimits
from generate_track.server.key import Caller, KeyRing
from serving import MODELS, Serving

PATH = "/v1/chat/completions"
SAID = {"messages": [{"role": "user", "content": "<prompt>calm piano</prompt>"}], "audio_config": {"duration": 10}}


def ask(serving: Serving, **said: Any) -> httpx2.Response:  # noqa: ANN401 - what a client sends
    with serving.busy():
        return serving.client.post(PATH, json=SAID | said)


def audio_of(url: str) -> tuple[str, bytes]:
    media, _, text = url.partition(";base64,")
    return media, base64.b64decode(text, validate=True)


def chunks(answer: httpx2.Response) -> list[dict[str, Any]]:
    *events, done = answer.text.removesuffix("\n\n").split("\n\n")
    assert done == "data: [DONE]"
    return [json.loads(event.removeprefix("data: ")) for event in events]


def test_the_answer_is_a_finished_track(serving: Serving) -> None:
    told = ask(serving, model=f"acestep/{MODELS[1]}", seed=7).json()
    (choice,) = told["choices"]
    assert (told["object"], told["model"], choice["finish_reason"]) == (
        "chat.completion",
        f"acestep/{MODELS[1]}",
        "stop",
    )
    assert choice["message"]["content"].startswith("## Metadata\n**Caption:** calm piano\n**BPM:** 90\n")
    (take,) = choice["message"]["audio"]
    media, audio = audio_of(take["audio_url"]["url"])
    (output,) = serving.backend.store.get(told["id"].removeprefix("chatcmpl-")).outputs  # type: ignore[union-attr]
    assert (media, len(audio), output.seed) == ("data:audio/mpeg", output.size_bytes, 7)
    assert audio.startswith(b"ID3")


def test_every_take_is_in_the_answer(serving: Serving) -> None:
    told = ask(serving, batch_size=2, audio_config={"duration": 10, "format": "wav"}).json()
    takes = [audio_of(take["audio_url"]["url"]) for take in told["choices"][0]["message"]["audio"]]
    assert [(media, audio[:4]) for media, audio in takes] == [("data:audio/wav", b"RIFF")] * 2


def test_a_stream_tells_that_it_goes_on_and_ends_with_the_track(serving: Serving) -> None:
    first, *beats, words, audio, last = chunks(ask(serving, stream=True))
    assert first["choices"][0]["delta"] == {"role": "assistant", "content": "Generating music"}
    assert {beat["choices"][0]["delta"]["content"] for beat in beats} == {"."}
    assert words["choices"][0]["delta"]["content"].startswith("\n\n## Metadata")
    (take,) = audio["choices"][0]["delta"]["audio"]
    assert audio_of(take["audio_url"]["url"])[1].startswith(b"ID3")
    assert last["choices"][0] == {"index": 0, "delta": {}, "finish_reason": "stop"}


def test_a_track_that_cannot_be_made_is_an_error_with_its_reason(serving: Serving) -> None:
    ill = replace(serving, engine=FakeEngine(error=GenerationFailedError("the strings broke")))
    answer = ask(ill)
    assert (answer.status_code, answer.json()["detail"]) == (500, "the strings broke")
    *_, words, last = chunks(ask(ill, stream=True))
    assert words["choices"][0]["delta"]["content"] == "\n\nError: the strings broke"
    assert last["choices"][0]["finish_reason"] == "error"


def test_a_server_that_ends_says_that_the_track_will_be_made(serving: Serving) -> None:
    serving.client.app.state.watch.end()  # type: ignore[attr-defined]
    answer = serving.client.post(PATH, json=SAID)
    assert (answer.status_code, "GET /v1/jobs" in answer.json()["error"]) == (503, True)
    assert "GET /v1/jobs" in serving.client.post(PATH, json=SAID | {"stream": True}).text
    assert len(serving.line.waiting) == 2


@pytest.mark.parametrize(
    ("said", "status"), [({"messages": []}, 422), ({"model": "gpt-4o"}, 422), ({"batch_size": 0}, 422)]
)
def test_what_cannot_be_made_is_refused(serving: Serving, said: dict[str, Any], status: int) -> None:
    assert serving.client.post(PATH, json=SAID | said).status_code == status


def test_a_key_is_asked_for_and_the_queue_has_an_end(tmp_path: Path) -> None:
    with Serving.open(tmp_path, queue=Limits(queued=1)) as serving:
        assert replace(serving.locked(), key=None).client.post(PATH, json=SAID).status_code == 401
        serving.release()
        answer = serving.client.post(PATH, json=SAID)
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)


def test_a_chat_that_is_sent_again_gets_the_same_track(serving: Serving) -> None:
    headers = {"Idempotency-Key": "retry-1"}
    with serving.busy():
        ids = {serving.client.post(PATH, json=SAID, headers=headers).json()["id"] for _ in range(2)}
    assert len(ids) == 1


class FadingKeys(KeyRing):
    """Lets a key in once."""

    n_asked = 0

    def find(self, secret: str) -> Caller | None:
        self.n_asked += 1
        return super().find(secret) if self.n_asked == 1 else None


@pytest.mark.parametrize("stream", [False, True])
def test_nobody_waits_for_a_track_with_a_key_that_was_revoked(*, serving: Serving, stream: bool) -> None:
    locked = serving.locked()
    fading = replace(locked, backend=replace(locked.backend, keys=FadingKeys(serving.backend.store.database)))
    answer = fading.client.post(PATH, json=SAID | {"stream": stream})
    assert answer.status_code == (200 if stream else 401)
    assert "[DONE]" not in answer.text


@pytest.mark.parametrize("stream", [False, True])
def test_so_many_chats_of_a_key_may_wait_for_their_tracks(*, serving: Serving, stream: bool) -> None:
    limited = replace(serving, backend=replace(serving.backend, limits=ServerLimits(waits_per_key=0)))
    answer = limited.client.post(PATH, json=SAID | {"stream": stream})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "10")
    assert serving.line.waiting == []
