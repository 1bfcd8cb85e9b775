"""A staff for tests: fake engines, one after the other or all the same."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from fake_engine import FakeEngine
from generate_track.engines.base import Engine
from generate_track.engines.stop import Stop

Open = Callable[[Stop], Engine]


class FakeStaff:
    """Gives every thread an engine.

    Args:
        open_engine: returns it; one that writes tones by default.
        n_threads: how many threads there should be.
        server: the URL of a server that it would speak to.
    """

    def __init__(self, open_engine: Open | None = None, *, n_threads: int = 1, server: str = "") -> None:
        self.n_threads = n_threads
        self.server = server
        self.is_closed = False
        self._open = open_engine or (lambda _: FakeEngine())

    @contextmanager
    def engine(self, stop: Stop) -> Iterator[Engine]:
        yield self._open(stop)

    def close(self) -> None:
        self.is_closed = True
