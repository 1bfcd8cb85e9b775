from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.acestep.reply import Answer
from generate_track.acestep.retry import Backoff, retry_after_s

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("7", 7.0),
        ("soon", None),
        ("Mon, 23 Nov 2026 12:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 12:00:30 -0000", 30.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, today=NOON) == seconds


def test_a_date_counts_from_now_when_nobody_says_otherwise() -> None:
    assert retry_after_s("Mon, 23 Nov 1998 12:00:00 GMT") == 0.0


@given(st.text(max_size=40))
def test_any_header_is_understood_or_passed_over(value: str) -> None:
    seconds = retry_after_s(value, today=NOON)
    assert seconds is None or seconds >= 0


class Waits:
    def __init__(self, patience_s: dict[int, float]) -> None:
        self.slept: list[float] = []
        self.told: list[str] = []
        self.backoff = Backoff(
            patience_s, sleep=self.slept.append, now=lambda: sum(self.slept), on_wait=self.told.append
        )

    def after(self, status: int, **headers: str) -> bool:
        return self.backoff.wait_after(
            Answer(status, None, "", "", {k.replace("_", "-"): v for k, v in headers.items()})
        )


def test_the_waits_grow_until_patience_ends() -> None:
    waits = Waits({429: 100})
    while waits.after(429):
        pass
    assert waits.slept == [1, 2, 4, 8, 16, 30, 30]
    assert len(waits.told) == 1


def test_the_server_may_say_how_long() -> None:
    waits = Waits({429: 100})
    assert waits.after(429, retry_after="12")
    assert waits.slept == [12]


def test_a_wait_longer_than_patience_is_not_begun() -> None:
    waits = Waits({429: 100})
    assert not waits.after(429, retry_after="3600")
    assert waits.slept == waits.told == []


@pytest.mark.parametrize("status", [200, 400, 500, 502])
def test_other_answers_are_not_waited_on(status: int) -> None:
    assert not Waits({429: 100, 503: 30}).after(status)


def test_a_server_that_restarts_while_its_queue_is_full_gets_patience_anew() -> None:
    waits = Waits({429: 300, 503: 30})
    assert all(waits.after(429) for _ in range(6))
    assert waits.after(503)
    assert len(waits.told) == 2
