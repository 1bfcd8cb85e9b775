import pytest

from generate_track.compose.caption.reading import Reading
from generate_track.compose.caption.scene import read_scenes, refused_scenes
from generate_track.compose.lexicon.scene import SCENES


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_every_sure_word_is_heard_and_can_be_refused(scene: str) -> None:
    for word in SCENES[scene].sure:
        assert scene in read_scenes(Reading(f"pop, {word}"))
        assert scene in refused_scenes(Reading(f"pop, no {word}"))
        assert scene not in read_scenes(Reading(f"pop, no {word}"))


@pytest.mark.parametrize(
    ("caption", "scenes"),
    [
        ("ocean drive", ()),
        ("ocean sounds", ("ocean",)),
        ("the sound of the ocean", ("ocean",)),
        ("night sounds", ("crickets",)),
        ("the sounds of a warm summer night", ("crickets",)),
        ("late at night, good sound", ()),
        ("wind down, nature", ("forest",)),
        ("purple rain", ()),
        ("on fire", ()),
    ],
)
def test_a_scene_is_a_sound_and_no_figure_of_speech(caption: str, scenes: tuple[str, ...]) -> None:
    assert read_scenes(Reading(caption)) == scenes


def test_no_nature_sounds_are_no_scenes_at_all() -> None:
    assert refused_scenes(Reading("spa without nature sounds")) == set(SCENES)
