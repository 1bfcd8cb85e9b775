import pytest
from starlette.exceptions import HTTPException

from clock import Clock
from generate_track.server import rate
from generate_track.server.rate import RateLimit


def n_allowed(limit: RateLimit, who: str, *, tries: int = 100) -> int:
    """Return how many requests go through until one is refused."""
    for n_taken in range(tries):
        try:
            limit.take(who)
        except HTTPException:
            return n_taken
    return tries


def test_a_minutes_requests_may_come_at_once() -> None:
    assert n_allowed(RateLimit(per_minute=30, now=Clock()), "studio") == 30


def test_one_more_is_refused_and_told_when_to_come_back() -> None:
    limit = RateLimit(per_minute=4, now=Clock())
    n_allowed(limit, "studio")
    with pytest.raises(HTTPException, match="4 a minute is the limit") as refusal:
        limit.take("studio")
    assert refusal.value.status_code == 429
    assert refusal.value.headers == {"Retry-After": "15"}


def test_whoever_comes_back_when_told_is_let_in() -> None:
    clock = Clock()
    limit = RateLimit(per_minute=4, now=clock)
    n_allowed(limit, "studio")
    clock.now_s += 15
    assert n_allowed(limit, "studio") == 1


def test_no_more_than_a_minutes_requests_are_saved_up() -> None:
    clock = Clock()
    limit = RateLimit(per_minute=4, now=clock)
    n_allowed(limit, "studio")
    clock.now_s += 3600
    assert n_allowed(limit, "studio") == 4


def test_one_key_does_not_use_up_anothers_requests() -> None:
    limit = RateLimit(per_minute=4, now=Clock())
    n_allowed(limit, "studio")
    assert n_allowed(limit, "kitchen") == 4


def test_zero_is_no_limit() -> None:
    assert n_allowed(RateLimit(per_minute=0, now=Clock()), "studio") == 100


def test_many_addresses_do_not_fill_the_memory() -> None:
    limit = RateLimit(per_minute=1, now=Clock())
    for number in range(rate._MOST + 10):
        limit.take(f"from {number}")
    assert len(limit._buckets) == rate._MOST
