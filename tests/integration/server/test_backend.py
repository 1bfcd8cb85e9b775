"""Which model a client means."""

from dataclasses import replace

import pytest

from fake_server import FakeAceStep
from generate_track.engines.fleet import Fleet
from generate_track.errors import InvalidRequestError
from generate_track.server.backend import Backend
from pools import Pool

MODELS = ("acestep-v15-sft", "acestep-v15-turbo", "own")


@pytest.fixture
def modelled(backend: Backend) -> Backend:
    return replace(backend, engine="acestep", models=MODELS)


@pytest.fixture
def embedded(backend: Backend) -> Backend:
    return replace(backend, engine="embedded", models=("embedded",))


@pytest.mark.parametrize("name", ["turbo", "Turbo", "acestep-v15-turbo", "acestep/acestep-v15-turbo"])
def test_a_model_may_have_its_short_name(modelled: Backend, name: str) -> None:
    assert modelled.choose_model(name) == "acestep-v15-turbo"


def test_who_names_no_model_gets_the_first(modelled: Backend) -> None:
    assert modelled.choose_model(None) == MODELS[0]
    assert modelled.choose_model("own") == "own"


@pytest.mark.parametrize("name", ["gpt", "", "acestep-v15-base", "x" * 100_000])
def test_a_model_that_is_not_there_is_refused_shortly(modelled: Backend, name: str) -> None:
    with pytest.raises(InvalidRequestError, match="is not one of acestep-v15-sft, acestep-v15-turbo, own") as told:
        modelled.choose_model(name)
    assert len(told.value.message) < 200


@pytest.mark.parametrize("name", [None, "turbo", "acestep-v15-xl-sft", "embedded"])
def test_an_engine_without_models_takes_the_names_that_clients_send_unasked(embedded: Backend, name: str) -> None:
    assert embedded.choose_model(name) == "embedded"


def test_an_engine_without_models_takes_no_other_names(embedded: Backend) -> None:
    with pytest.raises(InvalidRequestError, match="model 'gpt' is not one of embedded"):
        embedded.choose_model("gpt")


def test_models_are_those_that_servers_have_now(modelled: Backend) -> None:
    with FakeAceStep(models=("a",)) as first, FakeAceStep(models=("b",), is_dead=True) as late:
        pool = Pool(first, late)
        backend = replace(modelled, fleet=Fleet(pool.roster))
        assert (backend.choose_model(None), backend.choose_model("a")) == ("a", "a")
        with pytest.raises(InvalidRequestError, match="model 'b' is not one of a") as told:
            backend.choose_model("b")
        assert told.value.hint == (
            "GET /v1/models lists them; 1 of the servers behind this one have not told theirs yet"
        )
        late.faults.is_dead = False
        pool.now_s += 16
        assert backend.choose_model("b") == "b"
        first.faults.is_dead = True
        pool.now_s += 6
        assert (backend.choose_model(None), backend.choose_model("a")) == ("b", "a")


def test_before_any_server_has_answered_known_models_can_be_asked_for(modelled: Backend) -> None:
    backend = replace(modelled, fleet=Fleet(Pool("http://127.0.0.1:9").roster))
    assert backend.choose_model("turbo") == "acestep-v15-turbo"
