"""The JSON Schema of a preset, for editors: made from TrackRequest's fields and the table of parameters."""

from typing import Any

from generate_track.library.name import SLUG_LIMIT
from generate_track.parameter import CAPTION_LIMIT, Parameter
from generate_track.preset.field import CAPTION, EXPERT, EXPERTS, EXTRA, ROWS, help_of, word_of
from generate_track.request import TrackRequest

Schema = dict[str, Any]

_TYPES = {"integer": "integer", "number": "number", "switch": "boolean"}
_NAME = {"type": "string", "pattern": r"^[^\W_][\w-]*$", "maxLength": SLUG_LIMIT}


def schema() -> Schema:
    """Return the schema of a whole preset."""
    fields = _fields()
    track = {"id": _NAME | {"description": "Names the file; unique within the preset."}} | fields
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A preset of generate-track",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "name": _NAME | {"description": "Names the folder of the tracks."},
            "description": {"type": "string"},
            "defaults": _object(fields) | {"description": "Hold for every track that does not say otherwise."},
            "tracks": {"type": "array", "minItems": 1, "items": _object(track) | {"required": ["id"]}},
        },
        "required": ["name", "tracks"],
        "additionalProperties": False,
    }


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _fields() -> Schema:
    experts = {name: _of_row(row) for name, row in EXPERTS.items()}
    special: Schema = {
        CAPTION: {
            "type": "string",
            "minLength": 1,
            "maxLength": CAPTION_LIMIT,
            "description": "What the music should be: style, genre, instruments, mood.",
        },
        EXPERT: _object(experts) | {"description": "Expert fields, which may stand beside the others as well."},
        EXTRA: {"type": "object", "description": "Fields of a server's request that have no name here yet."},
    }
    fields: Schema = {}
    for name in TrackRequest.model_fields:
        words = {word_of(ROWS[name]), name} if name in ROWS else {name}
        fields |= {word: special.get(name) or _of_row(ROWS[name]) for word in sorted(words)}
    return fields | experts


def _of_row(row: Parameter) -> Schema:
    facts: Schema = {"type": _TYPES.get(row.kind, "string"), "description": help_of(row)}
    if row.kind == "list":
        facts |= {"type": "array", "items": {"type": "string"}}
    if row.choices:
        facts["enum"] = list(row.choices)
    is_text = facts["type"] == "string"
    limits = {"minLength" if is_text else "minimum": row.minimum, "maxLength" if is_text else "maximum": row.maximum}
    facts |= {name: limit for name, limit in limits.items() if limit is not None}
    if row.default is not None:
        facts["default"] = row.default
    return facts
