import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.cli.text import clean, format_age, format_size, shorten


@given(st.text())
def test_clean_text_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    assert not [character for character in clean(text) if unicodedata.category(character) == "Cc"]
    assert clean(clean(text)) == clean(text)


def test_clean_text_is_one_line_and_keeps_every_script() -> None:
    assert clean("a\nb\tc\x1b[31m") == "a b c[31m"
    assert clean("日本語 नमस्ते می‌خواهم é [bold]") == "日本語 नमस्ते می‌خواهم é [bold]"
    assert clean("abc\u202edef") == "abcdef"


@pytest.mark.parametrize(
    ("n_bytes", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (4_800_000, "4.8 MB"), (2_500_000_000, "2.5 GB")],
)
def test_a_size_has_its_unit(n_bytes: int, text: str) -> None:
    assert format_size(n_bytes) == text


@pytest.mark.parametrize(
    ("age_s", "text"), [(-1, "0 s"), (59, "59 s"), (60, "1 min"), (7200, "2 h"), (86_400 * 3, "3 d")]
)
def test_an_age_has_its_largest_unit(age_s: float, text: str) -> None:
    assert format_age(age_s) == text


@given(st.text(), st.integers(min_value=4, max_value=60))
def test_shortened_text_fits(text: str, width: int) -> None:
    assert len(shorten(text, width)) <= width
    assert shorten(text, len(text)) == text
