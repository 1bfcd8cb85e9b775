"""HTTP: an app served by uvicorn until an event is set."""

import gc
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override

from generate_track.server.connection import Config, Connection, Door, most_connections

# Downloads may take longer.
_GOODBYE_S = 5
_TICKS_OF_LOOK = 10  # uvicorn's, of 0.1 s each


class _Server(uvicorn.Server):
    """Uvicorn until an event is set; signals are somebody else's to hear."""

    def __init__(self, config: uvicorn.Config, *, until: threading.Event, on_end: Callable[[], None]) -> None:
        super().__init__(config)
        self._until = until
        self._on_end = on_end

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    @override
    async def on_tick(self, counter: int) -> bool:
        if counter % _TICKS_OF_LOOK == 0:
            self._look()
        return await super().on_tick(counter) or self._until.is_set()

    def _look(self) -> None:
        for connection in list(self.server_state.connections):
            if isinstance(connection, Connection):
                connection.look()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._on_end()
        await super().shutdown(sockets)


def serve(app: ASGIApp, listener: socket.socket, *, until: threading.Event, on_end: Callable[[], None]) -> None:
    """Serve an app until an event is set.

    Args:
        app: what to serve.
        listener: a socket that listens.
        until: ends it.
        on_end: called then; it lets requests that wait come to their ends.
    """
    config = Config(
        app,
        door=Door.of(most_connections()),
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=_GOODBYE_S,
    )
    settle()
    _Server(config, until=until, on_end=on_end).run(sockets=[listener])


def settle() -> None:
    """Let the garbage collector pass over what stays until the end: a look at it stops all answers for 0.1 s."""
    gc.collect()
    gc.freeze()
