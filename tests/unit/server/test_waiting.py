from contextlib import ExitStack

import pytest
from starlette.exceptions import HTTPException

from generate_track.server.waiting import WaitLimit


def refusal(limit: WaitLimit, who: str) -> HTTPException:
    with pytest.raises(HTTPException) as refused, limit.held(who):
        pass
    return refused.value


def test_a_key_may_follow_so_many_jobs_at_once() -> None:
    limit = WaitLimit(per_key=2, total=10)
    with limit.held("studio"), limit.held("studio"):
        refused = refusal(limit, "studio")
        assert (refused.status_code, refused.headers) == (429, {"Retry-After": "10"})
        assert refused.detail == "2 open event streams, waits and chats of a key are the limit"
        with limit.held("cron"):
            assert limit.n_inside == 3
    with limit.held("studio"):
        assert limit.n_inside == 1


def test_all_together_may_follow_so_many() -> None:
    limit = WaitLimit(per_key=2, total=3)
    with ExitStack() as stack:
        for number in range(3):
            stack.enter_context(limit.held(f"key {number}"))
        refused = refusal(limit, "another")
        assert (refused.status_code, refused.headers) == (503, {"Retry-After": "10"})
    assert limit.n_inside == 0


def test_a_place_is_given_back_when_what_held_it_fails() -> None:
    limit = WaitLimit(per_key=1, total=1)
    with pytest.raises(ZeroDivisionError), limit.held("studio"):
        raise ZeroDivisionError
    assert limit.n_inside == 0
