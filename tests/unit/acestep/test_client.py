import json
import logging
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from generate_track.acestep.client import Client
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    GenerationFailedError,
    InvalidRequestError,
    NotAceStepError,
    QueueFullError,
    RefusedKeyError,
    ResponseLostError,
)

KEY = "sk-very-secret"
Answer = httpx2.Response | httpx2.HTTPError
QUEUED = {"data": {"task_id": "t1", "status": "queued", "queue_position": 3}, "code": 200, "error": None}


class Server:
    """Gives the answers in turn, the last one for ever; an error is raised as the network would."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[httpx2.Request] = []
        self.slept: list[float] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, httpx2.HTTPError):
            raise answer
        # A response object is consumed by its reading.
        return httpx2.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def client(self, url: str = "http://127.0.0.1:8001") -> Client:
        return Client(
            url,
            api_key=KEY,
            transport=httpx2.MockTransport(self),
            sleep=self.slept.append,
            now=lambda: sum(self.slept),
        )


def ok(data: object) -> httpx2.Response:
    return httpx2.Response(200, json={"data": data, "code": 200, "error": None})


def test_a_task_is_submitted_as_json_with_the_key_in_the_header() -> None:
    server = Server(httpx2.Response(200, json=QUEUED))
    ticket = server.client("http://h/api/").submit({"prompt": "été", "batch_size": 2})
    (request,) = server.requests
    assert (ticket.task_id, ticket.position) == ("t1", 3)
    assert str(request.url) == "http://h/api/release_task"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.headers["user-agent"].startswith("curl/")
    assert json.loads(request.content) == {"prompt": "été", "batch_size": 2}


def test_without_a_key_no_header_is_sent() -> None:
    server = Server(ok({}))
    with Client("http://h", transport=httpx2.MockTransport(server)) as client:
        client.ask("/health")
    assert "authorization" not in server.requests[0].headers


@pytest.mark.parametrize("error", [httpx2.ConnectError("refused"), httpx2.ConnectTimeout("slow")])
def test_a_server_that_was_never_reached_is_tried_again(error: httpx2.HTTPError) -> None:
    server = Server(error, error, httpx2.Response(200, json=QUEUED))
    assert server.client().submit({}).task_id == "t1"
    assert server.slept == [0.25, 0.75]


def test_a_server_that_stays_away_is_told_with_a_hint() -> None:
    with pytest.raises(EngineUnavailableError, match="cannot be reached: refused") as caught:
        Server(httpx2.ConnectError("refused")).client().submit({})
    assert caught.value.hint == "check ACESTEP_API_URL; is the server running?"


def test_a_scheme_that_was_assumed_is_told_when_nothing_answers() -> None:
    with pytest.raises(EngineUnavailableError) as caught:
        Server(httpx2.ConnectError("")).client("music.example.org").ask("/health")
    assert "https was taken" in str(caught.value.hint)


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.ReadTimeout("timed out"),
        httpx2.RemoteProtocolError("disconnected"),
        httpx2.WriteError("pipe"),
        httpx2.Response(502),
        httpx2.Response(504, html="<html>"),
        httpx2.Response(524),
    ],
)
def test_a_lost_answer_is_said_and_the_task_not_sent_twice(answer: Answer) -> None:
    server = Server(answer)
    with pytest.raises(ResponseLostError, match="whether it took the task is not known"):
        server.client().submit({})
    assert len(server.requests) == 1


def test_an_answer_that_does_not_come_to_a_question_is_told() -> None:
    with pytest.raises(EngineUnavailableError, match="did not answer: ReadTimeout"):
        Server(httpx2.ReadTimeout("")).client().query("t1")


def test_a_full_queue_is_waited_for() -> None:
    busy, told = httpx2.Response(429, headers={"Retry-After": "5"}, json={"detail": "full"}), []
    server = Server(busy, busy, httpx2.Response(200, json=QUEUED))
    assert server.client().submit({}, on_wait=told.append).task_id == "t1"
    assert server.slept == [5, 5]
    assert len(told) == 1


def test_a_queue_that_stays_full_is_given_up() -> None:
    server = Server(httpx2.Response(429, json={"detail": "full"}))
    with pytest.raises(QueueFullError):
        server.client().submit({}, patience_s=10)
    assert sum(server.slept) <= 10


def test_a_server_that_is_not_ready_is_waited_for_half_a_minute_at_most() -> None:
    server = Server(httpx2.Response(503, json={"detail": "loading"}))
    with pytest.raises(EngineUnavailableError, match="503: loading"):
        server.client().submit({})
    assert 10 <= sum(server.slept) <= 30


@pytest.mark.parametrize(
    ("answer", "kind", "told"),
    [
        (httpx2.Response(401, json={"detail": "Invalid API key"}), RefusedKeyError, "Invalid API key"),
        (httpx2.Response(500, text="Internal Server Error"), GenerationFailedError, "failed on the request"),
        (httpx2.Response(200, json={"data": None, "code": 500, "error": "broken"}), GenerationFailedError, "broken"),
        (httpx2.Response(200, json={"data": {}, "code": 200}), NotAceStepError, "status 200"),
        (httpx2.Response(200, html="<html>"), NotAceStepError, "a web page"),
        (httpx2.Response(404, json={"detail": "Not Found"}), NotAceStepError, "404"),
        (httpx2.Response(307, headers={"location": "https://x"}), EngineUnavailableError, "redirects to https://x"),
    ],
)
def test_a_refused_task_is_told_and_not_sent_again(
    answer: httpx2.Response, kind: type[GenerateTrackError], *, told: str
) -> None:
    server = Server(answer)
    with pytest.raises(kind, match=told):
        server.client().submit({})
    assert len(server.requests) == 1


def test_the_gradio_app_is_recognised_by_its_receipt() -> None:
    done = {"data": {"task_id": "t1", "status": "succeeded"}, "code": 200}
    with pytest.raises(NotAceStepError, match="Gradio"):
        Server(httpx2.Response(200, json=done)).client().submit({})


def test_an_upload_goes_as_a_form_with_all_fields_as_text(tmp_path: Path) -> None:
    (tmp_path / "secret name.flac").write_bytes(b"fLaC")
    server = Server(httpx2.ConnectError("once"), httpx2.Response(200, json=QUEUED))
    server.client().submit(
        {"prompt": "x", "thinking": False, "bpm": 90}, uploads={"src_audio": tmp_path / "secret name.flac"}
    )
    body = server.requests[-1].content
    assert b'name="src_audio"; filename="src_audio.flac"' in body
    assert b"fLaC" in body
    assert b'name="thinking"\r\n\r\nfalse' in body
    assert b'name="bpm"\r\n\r\n90' in body


def test_a_crash_over_an_upload_names_the_builds_that_cannot(tmp_path: Path) -> None:
    (tmp_path / "a.wav").touch()
    server = Server(httpx2.Response(500, text="Internal Server Error"))
    with pytest.raises(GenerationFailedError) as caught:
        server.client().submit({}, uploads={"src_audio": tmp_path / "a.wav"})
    assert "uploads" in str(caught.value.hint)


def test_an_upload_that_cannot_be_read_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match="cannot be read"):
        Server(ok({})).client().submit({}, uploads={"src_audio": tmp_path / "gone.wav"})


def test_an_answer_about_another_task_is_refused() -> None:
    with pytest.raises(NotAceStepError, match="without telling of task t1"):
        Server(ok([])).client().query("t1")


def test_stats_that_are_no_object_are_empty() -> None:
    assert Server(ok([1])).client().stats() == {}
    assert Server(ok({"queue_size": 0})).client().stats() == {"queue_size": 0}


def test_a_closed_client_opens_again() -> None:
    server = Server(ok({}))
    client = server.client()
    client.ask("/health")
    client.close()
    client.close()
    assert client.ask("/health").is_ok


@pytest.mark.parametrize("key", ["schlüssel", "a\nb", " padded"])
def test_a_key_that_no_header_can_carry_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        Client("http://h", api_key=key)
    assert key not in str(caught.value)


def test_a_host_that_no_name_can_have_is_refused() -> None:
    with pytest.raises(InvalidRequestError):
        Client("http://-\u2260-")


Call = Callable[[Client], object]


@pytest.mark.parametrize(
    "call", [lambda client: client.submit({}), lambda client: client.query("t1")], ids=["submit", "query"]
)
@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(401, json={"detail": f"bad key Bearer {KEY}"}),
        httpx2.Response(500, text=f"header was {KEY}"),
        httpx2.Response(400, json={"detail": KEY}),
        httpx2.ReadError(f"while sending {KEY}"),
        httpx2.ConnectError(f"while sending {KEY}"),
    ],
)
def test_the_key_is_in_no_error_and_no_log(call: Call, answer: Answer, caplog: pytest.LogCaptureFixture) -> None:
    client = Server(answer).client()
    with caplog.at_level(logging.DEBUG), pytest.raises(GenerateTrackError) as caught:
        call(client)
    assert KEY not in f"{caught.value} {caught.value.hint} {caplog.text} {client!r} {vars(client)}"


@pytest.mark.parametrize(
    ("url", "is_open"), [("http://10.0.0.1", True), ("https://h.example", False), ("http://localhost", False)]
)
def test_a_key_in_the_open_is_noticed(url: str, is_open: bool) -> None:  # noqa: FBT001 - a table's column
    assert Client(url, api_key=KEY).is_key_in_the_open is is_open
    assert not Client(url).is_key_in_the_open
