"""The words of two APIs for what the command line calls by its flags."""

import pytest

from generate_track.errors import InvalidRequestError, Mistake
from generate_track.server.wording import ACE_STEP, JOBS, Wording


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        (JOBS, "duration_s 7 is out of range (10 to 600)"),
        (ACE_STEP, "audio_duration 7 is out of range (10 to 600)"),
    ],
)
def test_a_mistake_names_the_field_of_its_api(wording: Wording, told: str) -> None:
    error = InvalidRequestError((Mistake("duration_s", "--duration 7 is out of range (10 to 600)"),))
    assert [mistake.message for mistake in wording.mistakes(error)] == [told]


def test_what_follows_a_semicolon_is_a_hint() -> None:
    mistake = JOBS.mistake("lyrics", "--instrumental contradicts --lyrics; give one of them")
    assert mistake == Mistake("lyrics", "instrumental contradicts lyrics", "give one of them")


def test_the_caption_is_called_the_prompt_by_ace_step() -> None:
    assert ACE_STEP.text("the caption is empty") == "the prompt is empty"
    assert JOBS.text("the caption is empty") == "the caption is empty"


@pytest.mark.parametrize(
    ("hint", "told"),
    [
        ("try another --seed", "try another seed"),
        ("--batch 1 needs the least memory", "batch 1 needs the least memory"),
        ("generate-track resume 7 --again submits it again", None),
        ("choose another folder with --output DIR", None),
        (None, None),
    ],
)
def test_a_hint_for_the_command_line_is_no_hint_to_a_client(hint: str | None, told: str | None) -> None:
    assert JOBS.hint(hint) == told


def test_why_a_job_failed_is_told_without_where() -> None:
    told = ACE_STEP.failure("http://gpu:8001 broke", "look at /var/log/gpu")
    assert told == ("the engine's server broke", "look at a file")
