import pytest

from generate_track.compose.instrument import INSTRUMENTS
from generate_track.compose.lexicon.sound import SOUNDS
from generate_track.compose.percussion import PERCUSSION, percussionist, plays
from pieces import METERS, a_score


@pytest.mark.parametrize("word", sorted(PERCUSSION))
def test_a_percussionist_plays_what_is_asked_for_in_every_metre(word: str) -> None:
    chair = percussionist(word)
    assert word in SOUNDS
    assert plays(chair, word)
    assert set(chair.grooves) == set(METERS)
    assert set(chair.instruments) <= set(INSTRUMENTS)


@pytest.mark.parametrize("meter", METERS)
def test_percussion_sounds_beside_the_kit(meter: str) -> None:
    parts = {part.name: part for part in a_score("pop with congas and tambourine", time_signature=meter).parts}
    assert {note.pitch for note in parts["conga"].notes} == {62, 63}
    assert {note.pitch for note in parts["tambourine"].notes} == {54}
    assert "drums" in parts


def test_percussion_alone_needs_no_kit() -> None:
    parts = a_score("only piano and bongos").parts
    assert {part.name for part in parts if "kit" in part.instrument} == {"bongo"}


def test_a_percussionist_of_the_style_s_own_is_enough() -> None:
    parts = a_score("christmas with sleigh bells").parts
    assert sum(any(note.pitch == 83 for note in part.notes) for part in parts if "kit" in part.instrument) == 1
