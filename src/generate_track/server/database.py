"""The server's database: which one, opened, and shown without its password."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from generate_track.errors import GenerateTrackError
from generate_track.queue.database import Database
from generate_track.settings import Secret, Settings


@contextmanager
def opened(url: Secret) -> Iterator[Database]:
    """Open the database at a URL, with its tables made or brought up to date.

    Raises:
        GenerateTrackError: there is none.
    """
    try:
        database = Database.open(url.reveal())
    except (DBAPIError, OSError) as error:
        what = "does not answer" if isinstance(error, OperationalError) else "cannot be used"
        message = f"the database {without_password(url.reveal())} {what}: {_reason(error, url)}"
        raise GenerateTrackError(message, hint="check --database, or GENERATE_TRACK_DATABASE") from None
    try:
        yield database
    finally:
        database.close()


def _reason(error: DBAPIError | OSError, url: Secret) -> str:
    said = error.orig if isinstance(error, DBAPIError) else error.strerror
    lines = str(said).strip().splitlines() or ["it does not say why"]
    return lines[0].replace(url.reveal(), without_password(url.reveal()))


def database_of(settings: Settings, *, home: Path) -> Secret:
    """Return the URL of the database: the one that was named, or this user's own."""
    return settings.database or Secret(f"sqlite:///{(home / 'queue.db').as_posix()}")


def without_password(database: str) -> str:
    """Return a database's URL as it may be shown: without its password, and without options that may hold one."""
    return sa.make_url(database).set(query={}).render_as_string(hide_password=True)
