import pytest

from generate_track.compose.brief import Brief
from generate_track.compose.catalogue import catalogue
from generate_track.compose.instrument import INSTRUMENTS
from generate_track.compose.lexicon.scene import SCENES
from generate_track.compose.lexicon.sound import SOUNDS
from generate_track.compose.styles import STYLES


def test_everything_is_listed_once() -> None:
    listed = {kind: [entry.name for entry in entries] for kind, entries in catalogue().items()}
    assert listed["styles"] == sorted(STYLES)
    assert listed["instruments"] == [name.replace("_", " ") for name in INSTRUMENTS]
    assert listed["scenes"] == list(SCENES)


@pytest.mark.parametrize("kind", ["styles", "instruments", "scenes"])
def test_every_line_says_what_it_is_and_how_to_ask_for_it(kind: str) -> None:
    for entry in catalogue()[kind]:
        assert entry.about, entry.name
        assert entry.words, entry.name


def test_the_words_of_an_instrument_ask_for_it() -> None:
    for entry in catalogue()["instruments"]:
        asked = [name for word in Brief.parse(entry.words[0]).sounds for name in SOUNDS[word]]
        assert entry.name.replace(" ", "_") in asked, entry.name


def test_the_words_of_a_scene_are_heard() -> None:
    for entry in catalogue()["scenes"]:
        assert entry.name in Brief.parse(entry.words[0]).scenes
