import pytest

from generate_track.compose.caption.genre import can_colour, read_taste, style_of
from generate_track.compose.caption.reading import Reading
from generate_track.compose.lexicon.era import ERAS
from generate_track.compose.lexicon.genre import ADJECTIVES, FORMS, RELATIVES
from generate_track.compose.lexicon.hint import MOOD_GENRES, SCENE_GENRES, SOUND_GENRES
from generate_track.compose.lexicon.use import USES
from generate_track.compose.styles import DEFAULT_STYLE, STYLES


def style(caption: str) -> str:
    return read_taste(Reading(caption)).style


@pytest.mark.parametrize("name", sorted(STYLES))
def test_a_style_is_called_by_its_name(name: str) -> None:
    assert style(name) == name


def test_the_head_comes_last_and_the_first_phrase_first() -> None:
    assert style("lounge jazz techno") == style_of("techno")
    assert style("techno lounge jazz") == style_of("jazz")
    assert style("techno, lounge jazz") == style_of("techno")
    assert style("techno with jazz") == style_of("techno")


@pytest.mark.parametrize(
    "caption", ["jazzy techno", "techno with jazz chords", "jazz-infused techno", "techno, hint of jazz"]
)
def test_adjectives_and_their_like_never_lead(caption: str) -> None:
    assert style(caption) == style_of("techno")


def test_an_adjective_leads_where_no_genre_is_named() -> None:
    assert style("jazzy tune") == style_of("jazz")


def test_a_refused_genre_is_not_played() -> None:
    assert style("pop, not techno") == style_of("pop")


def test_who_says_nothing_gets_the_default() -> None:
    assert style("something never heard of") == DEFAULT_STYLE


def test_only_styles_that_lend_colour_another() -> None:
    for word in RELATIVES:
        colour = read_taste(Reading(f"pop with {word} influences")).colour
        assert colour is None or (can_colour(colour) and colour != style_of("pop"))


@pytest.mark.parametrize("word", sorted(set(RELATIVES) - ADJECTIVES - FORMS))
def test_every_kindred_genre_leads_to_a_style(word: str) -> None:
    assert style_of(word) in STYLES


def test_every_hint_leads_to_a_style() -> None:
    rows = (*(use.genres for use in USES.values()), *(era.genres for era in ERAS.values() if era.genres))
    for words in (*rows, *SOUND_GENRES.values(), *MOOD_GENRES.values(), *SCENE_GENRES.values()):
        assert any(style_of(word) for word in words), words
