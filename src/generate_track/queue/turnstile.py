"""Turnstile: the threads of this process write to SQLite one after the other, in the order they came.

SQLite itself lets who waits sleep for up to 0.1 s and try again, and whoever tries at the right moment goes first: of
many writers some wait for most of a second.
"""

import sqlite3
from collections import deque
from threading import Lock
from typing import Any

from typing_extensions import override

_WRITES = ("INSERT", "UPDATE", "DELETE", "BEGIN IMMEDIATE")


class Turnstile:
    """A lock that goes to whoever has waited longest."""

    def __init__(self) -> None:
        self._mutex = Lock()
        self._waiting: deque[Lock] = deque()
        self._is_taken = False

    def enter(self, *, timeout_s: float) -> bool:
        """Wait for one's turn; return whether it came in time."""
        with self._mutex:
            if not self._is_taken:
                self._is_taken = True
                return True
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        try:
            has_turn = turn.acquire(timeout=timeout_s)
        except BaseException:
            if self._withdraw(turn):
                self.leave()
            raise
        return has_turn or self._withdraw(turn)

    def _withdraw(self, turn: Lock) -> bool:
        """Wait no longer; return whether the turn came all the same: it is to be used, or passed on."""
        with self._mutex:
            if turn not in self._waiting:
                return True
            self._waiting.remove(turn)
            return False

    def leave(self) -> None:
        """Let the next one in."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False


class Connection(sqlite3.Connection):
    """A connection whose transactions that write wait for their turn before SQLite sees them.

    What is not seen to write here waits as SQLite has it: nothing but the order rests on this.
    """

    turnstile: Turnstile | None = None
    timeout_s: float = 30.0
    _has_turn = False

    @override
    def cursor(self, *_: Any) -> "Cursor":  # type: ignore[override]
        return Cursor(self)

    @override
    def commit(self) -> None:
        super().commit()
        self._leave()

    @override
    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._leave()

    @override
    def close(self) -> None:
        try:
            super().close()
        finally:
            self._leave()

    def enter(self, statement: str) -> None:
        """Wait for the turn before a statement that begins to write.

        Raises:
            sqlite3.OperationalError: it did not come in time, as SQLite says it.
        """
        if self.turnstile is None or self._has_turn or not statement.lstrip()[:15].upper().startswith(_WRITES):
            return
        if not self.turnstile.enter(timeout_s=self.timeout_s):
            raise sqlite3.OperationalError("database is locked")
        self._has_turn = True

    def _leave(self) -> None:
        if self._has_turn and self.turnstile is not None:
            self._has_turn = False
            self.turnstile.leave()


class Cursor(sqlite3.Cursor):
    """A cursor of such a connection."""

    @override
    def execute(self, statement: str, parameters: Any = (), /) -> "Cursor":
        self._enter(statement)
        super().execute(statement, parameters)
        return self

    @override
    def executemany(self, statement: str, parameters: Any, /) -> "Cursor":
        self._enter(statement)
        super().executemany(statement, parameters)
        return self

    def _enter(self, statement: str) -> None:
        if isinstance(self.connection, Connection):
            self.connection.enter(statement)
