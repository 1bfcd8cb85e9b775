import pytest

from generate_track.acestep.fault import error_of, name_page
from generate_track.acestep.reply import Answer
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    GenerationFailedError,
    NotAceStepError,
    QueueFullError,
    RefusedKeyError,
)


def answer(status: int, body: str = '{"detail": "why"}', *, media: str = "application/json", **headers: str) -> Answer:
    return Answer.read(status, headers={"content-type": media} | headers, body=body.encode())


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, EngineUnavailableError),
        (400, GenerationFailedError),
        (401, RefusedKeyError),
        (403, RefusedKeyError),
        (404, NotAceStepError),
        (405, NotAceStepError),
        (413, GenerationFailedError),
        (415, GenerationFailedError),
        (422, GenerationFailedError),
        (429, QueueFullError),
        (500, EngineUnavailableError),
        (503, EngineUnavailableError),
    ],
)
def test_a_status_has_its_error_and_a_hint(status: int, kind: type[GenerateTrackError]) -> None:
    error = error_of(answer(status), server="http://h")
    assert type(error) is kind
    assert "http://h" in error.message
    assert error.hint


def test_a_redirect_is_told_and_not_followed() -> None:
    error = error_of(answer(308, location="https://h/api"), server="http://h")
    assert "redirects to https://h/api" in error.message


def test_a_firewall_is_no_refused_key() -> None:
    page = "error code: 1010"
    error = error_of(answer(403, page, media="text/plain"), server="http://h")
    assert type(error) is EngineUnavailableError
    assert "firewall" in error.message


def test_a_server_that_lacks_its_own_key_is_explained() -> None:
    error = error_of(answer(503, '{"detail": "API key is not configured"}'), server="http://h")
    assert type(error) is RefusedKeyError
    assert "where the server runs" in str(error.hint)


def test_a_proxys_page_is_not_repeated() -> None:
    page = "<html><title>502 Bad Gateway</title></html>"
    assert "Gateway" not in error_of(answer(502, page, media="text/html"), server="http://h").message


@pytest.mark.parametrize(
    ("page", "media", "name"),
    [
        ("<!DOCTYPE html><script>window.gradio_config={}</script>", "text/html", "the web page of a Gradio app"),
        ("<html>Welcome</html>", "text/html", "a web page"),
        ("\n<!doctype html>", "", "a web page"),
        ("hello", "text/plain", "text/plain with status 200"),
        ("hello", "", "something with status 200"),
    ],
)
def test_a_page_is_named_for_what_it_is(page: str, media: str, name: str) -> None:
    assert name_page(answer(200, page, media=media)) == name
    assert name in error_of(answer(200, page, media=media), server="http://h").message


def test_a_full_queue_tells_when_to_come_back() -> None:
    answer = Answer.read(429, headers={"Retry-After": "17"}, body=b'{"detail": "busy"}')
    error = error_of(answer, server="http://h")
    assert isinstance(error, QueueFullError)
    assert error.retry_after_s == 17
