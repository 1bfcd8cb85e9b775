from pathlib import Path

import pytest

from generate_track.compose.brief import Brief
from generate_track.compose.telling import tell_missing
from generate_track.errors import InvalidRequestError
from generate_track.preset.shelf import find, shipped

# What the embedded engine is to hear in the captions, track by track.
STYLES = {
    "game-loops": "cinematic, celtic, chiptune, ambient, techno, metal, cinematic, horror, synthwave, bossa nova, "
    "march, orchestral",
    "hotel-lobby": "bossa nova, lounge jazz, classical piano, string quartet, bossa nova, lounge jazz, lounge jazz, "
    "soul, lounge jazz, lounge jazz",
    "lo-fi-study": "lo-fi, lo-fi, lo-fi, lo-fi, hip hop, lo-fi, lo-fi, lo-fi, lo-fi, lo-fi",
    "retail": "pop, indie, pop, funk, soul, house, disco, reggae, folk, electronic, bossa nova, synthwave",
    "spa": "spa, spa, spa, spa, ambient, classical piano, spa, ambient",
}


@pytest.mark.parametrize("name", STYLES)
def test_a_preset_that_ships_is_valid_and_its_captions_are_understood(name: str) -> None:
    preset = shipped()[name].load()
    briefs = [Brief.parse(item.request.caption) for item in preset.items]
    assert preset.name == name
    assert ", ".join(brief.as_facts()["style"] for brief in briefs) == STYLES[name]
    assert [text for brief in briefs for text in tell_missing(brief)] == []
    assert all(item.request.instrumental for item in preset.items)


def test_the_test_knows_every_preset_that_ships() -> None:
    assert list(shipped()) == list(STYLES)


def test_a_file_wins_by_its_suffix_and_a_name_is_one_that_ships(tmp_path: Path) -> None:
    path = tmp_path / "spa.json"
    path.write_text('{"name": "mine", "tracks": [{"id": "a", "caption": "x"}]}', encoding="utf-8")
    assert (find(str(path)).load().name, find(str(path)).is_shipped) == ("mine", False)
    assert (find("spa").load().name, find("spa").is_shipped) == ("spa", True)


def test_the_text_of_a_preset_can_be_copied(tmp_path: Path) -> None:
    path = tmp_path / "copy.yaml"
    path.write_text(find("spa").text(), encoding="utf-8")
    assert find(str(path)).load() == find("spa").load()


@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        ("lofi-study", "there is no preset 'lofi-study'", "did you mean 'lo-fi-study'?"),
        ("xyz", "there is no preset 'xyz'", "generate-track batch --list"),
        ("notes.txt", "'notes.txt' is a file, but no preset by its name", ".yaml, .yml, .json"),
    ],
)
def test_what_is_not_there_is_told(word: str, message: str, hint: str) -> None:
    Path("notes.txt").touch()
    with pytest.raises(InvalidRequestError) as caught:
        find(word)
    assert caught.value.message == message
    assert hint in str(caught.value.hint)
