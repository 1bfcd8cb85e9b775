"""What an ACE-Step server hears of a request that came through our front is what its client said."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.acestep import wire
from generate_track.errors import InvalidRequestError
from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS, Kind, Parameter
from generate_track.request import TrackRequest
from generate_track.server import translation
from generate_track.server.form import gather

SAID: dict[Kind, Any] = {
    "text": "some words",
    "integer": 30,
    "number": 1.0,
    "switch": True,
    "list": ["drums", "bass"],
    "key": "F# minor",
    "time_signature": "3",
    "language": "ja",
}
NO_AUDIO = ("extract_codes_only", "analysis_only", "full_analysis_only")
# The pool chooses a model by name, the queue counts takes, and seeds are ours so that a second run makes the same.
SAID_BY_US = {"model", "batch_size", "seed", "use_random_seed"}
DEFAULTS_OF_UPSTREAM = {"thinking": False, "audio_format": "mp3", "use_format": False, "task_type": "text2music"}
PLAIN = [row for row in (*PARAMETERS, *EXPERT_PARAMETERS) if row.api and row.kind != "path"]


def hear(said: dict[str, Any], *, files: tuple[str, ...] = ()) -> dict[str, Any]:
    requests = translation.read_requests(
        gather(said),
        choose_model=lambda name: wire.full_model_name(name or "turbo"),
        draw=lambda: 1000,
        has_tasks=True,
        files=files,
    )
    return wire.payload(requests[0])


def refusal(said: dict[str, Any]) -> str:
    with pytest.raises(InvalidRequestError) as told:
        hear(said)
    return "\n".join(f"{one.field}: {one.message}" for one in told.value.mistakes)


@pytest.mark.parametrize("row", [row for row in PLAIN if row.name not in NO_AUDIO], ids=lambda row: str(row.api))
def test_each_field_is_heard_as_it_is_said(row: Parameter) -> None:
    said = {"choice": row.choices[-1] if row.choices else "", **SAID}[row.kind]
    said = {"audio_duration": 30.0, "batch_size": 8, "seed": 7, "model": "acestep-v15-sft"}.get(str(row.api), said)
    payload = hear({"prompt": "jazz", "batch_size": 1, str(row.api): said}, files=("src_audio",))
    assert payload[str(row.api)] == said


def test_a_long_prompt_and_lyrics_of_an_instrumental_go_on_as_they_are() -> None:
    said = {"prompt": "strings, " * 100, "lyrics": "la la", "instrumental": True}
    assert hear(said).items() >= said.items()


def test_what_is_left_out_is_left_to_the_server() -> None:
    payload = hear({"prompt": "jazz"})
    assert {name: value for name, value in payload.items() if name not in SAID_BY_US} == {
        "prompt": "jazz",
        **DEFAULTS_OF_UPSTREAM,
    }


@pytest.mark.parametrize("duration", [-1, 0, "", None])
def test_a_length_that_is_left_to_the_server_is_not_asked_for(duration: object) -> None:
    assert "audio_duration" not in hear({"prompt": "jazz", "audio_duration": duration})


@pytest.mark.parametrize(
    ("name", "value"),
    [("prompt", "slow\n  jazz"), ("lyrics", "[inst]"), ("vocal_language", "unknown"), ("audio_format", "wav32")],
)
def test_what_a_request_would_say_otherwise_is_said_as_it_was(name: str, value: str) -> None:
    assert hear({"prompt": "jazz", name: value})[name] == value


def test_guidance_is_passed_on_to_models_that_make_nothing_of_it() -> None:
    assert hear({"prompt": "jazz", "guidance_scale": 9, "model": "turbo"})["guidance_scale"] == 9


@given(
    values=st.fixed_dictionaries(
        {"caption": st.just("jazz"), "seed": st.integers(0, 2**32 - 1), "batch": st.integers(1, 8)},
        optional={
            "lyrics": st.text(st.characters(exclude_categories=["Cs"]), max_size=60).filter(str.strip),
            "duration_s": st.floats(10, 600),
            "bpm": st.integers(30, 280),
            "key": st.sampled_from(["Am", "F# minor", "Bb"]),
            "time_signature": st.sampled_from(["2/4", "3/4", "4/4", "6/8"]),
            "language": st.sampled_from(["en", "ja"]),
            "model": st.sampled_from(["turbo", "sft", "own"]),
            "guidance": st.floats(1, 15),
            "thinking": st.booleans(),
            "format": st.sampled_from(["mp3", "wav", "flac"]),
            "expert": st.just({"inference_steps": 20, "track_classes": ["a", "b"], "repainting_end": 3.0}),
        },
    )
)
def test_a_server_hears_of_our_own_client_through_the_front_what_it_would_hear_without(values: dict[str, Any]) -> None:
    payload = wire.payload(TrackRequest.parse(values))
    assert hear(payload) == payload


def test_fields_of_later_builds_are_passed_on() -> None:
    said = {"prompt": "jazz", "timesteps": "0.9,0.5,0", "metas": {"brandNew": {"a": [1]}}}
    payload = hear(said)
    assert (payload["timesteps"], payload["brand_new"]) == ("0.9,0.5,0", {"a": [1]})


@pytest.mark.parametrize("name", ["lora_path", "outputDir", "callback_url", "file"])
def test_fields_of_later_builds_that_name_a_place_are_refused(name: str) -> None:
    assert "names a place, and no such field is passed on" in refusal({"prompt": "jazz", name: "/etc"})


def test_more_fields_than_there_are_are_refused() -> None:
    assert "201 fields are more than there are" in refusal({"prompt": "x", **{f"f{n}": 1 for n in range(200)}})


@pytest.mark.parametrize("name", NO_AUDIO)
def test_who_asks_for_no_audio_is_refused(name: str) -> None:
    assert refusal({"prompt": "jazz", name: "true"}) == (
        f"{name}: {name} asks for no audio, and nothing else is kept here"
    )
    assert hear({"prompt": "jazz", name: "false"})[name] is False


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ({"task_type": "extract", "track_name": "vocals"}, "extract vocals"),
        ({"sample_mode": True}, "a track of the language model's choice"),
        ({"sample_query": "a love song" * 90}, ("a love song" * 90)[:512]),
        ({"lyrics": "la la"}, "la la"),
        ({"task_type": "repaint", "instruction": "repaint it"}, "repaint it"),
    ],
)
def test_a_task_that_needs_no_prompt_goes_without(said: dict[str, Any], title: str) -> None:
    requests = translation.read_requests(
        gather(said), choose_model=lambda _: "m", draw=lambda: 1, has_tasks=True, files=("src_audio",)
    )
    assert requests[0].caption == title
    assert "prompt" not in wire.payload(requests[0])
    assert all(wire.payload(requests[0])[name] == value for name, value in said.items())


def test_a_request_that_says_nothing_is_refused() -> None:
    assert refusal({"batch_size": 1}) == "prompt: the prompt is empty"


def test_an_end_at_the_beginning_is_the_end_of_the_source_as_upstream_has_it() -> None:
    payload = hear({"prompt": "jazz", "repainting_start": 0, "repainting_end": 0})
    assert payload["repainting_end"] == -1


def test_audio_codes_are_a_source_too() -> None:
    assert hear({"prompt": "jazz", "task_type": "cover", "audio_code_string": "<|1|>"})["task_type"] == "cover"
