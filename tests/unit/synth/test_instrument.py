import pytest

from generate_track.compose import instrument as composing
from generate_track.compose.lexicon.scene import SCENES as HEARD
from generate_track.synth.instrument import INSTRUMENTS
from generate_track.synth.scene import SCENES


@pytest.mark.parametrize("name", sorted(composing.INSTRUMENTS))
def test_whatever_the_composer_writes_for_can_be_played(name: str) -> None:
    assert name in INSTRUMENTS


def test_whatever_the_brief_hears_of_a_scene_can_be_rendered() -> None:
    assert set(HEARD) <= set(SCENES)
