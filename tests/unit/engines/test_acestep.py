import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generate_track.acestep.client import Client
from generate_track.engines.acestep import AceStepEngine
from generate_track.engines.base import Done, Event, Note, Queued, RemoteTask, Running, Submitted, Submitting, Take
from generate_track.errors import (
    GenerationFailedError,
    InvalidRequestError,
    NotAceStepError,
    StalledError,
)
from generate_track.request import TrackRequest

KEY = "sk-very-secret"


def item(index: int = 0, **said: object) -> dict[str, Any]:
    return {
        "file": f"/v1/audio?path=%2Fout%2F{index}.mp3",
        "status": 1,
        "seed_value": "7,8,9",
        "dit_model": "acestep-v15-turbo",
        "lm_model": "",
        "metas": {"bpm": 90, "keyscale": "A minor", "timesignature": "4", "duration": 10.0, "genres": "N/A"},
    } | said


class Server:
    """Takes one task and delivers these items, or answers a route otherwise."""

    def __init__(self, *items: dict[str, Any], status: int = 1, **answers: httpx2.Response) -> None:
        self.entry = {"task_id": "t1", "status": status, "result": json.dumps(items)}
        self.answers = answers
        self.requests: list[httpx2.Request] = []
        self.events: list[Event] = []

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        name = request.url.path.rpartition("/")[2]
        if name in self.answers:
            return self.answers[name]
        if name == "audio":
            return httpx2.Response(200, headers={"content-type": "audio/mpeg"}, content=b"ID3" + bytes(99))
        data = {
            "health": {"status": "ok", "models_initialized": True},
            "release_task": {"task_id": "t1", "status": "queued", "queue_position": 4},
            "query_result": [self.entry],
        }
        return httpx2.Response(200, json={"data": data.get(name), "code": 200})

    @property
    def engine(self) -> AceStepEngine:
        client = Client("http://h:8001/api", api_key=KEY, transport=httpx2.MockTransport(self.handle))
        return AceStepEngine(client, timeout_s=30, sleep=lambda _: None, now=lambda: 0.0)

    def generate(self, folder: Path, **said: object) -> Iterator[Take]:
        request = TrackRequest.parse({"caption": "x", "seed": 7, "duration_s": 10} | said)
        return self.engine.generate(request, scratch=folder, on_event=self.events.append)


def test_a_take_has_its_file_its_seed_and_what_the_server_told(tmp_path: Path) -> None:
    (take,) = Server(item(lm_model="acestep-5Hz-lm-0.6B")).generate(tmp_path)
    assert (take.index, take.seed, take.path) == (0, 7, tmp_path / "take-1.mp3")
    assert take.path.read_bytes().startswith(b"ID3")
    assert take.facts == {
        "server": "http://h:8001/api",
        "server_build": "since 25 February 2026",
        "task_id": "t1",
        "server_seed": 7,
        "model": "acestep-v15-turbo",
        "lm_model": "acestep-5Hz-lm-0.6B",
        "bpm": 90,
        "key": "A minor",
        "time_signature": "4",
        "duration_s": 10.0,
        "file_url_path": "/v1/audio?path=%2Fout%2F0.mp3",
        "differences": [],
    }
    assert json.dumps(take.facts)


def test_events_come_in_order(tmp_path: Path) -> None:
    server = Server(item())
    list(server.generate(tmp_path))
    kinds = [type(event) for event in server.events]
    assert kinds == [Submitting, Submitted, Queued, Running, Done]
    assert server.events[1].task_id == "t1"  # type: ignore[union-attr]
    assert server.events[2] == Queued(4)
    assert server.events[-1] == Done(1)


def test_the_task_is_told_before_the_first_poll(tmp_path: Path) -> None:
    server = Server(item())
    seen: list[int] = []

    def note(event: Event) -> None:
        if isinstance(event, Submitted):
            seen.append(sum(request.url.path.endswith("query_result") for request in server.requests))

    request = TrackRequest.parse({"caption": "x", "seed": 7})
    list(server.engine.generate(request, scratch=tmp_path, on_event=note))
    assert seen == [0]


def test_takes_come_as_they_are_ready_and_the_rest_stays_undone(tmp_path: Path) -> None:
    server = Server(item(0), item(1), item(2))
    takes = server.generate(tmp_path, batch=3)
    assert next(takes).seed == 7
    assert sum("audio" in request.url.path for request in server.requests) == 1
    assert [take.seed for take in takes] == [8, 9]


