"""The work behind `serve`, `worker` and `keys`."""

import logging
import os
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from generate_track import __version__
from generate_track.cli import interrupt
from generate_track.cli.context import Context
from generate_track.cli.input import Said
from generate_track.cli.keys import FROM_ENV, NAME, PRIORITY, REPLACE
from generate_track.cli.serve import SERVE, WORKER
from generate_track.errors import GenerateTrackError, InvalidRequestError, Mistake
from generate_track.parameter import Parameter
from generate_track.request import parse_value
from generate_track.settings import Secret, Settings, load_settings

if TYPE_CHECKING:
    from generate_track.server.key import ApiKey, KeyRing
    from generate_track.server.service import Standing
    from generate_track.server.setup import Setup

_NEEDED = ("dbos", "fastapi", "multipart", "obstore", "prometheus_client", "psycopg", "sqlalchemy", "uvicorn")
_Result = TypeVar("_Result")
_DEBUG = "GENERATE_TRACK_DEBUG"
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
_SECRET_LENGTHS = range(16, 257)


def require_server(find: Callable[[str], object] = find_spec) -> None:
    """Look whether what a server needs is installed.

    Raises:
        GenerateTrackError: it is not.
    """
    missing = [name for name in _NEEDED if find(name) is None]
    if missing:
        message = f"the server is not installed: {', '.join(missing)} cannot be found"
        raise GenerateTrackError(message, hint='pip install "generate-track[server]"')


def serve(said: Said, *, context: Context) -> None:
    """Serve the API until a signal.

    Raises:
        GenerateTrackError: it cannot start.
    """
    require_server()
    from generate_track.server import service  # noqa: PLC0415 - only now it is known to be there

    setup = _setup(said, rows=SERVE, context=context)
    _prepare_logs()
    service.serve(setup, on_ready=lambda standing: _tell(standing, context), until=_signalled())


def work(said: Said, *, context: Context) -> None:
    """Do jobs until a signal.

    Raises:
        GenerateTrackError: it cannot start.
    """
    require_server()
    from generate_track.server import service  # noqa: PLC0415 - as above

    setup = _setup(said, rows=WORKER, context=context)
    _prepare_logs()
    service.work(setup, on_ready=lambda standing: _tell(standing, context), until=_signalled())


def add_key(said: Said, *, context: Context) -> "tuple[ApiKey, Secret]":
    """Make a key, and return it with its secret.

    Raises:
        GenerateTrackError: its name is taken, or the database does not answer.
    """
    name, priority, secret = context.settle(lambda: _name(said), lambda: _priority(said), lambda: _secret(said))
    replaces = bool(said.get(REPLACE.name))
    return _with_keys(said, lambda keys: keys.add(name, priority_class=priority, secret=secret, replaces=replaces))


def list_keys(said: Said, *, context: Context) -> "tuple[list[ApiKey], str]":
    """Return all keys, and the database that they are in as it may be shown.

    Raises:
        GenerateTrackError: the database does not answer.
    """
    context.settle()
    keys = _with_keys(said, lambda ring: ring.list())
    from generate_track.server.database import without_password  # noqa: PLC0415 - as above

    return keys, without_password(_database(said).reveal())


def revoke_key(said: Said, *, context: Context) -> "ApiKey":
    """Let a key not be accepted any more, and return it.

    Raises:
        GenerateTrackError: there is none of that name, or the database does not answer.
    """
    (name,) = context.settle(lambda: _name(said))
    return _with_keys(said, lambda keys: keys.revoke(name))


def _with_keys(said: Said, use: "Callable[[KeyRing], _Result]") -> _Result:
    require_server()
    from generate_track.server.database import opened  # noqa: PLC0415 - as above
    from generate_track.server.key import KeyRing  # noqa: PLC0415 - as above

    with opened(_database(said)) as database:
        return use(KeyRing(database))


def _database(said: Said) -> Secret:
    from generate_track.server.database import database_of  # noqa: PLC0415 - as above

    return database_of(_settings(said), home=_home())


