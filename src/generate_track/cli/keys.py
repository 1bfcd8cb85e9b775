"""`generate-track keys`: who may use a server."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from generate_track.cli.context import Context
from generate_track.cli.option import ARGUMENT, JSON, SERVER, options
from generate_track.cli.serve import DATABASE
from generate_track.cli.table import table
from generate_track.cli.text import clean
from generate_track.parameter import Parameter

if TYPE_CHECKING:
    from generate_track.server.key import ApiKey

NAME = Parameter("name", "NAME", "text", "What the key is called, such as who has it.", maximum=64, group=ARGUMENT)
PRIORITY = Parameter(
    "priority_class",
    "--priority",
    "integer",
    "Class of its jobs; those of a lower one always go first.",
    default=1,
    minimum=0,
    maximum=9,
    group=SERVER,
)
FROM_ENV = Parameter(
    "from_env",
    "--from-env",
    "text",
    "Let the key be what this environment variable holds, instead of a random one; it is not printed then.",
    group=SERVER,
)
REPLACE = Parameter(
    "replaces",
    "--replace",
    "switch",
    "Give a key of this name, revoked or not, the new secret; its jobs stay its own.",
    group=SERVER,
)
_HEADER = ("NAME", "STATE", "PRIORITY", "MADE", "LAST USED")


@options(NAME, PRIORITY, FROM_ENV, REPLACE, DATABASE, JSON)
def add_key(name: str | None = None, *, context: Context, **said: object) -> None:
    """Make a key and print it: this once, as only its hash is kept."""
    from generate_track.cli import service  # noqa: PLC0415 - --help must not pay for a database

    key, secret = service.add_key({**said, "name": name}, context=context)
    if said.get(FROM_ENV.name):
        context.out.facts["key"] = _facts(key)
        context.out.result(f"key {clean(key.name)} is made of {clean(str(said[FROM_ENV.name]))}")
        return
    context.out.facts["key"] = _facts(key) | {"key": secret.reveal()}
    context.out.result(secret.reveal())
    context.out.note(
        f"this is key {key.name!r}; it is not shown again",
        "send it as Authorization: Bearer KEY, or set ACESTEP_API_KEY; a server that runs open asks after a restart",
    )


@options(DATABASE, JSON)
def list_keys(*, context: Context, **said: object) -> None:
    """List the keys, revoked ones too."""
    from generate_track.cli import service  # noqa: PLC0415 - as above

    keys, database = service.list_keys(said, context=context)
    context.out.facts["keys"] = [_facts(key) for key in keys]
    context.out.result(table([_HEADER, *map(_cells, keys)]) if keys else f"there is no key in {database}")


@options(NAME, DATABASE, JSON)
def revoke_key(name: str | None = None, *, context: Context, **said: object) -> None:
    """Let a key not be accepted any more; servers that run notice within seconds."""
    from generate_track.cli import service  # noqa: PLC0415 - as above

    key = service.revoke_key({**said, "name": name}, context=context)
    context.out.facts["key"] = _facts(key)
    context.out.result(f"key {clean(key.name)} is revoked")


def _facts(key: "ApiKey") -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "priority": key.priority_class,
        "is_active": key.revoked_s is None,
        "made": _time(key.created_s),
        "used": _time(key.used_s),
        "revoked": _time(key.revoked_s),
    }


def _time(time_s: float | None) -> str | None:
    return None if time_s is None else datetime.fromtimestamp(time_s, UTC).isoformat(timespec="seconds")


def _cells(key: "ApiKey") -> tuple[str, ...]:
    state = "active" if key.revoked_s is None else "revoked"
    return (clean(key.name), state, str(key.priority_class), _time(key.created_s) or "", _time(key.used_s) or "never")
