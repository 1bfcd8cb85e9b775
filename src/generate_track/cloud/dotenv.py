"""Writing `.env`: some variables set, every other line kept, readable for the user alone."""

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from generate_track.errors import OutputError

_MODE = 0o600


def write_variables(path: Path, values: Mapping[str, str]) -> None:
    """Set variables in a file of `NAME=value` lines, at once: a reader sees the old file or the new one, whole.

    Raises:
        OutputError: the file cannot be read or written.
    """
    try:
        old = path.read_bytes().decode("utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        reason = str(getattr(error, "strerror", "")).lower() or "it is not UTF-8 text"
        raise OutputError(f"{str(path)!r} cannot be read: {reason}") from None
    _replace(path, with_variables(old, values))


def _replace(path: Path, text: str) -> None:
    # The target of a link is what is meant, and a rename would put a file in the link's place.
    target = path.resolve()
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        # The mode before the content, so that nobody can read the key in between.
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"{str(path)!r} cannot be written: {(error.strerror or str(error)).lower()}") from None


def with_variables(text: str, values: Mapping[str, str]) -> str:
    """Return the text of such a file with variables set: in their old place, or at the end."""
    lines = text.splitlines(keepends=True)
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    left = dict(values)
    kept: list[str] = []
    for line in lines:
        name = _name_of(line)
        if name not in values:
            kept.append(line)
        elif name in left:
            kept.append(f"{name}={left.pop(name)}{newline}")
        # else: said twice, and the last one would win
    if kept and left and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += newline
    return "".join([*kept, *(f"{name}={value}{newline}" for name, value in left.items())])


def _name_of(line: str) -> str | None:
    found = re.match(r"\ufeff?\s*(?:export\s+)?([A-Za-z_]\w*)\s*=", line)
    return found[1] if found else None


def remove_variables(path: Path, values: Mapping[str, str], *, also: tuple[str, ...] = ()) -> bool:
    """Remove variables from such a file when they still have these values; return whether they had.

    Args:
        path: the file.
        values: what the variables were set to.
        also: variables that go with them, whatever they say.
    Raises:
        OutputError: the file cannot be read or written.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    lines = text.splitlines(keepends=True)
    mine = [line for line in lines if values.get(_name_of(line) or "") == line.partition("=")[2].strip()]
    if len(mine) < len(values):
        return False
    _replace(path, "".join(line for line in lines if _name_of(line) not in {*values, *also}))
    return True
