"""The name that a client gives a job: one rule on both routes that make jobs."""

from typing import Any

import pytest

from serving import PROMPT, Serving

ROUTES = {"/v1/jobs": {"caption": "calm piano", "duration_s": 10}, "/release_task": {**PROMPT, "audio_duration": 10}}


@pytest.fixture(params=ROUTES)
def route(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (["a"], None),
        (["take 1 of 2"], None),
        (["~" * 200], None),
        ([""], 422),
        ([" a"], 422),
        (["a "], 422),
        (["a\tb"], 422),
        (["~" * 201], 422),
        (["\xfc"], 422),
        (["a", "b"], 400),
        (["a", "a"], 400),
    ],
)
def test_a_name_is_good_on_both_routes_or_on_none(
    serving: Serving, *, route: str, names: list[str], status: int | None
) -> None:
    headers: Any = [("Idempotency-Key", name.encode("latin-1")) for name in names]
    answer = serving.client.post(route, json=ROUTES[route], headers=headers)
    assert answer.status_code == (status or {"/v1/jobs": 201, "/release_task": 200}[route])


def test_the_routes_share_a_keys_names_and_no_two_keys_do(serving: Serving) -> None:
    mine, theirs = serving.locked("mine"), serving.locked("theirs")
    headers = {"Idempotency-Key": "one"}
    answers = [
        owner.client.post(route, json=ROUTES[route], headers=headers).status_code
        for owner, route in ((mine, "/v1/jobs"), (mine, "/release_task"), (theirs, "/release_task"))
    ]
    assert answers == [201, 409, 200]
