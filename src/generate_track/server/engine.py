"""The engine behind the queue, opened for as long as a worker runs."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from generate_track.acestep.client import Client
from generate_track.acestep.dialect import probe
from generate_track.acestep.wire import full_model_name
from generate_track.engines.acestep import AceStepEngine
from generate_track.engines.base import Engine
from generate_track.engines.resident import ResidentEngine
from generate_track.server.setup import Setup

# What the embedded engine stands in for, and what is served while no upstream tells its models.
_EMBEDDED_MODELS = (full_model_name("turbo"),)
_ACESTEP_MODELS = tuple(map(full_model_name, ("turbo", "sft", "base", "xl-turbo", "xl-sft", "xl-base")))


@contextmanager
def open_engine(setup: Setup) -> Iterator[Engine]:
    """Open the engine of a setup."""
    if setup.engine == "embedded":
        with closing(ResidentEngine(setup.slots)) as engine:
            yield engine
    else:
        yield AceStepEngine(_client(setup, setup.upstreams[0]))


def models_of(setup: Setup) -> tuple[str, ...]:
    """Return the models that can be asked for, the default one first."""
    if setup.engine == "embedded":
        return _EMBEDDED_MODELS
    for url in setup.upstreams:
        found = probe(_client(setup, url)).models
        if found:
            return tuple(model.name for model in sorted(found, key=lambda model: not model.is_default))
    return _ACESTEP_MODELS


def _client(setup: Setup, url: str) -> Client:
    return Client(url, api_key=setup.upstream_key.reveal() if setup.upstream_key else None)
