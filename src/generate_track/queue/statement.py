"""The SQL that we run: named statements in `sql/`, one file a table, in words that SQLite and PostgreSQL share."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import sqlalchemy as sa

# The database's own clock, in seconds since 1970: machines need not agree on theirs.
NOW: Mapping[str, str] = {
    "sqlite": "((julianday('now') - 2440587.5) * 86400.0)",
    "postgresql": "extract(epoch from clock_timestamp())::double precision",
}
# Where DBOS keeps what is lined up.
LINE: Mapping[str, str] = {"sqlite": "workflow_status", "postgresql": "dbos.workflow_status"}
_SQL = files("generate_track.queue") / "sql"
_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)
_MIGRATION = re.compile(r"^(\d{4})_\w+\.sql$")


@cache
def statement(name: str, dialect: str) -> sa.TextClause:
    """Return a statement by its table and name, such as "job.find".

    Raises:
        KeyError: there is none of that name.
    """
    table, _, own = name.partition(".")
    text = _read(table)[own].replace("{now}", NOW[dialect]).replace("{line}", LINE[dialect])
    clause = sa.text(text)
    return clause.bindparams(sa.bindparam("ids", expanding=True)) if ":ids" in text else clause


@cache
def _read(table: str) -> Mapping[str, str]:
    pieces = _NAME.split((_SQL / f"{table}.sql").read_text("utf-8"))
    return dict(zip(pieces[1::2], (text.strip() for text in pieces[2::2]), strict=True))


@cache
def migrations() -> Mapping[int, tuple[str, ...]]:
    """Return the numbered migrations, in order: number → its statements."""
    found = {match[1]: file for file in _SQL.iterdir() if (match := _MIGRATION.match(file.name))}
    return {int(number): _split(found[number].read_text("utf-8")) for number in sorted(found)}


def _split(text: str) -> tuple[str, ...]:
    lines = (line for line in text.splitlines() if not line.startswith("--"))
    return tuple(part.strip() for part in "\n".join(lines).split(";") if part.strip())
