"""What a webhook is told, and what it is not called for."""

import asyncio
import base64
import hmac
import json
import logging
from collections.abc import Mapping

import httpx2
import pytest

from generate_track.queue.dispatcher import NotHeardError
from generate_track.queue.job import Failure, Job, Submission
from generate_track.queue.store import JobStore
from generate_track.queue.webhook import WebhookSender, webhook_secret, write_secret
from generate_track.request import TrackRequest

URL = "https://hook.example:8443/path?token=hush"
NOW_S = 1_790_000_000.0


class Receiver(httpx2.AsyncBaseTransport):
    """Answers as told, and keeps what it got."""

    def __init__(self, answer: httpx2.Response | Exception) -> None:
        self.answer = answer
        self.got: list[httpx2.Request] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        self.got.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def answer(status: int, **said: str) -> httpx2.Response:
    return httpx2.Response(status, headers=said, stream=httpx2.ByteStream(b"thanks"))


@pytest.fixture
def receiver() -> Receiver:
    return Receiver(answer(200))


@pytest.fixture
def sender(store: JobStore, receiver: Receiver) -> WebhookSender:
    return WebhookSender(store, resolve=lambda *_: ["93.184.215.14"], transport=receiver, now=lambda: NOW_S)


@pytest.fixture
def job(store: JobStore, a_request: TrackRequest) -> Job:
    submission = Submission((a_request,), key_id="mine", webhook=URL)
    job = store.start(store.submit(submission).id, worker="a worker")
    assert job is not None
    failed = store.fail(job, Failure("generation_failed", "http://10.0.0.5:8001 ran out of memory", "ask for less"))
    assert failed is not None
    return failed


def test_a_webhook_is_told_how_its_job_ended(sender: WebhookSender, job: Job, receiver: Receiver) -> None:
    sender.notify(job.id)
    (request,) = receiver.got
    told = json.loads(request.content)
    assert told.pop("timestamp").endswith("Z")
    assert told == {
        "type": "job.failed",
        "id": job.id,
        "state": "failed",
        "n_takes": 0,
        "error": {"code": "generation_failed", "message": "the engine's server ran out of memory"},
        "url": f"/v1/jobs/{job.id}",
    }


def test_the_address_that_was_checked_is_called_under_the_name_that_was_asked_for(
    sender: WebhookSender, job: Job, receiver: Receiver
) -> None:
    sender.notify(job.id)
    (request,) = receiver.got
    assert str(request.url) == "https://93.184.215.14:8443/path?token=hush"
    assert request.headers["Host"] == "hook.example:8443"
    assert request.extensions["sni_hostname"] == "hook.example"


def test_news_are_signed_with_the_secret_of_their_key(
    store: JobStore, sender: WebhookSender, *, job: Job, receiver: Receiver
) -> None:
    sender.notify(job.id)
    (request,) = receiver.got
    secret = base64.b64decode(write_secret(webhook_secret(store.database, "mine")).removeprefix("whsec_"))
    signed = f"{job.id}.{NOW_S:.0f}.".encode() + request.content
    expected = base64.b64encode(hmac.digest(secret, signed, "sha256")).decode()
    assert request.headers["Webhook-Id"] == job.id
    assert request.headers["Webhook-Timestamp"] == f"{NOW_S:.0f}"
    assert request.headers["Webhook-Signature"] == f"v1,{expected}"


