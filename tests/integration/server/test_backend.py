"""Which model a client means."""

from dataclasses import replace

import pytest

from generate_track.errors import InvalidRequestError
from generate_track.server.backend import Backend

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
