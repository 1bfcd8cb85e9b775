import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from generate_track.errors import InvalidRequestError, Mistake
from generate_track.music import LANGUAGES, Key
from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS, SEED_LIMIT, Parameter
from generate_track.request import TrackRequest

requests = st.builds(
    lambda **values: TrackRequest.parse(values),
    caption=st.text(min_size=1, max_size=80).filter(lambda text: text.strip()),
    duration_s=st.floats(10, 600),
    bpm=st.none() | st.integers(30, 280),
    key=st.none() | st.builds(Key, st.sampled_from(["C", "F#", "Bb"]), st.sampled_from(["major", "minor"])),
    time_signature=st.sampled_from(["2/4", "3/4", "4/4", "6/8"]),
    language=st.sampled_from(sorted(LANGUAGES)),
    seed=st.integers(0, SEED_LIMIT),
    batch=st.integers(1, 8),
    guidance=st.floats(1, 15),
    format=st.sampled_from(["mp3", "wav", "flac"]),
)


def mistakes_of(**values: object) -> tuple[Mistake, ...]:
    with pytest.raises(InvalidRequestError) as caught:
        TrackRequest.parse({"caption": "jazz"} | values)
    return caught.value.mistakes


@given(requests)
def test_a_request_is_the_same_after_json_and_back(request: TrackRequest) -> None:
    assert TrackRequest.model_validate_json(request.model_dump_json()) == request


@given(requests)
def test_there_is_one_seed_for_each_take_and_no_two_are_equal(request: TrackRequest) -> None:
    assert len(set(request.seeds)) == request.batch
    assert request.seeds[0] == request.seed


def test_the_defaults_are_those_of_the_table() -> None:
    request = TrackRequest.parse({"caption": "jazz"})
    for row in PARAMETERS:
        if row.name != "seed":
            value = getattr(request, row.name)
            assert (str(value) if row.kind == "time_signature" else value) == row.default, row.name


def test_a_seed_is_drawn_when_none_was_given() -> None:
    seeds = {TrackRequest.parse({"caption": "jazz"}, rng=random.Random(n)).seed for n in range(5)}
    assert len(seeds) == 5


def test_a_request_cannot_be_changed() -> None:
    request = TrackRequest.parse({"caption": "jazz", "expert": {"shift": 2}})
    with pytest.raises(ValidationError):
        request.bpm = 100
    with pytest.raises(TypeError):
        request.expert["shift"] = 3  # pyrefly: ignore


def test_every_mistake_is_told_at_once() -> None:
    found = mistakes_of(caption=" ", bpm="1", key="H", duration_s="9999", format="mp4", expert={"shift": 9, "etta": 1})
    assert [mistake.field for mistake in found] == ["caption", "duration_s", "bpm", "key", "format", "expert", "expert"]


@pytest.mark.parametrize(
    ("name", "value", "limit"),
    [
        ("duration_s", "9.9", "10 to 600"),
        ("duration_s", "600.1", "10 to 600"),
        ("bpm", "29", "30 to 280"),
        ("bpm", "281", "30 to 280"),
        ("batch", "0", "1 to 8"),
        ("batch", "9", "1 to 8"),
        ("guidance", "0.5", "1 to 15"),
        ("guidance", "15.5", "1 to 15"),
        ("seed", "-1", "0 to 4294967295"),
        ("seed", "4294967296", "0 to 4294967295"),
    ],
)
def test_a_number_out_of_range_is_refused_with_value_and_limit(name: str, value: str, limit: str) -> None:
    (mistake,) = mistakes_of(**{name: value})
    assert value in mistake.message
    assert f"({limit})" in mistake.message


@pytest.mark.parametrize("value", ["fast", "12.5", "nan", "inf", "", True], ids=repr)
def test_a_tempo_that_is_no_whole_number_is_refused(value: object) -> None:
    assert "is not a" in mistakes_of(bpm=value)[0].message


@pytest.mark.parametrize("value", ["120", "120.0", 120, 120.0, " 120 "], ids=repr)
def test_a_whole_number_is_read_in_every_form(value: object) -> None:
    assert TrackRequest.parse({"caption": "jazz", "bpm": value}).bpm == 120


