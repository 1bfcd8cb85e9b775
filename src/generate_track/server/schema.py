"""What can be asked for, as JSON Schema: the tables of parameters as the OpenAPI description shows them."""

from typing import Any

from generate_track.parameter import CAPTION_LIMIT, EXPERT_PARAMETERS, PARAMETERS, Parameter
from generate_track.queue.address import URL_LIMIT
from generate_track.server.wording import JOBS

Schema = dict[str, Any]

# Kind → JSON's own type; files of the client's machine have none.
TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "switch": "boolean",
    "choice": "string",
    "key": "string",
    "time_signature": "string",
    "language": "string",
    "list": "array",
}
# What their help says is about files of the client, and keyboards.
_OF_FILES = {"lyrics": "Lyrics with [verse], [chorus], [bridge] tags."}
_EXAMPLES: dict[str, list[object]] = {"key": ["C major", "Am", "F# minor", "Bb"], "language": ["en", "ja"]}


def track_schema() -> Schema:
    """Return the schema of a TrackRequest as JSON."""
    caption = {
        "type": "string",
        "minLength": 1,
        "maxLength": CAPTION_LIMIT,
        "description": "What the music should be, such as 'lounge jazz, soft piano'.",
        "examples": ["ambient lounge jazz, soft piano, gentle strings"],
    }
    expert = {
        "type": ["object", "null"],
        "description": "Fields of ACE-Step for experts.",
        "properties": {row.name: _schema(row) for row in EXPERT_PARAMETERS if row.kind in TYPES},
        "additionalProperties": False,
    }
    return {
        "title": "TrackRequest",
        "type": "object",
        "properties": {"caption": caption, **{row.name: _schema(row) for row in PARAMETERS}, "expert": expert},
        "required": ["caption"],
        "additionalProperties": False,
    }


def job_schema() -> Schema:
    """Return the schema of what POST /v1/jobs takes."""
    webhook = {
        "type": ["string", "null"],
        "maxLength": URL_LIMIT,
        "description": "Public https URL that is told, signed, when the job has ended.",
        "examples": ["https://example.org/hook"],
    }
    track = track_schema()
    return {**track, "title": "JobRequest", "properties": {**track["properties"], "webhook": webhook}}


def _schema(row: Parameter) -> Schema:
    schema: Schema = {"type": [TYPES[row.kind], "null"], "description": _OF_FILES.get(row.name) or JOBS.text(row.help)}
    if row.kind == "list":
        schema["items"] = {"type": "string"}
    if row.choices:
        schema["enum"] = [*row.choices, None]
    if row.default is not None:
        schema["default"] = row.default
    least, most = ("minLength", "maxLength") if row.kind == "text" else ("minimum", "maximum")
    limits = {least: row.minimum, most: row.maximum}
    schema |= {name: limit for name, limit in limits.items() if limit is not None}
    return schema | ({"examples": _EXAMPLES[row.name]} if row.name in _EXAMPLES else {})