def test_the_key_is_in_no_event_and_no_fact(tmp_path: Path) -> None:
    server = Server(item())
    (take,) = server.generate(tmp_path)
    assert KEY not in f"{server.events} {take}"
    assert all(request.headers["authorization"] == f"Bearer {KEY}" for request in server.requests)


def test_a_resumed_task_is_not_submitted_and_skips_what_is_there(tmp_path: Path) -> None:
    server = Server(item(0), item(1), item(2))
    request = TrackRequest.parse({"caption": "x", "seed": 7, "batch": 3})
    task = RemoteTask("http://h:8001/api", "t1")
    takes = server.engine.resume(request, task, scratch=tmp_path, on_event=server.events.append, skip=frozenset({0, 2}))
    assert [(take.index, take.seed) for take in takes] == [(1, 8)]
    assert not any(request.url.path.endswith("release_task") for request in server.requests)


@pytest.mark.parametrize(
    ("said", "told", "difference"),
    [
        ({}, {"seed_value": "123"}, {"field": "seed", "asked": 7, "got": 123}),
        ({"model": "sft"}, {}, {"field": "model", "asked": "acestep-v15-sft", "got": "acestep-v15-turbo"}),
        ({"bpm": 120}, {}, {"field": "bpm", "asked": 120, "got": 90}),
        ({"key": "C major"}, {}, {"field": "key", "asked": "C major", "got": "A minor"}),
        ({"key": "C major"}, {"metas": {"keyscale": "odd"}}, {"field": "key", "asked": "C major", "got": "odd"}),
        ({"time_signature": "6/8"}, {}, {"field": "time_signature", "asked": "6", "got": "4"}),
        ({"batch": 2}, {}, {"field": "batch", "asked": 2, "got": 1}),
    ],
)
def test_what_the_server_changed_is_a_difference(
    tmp_path: Path, said: dict[str, object], told: dict[str, object], *, difference: dict[str, object]
) -> None:
    (take,) = Server(item(**told)).generate(tmp_path, **said)
    assert take.facts["differences"] == [difference]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"key": "Am"}, {"metas": {"keyscale": "a Minor"}}),
        ({"key": "Bb"}, {"metas": {"keyscale": "A# major"}}),
        ({"time_signature": "6/8"}, {"metas": {"timesignature": "6/8"}}),
        ({"bpm": 120}, {"metas": {"bpm": "120.0"}}),
        ({}, {"dit_model": "acestep/acestep-v15-turbo"}),
        ({}, {"seed_value": "", "dit_model": "", "metas": {}}),
    ],
)
def test_the_same_in_other_words_is_no_difference(
    tmp_path: Path, said: dict[str, object], told: dict[str, object]
) -> None:
    (take,) = Server(item(**told)).generate(tmp_path, **said)
    assert take.facts["differences"] == []


def test_a_seed_that_was_set_by_hand_is_the_takes_seed(tmp_path: Path) -> None:
    (take,) = Server(item(seed_value="99")).generate(tmp_path, extra={"seed": 99})
    assert (take.seed, take.facts["differences"]) == (99, [])
    (other,) = Server(item(seed_value="5")).generate(tmp_path, extra={"seed": "random"})
    assert other.seed == 7


def test_what_a_language_model_wrote_is_told_and_what_was_sent_is_not(tmp_path: Path) -> None:
    written = {"prompt": "warm jazz", "lyrics": "[Verse]\nla"}
    (take,) = Server(item(**written)).generate(tmp_path)
    assert {name: take.facts[name] for name in written} == written
    (take,) = Server(item(prompt="x", lyrics="[Instrumental]")).generate(tmp_path)
    assert not written.keys() & take.facts.keys()


@pytest.mark.parametrize("asked_s", [None, 30])
def test_a_length_other_than_the_requests_is_told(tmp_path: Path, asked_s: int | None) -> None:
    (take,) = Server(item()).generate(tmp_path, extra={"audio_duration": asked_s})
    assert take.facts["asked_duration_s"] == asked_s


def test_empty_items_are_left_out_and_said(tmp_path: Path) -> None:
    server = Server(item(0, file=""), item(1))
    (take,) = server.generate(tmp_path, batch=2)
    assert (take.index, take.seed, take.facts["server_seed"]) == (1, 8, 8)
    (note,) = [event for event in server.events if isinstance(event, Note)]
    assert note.message == "the server made 1 of 2 takes"


def test_more_takes_than_asked_are_not_fetched(tmp_path: Path) -> None:
    server = Server(item(0), item(1))
    assert [take.index for take in server.generate(tmp_path)] == [0]
    (note,) = [event for event in server.events if isinstance(event, Note)]
    assert "left on the server" in str(note.hint)


