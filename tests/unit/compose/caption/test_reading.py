import pytest

from generate_track.compose.caption.reading import Reading


def words(text: str) -> list[str]:
    return [token.text for token in Reading(text).tokens]


def test_an_idiom_is_one_token() -> None:
    assert words("a drum and bass beat") == ["drum and bass", "beat"]


def test_what_is_refused_is_found_only_when_looked_for() -> None:
    reading = Reading("piano, no drums")
    assert reading.words({"piano", "drum"}) == ("piano",)
    assert reading.words({"piano", "drum"}, refused=True) == ("drum",)


def test_words_around_a_hit_are_those_of_its_phrase() -> None:
    reading = Reading("sad song with very soft piano alone")
    (hit,) = reading.find({"piano"})
    assert reading.before(hit, 4) == ("with", "very", "soft")
    assert reading.text(hit.end, hit.end + 1) == "alone"
    assert reading.text(-3, 1) == "sad"


@pytest.mark.parametrize(
    ("caption", "english"),
    [
        ("guitarra acústica sin batería", ["acoustic", "guitar", "without", "drum"]),
        ("violon et contrebasse", ["violin", "and", "double", "bass"]),
        ("ruhiges Klavier", ["calm", "piano"]),
        ("sin city jazz", ["sin", "city", "jazz"]),
        ("静かなピアノ", ["calm", "piano"]),
        ("钢琴", ["piano"]),
    ],
)
def test_a_language_is_translated_once_it_is_surely_spoken(caption: str, english: list[str]) -> None:
    assert words(caption) == english
