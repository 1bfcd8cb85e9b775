"""The engine behind the queue, opened for as long as a worker runs."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager

from generate_track.acestep.outlook import look
from generate_track.acestep.upstream import Upstream
from generate_track.acestep.wire import full_model_name
from generate_track.engines.base import Engine
from generate_track.engines.pool import open_pool
from generate_track.engines.resident import ResidentEngine
from generate_track.errors import GenerateTrackError
from generate_track.server.setup import Setup

_LOG = logging.getLogger(__name__)
_LOOK_TIMEOUT_S = 5.0

# It has no model, and says so.
_EMBEDDED_MODELS = ("embedded",)
# What is served while no upstream tells its models.
_ACESTEP_MODELS = tuple(map(full_model_name, ("turbo", "sft", "base", "xl-turbo", "xl-sft", "xl-base")))


@contextmanager
def open_engine(setup: Setup) -> Iterator[Engine]:
    """Open the engine of a setup."""
    if setup.engine == "embedded":
        with closing(ResidentEngine(setup.slots)) as engine:
            yield engine
    else:
        yield open_pool(setup.upstreams, timeout_s=setup.timeout_s)


def models_of(setup: Setup) -> tuple[str, ...]:
    """Return the models that can be asked for, the default one first."""
    if setup.engine == "embedded":
        return _EMBEDDED_MODELS
    names = [name for upstream in setup.upstreams for name in _models_at(upstream)]
    return tuple(dict.fromkeys(names)) or _ACESTEP_MODELS


def _models_at(upstream: Upstream) -> tuple[str, ...]:
    try:
        return look(upstream.client(timeout_s=_LOOK_TIMEOUT_S)).model_names
    except GenerateTrackError as error:
        _LOG.warning("its models are not known: %s", error.message)
        return ()
