import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from generate_track.errors import InvalidRequestError
from generate_track.queue.database import Database
from generate_track.queue.statement import migrations, statement


def test_tables_are_made_once_even_when_several_begin_at_once(database_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        databases = list(pool.map(Database.open, [database_url] * 4))
    for database in databases:
        with database.engine.begin() as connection:
            numbers = connection.execute(sa.text("SELECT number FROM generate_track_migration")).scalars().all()
        assert numbers == list(migrations())
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


@pytest.mark.parametrize("url", ["nonsense", "mysql://somebody:hunter2@host/name", "sqlite://", "sqlite:///:memory:"])
def test_another_kind_of_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(InvalidRequestError, match="--database cannot be used") as told:
        Database.open(url)
    assert "hunter2" not in str(told.value)


def test_an_unknown_statement_is_a_bug() -> None:
    with pytest.raises(KeyError):
        statement("job.nonsense", "sqlite")


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
