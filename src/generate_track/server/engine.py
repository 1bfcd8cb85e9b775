"""The engine behind the queue, opened for as long as a worker runs."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from generate_track.acestep.wire import full_model_name
from generate_track.engines.base import Engine
from generate_track.engines.pool import PoolEngine
from generate_track.engines.resident import ResidentEngine
from generate_track.engines.roster import Roster
from generate_track.server.setup import Setup

# A queue outlives an hour without any server; the jobs in it would fail one after the other for nothing.
_AWAY_S = 3600.0
# It has no model, and says so.
_EMBEDDED_MODELS = ("embedded",)
# What is served while no upstream tells its models.
_ACESTEP_MODELS = tuple(map(full_model_name, ("turbo", "sft", "base", "xl-turbo", "xl-sft", "xl-base")))


def roster_of(setup: Setup) -> Roster | None:
    """Return the servers behind a setup, for its engine and its API alike; None where there are none."""
    return Roster.of(setup.upstreams) if setup.engine == "acestep" else None


@contextmanager
def open_engine(setup: Setup, roster: Roster | None) -> Iterator[Engine]:
    """Open the engine of a setup, over the servers that `roster_of` returned."""
    if roster:
        yield PoolEngine(roster, timeout_s=setup.timeout_s, away_s=max(setup.timeout_s, _AWAY_S))
    else:
        with closing(ResidentEngine(setup.slots)) as engine:
            yield engine


def models_of(setup: Setup) -> tuple[str, ...]:
    """Return the models that can be asked for while no server tells any, the default one first."""
    return _ACESTEP_MODELS if setup.engine == "acestep" else _EMBEDDED_MODELS
