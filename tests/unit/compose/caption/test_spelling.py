import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.caption.spelling import normalise, singulars


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("Lo-Fi", "lo fi"),
        ("lofi", "lo fi"),
        ("low-fi", "lo fi"),
        ("HipHop", "hip hop"),
        ("DnB", "drum and bass"),
        ("drum'n'bass", "drum and bass"),
        ("drum & bass", "drum  and  bass"),
        ("drum n bass", "drum and bass"),
        ("rock 'n' roll", "rock and roll"),
        ("R&B", "r and b"),
        ("rnb", "r and b"),
        ("the 80's", "the 1980s"),
        ("1960s", "1960s"),
        ("2000s", "2000s"),
        ("café", "cafe"),
        ("w/o drums", "without drums"),
        ("a cappella", "acappella"),
        ("8-bit", "8 bit"),
        ("ピアノ", " piano "),
    ],
)
def test_ways_of_writing_a_word_are_one_spelling(text: str, spelling: str) -> None:
    assert normalise(text).split() == spelling.split()


@given(st.text(max_size=80))
def test_what_is_in_the_spelling_of_the_tables_stays_so(text: str) -> None:
    words = normalise(text).split()
    assert normalise(" ".join(words)).split() == words or not text.isascii()


@pytest.mark.parametrize(
    ("plural", "singular"), [("guitars", "guitar"), ("brushes", "brush"), ("melodies", "melody"), ("bass", "bass")]
)
def test_a_plural_leads_to_its_singular(plural: str, singular: str) -> None:
    assert singular in singulars(plural)
