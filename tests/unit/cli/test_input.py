import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.cli.input import change_request, read_request, read_settings
from generate_track.errors import InvalidRequestError
from generate_track.request import TrackRequest


def mistakes(said: dict[str, object]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRequestError) as caught:
        read_request(said)
    return [(mistake.field, mistake.message) for mistake in caught.value.mistakes]


def test_words_become_a_request() -> None:
    request = read_request({"caption": "pop", "bpm": "90", "key": "Am", "eta": "0.5", "use_adg": False, "json": True})
    assert (request.bpm, str(request.key)) == (90, "A minor")
    assert dict(request.expert) == {"eta": 0.5, "use_adg": False}


def test_a_typed_line_break_is_one() -> None:
    assert read_request({"caption": "x", "lyrics": r"a\nb\r\nc"}).lyrics == "a\nb\nc"


def test_a_file_of_lyrics_is_taken_as_it_is() -> None:
    Path("song.txt").write_text("a\\nb\n歌", encoding="utf-8-sig")
    assert read_request({"caption": "x", "lyrics": "@song.txt"}).lyrics == "a\\nb\n歌"


def test_lyrics_come_from_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("la la"))
    assert read_request({"caption": "x", "lyrics": "-"}).lyrics == "la la"


def test_a_file_that_cannot_be_read_is_a_mistake_beside_the_others() -> None:
    Path("bad.txt").write_bytes(b"\xff\xfe\x00")
    assert [field for field, _ in mistakes({"caption": "", "lyrics": "@none.txt"})] == ["caption", "lyrics"]
    assert mistakes({"caption": "x", "lyrics": "@bad.txt"}) == [("lyrics", "--lyrics '@bad.txt' is not UTF-8 text")]


def test_source_audio_must_be_there() -> None:
    assert mistakes({"caption": "x", "src_audio": "no.wav"}) == [("src_audio", "--src-audio 'no.wav' is not a file")]


@pytest.mark.parametrize("pair", ["a", "=1", " =1", ""])
def test_set_wants_a_field_and_a_value(pair: str) -> None:
    assert mistakes({"caption": "x", "set": (pair,)}) == [("set", f"--set {pair!r} is not FIELD=VALUE")]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", 1), ("true", True), ("null", None), ("[1]", [1]), ('"1"', "1"), ("soft", "soft"), ("NaN", "NaN"), ("", "")],
)
def test_set_takes_json_and_else_text(text: str, value: object) -> None:
    assert read_request({"caption": "x", "set": (f"f={text}",)}).extra == {"f": value}


@given(st.text())
def test_any_value_of_set_is_taken(text: str) -> None:
    assert set(read_request({"caption": "x", "set": (f"f={text}",)}).extra) == {"f"}


def test_an_output_file_chooses_the_format() -> None:
    assert read_request({"caption": "x", "output": "a/b.WAV"}).format == "wav"
    assert read_request({"caption": "x", "output": "a.flac", "format": "FLAC"}).format == "flac"
    assert read_request({"caption": "x", "output": "folder"}).format == "mp3"
    assert [field for field, _ in mistakes({"caption": "x", "output": "a.wav", "format": "mp3"})] == ["format"]


def test_changes_are_laid_over_a_request() -> None:
    old = TrackRequest.parse({"caption": "x", "bpm": 90, "expert": {"eta": 1.0}, "extra": {"a": 1}})
    new = change_request(old, {"bpm": "100", "momentum": "2", "set": ("b=2",)})
    assert (new.bpm, new.seed, new.caption) == (100, old.seed, "x")
    assert dict(new.expert) == {"eta": 1.0, "momentum": 2.0}
    assert dict(new.extra) == {"a": 1, "b": 2}


def test_a_change_is_checked_like_a_request() -> None:
    with pytest.raises(InvalidRequestError):
        change_request(TrackRequest.parse({"caption": "x"}), {"bpm": "9"})


def test_flags_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACESTEP_API_URL", "http://from-environment")
    settings = read_settings({"timeout_s": "5", "output": "here", "bpm": "90"})
    assert (settings.api_url, settings.timeout_s, settings.output) == ("http://from-environment", 5.0, Path("here"))
