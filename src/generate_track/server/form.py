"""Form: what a client of ACE-Step's API said, in whichever of three kinds of body, under whichever of many names."""

import json
import re
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from generate_track.acestep.wire import ALIASES

Fields = dict[str, Any]

_JSON = "application/json"
_URLENCODED = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_MOST_FIELDS = 200
_FIELD_BYTES = 256 * 1024
# Objects of their own in the body, or JSON in a text, whose fields count as if they stood outside, if nothing does.
_NESTS = ("param_obj", "metas", "metadata", "user_metadata")
# Of a multipart form: part → the expert field that its file belongs to.
_PARTS: Mapping[str, str] = {
    "reference_audio": "reference_audio",
    "ref_audio": "reference_audio",
    "src_audio": "src_audio",
    "ctx_audio": "src_audio",
}
_NOT_SAID = (None, "", "N/A")


@dataclass(frozen=True, slots=True)
class Form:
    """What was said.

    Args:
        fields: ACE-Step's name → value; what counts as not said is not in it.
        files: expert field → the audio that came with it.
    """

    fields: Fields
    files: Mapping[str, UploadFile] = field(default_factory=dict)


async def closing(request: Request) -> AsyncIterator[None]:
    """Close the files that `read_form` opened, once the request is served."""
    try:
        yield
    finally:
        await request.close()


async def read_form(request: Request) -> Form:
    """Return what a request says.

    Raises:
        HTTPException: 400, 413 or 415: its body cannot be read.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == _JSON or media.endswith("+json"):
        return Form(gather(read_object(await request.body())))
    if media not in {_URLENCODED, _MULTIPART}:
        message = f"Unsupported Content-Type: {media or '(missing)'}; use {_JSON}, {_URLENCODED}, or {_MULTIPART}"
        raise HTTPException(415, message)
    # Closed by `closing`; files beyond a megabyte are on disk meanwhile.
    form = await request.form(max_files=len(_PARTS), max_fields=_MOST_FIELDS, max_part_size=_FIELD_BYTES)
    said = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    return Form(gather(said), _files(form.multi_items()))


def _files(items: Iterable[tuple[str, object]]) -> dict[str, UploadFile]:
    files = {name: value for name, value in items if isinstance(value, UploadFile)}
    unknown = files.keys() - _PARTS.keys()
    if unknown:
        raise HTTPException(422, f"no field takes a file named {min(unknown)[:50]!r}")
    return {_PARTS[name]: file for name, file in files.items()}


def read_object(body: bytes) -> Fields:
    """Return the JSON object of a body.

    Raises:
        HTTPException: 400: it is none.
    """
    try:
        value = json.loads(body, parse_constant=_refuse)
        # Halves of characters are JSON, and nothing that can be written down.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise HTTPException(400, "Malformed JSON payload") from None
    if not isinstance(value, dict):
        raise HTTPException(400, "JSON payload must be an object")
    return value


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def gather(said: Mapping[str, object]) -> Fields:
    """Return what was said under ACE-Step's own names; what stands outside of a nest goes before what is in it."""
    layers = [*(_nest(said.get(name)) for name in reversed(_NESTS)), said]
    found: Fields = {}
    for layer in layers:
        plain = {_snake(name): value for name, value in layer.items() if _snake(name) not in _NESTS}
        found |= _own_names(plain)
    return found


def _own_names(fields: Mapping[str, object]) -> Fields:
    """Return fields under their own names; of two names of one field the own one counts."""
    said = {name: value for name, value in fields.items() if not _is_unsaid(value)}
    return {ALIASES[name]: value for name, value in said.items() if name in ALIASES} | {
        name: value for name, value in said.items() if name not in ALIASES
    }


def _is_unsaid(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip() in _NOT_SAID)


def _nest(value: object) -> Mapping[str, object]:
    if isinstance(value, str):
        try:
            value = json.loads(value, parse_constant=_refuse)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