def test_a_long_seed_keeps_its_last_digit() -> None:
    assert TrackRequest.parse({"caption": "jazz", "seed": "4294967295"}).seed == SEED_LIMIT


@pytest.mark.parametrize(
    ("values", "hint"),
    [
        ({"format": "mp4"}, "did you mean 'mp3'?"),
        ({"key": "C minr"}, "did you mean 'C minor'?"),
        ({"bpm": "10"}, "60 to 180 is the most stable"),
        ({"bacth": 3}, "did you mean 'batch'?"),
        ({"expert": {"lm_tempature": 1}}, "did you mean 'lm_temperature'?"),
    ],
)
def test_a_mistake_comes_with_the_nearest_right_thing(values: dict[str, object], hint: str) -> None:
    assert mistakes_of(**values)[0].hint == hint


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"instrumental": True, "lyrics": "la"}, "--instrumental contradicts --lyrics"),
        ({"expert": {"task_type": "cover"}}, "--task-type cover needs --src-audio FILE"),
        ({"expert": {"repainting_start": 9, "repainting_end": 4}}, "--repainting-end 4 is not after"),
    ],
)
def test_a_contradiction_is_refused(values: dict[str, object], text: str) -> None:
    assert text in mistakes_of(**values)[0].message


def test_a_caption_that_is_too_long_is_refused() -> None:
    assert "513 characters, more than 512" in mistakes_of(caption="x" * 513)[0].message


def test_lyrics_that_are_too_long_are_refused() -> None:
    assert "4097 characters, more than 4096" in mistakes_of(lyrics="x" * 4097)[0].message


def test_a_word_is_no_switch() -> None:
    assert "not one of true, false" in mistakes_of(thinking="maybe")[0].message


@pytest.mark.parametrize("row", EXPERT_PARAMETERS, ids=lambda row: row.name)
def test_every_expert_field_takes_a_value_of_its_kind_and_refuses_another(row: Parameter) -> None:
    good = {"choice": row.choices[-1:], "switch": ["on"], "list": ["a, b"], "text": ["x"], "path": ["x.wav"]}
    value = (good.get(row.kind) or ["1"])[0]
    source = {"src_audio": "x.wav"} if row.name == "task_type" else {}
    assert row.name in TrackRequest.parse({"caption": "x", "expert": {row.name: value} | source}).expert
    if row.kind != "path":
        assert mistakes_of(expert={row.name: object()})


def test_an_expert_field_of_none_is_not_said() -> None:
    assert not TrackRequest.parse({"caption": "jazz", "expert": {"shift": None}}).expert


def test_lyrics_are_sung_unless_the_track_is_instrumental() -> None:
    assert TrackRequest.parse({"caption": "jazz"}).is_instrumental
    assert not TrackRequest.parse({"caption": "jazz", "lyrics": "[verse]\nla"}).is_instrumental


def test_a_request_with_changes_keeps_all_else(a_request: TrackRequest) -> None:
    changed = a_request.with_changes({"bpm": "90", "key": None})
    assert changed.bpm == 90
    assert changed.with_changes({}).seed == a_request.seed


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"bpm": 9999}, "--bpm 9999 is out of range (30 to 280)"),
        ({"bpm": 90.5}, "--bpm 90.5 is not a whole number (30 to 280)"),
        ({"bpm": [90]}, "--bpm [90] is not a whole number (30 to 280)"),
        ({"duration_s": 10**400}, f"--duration 1{'0' * 98}… is not a number (10 to 600)"),
        ({"bpm": "1" * 5000}, f"--bpm '{'1' * 98}… is not a whole number (30 to 280)"),
        ({"key": "C" + "-" * 900_000 + "é"}, f"key 'C{'-' * 97}… is not known"),
        ({"format": "m" * 900_000}, f"--format '{'m' * 98}… is not one of mp3, wav, flac"),
        ({"é" * 900_000: 1}, f"field '{'é' * 98}… is not known"),
    ],
)
def test_a_value_of_any_size_is_refused_in_few_words(said: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidRequestError) as told:
        TrackRequest.parse({"caption": "jazz", **said})
    assert told.value.message == message
