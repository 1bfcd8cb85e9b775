"""A fleet of ACE-Step servers, against real HTTP servers on loopback."""

import json
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from fake_server import LM, FakeAceStep
from generate_track.acestep.report import Model
from generate_track.engines.fleet import Fleet, Offer
from generate_track.errors import EngineUnavailableError, InvalidRequestError, QueueFullError
from pools import Pool

NOBODY = "http://127.0.0.1:9"
TURBO, SFT = "acestep-v15-turbo", "acestep-v15-sft"


@pytest.fixture
def servers() -> Iterator[list[FakeAceStep]]:
    with ExitStack() as stack:
        yield [stack.enter_context(FakeAceStep()) for _ in range(2)]


def fleet_of(pool: Pool) -> Fleet:
    return Fleet(pool.roster, sleep=pool.sleep, now=pool.now)


def written(*servers: FakeAceStep | str, prompt: str = "jazz") -> dict[str, object]:
    return fleet_of(Pool(*servers)).write("/format_input", {"prompt": prompt})


def test_a_language_model_writes(servers: list[FakeAceStep]) -> None:
    told = written(*servers)
    assert (told["caption"], told["heard"]) == (f"written by {servers[0].url}", {"prompt": "jazz"})


@pytest.mark.parametrize(
    "fault",
    [
        {"no_lm": True},
        {"no_lm": True, "is_old": True},
        {"html": True},
        {"is_dead": True},
        {"busy_lm": 9},
        {"redirect": "/"},
    ],
)
def test_what_one_cannot_write_the_next_one_does(servers: list[FakeAceStep], fault: dict[str, object]) -> None:
    pool = Pool(*servers)
    fleet = fleet_of(pool)
    fleet.look()
    for name, value in fault.items():
        setattr(servers[0].faults, name, value)
    assert fleet.write("/format_input", {"prompt": "jazz"})["caption"] == f"written by {servers[1].url}"
    assert pool.loads == [0, 0]


def test_who_has_a_language_model_ready_is_asked_first() -> None:
    with FakeAceStep(no_lm=True) as without, FakeAceStep(queued=5) as ready:
        assert written(without, ready)["caption"] == f"written by {ready.url}"
        assert not [request for request in without.requests if request.method == "POST"]


def test_a_route_that_an_old_build_lacks_is_looked_for_elsewhere() -> None:
    with FakeAceStep(is_old=True) as old, FakeAceStep(no_lm=True) as other:
        fleet = fleet_of(Pool(old, other))
        with pytest.raises(
            EngineUnavailableError, match=r"has no /v1/create_sample; .* cannot write it: LLM init failed"
        ):
            fleet.write("/v1/create_sample", {"query": "jazz"})


def test_each_server_gets_its_own_key_and_a_refusal_is_told_without_blame() -> None:
    with FakeAceStep(api_key="one") as first, FakeAceStep(api_key="two") as second:
        pool = Pool(first, second, keys=("one", "two"))
        assert fleet_of(pool).write("/format_input", {})["bpm"] == 94
        first.api_key = second.api_key = "new"
        with pytest.raises(EngineUnavailableError) as told:
            fleet_of(pool).write("/format_input", {})
    assert told.value.message.count("a server refuses this server's key") == 2
    assert "one" not in told.value.message.replace("none", "")


def test_what_a_server_does_not_take_no_other_is_asked(servers: list[FakeAceStep]) -> None:
    with pytest.raises(InvalidRequestError, match="/format_input does not take the request: prompt is not wanted"):
        written(*servers, prompt="refuse me")
    assert len([request for server in servers for request in server.requests if request.method == "POST"]) == 1


def test_when_all_are_busy_it_is_told_when_to_come_back(servers: list[FakeAceStep]) -> None:
    for server in servers:
        server.faults.busy_lm = 1
    with pytest.raises(QueueFullError) as told:
        written(*servers)
    assert told.value.retry_after_s == 7


def test_when_nobody_is_there_each_is_told_of() -> None:
    with pytest.raises(EngineUnavailableError, match="no server can write the request: none of them answers"):
        written(NOBODY)


def test_when_the_time_is_spent_nobody_else_is_asked(servers: list[FakeAceStep]) -> None:
    pool = Pool(*servers)
    fleet = Fleet(pool.roster, timeout_s=5, sleep=pool.sleep, now=pool.now)
    servers[0].at_post = lambda: pool.sleep(6)
    servers[0].faults.no_lm = True
    servers[1].faults.no_lm = True
    with pytest.raises(EngineUnavailableError):
        fleet.write("/format_input", {})
    assert len([request for server in servers for request in server.requests if request.method == "POST"]) == 1


def test_an_offer_is_that_of_all_servers() -> None:
    with FakeAceStep(models=(TURBO,)) as first, FakeAceStep(models=(SFT, TURBO), no_lm=True) as second:
        offer = fleet_of(Pool(NOBODY, first, second)).look()
    assert offer == Offer(
        models=(Model(TURBO, is_default=True, is_loaded=True), Model(SFT, is_default=True, is_loaded=True)),
        language_models=(Model(LM, is_loaded=True),),
        n_servers=3,
        n_there=2,
        n_silent=1,
    )
    assert json.dumps([model.name for model in offer.models])


def test_models_of_a_server_that_comes_up_later_are_there_then() -> None:
    with FakeAceStep(models=(TURBO,)) as first, FakeAceStep(models=(SFT,), is_dead=True) as late:
        pool = Pool(first, late)
        fleet = fleet_of(pool)
        assert [model.name for model in fleet.look().models] == [TURBO]
        late.faults.is_dead = False
        pool.now_s += 16
        assert [model.name for model in fleet.look().models] == [TURBO, SFT]
        late.models = (SFT, "own")
        pool.now_s += 5
        assert [model.name for model in fleet.look().models] == [TURBO, SFT, "own"]


def test_models_of_a_server_that_went_come_last_and_are_not_loaded() -> None:
    with FakeAceStep(models=(TURBO,)) as first, FakeAceStep(models=(SFT,), queue_limit=1, queued=1) as second:
        pool = Pool(first, second)
        fleet = fleet_of(pool)
        fleet.look()
        first.faults.is_dead = True
        pool.now_s += 6
        offer = fleet.look()
    assert [(model.name, model.is_loaded) for model in offer.models] == [(SFT, True), (TURBO, False)]
    assert (offer.n_there, offer.n_full, offer.n_silent) == (1, 1, 0)
