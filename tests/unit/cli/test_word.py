import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.cli.make import make
from generate_track.cli.word import Words, options_in


def wrong(*words: str) -> list[tuple[str, str | None]]:
    return [(mistake.message, mistake.hint) for mistake in Words(words, command=make).mistakes]


def test_an_unknown_option_is_told_with_the_nearest_right_spelling() -> None:
    assert wrong("x", "--durration", "60") == [("option --durration is not known", "did you mean --duration?")]
    assert wrong("x", "--durration=60") == [("option --durration is not known", "did you mean --duration?")]


@pytest.mark.parametrize("word", ["-o", "--zzzzzzzzzz"])
def test_an_option_that_is_like_no_other_points_to_the_help(word: str) -> None:
    assert wrong(word) == [(f"option {word} is not known", "generate-track --help lists every option")]


def test_all_that_is_wrong_is_told_at_once() -> None:
    messages = [message for message, _ in wrong("--bmp", "3", "--key", "--seed", "1", "--seed", "2")]
    assert messages == ["option --bmp is not known", "--key needs a value", "--seed is given more than once"]


def test_an_option_is_never_the_value_of_the_one_before() -> None:
    assert wrong("--lyrics", "--bpm", "90") == [
        ("--lyrics needs a value", "a value that begins with a hyphen is written --lyrics=VALUE")
    ]
    assert wrong("--lyrics=--bpm", "x") == []


def test_an_option_at_the_end_without_its_value_is_told() -> None:
    assert wrong("x", "--bpm") == [("--bpm needs a value", None)]


@pytest.mark.parametrize("value", ["-", "-1", "-la la", "-0.5"])
def test_a_value_may_begin_with_one_hyphen(value: str) -> None:
    assert wrong("x", "--lyrics", value) == []


def test_what_stands_behind_two_hyphens_is_no_option() -> None:
    words = ["--bpm", "90", "--", "--not-an-option"]
    assert options_in(words) == ["--bpm", "90"]
    assert Words(words, command=make).kept == words
    assert wrong(*words) == []


def test_set_may_be_given_several_times() -> None:
    assert wrong("--set", "a=1", "--set", "b=2") == []


def test_underscores_are_as_good_as_hyphens() -> None:
    assert wrong("--time_sig", "3/4", "--use_adg") == []


def test_without_a_command_nothing_is_wrong() -> None:
    assert Words(["skill", "--x"], command=None).mistakes == []


@given(st.lists(st.text(max_size=6) | st.sampled_from(["--bpm", "--json", "--", "-", "x", "--bpm=3", "--set"])))
def test_words_are_kept_in_order_or_told_as_a_mistake(words: list[str]) -> None:
    found = Words(words, command=make)
    assert len(found.kept) + len(found.mistakes) == len(words)
    kept = iter(words)
    assert all(word in kept for word in found.kept)