def test_a_secret_is_drawn_once_and_differs_from_key_to_key(store: JobStore) -> None:
    mine = webhook_secret(store.database, "mine")
    assert len(mine) == 32
    assert webhook_secret(store.database, "mine") == mine
    assert webhook_secret(store.database, "yours") != mine


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_webhook_that_does_not_take_the_news_is_to_be_told_again(
    sender: WebhookSender, job: Job, *, receiver: Receiver, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.answer = answer(status, location="https://elsewhere.example/")
    with pytest.raises(NotHeardError):
        sender.notify(job.id)
    assert len(receiver.got) == 1
    assert f"https://hook.example:8443, answered with status {status}" in caplog.text
    assert "hush" not in caplog.text


def test_a_webhook_that_is_gone_is_not_told_again(sender: WebhookSender, job: Job, receiver: Receiver) -> None:
    receiver.answer = answer(410)
    sender.notify(job.id)


def test_a_webhook_that_cannot_be_reached_is_to_be_told_again(
    sender: WebhookSender, job: Job, *, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.answer = httpx2.ConnectError("no route to hush")
    with pytest.raises(NotHeardError):
        sender.notify(job.id)
    assert "did not answer: ConnectError" in caplog.text
    assert "hush" not in caplog.text


def test_a_name_that_leads_into_a_private_network_is_not_called(
    store: JobStore, job: Job, *, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    sender = WebhookSender(store, resolve=lambda *_: ["93.184.215.14", "169.254.169.254"], transport=receiver)
    sender.notify(job.id)
    assert receiver.got == []
    assert "is in a private network: not called" in caplog.text


class Deaf(Receiver):
    """Cannot be reached at some addresses."""

    def __init__(self, answer: httpx2.Response, *, deaf: Mapping[str, Exception]) -> None:
        super().__init__(answer)
        self.deaf = deaf

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.host in self.deaf:
            self.got.append(request)
            raise self.deaf[request.url.host]
        return await super().handle_async_request(request)


ADDRESSES = ["2606:4700::1111", "8.8.8.8", "8.8.4.4"]


def test_where_one_address_cannot_be_reached_the_next_is_tried(store: JobStore, job: Job) -> None:
    deaf = {"2606:4700::1111": httpx2.ConnectError("no route"), "8.8.8.8": httpx2.ConnectTimeout("silent")}
    receiver = Deaf(answer(200), deaf=deaf)
    WebhookSender(store, resolve=lambda *_: ADDRESSES, transport=receiver).notify(job.id)
    assert [request.url.host for request in receiver.got] == ADDRESSES
    assert {request.headers["Host"] for request in receiver.got} == {"hook.example:8443"}
    assert {request.extensions["sni_hostname"] for request in receiver.got} == {"hook.example"}
    assert [request.extensions["timeout"]["connect"] for request in receiver.got] == [2.5] * 3


@pytest.mark.parametrize("error", [httpx2.ReadTimeout("silent"), httpx2.WriteError("cut")])
def test_news_that_may_have_been_heard_are_not_told_to_the_next_address(
    store: JobStore, job: Job, error: Exception
) -> None:
    receiver = Deaf(answer(200), deaf={"2606:4700::1111": error})
    with pytest.raises(NotHeardError):
        WebhookSender(store, resolve=lambda *_: ADDRESSES, transport=receiver).notify(job.id)
    assert len(receiver.got) == 1


def test_names_are_told_once_and_all_addresses_are_checked_before_any_is_called(store: JobStore, job: Job) -> None:
    answers = iter([[*ADDRESSES, "10.0.0.1"]])
    receiver = Receiver(answer(200))
    WebhookSender(store, resolve=lambda *_: next(answers), transport=receiver).notify(job.id)
    assert receiver.got == []


def test_a_name_of_other_letters_is_asked_for_as_it_was_written(
    store: JobStore, *, a_request: TrackRequest, receiver: Receiver
) -> None:
    asked: list[str] = []

    def resolve(host: str, _: int) -> list[str]:
        asked.append(host)
        return ["8.8.8.8"]

    job = store.submit(Submission((a_request,), webhook="https://xn--strae-oqa.example/"))
    WebhookSender(store, resolve=resolve, transport=receiver).notify(job.id)
    assert asked == ["xn--strae-oqa.example"]
    assert receiver.got[0].extensions["sni_hostname"] == "xn--strae-oqa.example"


def test_a_name_that_is_not_known_is_tried_again(store: JobStore, job: Job, receiver: Receiver) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError(f"{host}:{port} is not known")

    with pytest.raises(NotHeardError):
        WebhookSender(store, resolve=unknown, transport=receiver).notify(job.id)


class Silence(httpx2.AsyncByteStream):
    """A body that never ends and hardly comes."""

    def __aiter__(self) -> "Silence":
        return self

    async def __anext__(self) -> bytes:
        await asyncio.Event().wait()
        raise AssertionError


class Flood(httpx2.AsyncByteStream):
    """A body that never ends."""

    def __init__(self) -> None:
        self.n_sent = 0

    def __aiter__(self) -> "Flood":
        return self

    async def __anext__(self) -> bytes:
        self.n_sent += 1
        return bytes(1024)


def test_a_webhook_that_keeps_one_waiting_is_left(store: JobStore, job: Job, receiver: Receiver) -> None:
    receiver.answer = httpx2.Response(200, stream=Silence())
    sender = WebhookSender(store, resolve=lambda *_: ["8.8.8.8"], transport=receiver, timeout_s=0.01)
    with pytest.raises(NotHeardError):
        sender.notify(job.id)


def test_an_answer_is_read_up_to_a_limit(sender: WebhookSender, job: Job, receiver: Receiver) -> None:
    flood = Flood()
    receiver.answer = httpx2.Response(200, stream=flood)
    sender.notify(job.id)
    assert flood.n_sent == 65


def test_who_named_no_webhook_is_told_nothing(
    store: JobStore, sender: WebhookSender, *, a_request: TrackRequest, receiver: Receiver
) -> None:
    sender.notify(store.submit(Submission((a_request,))).id)
    sender.notify("nonsense")
    assert receiver.got == []


def test_a_webhook_of_plain_http_is_called_at_its_port_where_that_is_allowed(
    store: JobStore, a_request: TrackRequest, receiver: Receiver
) -> None:
    job = store.submit(Submission((a_request,), webhook="http://[::1]/hook"))
    ports: list[int] = []

    def loopback(_: str, port: int) -> list[str]:
        ports.append(port)
        return ["::1"]

    WebhookSender(store, allows_private=True, resolve=loopback, transport=receiver).notify(job.id)
    assert ports == [80]
    assert receiver.got[0].headers["Host"] == "[::1]"
    assert str(receiver.got[0].url) == "http://[::1]/hook"


def test_nothing_is_logged_when_all_is_well(sender: WebhookSender, job: Job, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="generate_track"):
        sender.notify(job.id)
    assert [record for record in caplog.records if record.name.startswith("generate_track")] == []
