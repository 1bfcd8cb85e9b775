from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.acestep import wire
from generate_track.errors import InvalidRequestError, Mistake
from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS
from generate_track.request import TrackRequest
from generate_track.server import translation
from generate_track.server.form import gather

DEFAULT = "acestep-v15-turbo"
DRAWN = 1000


def choose(name: str | None) -> str:
    if name == "gpt":
        raise InvalidRequestError((Mistake("model", "there is no model 'gpt'"),))
    return wire.full_model_name(name or DEFAULT)


def read(said: dict[str, object], **options: object) -> tuple[TrackRequest, ...]:
    options = {"choose_model": choose, "draw": lambda: DRAWN, "has_tasks": True} | options
    return translation.read_requests(gather({"prompt": "jazz"} | said), **options)  # type: ignore[arg-type]


def one(said: dict[str, object], **options: object) -> TrackRequest:
    (request,) = read(said, **options)
    return request


def mistakes(said: dict[str, object], **options: object) -> list[str]:
    with pytest.raises(InvalidRequestError) as told:
        read(said, **options)
    return [f"{mistake.field}: {mistake.message}" for mistake in told.value.mistakes]


def test_what_is_not_said_is_as_upstream_has_it() -> None:
    request = one({})
    assert (request.batch, request.duration_s, request.format, request.model) == (2, 120, "mp3", DEFAULT)
    assert request.seed == DRAWN


@pytest.mark.parametrize("duration", [None, "", "N/A", -1, "0", 0.0])
def test_a_duration_that_leaves_the_choice_is_our_default(duration: object) -> None:
    assert one({"audio_duration": duration}).duration_s == 120


@pytest.mark.parametrize(("said", "meant"), [("2", "2/4"), (3, "3/4"), ("4", "4/4"), (6, "6/8"), ("6/8", "6/8")])
def test_a_time_signature_may_be_its_first_number(said: object, meant: str) -> None:
    assert str(one({"time_signature": said}).time_signature) == meant


@pytest.mark.parametrize("lyrics", ["[Instrumental]", "[instrumental]\n", "[inst]"])
def test_lyrics_that_say_instrumental_are_none(lyrics: str) -> None:
    request = one({"lyrics": lyrics})
    assert (request.instrumental, request.lyrics) == (True, "")


@pytest.mark.parametrize("name", ["bpm", "BPM", "Bpm"])
def test_numbers_may_be_texts_and_whole_floats(name: str) -> None:
    assert one({name: "120"}).bpm == 120
    assert one({name: 120.0}).bpm == 120


@pytest.mark.parametrize(
    ("said", "runs"),
    [
        ({"seed": 7, "batch_size": 1}, [(7, 1)]),
        ({"seed": 7, "batch_size": 3}, [(7, 3)]),
        ({"seed": "7,8,9", "batch_size": 3}, [(7, 3)]),
        ({"seed": "7,20,21", "batch_size": 3}, [(7, 1), (20, 2)]),
        ({"seed": [7, 20], "batch_size": 3}, [(7, 1), (20, 2)]),
        ({"seed": -1}, [(DRAWN, 2)]),
        ({"seed": "7,-1"}, [(7, 1), (DRAWN, 1)]),
        ({"seed": 7, "use_random_seed": True}, [(DRAWN, 2)]),
        ({"seed": 7, "use_random_seed": "false"}, [(7, 2)]),
        ({"seed": 4294967295}, [(4294967295, 2)]),
    ],
)
def test_each_take_has_the_seed_that_was_said(said: dict[str, object], runs: list[tuple[int, int]]) -> None:
    assert [(request.seed, request.batch) for request in read(said)] == runs


