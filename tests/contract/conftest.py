"""The stage on which recorded exchanges are played."""

from pathlib import Path

import pytest

from contract.replay import Replay
from contract.stage import MakeStage, Stage


@pytest.fixture
def stage(tmp_path: Path) -> MakeStage:
    return lambda server, *cases: Stage(Replay(server, *cases), tmp_path)
