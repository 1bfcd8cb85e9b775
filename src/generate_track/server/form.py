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
MOST_FIELDS = 200
_FIELD_BYTES = 256 * 1024
# Objects of their own in the body, or JSON in a text, whose fields count as if they stood outside, if nothing does.
_NESTS = ("param_obj", "metas", "meta", "metadata", "user_metadata")
# Of a multipart form: part → the expert field that its file belongs to.
_PARTS: Mapping[str, str] = {
    "reference_audio": "reference_audio",
    "ref_audio": "reference_audio",
    "src_audio": "src_audio",
    "ctx_audio": "src_audio",
}
_NOT_SAID = (None, "", "N/A")
_TRUE = frozenset({"true", "1", "yes", "on"})


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


async def read_form(request: Request, *, list_field: str | None = None) -> Form:
    """Return what a request says.

    Args:
        request: of the route.
        list_field: what a JSON body says that is a list by itself; None refuses it.
    Raises:
        HTTPException: 400, 413 or 415: its body cannot be read.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != _MULTIPART:
        body = await request.body()
        # Whatever it is called, as upstream: without -H, curl calls every body urlencoded.
        if media == _JSON or media.endswith("+json") or body.lstrip()[:1] in {b"{", b"["}:
            return Form(gather(read_object(body, list_field=list_field)))
        if media != _URLENCODED:
            message = f"Unsupported Content-Type: {media or '(missing)'}; use {_JSON}, {_URLENCODED}, or {_MULTIPART}"
            raise HTTPException(415, message)
    # Closed by `closing`; files beyond a megabyte are on disk meanwhile.
    form = await request.form(max_files=len(_PARTS), max_fields=MOST_FIELDS, max_part_size=_FIELD_BYTES)
    said = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    if not is_writable(said):
        raise HTTPException(400, "Malformed form")
    return Form(gather(said), _files(form.multi_items()))


def _files(items: Iterable[tuple[str, object]]) -> dict[str, UploadFile]:
    files = {name: value for name, value in items if isinstance(value, UploadFile)}
    unknown = files.keys() - _PARTS.keys()
    if unknown:
        raise HTTPException(422, f"no field takes a file named {min(unknown)[:50]!r}")
    return {_PARTS[name]: file for name, file in files.items()}


def read_object(body: bytes, *, list_field: str | None = None) -> Fields:
    """Return the JSON object of a body.

    Args:
        body: the whole of it.
        list_field: the name that a list has in it where the body is that list; None refuses it.
    Raises:
        HTTPException: 400: it is none.
    """
    try:
        value = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise HTTPException(400, "Malformed JSON payload") from None
    if not is_writable(value):
        raise HTTPException(400, "Malformed JSON payload")
    if isinstance(value, list) and list_field:
        return {list_field: value}
    if not isinstance(value, dict):
        raise HTTPException(400, "JSON payload must be an object")
    return value


def is_writable(value: object) -> bool:
    """Whether it can be answered again: halves of characters are JSON, and UTF-7 too, but no text."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return False
    return True


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def gather(said: Mapping[str, object]) -> Fields:
    """Return what was said under ACE-Step's own names; what stands outside of a nest goes before what is in it."""
    plain = _plain(said)
    layers = [*(_plain(_nest(plain.get(name))) for name in reversed(_NESTS)), plain]
    found: Fields = {}
    for layer in layers:
        found |= _own_names(layer)
    return {name: value for name, value in found.items() if name not in _NESTS}


def _plain(said: Mapping[str, object]) -> Fields:
    return {_snake(name): value for name, value in said.items()}


def _own_names(fields: Mapping[str, object]) -> Fields:
    """Return fields under their own names; of two names of one field the own one counts."""
    said = {name: value for name, value in fields.items() if not _is_unsaid(value)}
    return {ALIASES[name]: value for name, value in said.items() if name in ALIASES} | {
        name: value for name, value in said.items() if name not in ALIASES
    }


def is_true(value: object) -> bool:
    """Return whether a value is a yes, in JSON or in a form."""
    return str(value).strip().lower() in _TRUE


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
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().replace("-", "_")