def test_what_upstream_lets_pass_is_refused_all_at_once_in_its_own_words() -> None:
    said = {"bpm": 9999, "duration": 99999, "batch_size": 0, "model": "gpt", "audio_format": "exe", "seed": "a"}
    assert mistakes(said) == [
        "batch_size: batch_size 0 is out of range (1 to 8)",
        "model: there is no model 'gpt'",
        "seed: seed 'a' is not a whole number (0 to 4294967295)",
        "audio_duration: audio_duration 99999 is out of range (10 to 600)",
        "bpm: bpm 9999 is out of range (30 to 280)",
        "audio_format: audio_format 'exe' is not one of mp3, wav, flac",
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"prompt": ""}, "prompt: the prompt is empty"),
        ({"seed": "1,2,3"}, "seed: seed names 3 seeds for a batch_size of 2"),
        ({"lm_backend": "cuda"}, "lm_backend: lm_backend 'cuda' is not one of vllm, pt, mlx"),
        ({"inference_steps": "many"}, "inference_steps: inference_steps 'many' is not a whole number (1 to 200)"),
        ({"src_audio_path": "/etc/passwd"}, "src_audio_path: src_audio_path names a file of the server"),
        ({"task_type": "cover"}, "request: task_type cover needs src_audio FILE"),
    ],
)
def test_a_mistake_names_the_field_and_the_value(said: dict[str, object], told: str) -> None:
    (mistake,) = mistakes(said)
    assert mistake.startswith(told)


def test_a_mistake_is_short_however_long_the_value_is() -> None:
    assert all(len(text) < 400 for text in mistakes({"bpm": "x" * 100_000, "audio_format": "y" * 100_000}))


@pytest.mark.parametrize("name", ["model", "model_name", "dit_model", "modelName"])
def test_a_model_is_asked_for_under_any_of_its_names(name: str) -> None:
    assert one({name: "sft"}).model == "acestep-v15-sft"


def test_an_engine_without_models_has_no_edit_tasks() -> None:
    options = {"has_tasks": False}
    assert mistakes({"task_type": "cover"}, **options)[0].startswith("task_type: task_type 'cover' needs")
    assert mistakes({}, files=("reference_audio",), **options)[0].startswith("reference_audio: reference_audio needs")
    assert one({"task_type": "text2music", "inference_steps": 8}, **options).expert == {}


@pytest.mark.parametrize("name", ["extract_codes_only", "analysis_only", "full_analysis_only", "audio_code_string"])
def test_an_engine_without_models_makes_tracks_and_nothing_else(name: str) -> None:
    assert mistakes({name: "true"}, has_tasks=False) == [
        f"{name}: {name} needs an ACE-Step model, and this server has none"
    ]
    assert one({name: ""}, has_tasks=False).caption == "jazz"


def test_silence_as_the_source_of_a_track_from_text_is_passed_over_where_nothing_reads_it() -> None:
    files = {"src_audio": 1, "reference_audio": 2}
    assert translation.needed({}, files, has_tasks=False) == {"reference_audio": 2}
    assert translation.needed({}, files, has_tasks=True) == files
    assert translation.needed({"task_type": "cover"}, files, has_tasks=False) == files


def test_an_uploaded_source_lets_an_edit_task_through() -> None:
    request = one({"task_type": "cover", "audio_cover_strength": "0.5"}, files=("src_audio",))
    assert request.expert == {"task_type": "cover", "audio_cover_strength": 0.5, "src_audio": "(uploaded)"}


def test_a_form_writes_lists_with_bars() -> None:
    assert one({"track_classes": "vocals | drums"}).expert["track_classes"] == ["vocals", "drums"]


def test_a_sample_query_stands_in_for_the_prompt() -> None:
    assert one({"prompt": "", "description": "a love song"}).caption == "a love song"


def test_two_ways_of_saying_the_same_have_one_fingerprint() -> None:
    said = translation.fingerprint(gather({"caption": "jazz", "targetDuration": 10}), files={})
    assert said == translation.fingerprint(gather({"prompt": "jazz", "metas": {"duration": 10}}), files={})
    assert said != translation.fingerprint(gather({"prompt": "jazz", "duration": 10}), files={"src_audio": "1f"})


