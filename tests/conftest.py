import os
import random
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generate_track.request import TrackRequest

# Examples are drawn the same way every time, so that a red build is red for everybody.
settings.register_profile("build", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("build")

_OURS = ("ACESTEP_", "GENERATE_TRACK_")


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own servers, keys, tasks and tracks out of every test."""
    for name in list(os.environ):
        if name.startswith(_OURS):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GENERATE_TRACK_STATE", str(tmp_path / "state"))
    # A shell lets what it runs in the background ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)


@pytest.fixture
def a_request() -> TrackRequest:
    return TrackRequest.parse({"caption": "lounge jazz, soft piano", "seed": 7}, rng=random.Random(1))
