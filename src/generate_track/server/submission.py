"""Reading POST /v1/jobs: from the JSON that a client sent to the Submission of a job."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generate_track.errors import InvalidRequestError, Mistake
from generate_track.music import shown
from generate_track.parameter import CAPTION_LIMIT, EXPERT_PARAMETERS, PARAMETERS, Parameter
from generate_track.queue.address import check_webhook
from generate_track.queue.job import Submission
from generate_track.request import TrackRequest
from generate_track.server.backend import Backend
from generate_track.server.form import MOST_FIELDS, is_writable
from generate_track.server.key import Caller
from generate_track.server.schema import TYPES
from generate_track.server.verbatim import mistakes_of_switches
from generate_track.server.wording import JOBS

Body = Mapping[str, Any]

_CLASSES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int, float),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
}
_WORDS = {"string": "text", "integer": "a whole number", "boolean": "true or false", "array": "a list of texts"}
_UPLOAD_HINT = "POST /release_task takes the file itself, as multipart/form-data"


def read_submission(body: Body, backend: Backend, *, caller: Caller, idempotency_key: str | None) -> Submission:
    """Return what a client hands in.

    Args:
        body: the fields of TrackRequest, and `webhook`.
        backend: has the models, and says which webhooks may be called.
        caller: whose job it becomes.
        idempotency_key: the client's name for it.
    Raises:
        InvalidRequestError: with every mistake at once.
    """
    _require_sane(body)
    said = dict(body)
    webhook = said.pop("webhook", None)
    mistakes = [*_mistakes(said), *_mistakes_of_webhook(webhook, backend)]
    said["model"] = _model(said.get("model"), backend, mistakes=mistakes)
    request = _parse(said, mistakes=mistakes)
    return Submission(
        (request,),
        key_id=caller.key_id,
        priority_class=caller.priority_class,
        idempotency_key=idempotency_key,
        fingerprint=fingerprint(body),
        webhook=webhook,
    )


def _model(said: object, backend: Backend, *, mistakes: list[Mistake]) -> str | None:
    if said is not None and not isinstance(said, str):
        return None  # told among the types
    try:
        return backend.choose_model(said)
    except InvalidRequestError as error:
        mistakes += error.mistakes
        return None


def _parse(said: Body, *, mistakes: Sequence[Mistake]) -> TrackRequest:
    """Return the request; what is wrong with it is told together with the mistakes that were found before."""
    wrong = {mistake.field for mistake in mistakes}
    right = {name: value for name, value in said.items() if value is not None and name not in wrong}
    try:
        request = TrackRequest.parse(right)
    except InvalidRequestError as error:
        others = (mistake for mistake in JOBS.mistakes(error) if mistake.field not in wrong)
        raise InvalidRequestError((*mistakes, *others)) from None
    if mistakes:
        raise InvalidRequestError(tuple(mistakes))
    return request


def fingerprint(said: object) -> str:
    """Return what tells two requests apart, of all that was said in them."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _require_sane(body: Body) -> None:
    expert = body.get("expert")
    n_fields = len(body) + (len(expert) if isinstance(expert, dict) else 0)
    if n_fields > MOST_FIELDS:
        raise InvalidRequestError((Mistake("request", f"{n_fields} fields are more than there are"),))
    if not is_writable(body):
        # JSON can say half a character, and nothing else can write it.
        raise InvalidRequestError((Mistake("request", "a text holds half a character (a lone surrogate)"),))


def _mistakes_of_webhook(webhook: object, backend: Backend) -> tuple[Mistake, ...]:
    if webhook is None:
        return ()
    if not isinstance(webhook, str):
        return (Mistake("webhook", "webhook is not text"),)
    try:
        check_webhook(webhook, allows_private=backend.allows_private_webhooks)
    except InvalidRequestError as error:
        return error.mistakes
    return ()


def _mistakes(said: Body) -> Iterator[Mistake]:
    """Yield what is of another type than the description says: TrackRequest reads numbers in texts too."""
    for name, value in said.items():
        # TrackRequest passes over what is null, under any name.
        if value is None and name not in TrackRequest.model_fields:
            yield Mistake(name, f"field {shown(name)} is not known")
    yield from _of_wrong_type(said, PARAMETERS)
    caption = said.get("caption", "")
    if not isinstance(caption, str):
        yield Mistake("caption", f"caption {shown(caption)} is not text")
    elif len(caption) > CAPTION_LIMIT:
        # As it was sent: the description cannot say that spaces at its ends do not count.
        yield Mistake("caption", f"the caption has {len(caption)} characters, more than {CAPTION_LIMIT}")
    if said.get("extra") is not None:
        yield Mistake("extra", "field 'extra' is not taken over HTTP", "name fields of ACE-Step in 'expert'")
    expert = said.get("expert")
    if isinstance(expert, dict):
        yield from _of_wrong_type(expert, EXPERT_PARAMETERS, of="expert")
        yield from _of_files(expert)
    elif expert is not None:
        yield Mistake("expert", f"expert {shown(expert)} is not an object")


def _of_wrong_type(said: Body, rows: tuple[Parameter, ...], *, of: str | None = None) -> Iterator[Mistake]:
    for row in rows:
        value, kind = said.get(row.name), TYPES.get(row.kind)
        if value is not None and kind is not None and not _is(value, kind):
            yield Mistake(of or row.name, f"{row.name} {shown(value)} is not {_WORDS.get(kind, 'a number')}")


def _is(value: object, kind: str) -> bool:
    if isinstance(value, list):
        return kind == "array" and all(isinstance(item, str) for item in value)
    # To Python, true is a number.
    return isinstance(value, _CLASSES[kind]) and (isinstance(value, bool) == (kind == "boolean"))


def _of_files(expert: Body) -> Iterator[Mistake]:
    """Yield what would name a file of the server's disk."""
    for row in EXPERT_PARAMETERS:
        if row.kind == "path" and expert.get(row.name) is not None:
            yield Mistake("expert", f"{row.name} is a file, and JSON holds none", _UPLOAD_HINT)
    yield from mistakes_of_switches(expert, field="expert")
    yield from mistakes_of_folder(expert.get("lm_model_path"), field="expert")


def mistakes_of_folder(model: object, *, field: str) -> Iterator[Mistake]:
    """Yield what is wrong with a language model's name: one with a folder in it would be looked for on a disk."""
    if isinstance(model, str) and (set(model) & set("/\\") or model.startswith(".")):
        yield Mistake(field, f"lm_model_path {shown(model)} is no name of a model", "name it without a folder")
