"""Input: the words of a command as settings and as a request, with every mistake at once."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import cast

from generate_track.errors import InvalidRequestError, Mistake
from generate_track.library.name import is_audio_file, is_foreign_audio_file
from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS
from generate_track.request import TrackRequest
from generate_track.settings import Settings, load_settings

Said = Mapping[str, object]
_SETTINGS = ("api_url", "engine", "output", "timeout_s")
_FIELDS = {"caption", *(row.name for row in PARAMETERS)}
_EXPERT_ROWS = {row.name: row for row in EXPERT_PARAMETERS}


def read_settings(said: Said) -> Settings:
    """Return the settings that flags, environment, `.env` and defaults give.

    Raises:
        InvalidRequestError: with every mistake at once.
    """
    return load_settings(os.environ, directory=Path.cwd(), **{name: said.get(name) for name in _SETTINGS})


def read_request(said: Said) -> TrackRequest:
    """Return the request that a command's words describe.

    Raises:
        InvalidRequestError: with every mistake at once.
    """
    return _parse(said, TrackRequest.parse)


def change_request(request: TrackRequest, said: Said) -> TrackRequest:
    """Return `request` with what a command's words change; expert fields are changed one by one.

    Raises:
        InvalidRequestError: with every mistake at once.
    """

    def change(values: Said) -> TrackRequest:
        kept = {"expert": request.expert, "extra": request.extra}
        inner = {name: {**old, **cast("Said", values.get(name, {}))} for name, old in kept.items()}
        return request.with_changes({**values, **inner})

    return _parse(said, change)


def _parse(said: Said, parse: Callable[[Said], TrackRequest]) -> TrackRequest:
    mistakes: list[Mistake] = []
    values = _values(said, mistakes)
    try:
        request = parse(values)
    except InvalidRequestError as error:
        raise InvalidRequestError((*error.mistakes, *mistakes)) from None
    if mistakes:
        raise InvalidRequestError(tuple(mistakes))
    return request


def _values(said: Said, mistakes: list[Mistake]) -> dict[str, object]:
    """Return the request's fields; what is wrong with files and with --set is added to `mistakes`."""
    values = {name: value for name, value in said.items() if name in _FIELDS and value is not None}
    expert = {name: value for name, value in said.items() if name in _EXPERT_ROWS and value is not None}
    mistakes += _missing_files(expert)
    _take_format(values, str(said.get("output") or ""), mistakes)
    if "lyrics" in values:
        values["lyrics"] = _read_lyrics(str(values["lyrics"]), mistakes)
    extra = _read_extra(cast("Iterable[str]", said.get("set") or ()), mistakes)
    return values | {name: inner for name, inner in (("expert", expert), ("extra", extra)) if inner}


def _take_format(values: dict[str, object], output: str, mistakes: list[Mistake]) -> None:
    """Let the name of an output file choose the format."""
    if is_foreign_audio_file(Path(output)):
        mistakes.append(Mistake("output", f"--output {output!r} is not one of .mp3, .wav, .flac, nor a folder"))
    if not is_audio_file(Path(output)):
        return
    suffix = Path(output).suffix.lower()[1:]
    if str(values.setdefault("format", suffix)).lower().lstrip(".") != suffix:
        message = f"--format {values['format']} contradicts --output {output!r}"
        mistakes.append(Mistake("format", message, "leave out --format: the file's name says it"))


def _missing_files(expert: Said) -> Iterable[Mistake]:
    for name, value in expert.items():
        row = _EXPERT_ROWS[name]
        if row.kind == "path" and not Path(str(value)).expanduser().is_file():
            yield Mistake(name, f"{row.flag} {value!r} is not a file")


def _read_lyrics(text: str, mistakes: list[Mistake]) -> str:
    r"""Return lyrics from stdin for `-`, from a file for `@file`, else as typed, with `\n` as a line break."""
    try:
        if text == "-":
            return sys.stdin.read()
        if text.startswith("@"):
            return Path(text[1:]).expanduser().read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        mistakes.append(Mistake("lyrics", f"--lyrics {text!r} cannot be read: {reason}"))
    except UnicodeDecodeError:
        mistakes.append(Mistake("lyrics", f"--lyrics {text!r} is not UTF-8 text", "save the file as UTF-8"))
    else:
        return text.replace("\\r\\n", "\n").replace("\\n", "\n")
    return ""


def _read_extra(pairs: Iterable[str], mistakes: list[Mistake]) -> dict[str, object]:
    extra: dict[str, object] = {}
    for pair in pairs:
        field, sign, value = pair.partition("=")
        if sign and field.strip():
            extra[field.strip()] = _read_value(value)
        else:
            mistakes.append(Mistake("set", f"--set {pair!r} is not FIELD=VALUE", "such as --set new_field=0.5"))
    return extra


def _read_value(text: str) -> object:
    """Return the JSON value that `text` is, else `text` itself."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except ValueError:
        return text


def _refuse_constant(text: str) -> None:
    raise ValueError(text)  # Python reads NaN and Infinity, which are no JSON
