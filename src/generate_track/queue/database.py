"""One SQL database behind the queue: SQLite in a file for one machine, PostgreSQL for many."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from generate_track.errors import GenerateTrackError, InvalidRequestError, Mistake
from generate_track.queue.private import make_own_file, make_own_folder
from generate_track.queue.statement import migrations, statement
from generate_track.queue.turnstile import Connection, Turnstile

Row = dict[str, Any]

_BUSY_TIMEOUT_MS = 30_000
_POOL_SIZE = 8
# Errors must not repeat the values of a statement: lyrics are among them.
_OPTIONS: dict[str, Any] = {"pool_size": _POOL_SIZE, "max_overflow": _POOL_SIZE, "hide_parameters": True}
_MIGRATIONS = "CREATE TABLE IF NOT EXISTS generate_track_migration (number INTEGER PRIMARY KEY)"
_LOCKS = {"migration": 4710, "admission": 4711, "rescue": 4712}


class Database:
    """Runs our named statements.

    Args:
        engine: of SQLAlchemy; `open` makes one that is set up as the queue needs it.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self.dialect = engine.dialect.name
        # One statement is a transaction to PostgreSQL anyway: BEGIN and COMMIT would be two more trips to it.
        self._at_once = (
            engine.execution_options(isolation_level="AUTOCOMMIT") if self.dialect == "postgresql" else engine
        )

    @classmethod
    def open(cls, url: str) -> Self:
        """Return the database at a URL, with its tables made or brought up to date.

        Args:
            url: `sqlite:///FILE` or `postgresql://USER@HOST/NAME`.
        Raises:
            InvalidRequestError: the URL is of another kind.
            GenerateTrackError: a newer version of this package has changed its tables.
            OperationalError: there is no database there.
        """
        database = cls(_engine(url))
        with ExitStack() as stack:
            stack.callback(database.close)
            database.migrate()
            stack.pop_all()
        return database

    @property
    def url(self) -> str:
        """The URL, with its password."""
        return self.engine.url.render_as_string(hide_password=False)

    def run(self, name: str, /, **values: object) -> list[Row]:
        """Run one statement in a transaction of its own; return its rows, none when it has none."""
        with self._at_once.begin() as connection:
            return self.run_in(connection, name, **values)

    def run_in(self, connection: sa.Connection, name: str, /, **values: object) -> list[Row]:
        """Run one statement in the caller's transaction; return its rows, none when it has none."""
        result = connection.execute(statement(name, self.dialect), values)
        return [dict(row) for row in result.mappings()] if result.returns_rows else []

    def change(self, name: str, /, **values: object) -> bool:
        """Run one statement in a transaction of its own; return whether it changed a row."""
        with self._at_once.begin() as connection:
            return connection.execute(statement(name, self.dialect), values).rowcount > 0

    @contextmanager
    def exclusive(self, purpose: str) -> Iterator[sa.Connection]:
        """Open a transaction that no other of the same purpose runs beside, on any machine."""
        with self.engine.begin() as connection:
            if self.dialect == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCKS[purpose]})
            else:
                # The driver would begin before the first write, and what was read until then could be old.
                connection.execute(sa.text("BEGIN IMMEDIATE"))
            yield connection

    def migrate(self) -> None:
        """Make the tables, or bring them up to date; several may call this at once.

        Raises:
            GenerateTrackError: a newer version of this package has changed them.
        """
        with self.exclusive("migration") as connection:
            connection.execute(sa.text(_MIGRATIONS))
            done = set(connection.execute(sa.text("SELECT number FROM generate_track_migration")).scalars())
            _require_known(done)
            for number, statements in migrations().items():
                if number in done:
                    continue
                for text in statements:
                    connection.execute(sa.text(text))
                insert = sa.text("INSERT INTO generate_track_migration VALUES (:number)")
                connection.execute(insert, {"number": number})

    def now_s(self) -> float:
        """Return the database's time, in seconds since 1970."""
        return float(self.run("clock.now")[0]["now_s"])

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _require_known(done: Collection[int]) -> None:
    newest, known = max(done, default=0), max(migrations())
    if newest > known:
        message = f"the database is of a newer generate-track: its tables are of version {newest}, not {known}"
        raise GenerateTrackError(message, hint="upgrade this one too; the way back is a backup")


def _engine(text: str) -> sa.Engine:
    try:
        url = sa.make_url(text)
    except (sa.exc.ArgumentError, ValueError):
        # The error repeats what it takes for a port, which may be the rest of a password.
        raise _refused("it is no database URL") from None
    if "@" in (url.host or ""):
        # What follows it would be told as the name of a host.
        raise _refused("a password with an @ in it is written with %40")
    match url.get_backend_name():
        case "sqlite" if url.database in {None, "", ":memory:"}:
            raise _refused("one in memory would be another for each connection")
        case "sqlite":
            return _sqlite(url)
        case "postgresql" | "postgres":
            # One whose encoding is SQL_ASCII would give bytes for text to whoever does not say this.
            url = url.set(drivername="postgresql+psycopg", query={"client_encoding": "utf8", **url.query})
            return sa.create_engine(url, pool_pre_ping=True, **_OPTIONS)
        case other:
            raise _refused(f"{other!r} is neither sqlite nor postgresql")


def _refused(message: str) -> InvalidRequestError:
    # The URL itself is not repeated: it may hold a password.
    hint = "sqlite:///queue.db, or postgresql://USER@HOST/NAME"
    return InvalidRequestError((Mistake("database", f"--database cannot be used: {message}", hint),))


def _sqlite(url: sa.URL) -> sa.Engine:
    if not str(url.database).startswith("file:"):
        path = Path(str(url.database)).expanduser()
        make_own_folder(path.parent)
        # SQLite gives the files beside it, which hold as much, the same permissions.
        make_own_file(path)
        url = url.set(database=str(path))
    engine = sa.create_engine(url, connect_args={"factory": Connection}, **_OPTIONS)
    turnstile = Turnstile()

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Connection, _: object) -> None:
        connection.turnstile = turnstile
        connection.isolation_level = "IMMEDIATE"
        connection.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA foreign_keys=ON")
        # Readers do not wait for the writer, and what is committed outlives a power cut.
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    return engine
