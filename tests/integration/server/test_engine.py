import random
from dataclasses import replace
from pathlib import Path

from fake_server import FakeAceStep
from generate_track.acestep.upstream import Upstream
from generate_track.request import TrackRequest
from generate_track.server.engine import models_of, open_engine, roster_of
from generate_track.server.setup import Setup
from generate_track.settings import Secret

SETUP = Setup(engine="embedded", upstreams=(), database=Secret("sqlite://"), store="audio")


def request_of(**said: object) -> TrackRequest:
    return TrackRequest.parse({"caption": "lounge jazz", "duration_s": 10, **said}, rng=random.Random(1))


def nothing(_: object) -> None:
    """Hear an event."""


def test_the_embedded_engine_makes_one_track_after_another(tmp_path: Path) -> None:
    with open_engine(SETUP, roster_of(SETUP)) as engine:
        assert engine.name == "embedded"
        for number in range(2):
            scratch = tmp_path / f"{number}"
            scratch.mkdir()
            takes = list(engine.generate(request_of(), scratch=scratch, on_event=nothing))
            assert [take.path.exists() for take in takes] == [True]


def test_the_acestep_engine_asks_its_upstream(tmp_path: Path) -> None:
    with FakeAceStep(api_key="k") as server:
        setup = replace(SETUP, engine="acestep", upstreams=(Upstream(server.url, Secret("k")),))
        with open_engine(setup, roster_of(setup)) as engine:
            takes = list(engine.generate(request_of(), scratch=tmp_path, on_event=nothing))
    assert (engine.name, len(takes)) == ("acestep", 1)


def test_while_no_upstream_tells_all_known_models_can_be_asked_for() -> None:
    models = models_of(replace(SETUP, engine="acestep", upstreams=(Upstream("http://127.0.0.1:9"),)))
    assert models[:3] == ("acestep-v15-turbo", "acestep-v15-sft", "acestep-v15-base")


def test_the_embedded_engine_pretends_to_no_model() -> None:
    assert models_of(SETUP) == ("embedded",)
