"""API keys: each with a name, kept as a hash, compared in constant time."""

import hashlib
import hmac
import secrets
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from generate_track.errors import InvalidRequestError, Mistake
from generate_track.queue.database import Database, Row
from generate_track.queue.job import ANONYMOUS
from generate_track.settings import Secret

_PREFIX = "gt_"
# How long a revoked key may still be accepted by a process that did not revoke it.
_FRESH_S = 5.0
_USED_INTERVAL_S = 60.0


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks.

    Args:
        key_id: of the key; ANONYMOUS on a server without keys.
        name: of the key, for people.
        priority_class: of its jobs; 0 goes first.
    """

    key_id: str = ANONYMOUS
    name: str = "anonymous"
    priority_class: int = 1


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A row of the table of keys; the key itself is in none."""

    id: str
    name: str
    priority_class: int
    created_s: float
    used_s: float | None
    revoked_s: float | None

    @classmethod
    def read(cls, row: Row) -> "ApiKey":
        """Return the key of a row."""
        return cls(**{name: row[name] for name in cls.__dataclass_fields__})


class KeyRing:
    """The keys in a database.

    Args:
        database: holds their rows.
        now: tells the seconds of a clock that only goes forward.
    """

    def __init__(self, database: Database, *, now: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._now = now
        self._lock = threading.Lock()
        self._active: Sequence[Row] = ()
        self._stale_s: float | None = None
        self._used_s: dict[str, float] = {}

    def add(
        self, name: str, *, priority_class: int = 1, secret: Secret | None = None, replaces: bool = False
    ) -> tuple[ApiKey, Secret]:
        """Make a key and return it with its secret, which is told this once.

        Args:
            name: of the key.
            priority_class: of its jobs; 0 goes first.
            secret: what it is to be; a random one by default.
            replaces: whether a key of that name becomes this one; its jobs stay its own.
        Raises:
            InvalidRequestError: there is a key of that name, or the secret is another key's.
        """
        secret = secret or Secret(_PREFIX + secrets.token_urlsafe(32))
        values = {"name": name, "hash": _hash(secret.reveal()), "priority_class": priority_class}
        try:
            rows = self._database.run("api_key.replace", **values) if replaces else []
            rows = rows or self._database.run("api_key.insert", id=uuid.uuid4().hex, **values)
        except IntegrityError:
            raise self._taken(name, replaces=replaces) from None
        self._stale_s = None
        return ApiKey.read(rows[0]), secret

    def _taken(self, name: str, *, replaces: bool) -> InvalidRequestError:
        if not replaces and self._database.run("api_key.find_name", name=name):
            hint = "generate-track keys list shows them; --replace gives it a new secret"
            return InvalidRequestError((Mistake("name", f"there is a key {name!r} already", hint),))
        return InvalidRequestError((Mistake("from_env", "another key has this secret", "let each have its own"),))

    def list(self) -> list[ApiKey]:
        """Return all keys, the oldest first, revoked ones too."""
        return [ApiKey.read(row) for row in self._database.run("api_key.list")]

    def revoke(self, name: str) -> ApiKey:
        """Let a key not be accepted any more.

        Raises:
            InvalidRequestError: there is no active key of that name.
        """
        rows = self._database.run("api_key.revoke", name=name)
        if not rows:
            hint = "generate-track keys list shows them"
            raise InvalidRequestError((Mistake("name", f"there is no active key {name!r}", hint),))
        self._stale_s = None
        return ApiKey.read(rows[0])

    @property
    def is_empty(self) -> bool:
        """Whether there is no active key, so that nobody could be let in by one."""
        return not self._database.run("api_key.active")

    def find(self, secret: str) -> Caller | None:
        """Return whose key it is; None when it is no active one.

        The table is read every few seconds only: many requests a second come with a key.
        """
        wanted = _hash(secret)
        found = None
        for row in self._rows():
            # All of them, and each in constant time: how long it takes tells nothing.
            if hmac.compare_digest(row["hash"], wanted):
                found = row
        if found is None:
            return None
        self._note_use(found["id"])
        return Caller(found["id"], found["name"], found["priority_class"])

    def _rows(self) -> Sequence[Row]:
        with self._lock:
            if self._stale_s is None or self._now() >= self._stale_s:
                self._active = self._database.run("api_key.active")
                self._stale_s = self._now() + _FRESH_S
            return self._active

    def _note_use(self, key_id: str) -> None:
        """Write that a key was used, at most once a minute."""
        with self._lock:
            if self._now() < self._used_s.get(key_id, -_USED_INTERVAL_S) + _USED_INTERVAL_S:
                return
            self._used_s[key_id] = self._now()
        self._database.run("api_key.used", id=key_id)


def _hash(secret: str) -> str:
    # Random and long: nothing is gained by a slow hash.
    return hashlib.sha256(secret.encode()).hexdigest()