def _name(said: Said) -> str:
    name = str(said.get("name") or "").strip()
    if not name:
        raise InvalidRequestError((Mistake("name", "no NAME is given", "whoever has the key, such as studio"),))
    return str(_parsed(NAME, name))


def _priority(said: Said) -> int:
    value = said.get(PRIORITY.name)
    return int(str(_parsed(PRIORITY, PRIORITY.default if value is None else value)))


def _secret(said: Said) -> Secret | None:
    """Return what the variable of --from-env holds, which must be long and go into a header."""
    variable = said.get(FROM_ENV.name)
    if not variable:
        return None
    value = os.environ.get(str(variable), "")
    if len(value) not in _SECRET_LENGTHS or not (value.isascii() and value.isprintable()) or " " in value:
        wanted = f"{_SECRET_LENGTHS[0]} to {_SECRET_LENGTHS[-1]} ASCII characters without spaces"
        message = f"--from-env: {_shown(str(variable))} is not set to a key of {wanted}"
        raise InvalidRequestError((Mistake(FROM_ENV.name, message, "leave it out, and a key is made"),))
    return Secret(value)


def _shown(variable: str) -> str:
    # What is no usual name of a variable may be the key itself, which a shell has put in its place.
    return repr(variable) if _VARIABLE.fullmatch(variable) else "the variable"


def _parsed(row: Parameter, value: object) -> object:
    try:
        return parse_value(row, value)
    except ValueError as error:
        raise InvalidRequestError((Mistake(row.name, str(error)),)) from None


def _setup(said: Said, *, rows: Iterable[Parameter], context: Context) -> "Setup":
    from generate_track.server.setup import Setup  # noqa: PLC0415 - as above

    by_name = {row.name: row for row in rows}
    (setup,) = context.settle(lambda: Setup.parse(said, rows=by_name, settings=_settings(said), home=_home()))
    if os.environ.get("ACESTEP_API_URL") and setup.engine == "embedded":
        context.out.note("ACESTEP_API_URL is not used", "--engine acestep puts this server before that one")
    return setup


def _settings(said: Said) -> Settings:
    names = ("engine", "database", "store")
    return load_settings(os.environ, directory=Path.cwd(), **{name: said.get(name) for name in names})


def _home() -> Path:
    said = os.environ.get("GENERATE_TRACK_STATE")
    if said:
        return Path(said).absolute() / "server"
    from platformdirs import user_data_path  # noqa: PLC0415 - paid for by the commands that have a server

    return user_data_path("generate-track", appauthor=False) / "server"


def _prepare_logs() -> None:
    from generate_track.server import log  # noqa: PLC0415 - as above

    log.configure(level=logging.DEBUG if os.environ.get(_DEBUG) not in {None, "", "0"} else logging.INFO)


def _signalled() -> threading.Event:
    """Return an event that the first signal to end sets; the second one ends at once."""
    event = threading.Event()

    def end(*_: object) -> None:
        # In another thread: this one may hold the event's lock at this very moment.
        threading.Thread(target=event.set, name="end").start()
        interrupt.listen()

    interrupt.listen(end)
    return event


def _tell(standing: "Standing", context: Context) -> None:
    facts = {name: fact for name, fact in asdict(standing).items() if fact is not None}
    context.out.facts |= facts
    context.out.tell("\n".join(_lines(standing)))
    context.out.publish()


def _lines(standing: "Standing") -> Iterable[str]:
    yield f"generate-track {__version__} " + (f"serves at {standing.url}" if standing.url else "takes jobs")
    jobs = f", {standing.slots} at once" if standing.worker else ", jobs are done elsewhere"
    yield f"  engine    {standing.engine}{jobs}"
    yield f"  database  {standing.database}"
    yield f"  store     {standing.store}"
    if standing.url:
        yield f"  keys      {'none: whoever reaches it is served' if standing.is_open else 'asked for'}"
        yield f"  docs      {standing.url}/docs"
    if standing.health_port is not None:
        yield f"  health    port {standing.health_port}, /healthz"
