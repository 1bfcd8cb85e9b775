"""Hearing scene sounds: what is meant to be heard, and what is only a figure of speech."""

from generate_track.compose.caption.phrase import Hit
from generate_track.compose.caption.reading import Reading
from generate_track.compose.lexicon.scene import ALL_SCENES, NATURE_WORDS, SCENES, SOUND_WORDS, Scene

_OF_TOKENS = 3


def read_scenes(reading: Reading) -> tuple[str, ...]:
    """Return the scenes that a caption asks for."""
    refused = refused_scenes(reading)
    sounds = reading.find(SOUND_WORDS)
    speaks_of_sound = bool(sounds or reading.find(NATURE_WORDS))
    return tuple(
        name
        for name, scene in SCENES.items()
        if name not in refused and _is_heard(reading, scene, sounds=sounds, is_loose=speaks_of_sound)
    )


def refused_scenes(reading: Reading) -> frozenset[str]:
    """Return the scenes that a caption does not want."""
    if reading.find(ALL_SCENES, refused=True):
        return frozenset(SCENES)
    return frozenset(name for name, scene in SCENES.items() if reading.find(_words(scene), refused=True))


def _words(scene: Scene) -> tuple[str, ...]:
    return (*scene.sure, *scene.near, *scene.loose)


def _is_heard(reading: Reading, scene: Scene, *, sounds: tuple[Hit, ...], is_loose: bool) -> bool:
    if reading.find(scene.sure) or (is_loose and reading.find(scene.loose)):
        return True
    return any(_is_of(reading, hit, sound) for hit in reading.find(scene.near) for sound in sounds)


def _is_of(reading: Reading, hit: Hit, sound: Hit) -> bool:
    """Whether `hit` makes the sound: "city noise", "the sounds of a busy city"."""
    is_of = reading.text(sound.end, sound.end + 1) == "of" and 0 < hit.start - sound.end <= _OF_TOKENS
    return hit.end == sound.start or is_of
