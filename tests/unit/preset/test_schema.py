from typing import Any

from generate_track.parameter import EXPERT_PARAMETERS
from generate_track.preset import document
from generate_track.preset.field import WORDS
from generate_track.preset.parser import parse
from generate_track.preset.schema import schema
from generate_track.preset.shelf import shipped
from generate_track.request import TrackRequest

TRACK: dict[str, Any] = schema()["properties"]["tracks"]["items"]["properties"]


def test_the_schema_has_every_field_of_a_request_by_every_word() -> None:
    assert set(TRACK) == {"id", *WORDS}
    assert set(TrackRequest.model_fields) <= set(TRACK)
    assert set(TRACK["expert"]["properties"]) == {row.name for row in EXPERT_PARAMETERS}
    assert schema()["properties"]["defaults"]["properties"].keys() == TRACK.keys() - {"id"}


def test_the_limits_are_those_of_the_request() -> None:
    assert (TRACK["duration"]["minimum"], TRACK["duration"]["maximum"], TRACK["duration"]["default"]) == (10, 600, 120)
    assert TRACK["duration"] == TRACK["duration_s"]
    assert TRACK["time_sig"]["enum"] == ["2/4", "3/4", "4/4", "6/8"]
    assert TRACK["caption"]["maxLength"] == 512
    assert (TRACK["bpm"]["type"], TRACK["instrumental"]["type"], TRACK["track_classes"]["type"]) == (
        "integer",
        "boolean",
        "array",
    )


def test_the_presets_that_ship_use_words_of_the_schema_only() -> None:
    for source in shipped().values():
        value: Any = document.read(source.path).value
        assert set(value) <= set(schema()["properties"])
        assert all(set(track) <= set(TRACK) for track in value["tracks"])


def test_an_editor_s_schema_line_is_allowed_in_json() -> None:
    text = '{"$schema": "preset.schema.json", "name": "a", "tracks": [{"id": "a", "caption": "x"}]}'
    assert parse(document.parse(text, source="p", is_json=True)).name == "a"
