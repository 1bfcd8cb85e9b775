import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from generate_track.errors import GenerateTrackError, InvalidRequestError
from generate_track.queue.database import Database
from generate_track.queue.dispatcher import InMemoryDispatcher
from generate_track.queue.job import Submission
from generate_track.queue.statement import migrations, statement
from generate_track.queue.store import JobStore
from generate_track.request import TrackRequest
from postgres import PostgresServer


def test_tables_are_made_once_even_when_several_begin_at_once(database_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        databases = list(pool.map(Database.open, [database_url] * 4))
    for database in databases:
        with database.engine.begin() as connection:
            numbers = connection.execute(sa.text("SELECT number FROM generate_track_migration")).scalars().all()
        assert numbers == list(migrations())
        database.close()


def test_tables_of_a_newer_version_are_left_alone(database_url: str, database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO generate_track_migration VALUES (4711)"))
    with pytest.raises(GenerateTrackError, match="its tables are of version 4711"):
        Database.open(database_url)


def test_postgres_of_any_encoding_keeps_text_as_it_is(postgres: PostgresServer) -> None:
    url = postgres.create_database("ascii", "TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
    database = Database.open(url)
    store = JobStore(database, InMemoryDispatcher())
    job = store.submit(Submission(requests=(TrackRequest(caption="ジャズ, żywo", seed=7),)))
    assert store.get(job.id) == job
    database.close()


def test_the_database_tells_the_time_in_seconds(database: Database) -> None:
    assert abs(database.now_s() - time.time()) < 60


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.exclusive("admission") as connection:
            database.run_in(connection, "secret.insert", name="a", value="b")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert database.run("secret.find", name="a") == []


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://somebody:hunter2@host/name",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://somebody:a@b:hunter2@host/name",
        "postgresql://somebody:a@hunter2@host/name",
        "postgresql://somebody:a@host:hunter2/name",
    ],
)
def test_another_kind_of_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(InvalidRequestError, match="--database cannot be used") as told:
        Database.open(url)
    assert "hunter2" not in str(told.value)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_others_on_the_machine_cannot_read_a_new_database(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/new/queue.db")
    database.run("secret.insert", name="a", value="b")
    files = list((tmp_path / "new").iterdir())
    assert {"queue.db", "queue.db-wal"} <= {file.name for file in files}
    assert [file.name for file in (tmp_path / "new", *files) if file.stat().st_mode & 0o077] == []
    database.close()


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_a_database_that_is_there_stays_as_its_owner_wants_it(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    path.touch(mode=0o640)
    Database.open(f"sqlite:///{path}").close()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_of_sqlite_may_be_named_as_a_uri(tmp_path: Path) -> None:
    Database.open(f"sqlite:///file:{tmp_path}/queue.db?uri=true").close()
    assert (tmp_path / "queue.db").is_file()
    assert not Path("file:").exists()


def test_a_file_of_sqlite_may_be_in_the_users_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    Database.open("sqlite:///~/music/queue.db").close()
    assert (tmp_path / "music" / "queue.db").is_file()


def test_an_unknown_statement_is_a_bug() -> None:
    with pytest.raises(KeyError):
        statement("job.nonsense", "sqlite")


def test_a_database_of_an_older_version_is_brought_up_to_date_with_its_jobs(
    database_url: str, a_request: TrackRequest
) -> None:
    database = Database.open(database_url)
    job = JobStore(database, InMemoryDispatcher()).submit(Submission((a_request,)))
    with database.engine.begin() as connection:
        for text in ("DROP INDEX job_by_outcome", "DROP INDEX job_by_model"):
            connection.execute(sa.text(text))
        connection.execute(sa.text("DELETE FROM generate_track_migration WHERE number > 1"))
    database.close()
    database = Database.open(database_url)
    assert "job_by_model" in {index["name"] for index in sa.inspect(database.engine).get_indexes("job")}
    assert JobStore(database, InMemoryDispatcher()).get(job.id) == job
    database.close()


@pytest.mark.parametrize("name", ["job.recent_pace", "job.recent_pace_of"])
def test_how_fast_jobs_went_is_told_without_a_look_at_all_of_them(tmp_path: Path, name: str) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/queue.db")
    explain = sa.text(f"EXPLAIN QUERY PLAN {statement(name, 'sqlite').text}")
    with database.engine.begin() as connection:
        steps = [row.detail for row in connection.execute(explain, {"model": "a"} if ":model" in explain.text else {})]
    database.close()
    assert any("USING INDEX job_by_" in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps)


def test_whoever_came_first_writes_first(tmp_path: Path) -> None:
    database, order = Database.open(f"sqlite:///{tmp_path}/queue.db"), list[int]()
    begun = [threading.Event() for _ in range(6)]

    def write(number: int) -> None:
        begun[number].set()
        with database.exclusive("admission"):
            order.append(number)

    with ThreadPoolExecutor(6) as pool, database.exclusive("admission"):
        for number, event in enumerate(begun):
            pool.submit(write, number)
            event.wait()
            # Until it waits for the database: longer each time for SQLite, which asks ever less often.
            time.sleep(0.05)
        order.append(-1)
    database.close()
    assert order == [-1, 0, 1, 2, 3, 4, 5]
