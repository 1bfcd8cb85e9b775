from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.library.name import candidates, first_path, slug

NOON = datetime(2026, 11, 23, 12, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Ambient lounge jazz, soft piano", "ambient-lounge-jazz-soft-piano"),
        ("Café del Mar — señor!", "cafe-del-mar-senor"),
        ("静かなピアノ", "静かなピアノ"),
        ("спокойное фортепиано", "спокойное-фортепиано"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c:d*e?f", "a-b-c-d-e-f"),
        ("🎷🎺", "track"),
        ("...", "track"),
        ("x" * 90, "x" * 48),
    ],
)
def test_a_caption_in_any_language_gives_a_safe_name(caption: str, expected: str) -> None:
    assert slug(caption) == expected


@given(st.text())
def test_every_slug_is_one_short_name_without_separators(caption: str) -> None:
    name = slug(caption)
    assert 0 < len(name) <= 48
    assert len(name.encode()) <= 200
    assert not set(name) & set('/\\:*?"<>|. \0\n')


def test_a_folder_gets_a_name_with_time_and_caption() -> None:
    path = first_path(Path("outputs"), caption="Lounge jazz", created=NOON, suffix="mp3")
    assert path == Path("outputs/20261123-120005-lounge-jazz.mp3")


def test_a_file_name_is_taken_as_it_is_with_the_suffix_of_the_format() -> None:
    assert first_path(Path("a/song.mp3"), caption="x", created=NOON, suffix="wav") == Path("a/song.wav")


def test_a_name_that_windows_keeps_for_itself_is_avoided() -> None:
    for name in ("CON.mp3", "nul.tar.mp3", "lpt1 .mp3"):
        assert first_path(Path(name), caption="x", created=NOON, suffix="mp3").name == f"_{name}"
    assert first_path(Path("console.mp3"), caption="x", created=NOON, suffix="mp3").name == "console.mp3"


def test_further_names_are_numbered_from_two() -> None:
    names = candidates(Path("a.mp3"))
    assert [next(names).name for _ in range(3)] == ["a.mp3", "a-2.mp3", "a-3.mp3"]
