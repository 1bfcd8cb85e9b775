"""Every table holds words as captions are read, and leads to what there is."""

from collections.abc import Collection

import pytest

from generate_track.compose.caption.reading import Reading
from generate_track.compose.caption.spelling import normalise
from generate_track.compose.instrument import INSTRUMENTS
from generate_track.compose.lexicon.era import ERA_WORDS, ERAS
from generate_track.compose.lexicon.genre import RELATIVES
from generate_track.compose.lexicon.glossary import GLOSSARY
from generate_track.compose.lexicon.hint import MOOD_GENRES, SCENE_GENRES, SOUND_GENRES
from generate_track.compose.lexicon.mood import MOODS
from generate_track.compose.lexicon.scene import SCENES
from generate_track.compose.lexicon.sound import (
    ENSEMBLES,
    FORBIDDING,
    KIN,
    ONLY_FORBIDDEN,
    QUALIFIED,
    SOUNDS,
    STAND_INS,
)
from generate_track.compose.lexicon.tempo import METERS, TEMPI
from generate_track.compose.lexicon.use import USES
from generate_track.music import TimeSignature

TABLES: dict[str, Collection[str]] = {
    "sounds": SOUNDS,
    "stand-ins": STAND_INS,
    "moods": MOODS,
    "tempi": TEMPI,
    "meters": METERS,
    "eras": ERA_WORDS,
    "uses": USES,
    "scenes": [word for scene in SCENES.values() for words in scene[1:] for word in words],
}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_word_of_a_table_is_found_in_a_caption(name: str) -> None:
    for word in TABLES[name]:
        assert word in Reading(word).words(TABLES[name]), word


def test_instruments_exist() -> None:
    rows = (*SOUNDS.values(), *KIN.values(), *(era.prefers for era in ERAS.values()))
    assert {name for names in rows for name in names} <= set(INSTRUMENTS)


def test_sounds_lead_to_sounds() -> None:
    refused = {word for words in FORBIDDING.values() for word in words}
    qualified = {word for table in QUALIFIED.values() for word in table.values()}
    bands = {word for words in ENSEMBLES.values() for word in words}
    of_eras = {word for era in ERAS.values() for word in era.sounds}
    words = {*KIN, *refused, *qualified, *bands, *of_eras, *STAND_INS.values(), *ONLY_FORBIDDEN, *SOUND_GENRES}
    assert words <= set(SOUNDS)
    assert not set(STAND_INS) & set(SOUNDS)


def test_hints_are_of_words_that_are_heard() -> None:
    assert set(MOOD_GENRES) <= set(MOODS)
    assert set(SCENE_GENRES) <= set(SCENES)
    assert set(ERA_WORDS.values()) <= set(ERAS)


def test_every_metre_can_be_played() -> None:
    for signature in METERS.values():
        assert str(TimeSignature.parse(signature)) == signature


@pytest.mark.parametrize("language", sorted(GLOSSARY))
def test_a_glossary_is_in_the_spelling_of_captions(language: str) -> None:
    for word in GLOSSARY[language]:
        assert " ".join(normalise(word).split()) == word


def test_kindred_genres_are_in_the_spelling_of_captions() -> None:
    odd = {word for word in RELATIVES if " ".join(normalise(word).split()) != word}
    assert not odd
