from collections.abc import Iterator
from pathlib import Path

import pytest

from cloud import Stage, fake_server, rented
from fake_server import FakeAceStep


@pytest.fixture(scope="session")
def server() -> Iterator[FakeAceStep]:
    with fake_server() as running:
        yield running


@pytest.fixture
def stage(server: FakeAceStep, tmp_path: Path) -> Stage:
    return Stage(tmp_path, server.url, rented())
