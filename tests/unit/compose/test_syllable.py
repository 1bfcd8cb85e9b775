import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.syllable import count_syllables
from generate_track.music import LANGUAGES


@pytest.mark.parametrize(
    ("line", "n"),
    [
        ("Hello world", 3),
        ("I am walking down the street tonight", 9),
        ("Beautiful people", 5),
        ("little table", 4),
        ("loved and needed", 4),
        ("wishes and changes", 5),
        ("every fire", 3),
        ("the radio is playing", 7),
        ("don't you know it's time", 5),
        ("re-do", 2),
        ("hmm", 1),
        ("24 hours", 3),
        ("(ooh) — ooh…", 2),
        ("", 0),
        ("?! -", 0),
    ],
)
def test_english_is_counted_by_its_rules(line: str, n: int) -> None:
    assert count_syllables(line) == n


@pytest.mark.parametrize(
    ("line", "language", "n"),
    [
        ("canción de los días", "es", 6),
        ("je t'aime", "fr", 3),
        ("schöne Träume", "de", 4),
        ("привет мой друг", "ru", 4),
        ("καλημέρα", "el", 4),
        ("きょう", "ja", 2),
        ("さくら", "ja", 3),
        ("안녕하세요", "ko", 5),
        ("我爱你", "zh", 3),
        ("नमस्ते", "hi", 3),
        ("مرحبا", "ar", 3),
    ],
)
def test_other_languages_are_counted_by_vowels_or_characters(line: str, language: str, n: int) -> None:
    assert count_syllables(line, language=language) == n


@given(st.text(), st.sampled_from(sorted(LANGUAGES)))
def test_every_line_has_a_count(line: str, language: str) -> None:
    n = count_syllables(line, language=language)
    assert 0 <= n <= 2 * len(line)
    assert (n > 0) == any(char.isalnum() for char in line)
