"""World: everything outside of this package that setting up a server touches, as one value that tests can replace."""

import secrets
import socket
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from generate_track.acestep.client import Client
from generate_track.cloud.program import Programs, SystemPrograms
from generate_track.cloud.state import Store

Say = Callable[[str], None]
OpenClient = Callable[[str, str | None], Client]
_KEY_BYTES = 24


def open_client(url: str, key: str | None) -> Client:
    """Return a client of a server, over the network."""
    return Client(url, api_key=key)


def new_key() -> str:
    """Return an API key that nobody can guess."""
    return secrets.token_urlsafe(_KEY_BYTES)


def free_port(wanted: int) -> int:
    """Return `wanted` when nobody listens there on this machine, else a port that is free."""
    with socket.socket() as listener:
        try:
            listener.bind(("127.0.0.1", wanted))
        except OSError:
            listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def is_open(port: int) -> bool:
    """Whether somebody listens at a port of this machine."""
    with socket.socket() as caller:
        caller.settimeout(1.0)
        return caller.connect_ex(("127.0.0.1", port)) == 0


def _ignore(_: str) -> None:
    """Take a message and do nothing."""


@dataclass(frozen=True, slots=True)
class World:
    """What is outside.

    Args:
        store: keeps the server between commands.
        home: the user's home folder.
        environ: the environment.
        env_file: where the address and the key are written to.
        programs: runs programs.
        say: is told what is being done.
        sleep: waits for a number of seconds.
        clock: tells the seconds of a clock that only goes forward.
        now: tells the time.
        client: opens a client of a server.
        key: makes an API key.
        free_port: finds a port for the tunnel.
        is_open: whether somebody listens at a port of this machine.
        platform: as sys.platform.
        python: version of the Python that would run SkyPilot.
    """

    store: Store
    home: Path
    environ: Mapping[str, str]
    env_file: Path
    programs: Programs = field(default_factory=SystemPrograms)
    say: Say = _ignore
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    client: OpenClient = open_client
    key: Callable[[], str] = new_key
    free_port: Callable[[int], int] = free_port
    is_open: Callable[[int], bool] = is_open
    platform: str = sys.platform
    python: tuple[int, int] = sys.version_info[:2]
