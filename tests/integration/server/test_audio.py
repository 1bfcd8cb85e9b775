"""GET and HEAD /v1/audio: files of finished tasks, to their owner and to nobody else."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import httpx2
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fake_engine import FakeEngine
from generate_track.server.backend import ServerLimits
from generate_track.server.link import Signer, audio_url
from serving import Serving

DATE = "Thu, 01 Jan 2026 00:00:00 GMT"


@pytest.fixture
def owner(serving: Serving) -> Serving:
    return serving.locked()


@pytest.fixture
def url(owner: Serving) -> str:
    (item,) = owner.finished({"batch_size": 1})
    return item["file"]


@pytest.fixture
def whole(owner: Serving, url: str) -> httpx2.Response:
    return owner.client.get(url)


def path_of(url: str) -> str:
    return parse_qs(urlsplit(url).query)["path"][0]


def test_a_file_is_named_by_job_and_number_and_encoded_once(owner: Serving) -> None:
    first, second = owner.finished({"batch_size": 2, "audio_format": "flac"})
    job_id = path_of(first["file"]).split("/")[1]
    assert first["file"] == f"/v1/audio?path=%2F{job_id}%2F1.flac"
    assert path_of(second["file"]) == f"/{job_id}/2.flac"


@pytest.mark.parametrize(("kind", "media"), [("mp3", "audio/mpeg"), ("wav", "audio/wav"), ("flac", "audio/flac")])
def test_a_file_is_sent_whole(*, owner: Serving, tmp_path: Path, kind: str, media: str) -> None:
    (item,) = owner.finished({"batch_size": 1, "audio_format": kind})
    answer = owner.client.get(item["file"])
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, media)
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    (tmp_path / "take").write_bytes(answer.content)
    assert soundfile.info(tmp_path / "take").duration == pytest.approx(1.0, abs=0.1)


def test_its_head_is_that_of_the_whole_without_it(owner: Serving, url: str, whole: httpx2.Response) -> None:
    answer = owner.client.head(url)
    assert (answer.status_code, answer.content) == (200, b"")
    own = {"x-request-id": ""}
    assert {**answer.headers, **own} == {**whole.headers, **own}


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [("bytes=0-99", 0, 100), ("bytes=100-", 100, None), ("bytes=-10", -10, None), ("bytes=0-999999999", 0, None)],
)
def test_a_part_of_it_is_sent(
    *, owner: Serving, url: str, whole: httpx2.Response, said: str, start: int, end: int
) -> None:
    answer = owner.client.get(url, headers={"Range": said})
    assert (answer.status_code, answer.content) == (206, whole.content[start:end])
    size = len(whole.content)
    first = start % size
    assert answer.headers["Content-Range"] == f"bytes {first}-{first + len(answer.content) - 1}/{size}"


@pytest.mark.parametrize("said", ["bytes=0-9,20-29", "items=0-9", "bytes=9-0", "bytes=", "bytes=x-y"])
def test_a_range_that_is_not_understood_asks_for_the_whole(owner: Serving, url: str, said: str) -> None:
    assert owner.client.get(url, headers={"Range": said}).status_code == 200


@pytest.mark.parametrize("said", ["bytes=999999999-", "bytes=-0"])
def test_bytes_that_there_are_not_are_refused_with_the_size(
    *, owner: Serving, url: str, whole: httpx2.Response, said: str
) -> None:
    answer = owner.client.get(url, headers={"Range": said})
    assert (answer.status_code, answer.json()["error_code"]) == (416, "range_not_satisfiable")
    assert answer.headers["Content-Range"] == f"bytes */{len(whole.content)}"


def test_who_has_it_already_is_told_so(owner: Serving, url: str, whole: httpx2.Response) -> None:
    etag, modified = whole.headers["ETag"], whole.headers["Last-Modified"]
    for headers in (
        {"If-None-Match": etag},
        {"If-None-Match": f'"other", W/{etag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": modified},
    ):
        answer = owner.client.get(url, headers=headers)
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"other"'},
        {"If-None-Match": '"other"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"If-Modified-Since": DATE},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Thu, 01 Jan 99999999999999999999 00:00:00 GMT"},
        {"If-Modified-Since": "2026-01-01"},
    ],
)
def test_who_has_another_gets_it(owner: Serving, url: str, headers: dict[str, str]) -> None:
    assert owner.client.get(url, headers=headers).status_code == 200


def test_a_download_goes_on_only_where_the_file_is_the_same(owner: Serving, url: str, whole: httpx2.Response) -> None:
    part = {"Range": "bytes=10-"}
    for same in (whole.headers["ETag"], whole.headers["Last-Modified"]):
        assert owner.client.get(url, headers=part | {"If-Range": same}).status_code == 206
    for other in ('"other"', DATE, "?"):
        assert owner.client.get(url, headers=part | {"If-Range": other}).status_code == 200


def test_it_is_one_keys_own(owner: Serving, url: str) -> None:
    stranger = owner.locked("stranger").client
    assert stranger.get(url).status_code == 404
    anybody = replace(owner, key=None).client
    answer = anybody.get(url)
    assert (answer.status_code, answer.json()["detail"]) == (401, "Missing Authorization header")
    assert anybody.get(f"{url}&api_key={owner.key}").status_code == 401
    assert replace(owner, key="wrong").client.get(url).json()["detail"] == "Invalid API key"


def signed(owner: Serving, url: str, *, expires_s: int) -> str:
    signature = Signer(owner.backend.store.database).sign(path_of(url), expires_s=expires_s)
    return f"{url}&expires={expires_s}&signature={signature}"


def test_a_signed_link_needs_no_key_for_its_file_and_its_time(owner: Serving, url: str) -> None:
    now = replace(owner, key=None, backend=replace(owner.backend, now=lambda: 1000.0)).client
    assert now.get(signed(owner, url, expires_s=1001)).status_code == 200
    assert now.head(signed(owner, url, expires_s=1001)).status_code == 200
    late = now.get(signed(owner, url, expires_s=1000))
    assert (late.status_code, late.json()["error"]) == (403, "the link is not signed by this server, or too old")


def test_a_signature_is_of_one_path_and_one_time(owner: Serving, url: str) -> None:
    (item,) = owner.finished({"batch_size": 1})
    now = replace(owner, key=None, backend=replace(owner.backend, now=lambda: 1000.0)).client
    link = signed(owner, url, expires_s=2000)
    _, _, tail = link.partition("&")
    assert now.get(f"{item['file']}&{tail}").status_code == 403
    assert now.get(link.replace("expires=2000", "expires=2001")).status_code == 403
    assert now.get(f"{url}&expires=2000&signature=%C3%A9").status_code == 403


def test_links_are_not_guessed_faster_than_the_limit(owner: Serving, url: str) -> None:
    backend = replace(owner.backend, limits=ServerLimits(requests_per_minute=2))
    client = replace(owner, backend=backend, key=None).client
    answers = [client.get(f"{url}&expires=2000000000&signature=guess-{n}") for n in range(3)]
    assert [answer.status_code for answer in answers] == [403, 403, 429]


def test_the_description_has_its_head_without_a_body(owner: Serving) -> None:
    described = owner.client.get("/openapi.json").json()["paths"]["/v1/audio"]["head"]
    assert described["responses"].keys() >= {"200", "206", "304", "401", "403", "404", "416"}
    assert [told for told in described["responses"].values() if "content" in told] == []


def test_a_link_to_what_is_gone_says_so(owner: Serving, url: str) -> None:
    link = signed(owner, url, expires_s=2**40)
    owner.backend.audio.delete(f"{path_of(url).split('/')[1]}/")
    assert replace(owner, key=None).client.get(link).status_code == 404


def test_half_a_signed_link_asks_for_a_key(owner: Serving, url: str) -> None:
    link, _, _ = signed(owner, url, expires_s=2**40).partition("&signature")
    assert replace(owner, key=None).client.get(link).status_code == 401
    assert owner.client.get(link).status_code == 200


@pytest.mark.parametrize("expires", ["-1", "x", str(2**53), "1e99"])
def test_the_end_of_a_link_is_a_time(owner: Serving, url: str, expires: str) -> None:
    assert owner.client.get(f"{url}&expires={expires}&signature=x").status_code == 422


def test_files_beside_a_take_are_sent_as_what_they_are(owner: Serving) -> None:
    owner = replace(owner, engine=FakeEngine(has_extras=True))
    (item,) = owner.finished({"batch_size": 1, "audio_format": "wav"})
    job = owner.backend.store.get(path_of(item["file"]).split("/")[1])
    assert job is not None
    answers = [owner.client.get(audio_url(path)) for path, _ in job.files()]
    assert [answer.headers["Content-Type"] for answer in answers] == [*["audio/wav"] * 3, "audio/midi"]
    assert answers[-1].content == b"MThd"


def test_a_task_that_is_not_done_has_no_file(owner: Serving) -> None:
    assert owner.client.get(audio_url(f"/{owner.release()}/1.mp3")).status_code == 404


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "", "/", "//", ".", "..", "\x00", "/%2e%2e/", "é" * 100, "C:\\Windows"]
)
def test_no_other_path_is_a_file(owner: Serving, path: str) -> None:
    answer = owner.client.get("/v1/audio", params={"path": path})
    assert (answer.status_code, answer.json()["error"]) == (404, "Audio file not found")


@pytest.mark.parametrize(
    "bend",
    [
        "{0}/../1.mp3", "/../{0}/1.mp3", "/{0}/./1.mp3", "/{0}//1.mp3", "{0}/1.mp3", "/{0}/1.MP3", "/{0}/1/1.mp3",
        "/{0}/1.mp3/", "/{0}/1.mp3\x00", "/{0}/..%2f1.mp3", "%2F{0}%2F1.mp3", "/{0}/2.mp3", "/{0}", "/{0}/",
        "/uploads/{0}",
    ],
)  # fmt: skip
def test_no_other_spelling_of_a_path_is_the_file(owner: Serving, url: str, bend: str) -> None:
    job_id = path_of(url).split("/")[1]
    answer = owner.client.get(f"/v1/audio?path={quote(bend.format(job_id), safe='')}")
    assert answer.status_code == 404
    assert job_id not in answer.text


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.text(max_size=320) | st.text(alphabet="./\\%2fe5c", max_size=60))
def test_whatever_path_is_asked_for_is_not_there(serving: Serving, path: str) -> None:
    answer = serving.client.get(f"/v1/audio?path={quote(path.encode('utf-8', 'surrogatepass'), safe='')}")
    assert answer.status_code in {404, 422}


def test_a_path_must_be_named(owner: Serving) -> None:
    answer = owner.client.get("/v1/audio")
    assert (answer.status_code, answer.json()["detail"]) == (422, "path: Field required")


def test_a_file_that_is_gone_is_not_found(owner: Serving, url: str) -> None:
    owner.backend.audio.delete(f"{path_of(url).split('/')[1]}/")
    assert owner.client.get(url).status_code == 404
