import pytest

from generate_track.compose.caption.reading import Reading
from generate_track.compose.caption.sound import Sounds, read_sounds
from generate_track.compose.lexicon.sound import SOUNDS


def sounds(caption: str, *, is_title: bool = False) -> Sounds:
    return read_sounds(Reading(caption), is_title=is_title)


@pytest.mark.parametrize(
    ("caption", "word"),
    [
        ("distorted guitars", "distorted guitar"),
        ("distorted, gritty guitar", "crunch guitar"),
        ("clean electric guitar", "clean electric guitar"),
        ("soft brushed drums", "brushed drum"),
        ("lo-fi hip hop drums", "lo fi drum"),
        ("boom bap style drums", "boom bap drum"),
        ("muted jazz trumpet", "muted trumpet"),
        ("distorted acoustic guitar", "acoustic guitar"),
        ("soft piano", "piano"),
    ],
)
def test_adjectives_make_a_sound_more_precise(caption: str, word: str) -> None:
    assert sounds(caption).asked == (word,)


def test_what_is_asked_for_more_precisely_than_refused_may_play() -> None:
    heard = sounds("no drums except brushes")
    assert heard.asked == ("brushes",)
    assert "brush_kit" not in heard.forbidden
    assert "standard_kit" in heard.forbidden


def test_an_implied_refusal_gives_way_to_what_is_asked_for() -> None:
    assert "choir" in sounds("instrumental").forbidden
    assert sounds("instrumental with choir").asked == ("choir",)


@pytest.mark.parametrize(
    "caption", ["drum-free", "drum free pop", "free of drums", "drumless", "sans drums", "nor drums"]
)
def test_refusals_come_in_many_words(caption: str) -> None:
    assert set(SOUNDS["drum"]) <= sounds(caption).forbidden


@pytest.mark.parametrize(
    ("caption", "keys"),
    [
        ("no kick", {35, 36}),
        ("kick-free", {35, 36}),
        ("no snare or cymbals", {38, 40, 49}),
        ("no hi-hats", {42, 44, 46}),
        ("no cowbell", {56}),
    ],
)
def test_who_refuses_a_piece_of_the_kit_keeps_the_rest(caption: str, keys: set[int]) -> None:
    heard = sounds(caption)
    assert keys <= heard.unstruck
    assert not heard.forbidden


def test_a_piece_that_is_asked_for_more_narrowly_than_refused_is_played() -> None:
    heard = sounds("bongos, no hand percussion")
    assert heard.asked == ("bongo",)
    assert {62, 63, 82} <= heard.unstruck
    assert 60 not in heard.unstruck


def test_a_piece_that_is_asked_for_and_refused_is_not_played() -> None:
    assert not sounds("cowbell, no cowbell").asked


@pytest.mark.parametrize(
    "caption", ["no melody", "melody-free", "without any lead", "no lead, just chords", "no hooks"]
)
def test_a_tune_can_be_refused(caption: str) -> None:
    heard = sounds(caption)
    assert heard.is_tuneless
    assert not heard.forbidden


@pytest.mark.parametrize("caption", ["no lead guitar", "no lead singer", "melody", "no drums, sweet melody"])
def test_who_refuses_something_else_has_a_tune(caption: str) -> None:
    assert not sounds(caption).is_tuneless


@pytest.mark.parametrize("caption", ["soft beat", "gentle beats", "a mellow dusty beat"])
def test_a_soft_beat_is_asked_for_and_stays_soft(caption: str) -> None:
    heard = sounds(caption)
    assert set(heard.asked) == heard.soft <= {"soft beat", "gentle beat"}
    assert heard.asked


def test_free_jazz_is_no_refusal() -> None:
    assert sounds("piano, free jazz").asked == ("piano",)
    assert sounds("piano free jazz").asked == ("piano",)


@pytest.mark.parametrize(
    "caption",
    ["piano only", "only piano", "just a soft piano", "solo piano", "nothing but piano", "piano, nothing else"],
)
def test_a_sound_can_be_all_there_is(caption: str) -> None:
    assert sounds(caption).is_alone


@pytest.mark.parametrize("caption", ["not only piano", "piano", "piano with strings", "only happy songs with piano"])
def test_words_like_only_are_not_always_meant_so(caption: str) -> None:
    assert not sounds(caption).is_alone


def test_a_solo_is_all_there_is_where_no_genre_is_named() -> None:
    assert sounds("sad piano solo", is_title=True).is_alone
    assert not sounds("sad piano solo").is_alone


@pytest.mark.parametrize(
    "caption",
    ["lead violin", "violin melody", "featuring a violin", "melody on the violin", "led by violin", "violin solo"],
)
def test_a_sound_can_have_the_tune(caption: str) -> None:
    assert sounds(f"strings, {caption}").lead == "violin"


def test_drums_have_no_tune() -> None:
    assert sounds("featuring drums").lead is None


@pytest.mark.parametrize(
    "caption", ["subtle strings", "a hint of strings", "strings in the background", "distant strings"]
)
def test_a_sound_can_stay_behind(caption: str) -> None:
    assert sounds(f"{caption}, piano").soft == {"string"}


def test_what_the_band_has_not_is_stood_in_for() -> None:
    heard = sounds("theremins and piano")
    assert heard.stand_ins == (("theremin", "synth lead"),)
    assert heard.asked == ("synth lead", "piano")


def test_vibes_are_an_instrument_only_by_themselves() -> None:
    assert sounds("sax, vibes, bass").asked == ("sax", "vibes", "bass")
    assert sounds("summer vibes").asked == ()


def test_a_singer_is_asked_for_in_vain() -> None:
    assert sounds("female vocals").is_sung
    assert not sounds("no vocals").is_sung
