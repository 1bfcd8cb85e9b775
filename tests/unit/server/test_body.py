from collections.abc import Iterable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from generate_track.server.backend import ServerLimits
from generate_track.server.body import BodyLimit

LIMITS = ServerLimits(body_bytes=100, upload_bytes=1000)
FORM = {"Content-Type": "multipart/form-data; boundary=b", "Authorization": "Bearer key"}
TAKES_FILES = "/release_task"


@pytest.fixture
def client() -> TestClient:
    async def length(request: Request) -> PlainTextResponse:
        if request.headers.get("authorization") == FORM["Authorization"]:
            request.state.allowance.widen()
        return PlainTextResponse(str(len(await request.body())))

    app = Starlette(routes=[Route(path, length, methods=["POST"]) for path in ("/", TAKES_FILES)])
    return TestClient(BodyLimit(app, limits=LIMITS))


def pieces(sizes: Iterable[int]) -> Iterator[bytes]:
    """Yield a body in pieces, so that it is sent without a length."""
    return (b"x" * size for size in sizes)


def test_a_body_of_the_limit_goes_through(client: TestClient) -> None:
    assert client.post("/", content=b"x" * 100).text == "100"


def test_a_longer_one_is_refused_before_it_is_read(client: TestClient) -> None:
    answer = client.post("/", content=b"x" * 101)
    assert (answer.status_code, answer.json()["error_code"]) == (413, "too_large")
    assert answer.headers["Connection"] == "close"


def test_without_a_length_the_bytes_are_counted(client: TestClient) -> None:
    assert client.post("/", content=pieces([60, 40])).text == "100"
    assert client.post("/", content=pieces([60, 41])).status_code == 413


def test_a_length_that_lies_does_not_help(client: TestClient) -> None:
    answer = client.post("/", content=pieces([60, 41]), headers={"Content-Length": "5"})
    assert answer.status_code == 413


@pytest.mark.parametrize("said", ["-1", "1e3", "²", "many"])
def test_a_length_that_is_no_number_says_nothing(client: TestClient, said: str) -> None:
    headers = {"Content-Length": said.encode()}
    assert client.post("/", content=pieces([60, 41]), headers=headers).status_code == 413


def test_a_form_may_hold_two_files(client: TestClient) -> None:
    assert client.post(TAKES_FILES, content=b"x" * 2100, headers=FORM).text == "2100"
    assert client.post(TAKES_FILES, content=b"x" * 2101, headers=FORM).status_code == 413


def test_no_other_route_takes_files(client: TestClient) -> None:
    assert client.post("/", content=b"x" * 101, headers=FORM).status_code == 413


def test_no_files_are_read_from_whoever_sends_no_key(client: TestClient) -> None:
    answer = client.post(TAKES_FILES, content=b"x" * 101, headers={"Content-Type": FORM["Content-Type"]})
    assert answer.status_code == 413
    assert answer.json()["hint"] == "files are taken from who sends a key in the Authorization header"


def test_no_files_are_read_before_the_key_is_known(client: TestClient) -> None:
    headers = FORM | {"Authorization": "Bearer wrong"}
    assert client.post(TAKES_FILES, content=b"x" * 100, headers=headers).text == "100"
    assert client.post(TAKES_FILES, content=b"x" * 101, headers=headers).status_code == 413


def test_a_body_with_two_ends_is_refused(client: TestClient) -> None:
    # Where a proxy sees the one and this server the other, a second request hides in the first.
    answer = client.post("/", content=pieces([60]), headers={"Content-Length": "5", "Transfer-Encoding": "chunked"})
    assert (answer.status_code, answer.headers["Connection"]) == (400, "close")


def test_an_open_server_reads_files_from_everybody() -> None:
    async def length(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    app = Starlette(routes=[Route(TAKES_FILES, length, methods=["POST"])])
    client = TestClient(BodyLimit(app, limits=LIMITS, is_open=True))
    headers = {"Content-Type": FORM["Content-Type"]}
    assert client.post(TAKES_FILES, content=b"x" * 2100, headers=headers).text == "2100"


def test_what_is_no_request_passes() -> None:
    with TestClient(BodyLimit(Starlette(), limits=LIMITS)) as client:  # its lifespan
        assert client.get("/").status_code == 404
