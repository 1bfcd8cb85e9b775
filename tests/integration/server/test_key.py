from pathlib import Path

import pytest

from clock import Clock
from generate_track.errors import InvalidRequestError
from generate_track.queue.database import Database
from generate_track.server.key import Caller, KeyRing
from generate_track.settings import Secret


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(database: Database, clock: Clock) -> KeyRing:
    return KeyRing(database, now=clock)


def test_a_key_is_found_by_its_secret(keys: KeyRing) -> None:
    key, secret = keys.add("studio", priority_class=0)
    assert keys.find(secret.reveal()) == Caller(key.id, "studio", 0)


def test_of_several_keys_the_right_one_is_found(keys: KeyRing) -> None:
    secrets = [keys.add(name)[1] for name in "abc"]
    assert [(keys.find(secret.reveal()) or Caller()).name for secret in secrets] == ["a", "b", "c"]


def test_a_secret_of_no_key_is_not_found(keys: KeyRing) -> None:
    keys.add("studio")
    assert keys.find("gt_wrong") is None


def test_the_secret_itself_is_nowhere_in_the_database(keys: KeyRing, database: Database, tmp_path: Path) -> None:
    _, secret = keys.add("studio")
    database.close()
    assert all(secret.reveal().encode() not in path.read_bytes() for path in tmp_path.glob("queue.db*"))


def test_a_name_is_given_once(keys: KeyRing) -> None:
    keys.add("studio")
    with pytest.raises(InvalidRequestError, match="there is a key 'studio' already"):
        keys.add("studio")


def test_a_new_secret_for_a_key_ends_the_old_one(keys: KeyRing) -> None:
    key, old = keys.add("studio")
    again, new = keys.add("studio", secret=Secret("sesame"), replaces=True)
    assert (again.id, new.reveal(), keys.find(old.reveal())) == (key.id, "sesame", None)
    assert keys.find("sesame") == Caller(key.id, "studio", 1)


def test_what_is_to_be_replaced_need_not_be_there(keys: KeyRing) -> None:
    assert keys.add("studio", replaces=True)[0].name == "studio"


@pytest.mark.parametrize("name", ["kitchen", "studio"])
def test_a_secret_opens_for_one_key_only(keys: KeyRing, name: str) -> None:
    keys.add("studio")
    keys.add("hall", secret=Secret("sesame"))
    with pytest.raises(InvalidRequestError, match="another key has this secret"):
        keys.add(name, secret=Secret("sesame"), replaces=name == "studio")


def test_a_revoked_key_opens_nothing_at_once(keys: KeyRing) -> None:
    _, secret = keys.add("studio")
    assert keys.find(secret.reveal())
    keys.revoke("studio")
    assert keys.find(secret.reveal()) is None


def test_only_an_active_key_is_revoked(keys: KeyRing) -> None:
    keys.add("studio")
    keys.revoke("studio")
    with pytest.raises(InvalidRequestError, match="there is no active key 'studio'"):
        keys.revoke("studio")


def test_another_process_stops_to_accept_a_revoked_key_after_seconds(
    keys: KeyRing, database: Database, clock: Clock
) -> None:
    _, secret = keys.add("studio")
    assert keys.find(secret.reveal())
    KeyRing(database).revoke("studio")
    clock.now_s += 4.9
    assert keys.find(secret.reveal())
    clock.now_s += 0.1
    assert keys.find(secret.reveal()) is None


def test_the_table_is_not_read_for_every_request(keys: KeyRing, database: Database) -> None:
    _, secret = keys.add("studio")
    assert keys.find(secret.reveal())
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE api_key")
    assert keys.find(secret.reveal())
    assert keys.find("gt_wrong") is None


def test_the_use_of_a_key_is_written_once_a_minute(keys: KeyRing, database: Database, clock: Clock) -> None:
    _, secret = keys.add("studio")
    assert keys.list()[0].used_s is None
    times: list[float | None] = []
    for pause_s in (0.0, 59.0, 1.0):
        clock.now_s += pause_s
        keys.find(secret.reveal())
        times.append(keys.list()[0].used_s)
        with database.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE api_key SET used_s = NULL")
    assert [time is not None for time in times] == [True, False, True]


def test_revoked_keys_are_listed_too(keys: KeyRing) -> None:
    for name in "ab":
        keys.add(name)
    keys.revoke("a")
    assert [(key.name, key.revoked_s is None) for key in keys.list()] == [("a", False), ("b", True)]


def test_a_ring_whose_keys_are_all_revoked_is_empty(keys: KeyRing) -> None:
    assert keys.is_empty
    keys.add("studio")
    assert not keys.is_empty
    keys.revoke("studio")
    assert keys.is_empty
