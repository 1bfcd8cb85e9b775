import pytest

from generate_track.cloud.fit import fits, need, song_s
from generate_track.cloud.inventory import GPUS, PLACES, Place, gpu_named, place_named
from generate_track.cloud.offer import choose
from generate_track.cloud.plan import Plan, make_plan
from generate_track.cloud.target import Target
from generate_track.cloud.wish import Wish
from generate_track.errors import InvalidRequestError


def planned(*available: str, on: str | None = None, **wishes: object) -> Plan:
    return make_plan(Wish(on=Target.parse(on) if on else None, **wishes), available=available)


def said(plan: Plan) -> dict[str, str]:
    return dict(plan.lines())


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_every_price_is_of_a_gpu_that_is_known(place: Place) -> None:
    assert set(place.prices) <= {gpu.name for gpu in GPUS}
    assert all(price > 0 for price in place.prices.values())


def test_the_cheapest_place_with_credentials_is_taken() -> None:
    plan = planned("aws", "runpod", "lambda")
    assert (str(plan.target), plan.offers[0].gpu.name, plan.price) == ("runpod", "RTX4000-Ada", 0.26)


def test_a_gpu_in_this_machine_is_cheaper_than_any_other() -> None:
    assert str(planned("runpod", "here").target) == "here"
    for choosy in ({"gpu": gpu_named("L4")}, {"max_hourly": 1.0}, {"spot": True}):
        assert str(planned("runpod", "here", **choosy).target) == "runpod"


def test_what_may_stand_in_for_the_cheapest_is_within_the_limit() -> None:
    plan = planned(on="runpod")
    assert plan.limit == 0.52
    assert [offer.gpu.name for offer in plan.offers] == ["RTX4000-Ada", "L4", "RTX3090", "RTXA6000"]
    assert "or whichever is to be had of L4 (24 GB)" in said(plan)["GPU"]


def test_a_limit_of_the_users_own_holds() -> None:
    assert [offer.gpu.name for offer in planned(on="runpod", max_hourly=0.45).offers] == ["RTX4000-Ada", "L4"]
    with pytest.raises(InvalidRequestError, match=r"no a GPU of 8 GB or more for \$0.10 an hour or less") as caught:
        planned(on="runpod", max_hourly=0.10)
    assert caught.value.hint == "the cheapest that is known: Vast.ai (RTX3090, about $0.17 an hour)"


@pytest.mark.parametrize(
    ("model", "thinking", "least", "good"),
    [("turbo", False, 6, 8), ("turbo", True, 8, 16), ("xl-sft", False, 12, 20), ("acestep-v15-xl-base", True, 16, 24)],
)
def test_the_memory_follows_from_the_model(*, model: str, thinking: bool, least: int, good: int) -> None:
    assert (need(model, thinking=thinking).least_gb, need(model, thinking=thinking).good_gb) == (least, good)
    assert all(offer.gpu.memory_gb >= good for offer in planned(on="runpod", model=model, thinking=thinking).offers)


def test_a_gpu_that_is_too_small_is_refused_with_both_sizes() -> None:
    with pytest.raises(InvalidRequestError, match="T4 has 16 GB, less than the 20 GB that acestep-v15-xl-turbo needs"):
        planned(on="aws", gpu=gpu_named("t4"), model="acestep-v15-xl-turbo")


def test_a_gpu_without_bfloat16_is_taken_only_when_it_is_asked_for() -> None:
    assert planned(on="aws").offers[0].gpu.name == "L4"
    assert planned(on="aws", gpu=gpu_named("T4")).offers[0].gpu.name == "T4"


def test_a_gpu_that_a_place_has_not_is_said() -> None:
    with pytest.raises(InvalidRequestError, match="Nebius: no T4 is known there"):
        planned(on="nebius", gpu=gpu_named("T4"))