def test_an_engine_without_models_has_ideas_of_its_own() -> None:
    free: dict[str, object] = {"prompt": "", "sample_mode": True}
    caption = one(free, has_tasks=False).caption
    assert caption == one(free, has_tasks=False).caption != one(free, has_tasks=False, draw=lambda: 1).caption
    assert one({"prompt": "", "lyrics": "Hello"}, has_tasks=False).caption == "song"
    for said in ({"prompt": ""}, {"prompt": "", "lyrics": "[inst]"}):
        assert mistakes(said, has_tasks=False) == ["prompt: the prompt is empty"]


def test_lyrics_are_not_sung_where_the_track_is_to_be_instrumental() -> None:
    request = one({"lyrics": "la la", "instrumental": True}, has_tasks=False)
    assert (request.is_instrumental, request.lyrics) == (True, "")


def test_of_a_prompt_as_much_counts_as_a_model_reads() -> None:
    assert one({"prompt": "x" * 2000}, has_tasks=False).caption == "x" * 512


@pytest.mark.parametrize("value", ["auto", " AUTO"])
def test_what_is_left_to_the_server_is_the_servers_choice(value: str) -> None:
    names = ("bpm", "key_scale", "vocal_language", "time_signature", "audio_duration")
    assert one(dict.fromkeys(names, value), has_tasks=False) == one({}, has_tasks=False)
    assert one({"bpm": 0}).bpm is one({"bpm": -1.0}).bpm is None


def test_a_language_that_nobody_chose_is_the_default() -> None:
    assert one({"vocal_language": "unknown"}).language == "en"
    assert mistakes({"key_scale": "unknown"})


@pytest.mark.parametrize("has_tasks", [True, False])
def test_who_falls_into_the_trap_of_format_is_helped_out_of_it(has_tasks: bool) -> None:  # noqa: FBT001
    request = one({"format": "WAV"}, has_tasks=has_tasks)
    assert (request.format, "use_format" in request.expert) == ("wav", False)
    assert one({"format": "wav", "audio_format": "flac"}, has_tasks=has_tasks).format == "flac"
    assert one({"format": "true"}, has_tasks=has_tasks).format == "mp3"


def test_who_cannot_be_helped_out_of_it_is_told_the_way() -> None:
    with pytest.raises(InvalidRequestError) as told:
        read({"format": "opus"})
    (mistake,) = told.value.mistakes
    assert (mistake.field, mistake.hint) == ("use_format", "audio_format chooses the format of the file")


def test_a_language_model_is_named_without_a_folder() -> None:
    (mistake,) = mistakes({"lm_model_path": "../secret"})
    assert mistake == "lm_model_path: lm_model_path '../secret' is no name of a model"


_captions = st.text(min_size=1, max_size=60).filter(lambda text: bool(text.split()))


@given(caption=_captions, seed=st.integers(0, 2**32 - 1), batch=st.integers(1, 8), duration=st.integers(10, 600))
def test_what_our_client_sends_is_read_as_what_it_meant(*, caption: str, seed: int, batch: int, duration: int) -> None:
    meant = TrackRequest.parse(
        {"caption": caption, "seed": seed, "batch": batch, "duration_s": duration, "key": "Am", "bpm": 90}
    )
    requests = translation.read_requests(
        gather(wire.payload(meant)), choose_model=choose, draw=count().__next__, has_tasks=True
    )
    seeds = [seed for request in requests for seed in request.seeds]
    assert seeds == list(meant.seeds)
    for request in requests:
        assert (request.caption, request.duration_s, request.bpm) == (meant.caption, duration, 90)
        assert str(request.key) == "A minor"
        assert request.is_instrumental


def _names() -> Iterator[str]:
    yield from (str(row.api) for row in (*PARAMETERS, *EXPERT_PARAMETERS) if row.api)
    yield from (*wire.ALIASES, "use_random_seed", "metas", "param_obj", "targetDuration")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(said=st.dictionaries(st.sampled_from(sorted(_names())), _json, max_size=8), has_tasks=st.booleans())
def test_nothing_that_can_be_said_is_more_than_a_mistake(said: dict[str, object], has_tasks: bool) -> None:  # noqa: FBT001
    try:
        requests = read(said, has_tasks=has_tasks)
    except InvalidRequestError:
        return
    assert 1 <= sum(request.batch for request in requests) <= 8
