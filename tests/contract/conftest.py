"""The stage on which recorded exchanges are played."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.replay import Replay
from contract.stage import MakeStage, Stage
from serving import Serving


@pytest.fixture
def stage(tmp_path: Path) -> MakeStage:
    return lambda server, *cases: Stage(Replay(server, *cases), tmp_path)


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    with Serving.open(tmp_path) as serving:
        yield serving
