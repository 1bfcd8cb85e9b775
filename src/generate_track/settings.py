"""Settings: where the engine is and how to reach it, read once. Flag > environment > .env > default."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generate_track.errors import InvalidRequestError, Mistake
from generate_track.music import nearest

ENGINES = ("embedded", "acestep")
DEFAULT_OUTPUT = Path("outputs")
DEFAULT_TIMEOUT_S = 300.0

# setting → environment variable
VARIABLES = {
    "api_url": "ACESTEP_API_URL",
    "api_key": "ACESTEP_API_KEY",
    "engine": "GENERATE_TRACK_ENGINE",
    "output": "GENERATE_TRACK_OUTPUT",
    "timeout_s": "GENERATE_TRACK_TIMEOUT",
    "database": "GENERATE_TRACK_DATABASE",
    "store": "GENERATE_TRACK_STORE",
}
# A server may have a key of its own: this, and how the server is called.
SERVER_KEY = "ACESTEP_API_KEY_"
_FLAGS = {
    "api_url": "--api-url",
    "engine": "--engine",
    "output": "--output",
    "timeout_s": "--timeout",
    "database": "--database",
    "store": "--store",
}


class Secret:
    """A value that must not be seen: it prints as stars and is told only by `reveal`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the value itself."""
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "***"

    def __reduce__(self) -> Any:  # noqa: ANN401 - the protocol of pickle
        raise TypeError("a secret is not pickled")


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a whole command.

    Args:
        api_url: of an ACE-Step 1.5 server, or None.
        api_key: for that server, or None.
        server_keys: environment variable of one server's own key → the key.
        engine: "embedded" or "acestep"; None takes the server when there is one.
        output: a folder, or a file when its name ends in an audio suffix.
        timeout_s: how long to wait without a sign of progress.
        database: URL of the server's database, which may hold a password; None is a file of this user's.
        store: folder or URL for the server's audio; None is a folder of this user's.
    """

    api_url: str | None = None
    api_key: Secret | None = None
    engine: str | None = None
    output: Path = DEFAULT_OUTPUT
    timeout_s: float = DEFAULT_TIMEOUT_S
    database: Secret | None = None
    store: str | None = None
    server_keys: Mapping[str, Secret] = field(default_factory=dict)


def load_settings(environ: Mapping[str, str], *, directory: Path, **said: object) -> Settings:
    """Return the settings in force.

    Args:
        environ: the environment.
        directory: where the search for `.env` begins; it goes upwards.
        said: settings by name that a flag gave; None counts as not said.
    Raises:
        InvalidRequestError: with every mistake at once.
    """
    file = _read_env_file(directory)
    found: dict[str, Any] = {}
    wrong: list[Mistake] = []
    for name, parse in _PARSERS.items():
        origin, value = _lookup(name, said=said, environ=environ, file=file)
        if value is None or value == "":
            continue
        try:
            found[name] = parse(value)
        except ValueError as error:
            message, _, hint = str(error).partition("; ")
            wrong.append(Mistake(name, f"{origin} {message}", hint or None))
    if wrong:
        raise InvalidRequestError(tuple(wrong))
    return Settings(**found, server_keys=_server_keys({**file, **environ}))


def _server_keys(variables: Mapping[str, str | None]) -> dict[str, Secret]:
    # What is no key is told where it is used: most commands have no use for it.
    said = {name: (value or "").strip() for name, value in variables.items() if name.startswith(SERVER_KEY)}
    return {name: Secret(value) for name, value in said.items() if value}


def _lookup(
    name: str, *, said: Mapping[str, object], environ: Mapping[str, str], file: Mapping[str, str | None]
) -> tuple[str, object]:
    if said.get(name) is not None:
        return _FLAGS[name], said[name]
    variable = VARIABLES[name]
    if environ.get(variable):
        return variable, environ[variable]
    return f"{variable} in .env", file.get(variable)


def find_env_file(directory: Path) -> Path | None:
    """Return the `.env` that is read from `directory`: its own, or the nearest above it."""
    paths = (folder / ".env" for folder in (directory, *directory.parents))
    return next((path for path in paths if path.is_file()), None)


def _read_env_file(directory: Path) -> Mapping[str, str | None]:
    path = find_env_file(directory)
    return _parse_env_file(path) if path else {}


def _parse_env_file(path: Path) -> Mapping[str, str | None]:
    from dotenv import dotenv_values  # noqa: PLC0415 - most commands find no .env and need not pay for the import

    try:
        return dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{str(path)!r} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8 text'}"
        raise InvalidRequestError((Mistake(".env", message),)) from None


def _parse_engine(value: object) -> str:
    word = str(value).strip().casefold()
    if word not in ENGINES:
        near = nearest(word, list(ENGINES))
        raise ValueError(
            f"{value!r} is not one of {', '.join(ENGINES)}" + (f"; did you mean {near!r}?" if near else "")
        )
    return word


def _parse_timeout(value: object) -> float:
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise ValueError(f"{value!r} is not a number of seconds above 0")
    return seconds


def _parse_key(value: object) -> Secret:
    key = str(value).strip()
    # The value itself is not repeated: it may be a key with a typing mistake.
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ValueError("holds a character that no HTTP header can carry; copy the key again")
    return Secret(key)


_PARSERS: Mapping[str, Any] = {
    "api_url": lambda value: str(value).strip(),
    "api_key": _parse_key,
    "engine": _parse_engine,
    "output": lambda value: Path(str(value)).expanduser(),
    "timeout_s": _parse_timeout,
    "database": lambda value: Secret(str(value).strip()),
    "store": lambda value: str(value).strip(),
}
