import pytest

from generate_track.compose.caption.mood import Feeling, read_mood
from generate_track.compose.caption.reading import Reading
from generate_track.compose.lexicon.mood import DEGREES, MOODS


def feeling(caption: str) -> Feeling:
    return read_mood(Reading(caption))


def test_degrees_make_a_mood_stronger_or_weaker() -> None:
    assert feeling("very calm").arousal < feeling("calm").arousal < feeling("slightly calm").arousal < 0
    assert feeling("a bit calm").arousal == feeling("slightly calm").arousal


def test_what_is_not_wanted_is_a_little_of_its_opposite() -> None:
    assert -0.5 < feeling("not too energetic").arousal < 0
    assert feeling("not sad").valence > 0
    assert feeling("not too fast").tempo < 0
    assert feeling("less dark").valence > 0


def test_words_that_say_nothing_of_a_matter_do_not_thin_it_out() -> None:
    assert feeling("dark driving").valence < -0.6


def test_what_music_is_for_has_a_mood() -> None:
    assert feeling("workout").arousal > 0.3
    assert feeling("spa").arousal < -0.3


def test_no_word_has_no_mood() -> None:
    assert feeling("music") == Feeling((), 0.0, 0.0, 0.0)


@pytest.mark.parametrize("word", sorted(MOODS))
def test_every_mood_and_degree_is_on_the_plane(word: str) -> None:
    assert all(-1 <= value <= 1 for value in MOODS[word])
    assert all(-1 <= value <= 1 for degree in DEGREES for value in feeling(f"{degree} {word}")[1:])
