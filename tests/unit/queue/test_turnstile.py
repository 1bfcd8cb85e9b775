import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generate_track.queue.turnstile import Connection, Turnstile

PATIENCE_S = 10.0


def waiting(turnstile: Turnstile, n: int) -> bool:
    pause = threading.Event()
    for _ in range(1000):
        if len(turnstile._waiting) == n:
            return True
        pause.wait(0.01)
    return False


def connect(path: Path, turnstile: Turnstile | None, *, timeout_s: float = PATIENCE_S) -> Connection:
    connection = sqlite3.connect(path, factory=Connection, check_same_thread=False, isolation_level="IMMEDIATE")
    connection.turnstile, connection.timeout_s = turnstile, timeout_s
    return connection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "some.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE note (text TEXT)")
    connection.close()
    return path


def test_turns_go_to_who_waited_longest() -> None:
    turnstile, order = Turnstile(), list[int]()

    def take(number: int) -> None:
        assert turnstile.enter(timeout_s=PATIENCE_S)
        order.append(number)
        turnstile.leave()

    assert turnstile.enter(timeout_s=0)
    with ThreadPoolExecutor(5) as pool:
        for number in range(5):
            pool.submit(take, number)
            assert waiting(turnstile, number + 1)
        turnstile.leave()
    assert order == [0, 1, 2, 3, 4]


def test_who_waits_too_long_gets_no_turn_and_is_in_nobodys_way() -> None:
    turnstile = Turnstile()
    assert turnstile.enter(timeout_s=0)
    assert not turnstile.enter(timeout_s=0.01)
    turnstile.leave()
    assert turnstile.enter(timeout_s=0)


def test_a_turn_that_comes_as_the_wait_ends_is_used() -> None:
    turnstile = Turnstile()
    turn = threading.Lock()
    assert turnstile._withdraw(turn)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot interrupt the wait for a lock")
@pytest.mark.parametrize("comes_too", [False, True])
def test_an_interrupt_in_the_wait_keeps_nobody_out(*, comes_too: bool) -> None:
    turnstile = Turnstile()

    def interrupt(*_: object) -> None:
        if comes_too:
            turnstile.leave()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    assert turnstile.enter(timeout_s=0)
    timer = threading.Timer(0.05, signal.pthread_kill, (threading.get_ident(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        turnstile.enter(timeout_s=PATIENCE_S)
    timer.join()
    signal.signal(signal.SIGINT, before)
    if not comes_too:
        turnstile.leave()
    assert turnstile.enter(timeout_s=0)


@pytest.mark.parametrize("end", [Connection.commit, Connection.rollback, Connection.close])
def test_the_next_writes_when_a_transaction_has_ended(path: Path, end: Callable[[Connection], None]) -> None:
    turnstile = Turnstile()
    first, second = connect(path, turnstile), connect(path, turnstile)
    first.cursor().executemany("INSERT INTO note VALUES (?)", [("a",), ("b",)])

    def write() -> None:
        second.cursor().execute("DELETE FROM note")
        second.commit()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(write)
        assert waiting(turnstile, 1)
        end(first)
        done.result(PATIENCE_S)
    first.close()
    second.close()


def test_whoever_reads_waits_for_nobody(path: Path) -> None:
    turnstile = Turnstile()
    first, second = connect(path, turnstile), connect(path, turnstile)
    first.cursor().execute("BEGIN IMMEDIATE")
    assert second.cursor().execute("SELECT COUNT(*) FROM note").fetchone() == (0,)
    first.close()
    second.close()


def test_a_turn_that_does_not_come_is_told_as_sqlite_tells_it(path: Path) -> None:
    turnstile = Turnstile()
    first, second = connect(path, turnstile), connect(path, turnstile, timeout_s=0.01)
    first.cursor().execute("INSERT INTO note VALUES ('a')")
    with pytest.raises(sqlite3.OperationalError, match="database is locked"):
        second.cursor().execute("INSERT INTO note VALUES ('b')")
    first.close()
    second.close()


def test_a_connection_without_a_turnstile_is_as_sqlite_has_it(path: Path) -> None:
    connection = connect(path, None)
    connection.cursor().execute("INSERT INTO note VALUES ('a')")
    connection.commit()
    connection.close()
