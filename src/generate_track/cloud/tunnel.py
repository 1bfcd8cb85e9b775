"""The tunnel: a port of this machine that leads to the API on the loopback of another."""

import shlex

from generate_track.cloud.state import Server
from generate_track.cloud.way import Way
from generate_track.cloud.world import World
from generate_track.errors import LaunchFailedError

_PATIENCE_S = 30.0
_LOOK_S = 0.5


def open_tunnel(server: Server, way: Way, world: World) -> Server:
    """Return the server with a tunnel to it; one that is open already stays.

    Raises:
        LaunchFailedError: ssh does not get through.
    """
    port = server.local_port or 0
    command = way.tunnel(port)
    if command is None or world.is_open(port):
        return server
    log = world.store.folder / "tunnel.log"
    # What an earlier tunnel said explains nothing now.
    log.unlink(missing_ok=True)
    opened = server.with_changes(tunnel=world.programs.start(command, log=log))
    world.store.write(opened)
    until = world.clock() + _PATIENCE_S
    while not world.is_open(port):
        if world.clock() >= until:
            said = log.read_text(encoding="utf-8", errors="replace").strip() if log.exists() else ""
            reason = said.splitlines()[-1] if said else f"nothing listens on port {port} after {_PATIENCE_S:.0f} s"
            close_tunnel(opened, world, is_open=True)
            raise LaunchFailedError(f"the tunnel does not open: {reason}", hint=f"by hand: {shlex.join(command)}")
        world.sleep(_LOOK_S)
    return opened


def tunnel_by_hand(server: Server, way: Way) -> str | None:
    """Return the command that opens the tunnel of a server, as a shell reads it; None where there is none."""
    command = way.tunnel(server.local_port) if server.local_port else None
    return shlex.join(command) if command else None


def close_tunnel(server: Server, world: World, *, is_open: bool | None = None) -> None:
    """End the tunnel of a server, if it is open."""
    # A number whose process is gone may be another's by now: the open port says that it is still ours.
    if is_open is None:
        is_open = server.local_port is not None and world.is_open(server.local_port)
    if server.tunnel is not None and is_open:
        world.programs.end(server.tunnel)
