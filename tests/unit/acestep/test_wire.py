import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track import music
from generate_track.acestep import wire
from generate_track.errors import InvalidRequestError
from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS
from generate_track.request import TrackRequest


def make(**said: Any) -> TrackRequest:  # noqa: ANN401 - any field
    return TrackRequest.parse({"caption": "lounge jazz", "seed": 7} | said)


requests = st.builds(
    make,
    caption=st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=80),
    lyrics=st.text(max_size=80),
    duration_s=st.one_of(st.integers(10, 600), st.floats(10, 600)),
    bpm=st.none() | st.integers(30, 280),
    key=st.none() | st.sampled_from(["Am", "C major", "F# minor", "Bb"]),
    time_signature=st.sampled_from(["2/4", "3/4", "4/4", "6/8"]),
    language=st.sampled_from(sorted(music.LANGUAGES)),
    seed=st.integers(0, 2**32 - 1),
    batch=st.integers(1, 8),
    model=st.sampled_from(["turbo", "sft", "base", "acestep-v15-xl-sft", "my-own"]),
    guidance=st.floats(1, 15),
    thinking=st.booleans(),
    format=st.sampled_from(["mp3", "wav", "flac"]),
)

_TYPES: dict[str, type | tuple[type, ...]] = {
    "prompt": str, "lyrics": str, "audio_duration": float, "bpm": int, "key_scale": str, "time_signature": str,
    "vocal_language": str, "batch_size": int, "model": str, "guidance_scale": float, "thinking": bool,
    "audio_format": str, "inference_steps": int, "shift": float, "dcw_enabled": bool, "use_random_seed": bool,
    "seed": (int, str), "task_type": str, "use_format": bool, "use_cot_caption": bool, "use_cot_language": bool,
}  # fmt: skip


@given(requests)
def test_every_field_has_the_type_that_the_server_reads(request: TrackRequest) -> None:
    payload = json.loads(wire.encode(wire.payload(request)))
    for name, value in payload.items():
        wanted = _TYPES[name]
        assert isinstance(value, wanted)
        assert isinstance(value, bool) == (wanted is bool)


@given(requests)
def test_there_are_as_many_seeds_as_takes_and_none_twice(request: TrackRequest) -> None:
    payload = wire.payload(request)
    seeds = [int(seed) for seed in str(payload["seed"]).split(",")]
    assert seeds == list(request.seeds)
    assert len(set(seeds)) == payload["batch_size"] == request.batch
    assert isinstance(payload["seed"], int) == (request.batch == 1)
    assert payload["use_random_seed"] is False


@given(requests)
def test_a_form_says_the_same_as_the_json(request: TrackRequest) -> None:
    payload = wire.payload(request)
    form = wire.form(payload)
    assert form.keys() == payload.keys()
    assert form["use_random_seed"] == "false"
    assert float(form["audio_duration"]) == payload["audio_duration"]
    assert form["batch_size"].isdecimal()


def test_what_every_build_needs_is_always_sent() -> None:
    payload = wire.payload(make())
    assert {"audio_duration", "batch_size", "use_cot_caption", "use_cot_language", "use_format"} <= payload.keys()
    assert payload["lyrics"] == "[Instrumental]"
    assert "format" not in payload


@pytest.mark.parametrize(("said", "sent"), [("2/4", "2"), ("3/4", "3"), ("4/4", "4"), ("6/8", "6")])
def test_a_time_signature_is_its_short_form(said: str, sent: str) -> None:
    assert wire.payload(make(time_signature=said))["time_signature"] == sent


@pytest.mark.parametrize(
    ("said", "steps", "shift", "guidance", "dcw"),
    [
        ("turbo", 8, 3.0, None, None),
        ("acestep-v15-xl-turbo", 8, 3.0, None, None),
        ("sft", 50, 1.0, 7.0, False),
        ("base", 50, 1.0, 7.0, False),
        ("my-own", 50, 1.0, 7.0, False),
    ],
)
def test_each_model_gets_what_it_wants(said: str, steps: int, *, shift: float, guidance: object, dcw: object) -> None:
    payload = wire.payload(make(model=said))
    got = tuple(payload.get(name) for name in ("inference_steps", "shift", "guidance_scale", "dcw_enabled"))
    assert got == (steps, shift, guidance, dcw)


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("turbo", "acestep-v15-turbo"),
        ("SFT", "acestep-v15-sft"),
        ("xl-base", "acestep-v15-xl-base"),
        ("acestep/acestep-v15-turbo", "acestep-v15-turbo"),
        ("acestep-v15-turbo-shift3", "acestep-v15-turbo-shift3"),
        ("My-Own", "My-Own"),
    ],
)
def test_a_model_has_its_full_name(said: str, sent: str) -> None:
    assert wire.full_model_name(said) == sent


