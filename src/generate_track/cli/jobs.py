"""`generate-track jobs`: the tasks that servers were given."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from generate_track.cli.context import Context
from generate_track.cli.option import JSON, options
from generate_track.cli.table import table
from generate_track.cli.text import clean, format_age, shorten
from generate_track.parameter import OUTPUT, Parameter

if TYPE_CHECKING:
    from generate_track.library.journal import Entry

ALL = Parameter("all", "--all", "switch", "Finished tasks too.", group=OUTPUT)
_WIDTH = 40
_HEADER = ("TASK", "STATE", "AGE", "CAPTION", "SERVER")


@options(ALL, JSON)
def jobs(*, context: Context, **said: object) -> None:
    """List the tasks that can still be resumed, the newest first."""
    from generate_track.library.journal import Journal  # noqa: PLC0415 - --help must not pay for pydantic

    context.settle()
    entries = [entry for entry in Journal.default().entries() if said.get("all") or entry.state != "done"]
    context.out.facts["jobs"] = [entry.as_facts() for entry in entries]
    context.out.result(table([_HEADER, *map(_cells, entries)]) if entries else "no task is open")


def _cells(entry: "Entry") -> tuple[str, ...]:
    age_s = (datetime.now(UTC) - datetime.fromisoformat(entry.created)).total_seconds()
    return (
        entry.id,
        entry.state,
        format_age(age_s),
        shorten(clean(entry.request.caption), _WIDTH),
        clean(entry.server),
    )
