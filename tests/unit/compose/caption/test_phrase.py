import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.caption.phrase import Hit, find_refusals, longest, number_phrases
from generate_track.compose.lexicon.idiom import CONNECTORS, NEGATIONS


def test_the_longest_phrase_wins_also_in_the_plural() -> None:
    table = {"piano", "electric piano"}
    assert longest(["electric", "pianos"], 0, table) == Hit("electric piano", 0, 2)
    assert longest(["grand", "piano"], 0, table) is None


def test_a_phrase_begins_at_a_stop_or_a_connecting_word() -> None:
    assert number_phrases(["soft", "piano", "with", "warm", "strings", ",", "rain"]) == [0, 0, 1, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("no drums , piano", "no drums"),
        ("no drums , bass or guitar , piano", "no drums , bass or guitar"),
        ("no drums and bass", "no drums and bass"),
        ("no drums and gentle strings", "no drums"),
        ("no drums but brushes", "no drums"),
        ("no drums except brushes", "no drums"),
        ("neither piano nor drums , sax", "neither piano nor drums"),
        ("not too fast lofi", "not too fast"),
        ("not sad or slow folk", "not sad or slow"),
        ("not techno", "not techno"),
        ("no piano no drums", "no piano no drums"),
        ("no", "no"),
    ],
)
def test_a_refusal_reaches_as_far_as_it_is_meant(text: str, refused: str) -> None:
    words = text.split()
    flags = find_refusals(words)
    assert " ".join(word for word, flag in zip(words, flags, strict=True) if flag) == refused


@given(st.lists(st.sampled_from(sorted(NEGATIONS | CONNECTORS | {",", ".", "very", "sad", "drum", "or"})), max_size=20))
def test_every_row_of_words_has_its_refusals_and_phrases(texts: list[str]) -> None:
    assert len(find_refusals(texts)) == len(number_phrases(texts)) == len(texts)