def test_without_any_credentials_the_three_cheapest_ways_are_told() -> None:
    with pytest.raises(InvalidRequestError, match="there are credentials for none of RunPod") as caught:
        planned()
    hint = str(caught.value.hint)
    assert [hint.index(name) for name in ("Vast.ai", "RunPod", "Google Cloud")] == sorted(
        hint.index(name) for name in ("Vast.ai", "RunPod", "Google Cloud")
    )
    assert hint.count("an hour") == 3


def test_a_spot_machine_is_looked_for_where_there_are_any() -> None:
    plan = planned("lambda", "aws", spot=True)
    assert str(plan.target) == "aws"
    assert (plan.ends_by, said(plan)["price"][:13]) == ("delete", "at most about")
    with pytest.raises(InvalidRequestError):
        planned("lambda", spot=True)


@pytest.mark.parametrize(
    ("on", "ends_by", "minutes", "words"),
    [
        ("runpod", "delete", 30, "the machine is deleted after 30 minutes without a track"),
        ("aws", "stop", 30, "the machine is stopped after 30 minutes without a track"),
        ("here", "end the server", 0, "when you end it"),
        ("ssh:me@box", "end the server", 0, "when you end it"),
    ],
)
def test_what_is_rented_ends_by_itself(*, on: str, ends_by: str, minutes: int, words: str) -> None:
    plan = planned(on=on)
    assert (plan.ends_by, plan.autostop_min, said(plan)["ends"]) == (ends_by, minutes, words)


def test_a_machine_that_never_ends_is_said() -> None:
    assert said(planned(on="aws", autostop_min=0))["ends"] == "when you end it, and not before"
    assert said(planned(on="here", autostop_min=20))["ends"] == "the server ends after 20 minutes without a track"


def test_a_cluster_has_no_price_and_any_gpu_that_fits() -> None:
    plan = planned(on="kubernetes")
    assert (plan.price, plan.limit) == (None, None)
    assert said(plan)["price"] == "what your cluster costs"
    assert said(plan)["GPU"] == "whichever is to be had of 12 kinds with 8 GB or more"
    assert said(plan)["a track"] == "seconds to a minute, by the GPU"


def test_a_machine_of_ones_own_has_the_gpu_that_it_has() -> None:
    plan = planned(on="ssh:me@box:2222")
    assert said(plan)["where"] == "the machine me@box"
    assert said(plan)["GPU"] == "the one that is there, with 6 GB or more"
    assert said(plan)["price"].startswith("nothing that we know of")
    assert said(plan)["reached"] == "through an SSH tunnel, with a random key"


def test_how_it_is_reached_is_said() -> None:
    assert said(planned(on="here"))["reached"] == "on this machine only, with a random key"
    assert "without encryption" in said(planned(on="aws", public=True))["reached"]


def test_the_facts_are_the_plan() -> None:
    facts = planned(on="vast", thinking=True).as_facts()
    assert (facts["on"], facts["gpus"][0], facts["needed_gb"], facts["price_hour_usd"]) == ("vast", "RTX3090", 16, 0.17)
    assert facts["track_usd"] == pytest.approx(facts["track_s"] * 0.17 / 3600, rel=0.1)
    assert planned(on="here").as_facts()["track_usd"] is None
    assert planned(on="here").as_facts()["autostop"] == "never"


def test_a_track_costs_more_on_slower_models() -> None:
    gpu = gpu_named("RTX3090")
    assert song_s(gpu, "acestep-v15-turbo", thinking=False) == 10
    assert song_s(gpu, "acestep-v15-sft", thinking=False) == 125
    assert song_s(gpu, "acestep-v15-xl-turbo", thinking=True) > 20
    assert not fits(gpu, "acestep-v15-xl-turbo", thinking=True) or gpu.memory_gb >= 24


def test_places_and_gpus_are_found_by_their_names() -> None:
    assert place_named("gcp").title == "Google Cloud"
    assert choose(Wish(on=Target.parse("gcp")), available=[])[0].place == place_named("gcp")
    with pytest.raises(KeyError):
        place_named("moon")
