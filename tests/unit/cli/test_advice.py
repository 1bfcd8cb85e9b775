import re

import pytest

from generate_track.cli.advice import advise
from generate_track.parameter import PARAMETERS
from generate_track.request import TrackRequest


def notes(engine: str = "acestep", **values: object) -> list[str]:
    return [note.message for note in advise(TrackRequest.parse({"caption": "x", **values}), engine=engine)]


@pytest.mark.parametrize("bpm", [59, 181, 280])
def test_an_unusual_tempo_is_noted(bpm: int) -> None:
    assert notes(bpm=bpm) == [f"--bpm {bpm} is unusual"]


def test_usual_values_are_not_noted() -> None:
    assert notes(bpm=60, key="Am") == notes(bpm=180, key="C major") == notes() == []


def test_the_advice_is_the_row_s_own() -> None:
    row = next(row for row in PARAMETERS if row.name == "bpm")
    assert [int(number) for number in re.findall(r"\d+", row.advice or "")] == [60, 180]


def test_a_key_is_noted_for_the_model_only() -> None:
    assert notes(key="Bb") == ["--key Bb major is unusual"]
    assert notes("embedded", key="Bb") == []


def test_set_of_a_field_with_an_option_is_noted() -> None:
    assert notes(extra={"bpm": 9999, "newer": 1}) == ["--set bpm is sent unchecked"]
