import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.acestep.url import ServerUrl
from generate_track.errors import GenerationFailedError, InvalidRequestError


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("http://127.0.0.1:8001", "http://127.0.0.1:8001"),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8001"),
        ("  https://music.example.org/acestep/  ", "https://music.example.org/acestep"),
        ("HTTP://Host:8001", "http://Host:8001"),
        ("localhost:8001", "http://localhost:8001"),
        ("localhost", "http://localhost"),
        ("127.0.0.1:8001", "http://127.0.0.1:8001"),
        ("192.168.1.7:8001/api", "http://192.168.1.7:8001/api"),
        ("[::1]:8001", "http://[::1]:8001"),
        ("gpu-box:8001", "http://gpu-box:8001"),
        ("studio.local:8001", "http://studio.local:8001"),
        ("music.example.org", "https://music.example.org"),
        ("music.example.org:8001/acestep", "https://music.example.org:8001/acestep"),
    ],
)
def test_a_server_is_named_as_people_write_it(written: str, meant: str) -> None:
    assert str(ServerUrl.parse(written)) == meant


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("ftp://host", "http, https"),
        ("file:///etc/passwd", "http, https"),
        ("http://exa mple", "character"),
        ("http://host\\path", "character"),
        ("http://", "names no host"),
        ("", "names no host"),
        ("http://host:99999", "no URL"),
        ("http://host:port", "no URL"),
        ("http://host:0", "names no host"),
        ("http://host?key=1", "query"),
        ("http://host/#top", "fragment"),
        ("http:/host", "lacks '//'"),
        ("https:host", "no URL"),
        ("http://[::1", "no URL"),
    ],
)
def test_what_is_no_server_is_refused(written: str, why: str) -> None:
    with pytest.raises(InvalidRequestError, match=why) as caught:
        ServerUrl.parse(written)
    assert caught.value.hint


@pytest.mark.parametrize("written", ["http://me:hunter2@host", "me:hunter2@host:8001", "https://hunter2@host/x"])
def test_a_password_in_the_url_is_refused_and_not_repeated(written: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        ServerUrl.parse(written)
    assert "hunter2" not in f"{caught.value} {caught.value.hint}"
    assert "ACESTEP_API_KEY" in str(caught.value.hint) or "no URL" in str(caught.value)


@given(st.text(max_size=40))
def test_any_text_is_a_server_or_a_mistake(text: str) -> None:
    try:
        url = ServerUrl.parse(text)
    except InvalidRequestError:
        return
    assert ServerUrl.parse(str(url)).origin == url.origin


@pytest.mark.parametrize(
    ("host", "is_here"),
    [("localhost", True), ("127.0.0.2", True), ("[::1]", True), ("a.localhost", True), ("10.0.0.1", False)],
)
def test_this_machine_is_recognised(host: str, is_here: bool) -> None:  # noqa: FBT001 - a table's column
    assert ServerUrl.parse(f"http://{host}:8001").is_loopback is is_here


@pytest.mark.parametrize(
    ("base", "file", "address"),
    [
        ("http://h:1", "/v1/audio?path=%2Fa%20b.mp3", "http://h:1/v1/audio?path=%2Fa%20b.mp3"),
        ("http://h:1/api", "/v1/audio?path=%2Fa.mp3", "http://h:1/api/v1/audio?path=%2Fa.mp3"),
        ("http://h:1/api", "/api/v1/audio?path=%2Fa.mp3", "http://h:1/api/v1/audio?path=%2Fa.mp3"),
        ("http://h:1", "v1/audio?path=%2Fa.mp3", "http://h:1/v1/audio?path=%2Fa.mp3"),
        ("http://h:1", "/srv/out/a b.mp3", "http://h:1/v1/audio?path=%2Fsrv%2Fout%2Fa%20b.mp3"),
        ("http://h:1", "http://h:1/v1/audio?path=x", "http://h:1/v1/audio?path=x"),
    ],
)
def test_the_file_of_a_result_is_joined_and_not_encoded_again(base: str, file: str, address: str) -> None:
    assert ServerUrl.parse(base).audio(file) == address


@pytest.mark.parametrize("file", ["http://evil.example/v1/audio?path=x", "http://h:1.evil.example/v1/audio?path=x"])
def test_audio_on_another_server_is_refused(file: str) -> None:
    with pytest.raises(GenerationFailedError, match="evil"):
        ServerUrl.parse("http://h:1").audio(file)
