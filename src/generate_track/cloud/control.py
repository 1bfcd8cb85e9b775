"""Control: what can be asked of a server that was set up, and done to it, from any later shell."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from generate_track.cloud.bill import cost_so_far, price_clock, what_is_left
from generate_track.cloud.dotenv import remove_variables
from generate_track.cloud.launch import DOWN, way_to
from generate_track.cloud.report import MachineReport
from generate_track.cloud.sky import Rented
from generate_track.cloud.state import READY, STOPPED, Server
from generate_track.cloud.target import Target
from generate_track.cloud.task import CLUSTER
from generate_track.cloud.tunnel import close_tunnel, open_tunnel, tunnel_by_hand
from generate_track.cloud.way import Way
from generate_track.cloud.world import World
from generate_track.errors import GenerateTrackError, LaunchFailedError, TaskInterruptedError

START = "generate-track setup-cloud sets one up"
_UP = "UP"


@dataclass(frozen=True, slots=True)
class Status:
    """How a server is.

    Args:
        server: what is kept of it.
        machine: what its script says; None when there is no machine to ask.
        cloud: what the cloud says of a rented machine: UP, INIT, STOPPED, or None when it is gone.
        is_answering: whether the API answers from here.
        now: when this was found out.
        tunnel: the command that opens the tunnel by hand, or None where there is none.
    """

    server: Server
    machine: MachineReport | None
    cloud: str | None
    is_answering: bool
    now: datetime
    tunnel: str | None = None

    def as_facts(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            **self.server.as_facts(),
            "cloud": self.cloud,
            "state": self.machine.state if self.machine else None,
            "detail": self.machine.detail if self.machine else None,
            "gpu": self.machine.gpu if self.machine else None,
            "is_answering": self.is_answering,
            "tunnel_command": self.tunnel,
            "cost_usd": cost_so_far(self.server, now=self.now),
        }

    def lines(self) -> list[tuple[str, str]]:
        """Return it in words: what each line is about, and what it says."""
        server, machine = self.server, self.machine
        cloud = f", {self.cloud}" if self.cloud else ""
        told = (
            ("where", f"{Target.parse(server.on).title}{cloud}"),
            ("server", f"{machine.state}: {machine.news}" if machine else f"not there ({server.step})"),
            ("GPU", f"{machine.gpu} MB" if machine and machine.gpu else ""),
            ("API", f"{server.url}, {'answers' if self.is_answering else 'does not answer'}" if server.url else ""),
            ("tunnel", f"open; by hand: {self.tunnel}" if self.tunnel else ""),
            ("price", price_clock(server, now=self.now) if server.up_since else "nothing runs"),
        )
        return [(name, text) for name, text in told if text]


def status(world: World) -> Status:
    """Return how the server is; a tunnel that is gone is opened again.

    Raises:
        LaunchFailedError: there is no server, or nobody knows how it is.
    """
    server = _known(world)
    way = _way(server, world)
    with _Telling(server, world):
        cloud = way.cloud_state() if isinstance(way, Rented) else None
        if isinstance(way, Rented) and cloud != _UP:
            return Status(_ended(server, cloud, world), None, cloud, is_answering=False, now=world.now())
        result = way.machine("status")
        machine = MachineReport.parse(result.out) if result.is_ok else MachineReport("silent", result.reason)
        if server.is_ready and not server.public:
            server = open_tunnel(server, way, world)
        is_answering = _is_answering(server, world)
        tunnel = tunnel_by_hand(server, way) if server.is_ready else None
        return Status(server, machine, cloud, is_answering=is_answering, now=world.now(), tunnel=tunnel)


def _ended(server: Server, cloud: str | None, world: World) -> Server:
    """Keep that a rented machine is stopped or gone, unless it is only just being had."""
    if cloud == STOPPED.upper():
        return world.store.write(server.with_changes(step=STOPPED, up_since=None))
    if cloud is None:
        world.store.forget()
        return server.with_changes(step="gone", up_since=None)
    return server


def _is_answering(server: Server, world: World) -> bool:
    if server.url is None or server.step != READY:
        return False
    try:
        with world.client(server.url, None) as client:
            return client.ask("/health").is_ok
    except GenerateTrackError:
        return False


def logs(world: World, *, n_lines: int) -> str:
    """Return the last lines of the log of the machine.

    Raises:
        LaunchFailedError: there is no server, or it cannot be asked.
    """
    server = _known(world)
    with _Telling(server, world):
        way = _way(server, world)
        result = way.machine(f"logs {n_lines}")
        if not result.is_ok:
            hint = f"{way.program} logs --provision {CLUSTER} shows SkyPilot's own" if isinstance(way, Rented) else None
            raise LaunchFailedError(f"the log cannot be read: {result.reason}", hint=hint)
        return result.out.rstrip("\n")


def stop(world: World) -> Server:
    """End the server so that it can be started again, and return what is left of it.

    Raises:
        LaunchFailedError: there is no server, its kind of machine cannot be stopped, or it may still run.
    """
    server = _known(world)
    target = Target.parse(server.on)
    if target.is_rented and server.ends_by == "delete":
        message = f"a machine of this kind cannot be stopped at {target.title}, only deleted"
        raise LaunchFailedError(f"{message}; {what_is_left(server, now=world.now())}", hint=DOWN)
    with _Telling(server, world):
        close_tunnel(server, world)
        _way(server, world).stop()
    return world.store.write(server.with_changes(step=STOPPED, up_since=None, tunnel=None))


def down(world: World) -> Server:
    """Delete everything: machine, installation, and what `.env` says of it; return what there was.

    Raises:
        LaunchFailedError: there is no server, or some of it may still be there.
    """
    server = _known(world)
    with _Telling(server, world):
        close_tunnel(server, world)
        _way(server, world).down()
    world.store.forget()
    if server.env_file and server.url:
        remove_variables(Path(server.env_file), {"ACESTEP_API_URL": server.url}, also=("ACESTEP_API_KEY",))
    return server


class _Telling:
    """A block whose failures say what may still run, and what that costs."""

    def __init__(self, server: Server, world: World) -> None:
        self._server = server
        self._world = world

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        left = what_is_left(self._server, now=self._world.now())
        if isinstance(error, KeyboardInterrupt):
            raise TaskInterruptedError(f"interrupted; {left}", hint=DOWN) from None
        if isinstance(error, LaunchFailedError):
            raise LaunchFailedError(f"{error.message}; {left}", hint=error.hint or DOWN) from error


def _known(world: World) -> Server:
    server = world.store.read()
    if server is None:
        raise LaunchFailedError("no server is set up", hint=START)
    return server


def _way(server: Server, world: World) -> Way:
    return way_to(Target.parse(server.on), world)
