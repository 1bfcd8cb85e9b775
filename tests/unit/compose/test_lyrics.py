import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.form import ENERGY
from generate_track.compose.lyrics import LyricSection, parse_lyrics


@pytest.mark.parametrize(
    ("tag", "label"),
    [
        ("Verse 1", "verse"),
        ("chorus", "chorus"),
        ("Pre-Chorus", "prechorus"),
        ("PRE CHORUS 2", "prechorus"),
        ("Final Chorus", "chorus"),
        ("Hook", "chorus"),
        ("Bridge: soft", "bridge"),
        ("Instrumental", "instrumental"),
        ("inst", "instrumental"),
        ("Guitar Solo", "solo"),
        ("Outro", "outro"),
        ("Estribillo", "chorus"),
        ("サビ", "chorus"),
        ("whatever", "verse"),
    ],
)
def test_a_tag_names_its_section(tag: str, label: str) -> None:
    assert parse_lyrics(f"[{tag}]\nla la")[0].label == label


def test_words_before_any_tag_are_a_verse() -> None:
    assert parse_lyrics("one\n\ntwo\n[chorus] three") == (
        LyricSection("verse", ("one", "two")),
        LyricSection("chorus", ("three",)),
    )


def test_a_tag_can_say_how() -> None:
    assert parse_lyrics("[Bridge: soft]\nla")[0].direction == "soft"


def test_music_without_words_is_kept_and_an_empty_verse_is_not() -> None:
    assert [section.label for section in parse_lyrics("[intro]\n[verse]\n[solo]\n---\n[chorus]\nla")] == [
        "intro",
        "solo",
        "chorus",
    ]


@given(st.text())
def test_every_text_is_lyrics(text: str) -> None:
    for section in parse_lyrics(text):
        assert section.label in ENERGY
        assert all(line.strip() == line != "" for line in section.lines)
