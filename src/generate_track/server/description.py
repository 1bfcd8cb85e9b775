"""What the OpenAPI description says of ACE-Step's routes, whose bodies are read by hand."""

from collections.abc import Mapping
from typing import Any

from fastapi import Response

from generate_track.acestep.wire import ALIASES
from generate_track.parameter import CAPTION_LIMIT, EXPERT_PARAMETERS, PARAMETERS, Parameter
from generate_track.server import reply
from generate_track.server.envelope import Envelope
from generate_track.server.resource import FaultResource
from generate_track.server.wording import ACE_STEP

Schema = dict[str, Any]

_KINDS = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
_TYPES: Mapping[str, str] = {"integer": "integer", "number": "number", "switch": "boolean"}
_FAULTS: Mapping[int, str] = {
    400: "The body cannot be read.",
    401: "A key is asked for, and there is none or another.",
    403: "A web page of another place asks a server that asks for no key.",
    413: "The body is too long.",
    415: "The body is of a kind that is not read.",
    422: "What is asked for cannot be; every mistake is told at once.",
    429: "There are too many requests, or the queue is full; Retry-After says when to come back.",
    503: "The database does not answer, or this server cannot do it.",
}


def _faults(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": FaultResource, "description": _FAULTS[status]} for status in statuses}


def _row(row: Parameter) -> Schema:
    schema: Schema = {"description": ACE_STEP.text(row.help)}
    kind = _TYPES.get(row.kind, "string")
    # A form has texts only, and clients of JSON send them too.
    schema["type"] = [kind, "null"] if kind == "string" else [kind, "string", "null"]
    if row.choices and row.kind == "choice":
        schema["examples"] = list(row.choices)
    limits = {"minimum": row.minimum, "maximum": row.maximum} if kind in {"integer", "number"} else {}
    return schema | {name: limit for name, limit in limits.items() if limit is not None}


def _fields() -> Schema:
    rows = {str(row.api): _row(row) for row in (*PARAMETERS, *EXPERT_PARAMETERS) if row.api and row.kind != "path"}
    also = {name: {"description": f"The same as {own}."} for name, own in ALIASES.items() if name != "format"}
    return {
        "prompt": {
            "type": "string",
            "description": f"What the music should be; its first {CAPTION_LIMIT} characters count.",
        },
        **rows,
        "seed": {
            "type": ["integer", "string", "null"],
            "description": "A seed, or one for each take separated by commas; -1 draws one.",
        },
        "use_random_seed": {
            "type": ["boolean", "string", "null"],
            "description": "Draw the seeds. A seed that is given counts unless this is true.",
        },
        "batch_size": {**rows["batch_size"], "default": 2},
        "audio_format": {**rows["audio_format"], "examples": ["mp3", "wav", "flac", "wav32"]},
        **also,
        "metas": {"description": "An object whose fields count as if they stood outside."},
        "param_obj": {"description": "The same, or a text that holds it as JSON."},
        "ai_token": {"type": ["string", "null"], "description": "The key, where no header can be sent."},
    }


def _body(schema: Schema, *, is_required: bool = True) -> Schema:
    return {"required": is_required, "content": {kind: {"schema": schema} for kind in _KINDS}}


_FORM: Schema = {"type": "object", "properties": _fields()}
_FILE: Schema = {"type": "string", "format": "binary", "description": "Audio: wav, flac, mp3 or ogg."}
_RELEASE_BODY = _body(_FORM)
_RELEASE_BODY["content"]["multipart/form-data"] = {
    "schema": {**_FORM, "properties": {**_fields(), "reference_audio": _FILE, "src_audio": _FILE}}
}
_QUERY: Schema = {
    "type": "object",
    "properties": {
        "task_id_list": {
            "description": "Ids: a list, a text with a JSON list in it, or a text with commas between them.",
            "examples": [["00000000-0000-0000-0000-000000000000"]],
        },
        "ai_token": {"type": ["string", "null"]},
    },
}
_QUERY_BODY = _body(_QUERY)
_QUERY_BODY["content"][_KINDS[0]] = {"schema": {"anyOf": [_QUERY, {"type": "array", "description": "Ids."}]}}
_WISH: Schema = {
    "type": "object",
    "properties": {
        "query": {"type": "string", "description": "What the music should be."},
        "instrumental": {"type": ["boolean", "string", "null"], "description": "Nobody is to sing."},
        "vocal_language": {"type": ["string", "null"]},
        "ai_token": {"type": ["string", "null"]},
    },
}


def told(data: Any) -> dict[str, Any]:  # noqa: ANN401 - a type
    """Return what is described of a route that reads no body.

    Args:
        data: what is in its envelope.
    """
    return {"response_model": Envelope[data], "responses": refusals()}


def refusals() -> dict[int | str, dict[str, Any]]:
    """Return what every route may answer that asks for a key."""
    return _faults(401, 403, 429, 503)


def _asked(data: Any, *, body: Schema) -> dict[str, Any]:  # noqa: ANN401 - a type
    return {
        "response_model": Envelope[data],
        "responses": _faults(400, 401, 403, 413, 415, 422, 429, 503),
        "openapi_extra": {"requestBody": body},
    }


RELEASE = _asked(reply.Receipt, body=_RELEASE_BODY)
RELEASE["responses"][409] = {"model": FaultResource, "description": "The idempotency key names another task."}
QUERY = _asked(list[reply.Entry], body=_QUERY_BODY)
FORMAT = _asked(reply.Sample, body=_body(_FORM))
CREATE = _asked(reply.Sample, body=_body(_WISH))
INIT = _asked(
    reply.Initialized,
    body=_body({"type": "object", "properties": {"model": {"type": ["string", "null"]}}}, is_required=False),
)
SAMPLE = _asked(reply.RandomSample, body=_body({"type": "object"}, is_required=False))

_CHAT: Schema = {
    "type": "object",
    "required": ["messages"],
    "properties": {
        "model": {"type": ["string", "null"], "description": "As /v1/models calls it; the default one if not given."},
        "messages": {
            "type": "array",
            "description": "What the user wants, between <prompt> and <lyrics> tags or in words of his own.",
            "items": {"type": "object"},
            "examples": [[{"role": "user", "content": "<prompt>lounge jazz, soft piano</prompt>"}]],
        },
        "audio_config": {
            "type": ["object", "null"],
            "description": "duration, format, bpm, key_scale, time_signature, vocal_language and instrumental.",
        },
        "batch_size": {"type": ["integer", "string", "null"], "default": 1},
        "stream": {"type": ["boolean", "null"], "description": "Answer with server-sent events.", "default": False},
    },
}
COMPLETION: dict[str, Any] = {
    "response_model": reply.Completion,
    "responses": {
        **_faults(400, 401, 403, 413, 422, 429, 503),
        409: {"model": FaultResource, "description": "The idempotency key names another job."},
        500: {"model": FaultResource, "description": "The track could not be made."},
    },
    "openapi_extra": {"requestBody": {"required": True, "content": {_KINDS[0]: {"schema": _CHAT}}}},
}

_AUDIO_CONTENT = {
    media: {"schema": {"type": "string", "format": "binary"}}
    for media in ("audio/mpeg", "audio/wav", "audio/flac", "audio/midi")
}
AUDIO: dict[str, Any] = {
    "response_model": None,
    "responses": {
        200: {"description": "The file.", "content": _AUDIO_CONTENT},
        206: {"description": "The part of it that was asked for.", "content": _AUDIO_CONTENT},
        304: {"description": "The client has it already."},
        403: {
            "model": FaultResource,
            "description": f"The link is not signed by this server, or too old. {_FAULTS[403]}",
        },
        404: {"model": FaultResource, "description": "There is no such file, or it is another key's."},
        416: {"model": FaultResource, "description": "The file has no such bytes."},
        **_faults(401, 422, 429, 503),
    },
}


def _headers_alone(response: Mapping[str, Any]) -> dict[str, Any]:
    return {name: told for name, told in response.items() if name not in {"content", "model"}}


# Of an answer to HEAD there is no body, of an error neither.
AUDIO_HEAD: dict[str, Any] = {
    "response_model": None,
    "response_class": Response,
    "operation_id": "audio_head_v1_audio_head",
    "summary": "Audio's headers",
    "description": "As GET, without the file.",
    "responses": {status: _headers_alone(told) for status, told in AUDIO["responses"].items()},
}