@pytest.mark.parametrize("thinking", [True, False])
def test_the_language_stays_as_said_also_when_the_model_thinks(*, thinking: bool) -> None:
    payload = wire.payload(make(thinking=thinking, language="ja", lyrics="la"))
    assert payload["use_cot_caption"] is thinking
    assert payload["use_cot_language"] is False
    assert (payload["vocal_language"], payload["lyrics"]) == ("ja", "la")


def test_expert_fields_override_the_model_and_extra_overrides_all() -> None:
    expert = {"inference_steps": 20, "dcw_enabled": True, "use_cot_language": True, "track_classes": "drums,bass"}
    payload = wire.payload(make(model="sft", expert=expert, extra={"inference_steps": 30, "brand_new": [1]}))
    assert payload["inference_steps"] == 30
    assert payload["dcw_enabled"] is payload["use_cot_language"] is True
    assert payload["track_classes"] == ["drums", "bass"]
    assert payload["brand_new"] == [1]


def test_extra_overrides_also_under_another_name_of_the_field() -> None:
    payload = wire.payload(make(extra={"caption": "polka", "duration": 33.0, "guidance_scale": None}))
    assert (payload["prompt"], payload["audio_duration"]) == ("polka", 33.0)
    assert "caption" not in payload
    assert "guidance_scale" not in payload


def test_uploads_are_files_and_never_paths_in_the_payload(tmp_path: Path) -> None:
    (tmp_path / "a.wav").touch()
    request = make(expert={"task_type": "cover", "src_audio": str(tmp_path / "a.wav")})
    assert wire.uploads(request) == {"src_audio": tmp_path / "a.wav"}
    assert str(tmp_path) not in json.dumps(wire.payload(request))


def test_all_missing_uploads_are_told_at_once(tmp_path: Path) -> None:
    expert = {"src_audio": str(tmp_path / "a.wav"), "reference_audio": str(tmp_path)}
    with pytest.raises(InvalidRequestError) as caught:
        wire.uploads(make(expert=expert))
    assert [mistake.field for mistake in caught.value.mistakes] == ["src_audio", "reference_audio"]


def test_a_form_writes_lists_and_objects_as_the_server_reads_them() -> None:
    form = wire.form({"track_classes": ["drums", "bass"], "guidance_params": {"a": 1}, "bpm": None, "thinking": True})
    assert form == {"track_classes": "drums | bass", "guidance_params": '{"a": 1}', "thinking": "true"}


@pytest.mark.parametrize("value", [float("nan"), {1, 2}])
def test_an_extra_value_that_json_lacks_is_refused(value: object) -> None:
    with pytest.raises(InvalidRequestError, match="JSON"):
        wire.encode(wire.payload(make(extra={"x": value})))


def test_guidance_without_an_effect_is_remarked_on() -> None:
    ((message, hint),) = wire.remarks(make(guidance=9))
    assert "no effect on acestep-v15-turbo" in message
    assert "sft" in str(hint)
    assert wire.remarks(make()) == wire.remarks(make(guidance=9, model="sft")) == ()


def test_stems_and_score_are_remarked_on_and_not_sent() -> None:
    request = make(stems=True, midi=True)
    assert wire.remarks(request)[0][0] == "no effect on an ACE-Step server: --stems, --midi"
    assert wire.payload(request) == wire.payload(make())


@pytest.mark.parametrize(
    ("model", "near"), [("trubo", "turbo"), ("xl-turb", "xl-turbo"), ("Base ", None), ("my-finetune", None)]
)
def test_a_model_that_is_nearly_one_of_ours_is_remarked_on(model: str, near: str | None) -> None:
    hints = [hint for _, hint in wire.remarks(make(model=model))]
    assert hints == ([f"did you mean {near}?"] if near else [])


def test_the_trap_in_the_name_format_is_remarked_on() -> None:
    request = make(extra={"format": "wav"})
    assert wire.payload(request)["use_format"] == "wav"
    assert wire.payload(request)["audio_format"] == "mp3"
    assert "use_format" in wire.remarks(request)[0][0]


def test_no_field_is_sent_under_two_names() -> None:
    names = [row.api for row in (*PARAMETERS, *EXPERT_PARAMETERS) if row.api]
    assert len(names) == len(set(names))
    assert not set(names) & set(wire.ALIASES)
