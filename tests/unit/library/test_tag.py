from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import soundfile

from generate_track.engines.base import Take
from generate_track.errors import OutputError
from generate_track.library.tag import read_tags, tags_of, write_tags
from generate_track.request import TrackRequest

TAGS = {"title": "Wärme 静か", "bpm": "96", "key": "F#m", "lyrics": "[verse]\nla", "seed": "7", "generator": "g"}


@pytest.mark.parametrize("suffix", ["mp3", "wav", "flac"])
def test_tags_are_read_as_they_were_written(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    soundfile.write(path, np.zeros((4800, 2), np.float32), 48_000)
    write_tags(path, TAGS | {"genre": ""})
    assert read_tags(path) == TAGS
    assert soundfile.info(path).frames >= 4800


@pytest.mark.parametrize("suffix", ["mp3", "wav", "flac"])
def test_tags_written_twice_stand_once(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    soundfile.write(path, np.zeros((4800, 2), np.float32), 48_000)
    write_tags(path, TAGS)
    write_tags(path, TAGS | {"title": "other"})
    assert read_tags(path) == TAGS | {"title": "other"}


@pytest.mark.parametrize("suffix", ["mp3", "wav", "flac"])
def test_no_control_character_cuts_a_tag_short_or_commands_a_terminal(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    soundfile.write(path, np.zeros((4800, 2), np.float32), 48_000)
    write_tags(path, {"title": "a\x00b\x1b[31m\u202eevil\x9b", "lyrics": "la\x00la\n\tla"})
    assert read_tags(path) == {"title": "a b [31m evil ", "lyrics": "la la\n\tla"}


def test_a_file_that_takes_no_tags_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    path.write_text("<html>")
    with pytest.raises(OutputError, match="tags cannot be written"):
        write_tags(path, TAGS)


def test_a_file_without_tags_has_none(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros((4800, 2), np.float32), 48_000)
    assert read_tags(path) == {}


def test_the_tags_of_a_take_say_what_was_made_and_how(a_request: TrackRequest) -> None:
    take = Take(Path("x"), 1, 8, {"bpm": 96.0, "key": "F# minor", "model": "acestep-v15-turbo"})
    tags = tags_of(take, request=a_request, engine="acestep", created=datetime(2026, 11, 23, tzinfo=UTC))
    assert (tags["bpm"], tags["key"], tags["seed"], tags["date"]) == ("96", "F#m", "8", "2026-11-23")
    assert "acestep engine" in tags["generator"]
    assert tags["model"] == "acestep-v15-turbo"


@pytest.mark.parametrize(("told", "tag"), [(96.4, "96"), ("96", "96"), ("fast", ""), ([96], ""), ("inf", "")])
def test_a_tempo_that_is_no_number_is_no_tag(a_request: TrackRequest, told: object, tag: str) -> None:
    take = Take(Path("x"), 0, 7, {"bpm": told})
    tags = tags_of(take, request=a_request, engine="acestep", created=datetime(2026, 11, 23, tzinfo=UTC))
    assert tags["bpm"] == tag