def test_success_without_any_audio_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(GenerationFailedError, match="made no audio"):
        list(Server(item(file="")).generate(tmp_path))


@pytest.mark.parametrize(
    ("failed", "kind"),
    [({"status": 2, "error": "boom"}, GenerationFailedError), ({"status": 0}, StalledError)],
)
def test_a_failed_task_is_diagnosed(tmp_path: Path, failed: dict[str, object], kind: type[Exception]) -> None:
    with pytest.raises(kind):
        list(Server(failed, status=2).generate(tmp_path))


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("/v1/audio?path=%2Fout%2Fa.flac", "take-1.flac"),
        ("/out/a.WAV", "take-1.wav"),
        ("/v1/audio?path=a.mp3%2F..%2F..%2Fetc", "take-1.mp3"),
        ("/v1/audio?path=a.%2Fx%0A", "take-1.mp3"),
        ("/v1/audio?id=5", "take-1.mp3"),
    ],
)
def test_the_servers_file_name_gives_a_suffix_and_nothing_else(tmp_path: Path, file: str, name: str) -> None:
    (take,) = Server(item(file=file)).generate(tmp_path)
    assert take.path == tmp_path / name


def test_a_file_to_upload_is_checked_before_anything_is_sent(tmp_path: Path) -> None:
    server = Server(item())
    expert = {"task_type": "cover", "src_audio": str(tmp_path / "gone.wav")}
    with pytest.raises(InvalidRequestError, match="is not a file"):
        list(server.generate(tmp_path, expert=expert))
    assert server.requests == []


def test_an_upload_is_shown_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "song.wav").touch()
    server = Server(item())
    list(server.generate(tmp_path, expert={"task_type": "cover", "src_audio": str(tmp_path / "song.wav")}))
    submitting = server.events[0]
    assert isinstance(submitting, Submitting)
    assert submitting.payload["src_audio"] == "@song.wav"


def test_a_remark_on_the_request_is_a_note(tmp_path: Path) -> None:
    server = Server(item())
    list(server.generate(tmp_path, guidance=12))
    assert isinstance(server.events[0], Note)
    assert "no effect" in server.events[0].message


def test_a_server_that_is_none_is_named_before_anything_is_spent(tmp_path: Path) -> None:
    server = Server(health=httpx2.Response(200, html="<title>Welcome</title>"))
    with pytest.raises(NotAceStepError, match="web page"):
        list(server.generate(tmp_path))
    assert server.events == []


def test_a_server_that_refuses_the_task_is_named_too(tmp_path: Path) -> None:
    missing = httpx2.Response(404, json={"detail": "Not Found"})
    chat = {"object": "list", "data": []}
    server = Server(health=missing, release_task=missing, models=httpx2.Response(200, json=chat))
    with pytest.raises(NotAceStepError, match="chat/completions"):
        list(server.generate(tmp_path))


def test_a_native_server_without_the_route_is_told_as_it_answers(tmp_path: Path) -> None:
    stats = httpx2.Response(200, json={"data": {"queue_size": 0}, "code": 200})
    server = Server(release_task=httpx2.Response(404, json={"detail": "Not Found"}), stats=stats)
    with pytest.raises(NotAceStepError, match="404"):
        list(server.generate(tmp_path))


def test_a_full_queue_is_noted_while_it_is_waited_for(tmp_path: Path) -> None:
    busy, ticket = httpx2.Response(429), {"data": {"task_id": "t1", "status": "queued"}, "code": 200}
    server = Server(item())
    server.answers["release_task"] = busy
    clock = [0.0]

    def sleep(seconds: float) -> None:
        clock[0] += seconds
        server.answers["release_task"] = httpx2.Response(200, json=ticket)

    client = Client("http://h", transport=httpx2.MockTransport(server.handle), sleep=sleep, now=lambda: clock[0])
    engine = AceStepEngine(client, timeout_s=30, sleep=sleep, now=lambda: clock[0])
    list(engine.generate(TrackRequest.parse({"caption": "x"}), scratch=tmp_path, on_event=server.events.append))
    (note,) = [event for event in server.events if isinstance(event, Note)]
    assert "queue is full" in note.message


def test_an_interrupt_passes_through(tmp_path: Path) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    server = Server({"progress": 0.1}, status=0)
    client = Client("http://h", transport=httpx2.MockTransport(server.handle))
    engine = AceStepEngine(client, sleep=interrupt)
    with pytest.raises(KeyboardInterrupt):
        list(engine.generate(TrackRequest.parse({"caption": "x"}), scratch=tmp_path, on_event=server.events.append))
    assert any(isinstance(event, Submitted) for event in server.events)
