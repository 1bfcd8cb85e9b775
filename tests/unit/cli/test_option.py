import inspect

import pytest

from generate_track.cli.app import COMMANDS
from generate_track.cli.make import make
from generate_track.cli.option import default, describe, flags_of, limits, metavar, rows_of
from generate_track.cli.rerun import rerun
from generate_track.errors import InvalidRequestError
from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS
from generate_track.request import TrackRequest
from generate_track.settings import ENGINES

BY_NAME = {row.name: row for row in rows_of(make)}


def test_every_parameter_is_an_option() -> None:
    assert {row.flag for row in (*PARAMETERS, *EXPERT_PARAMETERS)} <= set(flags_of(make))


def test_a_flag_and_a_name_stand_for_one_thing_in_a_command() -> None:
    for command in COMMANDS.values():
        flags = flags_of(command)
        assert len(flags) == len(set(flags))


def test_every_command_takes_json() -> None:
    assert all("--json" in flags_of(command) for command in COMMANDS.values())


def test_every_command_says_what_it_is_for_in_one_line() -> None:
    assert all("\n" not in (inspect.getdoc(command) or "\n") for command in COMMANDS.values())


def test_there_is_no_option_for_the_key() -> None:
    assert not [flag for flag in flags_of(make) if "key" in flag and flag != "--key"]


def test_help_tells_range_advice_and_default() -> None:
    assert describe(BY_NAME["bpm"]).endswith("[30 to 280] [60 to 180 is the most stable]")
    assert describe(BY_NAME["duration_s"]) == "Track duration in seconds. [10 to 600] [default: 120]"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("format", "mp3, wav, flac"),
        ("lyrics", "at most 4096 characters"),
        ("key", ""),
        ("model", ""),
        ("lm_top_k", "at least 0"),
        ("repainting_end", "at least -1"),
        ("seed", "0 to 4294967295"),
        ("engine", ", ".join(ENGINES)),
    ],
)
def test_limits_are_told_in_words(name: str, text: str) -> None:
    assert limits(BY_NAME[name]) == text


@pytest.mark.parametrize(
    ("name", "text"), [("guidance", "default: 7"), ("language", "default: en"), ("thinking", ""), ("bpm", "")]
)
def test_a_default_is_told_when_there_is_one(name: str, text: str) -> None:
    assert default(BY_NAME[name]) == text


@pytest.mark.parametrize(
    ("name", "text"), [("duration_s", "SECONDS"), ("set", "FIELD=VALUE"), ("thinking", None), ("bpm", "N")]
)
def test_a_value_has_a_placeholder(name: str, text: str | None) -> None:
    assert metavar(BY_NAME[name]) == text


def test_switches_can_be_taken_back_where_something_may_be_on() -> None:
    assert "--no-use-adg" in flags_of(make)
    assert "--no-instrumental" not in flags_of(make)
    assert {"--no-instrumental", "--no-thinking", "--no-stems", "--no-midi"} <= set(flags_of(rerun))
    assert "--no-json" not in flags_of(rerun)


def test_the_limits_that_help_tells_are_those_of_the_request() -> None:
    numbers = [row for row in PARAMETERS if row.kind in {"integer", "number"}]
    for row in numbers:
        assert row.maximum is not None
        TrackRequest.parse({"caption": "x", row.name: row.maximum})
        with pytest.raises(InvalidRequestError):
            TrackRequest.parse({"caption": "x", row.name: row.maximum + 1})
