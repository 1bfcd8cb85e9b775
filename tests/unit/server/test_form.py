import asyncio
import json
from collections.abc import Callable, Mapping

import pytest
from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException
from starlette.types import Message

from generate_track.server.form import Form, gather, read_form, read_object


def read(body: bytes, media: str) -> Form:
    """Read a body as a route does; its files are closed afterwards."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def run() -> Form:
        headers = [(b"content-type", media.encode("latin-1"))]
        scope = {"type": "http", "method": "POST", "headers": headers, "app": None}
        request = Request(scope, receive)
        try:
            return await read_form(request)
        finally:
            await request.close()

    return asyncio.run(run())


def parts(*items: tuple[str, bytes], boundary: bytes = b"b") -> bytes:
    rows = (
        b"--%b\r\nContent-Disposition: form-data; %b\r\n\r\n%b\r\n" % (boundary, head.encode(), body)
        for head, body in items
    )
    return b"".join(rows) + b"--%b--\r\n" % boundary


MULTIPART = "multipart/form-data; boundary=b"


@pytest.mark.parametrize("value", [None, "", "  ", "N/A", " N/A "])
def test_what_counts_as_not_said_is_not_there(value: object) -> None:
    assert gather({"prompt": value, "bpm": 90}) == {"bpm": 90}


@pytest.mark.parametrize("name", ["audio_duration", "duration", "target_duration", "targetDuration", "audioDuration"])
def test_a_field_has_many_names(name: str) -> None:
    assert gather({name: 60}) == {"audio_duration": 60}


def test_of_two_names_the_own_one_counts_if_it_says_anything() -> None:
    assert gather({"caption": "a", "prompt": "b"}) == {"prompt": "b"}
    assert gather({"caption": "a", "prompt": ""}) == {"prompt": "a"}


def test_what_stands_outside_goes_before_nests_and_the_first_nest_before_others() -> None:
    said = {"metas": {"bpm": 1, "key": "Am", "seed": 4}, "param_obj": '{"bpm": 2, "keyScale": "C major"}', "bpm": 3}
    assert gather(said) == {"bpm": 3, "key_scale": "C major", "seed": 4}


@pytest.mark.parametrize("nest", ["", "{", "[]", "8", "[" * 100_000, '{"a": NaN}', 7, [], None, True])
def test_a_nest_that_is_no_object_holds_nothing(nest: object) -> None:
    assert gather({"param_obj": nest, "bpm": 90}) == {"bpm": 90}


def test_a_nest_in_a_nest_is_not_looked_at() -> None:
    assert gather({"metas": {"metas": {"bpm": 90}, "paramObj": {"bpm": 90}}}) == {}


def test_a_multipart_form_holds_fields_and_files() -> None:
    body = parts(('name="prompt"', "জ্যাজ".encode()), ('name="ref_audio"; filename="../../a.wav"', b"RIFF"))
    form = read(body, MULTIPART)
    assert form.fields == {"prompt": "জ্যাজ"}
    assert list(form.files) == ["reference_audio"]


def test_of_a_field_that_is_said_twice_the_last_counts() -> None:
    assert read(b"bpm=1&bpm=2", "application/x-www-form-urlencoded").fields == {"bpm": "2"}


@pytest.mark.parametrize("name", ["cover", "prompt", "src_audio_path", "x" * 500, "\u0986"])
def test_a_file_that_no_field_takes_is_refused(name: str) -> None:
    with pytest.raises(HTTPException, match="no field takes a file named") as told:
        read(parts((f'name="{name}"; filename="a.wav"', b"RIFF")), MULTIPART)
    assert (told.value.status_code, len(told.value.detail) < 200) == (422, True)


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"", "multipart/form-data"),
        (b"nonsense", MULTIPART),
        (b"--b\r\nnonsense\r\n\r\n--b--", MULTIPART),
        (parts(("", b"x")), MULTIPART),
        (parts(('name="prompt"', b"x" * 300_000)), MULTIPART),
        (parts(*((f'name="ref_audio"; filename="{n}.wav"', b"x") for n in range(5))), MULTIPART),
        (b"&".join(b"f%d=x" % n for n in range(201)), "application/x-www-form-urlencoded"),
    ],
)
def test_a_form_that_is_none_is_a_bad_request(body: bytes, media: str) -> None:
    with pytest.raises(HTTPException) as told:
        read(body, media)
    assert told.value.status_code == 400


_MEDIA = st.sampled_from(
    [
        "application/json",
        "a/b+json",
        "application/x-www-form-urlencoded",
        MULTIPART,
        "multipart/form-data",
        "text/plain",
        "",
    ]
) | st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)


def refused(call: Callable[[], object]) -> int | None:
    """Return the status that something is refused with; None when it is not."""
    try:
        call()
    except HTTPException as error:
        return error.status_code
    return None


@given(body=st.binary(max_size=300), media=_MEDIA)
def test_no_body_does_more_than_be_refused(body: bytes, media: str) -> None:
    assert refused(lambda: read(body, media)) in {None, 400, 413, 415, 422}


_HEADS = st.sampled_from(
    [
        'name="prompt"',
        "name=prompt",
        'name="src_audio"; filename="a.wav"',
        'name="metas"',
        "name",
        "",
        "name*=utf-8''x",
        'name=""',
    ]
)


@given(
    items=st.lists(st.tuples(_HEADS, st.binary(max_size=40)), max_size=5),
    cut=st.integers(0, 400),
    noise=st.binary(max_size=8),
)
def test_a_form_that_is_cut_or_spoilt_is_read_or_refused(
    items: list[tuple[str, bytes]], cut: int, noise: bytes
) -> None:
    body = parts(*items)
    for spoilt in (body[:cut], body[:cut] + noise + body[cut:]):
        assert refused(lambda: read(spoilt, MULTIPART)) in {None, 400, 422}  # noqa: B023 - called at once


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)


@given(said=st.dictionaries(st.text(max_size=9), _JSON, max_size=4))
def test_an_object_is_read_as_it_was_written(said: Mapping[str, object]) -> None:
    assert read_object(json.dumps(said).encode()) == said


@given(body=st.binary(max_size=60) | _JSON.map(lambda value: json.dumps(value).encode()))
def test_what_is_no_object_is_a_bad_request(body: bytes) -> None:
    assert refused(lambda: read_object(body)) in {None, 400}
