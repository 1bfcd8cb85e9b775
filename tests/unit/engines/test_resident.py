from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generate_track.engines.base import Event, Running
from generate_track.engines.embedded import EmbeddedEngine
from generate_track.engines.resident import ResidentEngine
from generate_track.request import TrackRequest


@pytest.fixture
def engine() -> Iterator[ResidentEngine]:
    engine = ResidentEngine(2)
    yield engine
    engine.close()


def make(engine: ResidentEngine | EmbeddedEngine, folder: Path, seed: int) -> bytes:
    folder.mkdir()
    request = TrackRequest.parse({"caption": "solo piano", "duration_s": 10, "seed": seed, "format": "flac"})
    (take,) = engine.generate(request, scratch=folder, on_event=lambda _: None)
    return take.path.read_bytes()


def test_requests_of_several_threads_are_made_as_each_would_be_alone(engine: ResidentEngine, tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda seed: make(engine, tmp_path / str(seed), seed), (1, 2, 3)))
    assert made[2] == make(EmbeddedEngine(), tmp_path / "alone", 3)
    assert len(set(made)) == 3


def test_a_request_that_is_given_up_leaves_its_place_to_the_next(engine: ResidentEngine, tmp_path: Path) -> None:
    def give_up(event: Event) -> None:
        match event:
            case Running():
                raise RuntimeError("cancelled")

    request = TrackRequest.parse({"caption": "solo piano", "duration_s": 10, "seed": 1})
    for _ in range(3):
        with pytest.raises(RuntimeError, match="cancelled"):
            list(engine.generate(request, scratch=tmp_path, on_event=give_up))
    assert make(engine, tmp_path / "after", 1)
