"""Ways: what differs between a machine that is rented, one that ssh reaches, and this one."""

from collections.abc import Sequence
from typing import Protocol

from generate_track.cloud.machine import PORT, call, delivery_with_package
from generate_track.cloud.plan import Plan
from generate_track.cloud.program import Result
from generate_track.cloud.target import Target
from generate_track.cloud.world import World
from generate_track.errors import LaunchFailedError

# Nobody is there to type a password, and a dead line must be noticed.
SSH_OPTIONS = ("-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-o", "ServerAliveInterval=15")
_NO_SUCH_PROGRAM = 127
_SSH_FAILED = 255
# What ssh says → what helps.
_SSH_HINTS = (
    ("Host key verification failed", "connect once by hand, ssh {host}, and look at its key"),
    ("Permission denied", "ssh has to work without a password: ssh-copy-id {host}"),
    ("Could not resolve hostname", "check the name of the host"),
)


class Way(Protocol):
    """How a machine is had and reached."""

    def prepare(self) -> None:
        """Make sure of everything that can be made sure of before anything costs.

        Raises:
            LaunchFailedError: something is missing.
        """
        ...

    def begin(self, plan: Plan, key: str) -> None:
        """Have the machine, and let it begin to install what it serves with `key`.

        Raises:
            LaunchFailedError: that did not work.
        """
        ...

    def machine(self, verb: str) -> Result:
        """Run a verb of the machine's script there."""
        ...

    def tunnel(self, local_port: int) -> Sequence[str] | None:
        """Return the command that leads `local_port` of this machine to the API, or None when the API is here."""
        ...

    def endpoint(self) -> str:
        """Return the address of the API on the open network.

        Raises:
            LaunchFailedError: it has none.
        """
        ...

    def price(self) -> float | None:
        """Return the real price of an hour in US dollars, if that is known."""
        ...

    def is_there(self) -> bool:
        """Whether there is still something that may cost or fill a disk.

        Raises:
            LaunchFailedError: that cannot be found out.
        """
        ...

    def stop(self) -> None:
        """End the server so that it can be started again; what that costs still, is said elsewhere.

        Raises:
            LaunchFailedError: it may still run.
        """
        ...

    def down(self) -> None:
        """Delete everything.

        Raises:
            LaunchFailedError: some of it may still be there.
        """
        ...


class Own:
    """A machine that nobody rents to us: this one, or one that ssh reaches."""

    def __init__(self, target: Target, world: World) -> None:
        self._target = target
        self._world = world

    def prepare(self) -> None:
        """Look for bash and an NVIDIA driver there."""
        if self._target.host is None and not self._world.programs.find("bash"):
            raise LaunchFailedError("there is no bash on this machine", hint="on Windows, run this inside of WSL")
        self._require(
            self._shell("command -v nvidia-smi >/dev/null || { echo 'nvidia-smi is not found' >&2; exit 1; }")
        )

    def begin(self, plan: Plan, key: str) -> None:
        """Write script, settings, package and key, and start; all of it goes by stdin."""
        # The script's own commands must not read on in what feeds this shell.
        lines = [
            "set -e",
            delivery_with_package(plan),
            f"printf '%s' '{key}' | {call('key')}",
            f"{call('start')} </dev/null",
        ]
        self._require(self._feed("\n".join(lines) + "\n"))

    def machine(self, verb: str) -> Result:
        """Run a verb of the machine's script there."""
        return self._shell(call(verb))

    def tunnel(self, local_port: int) -> Sequence[str] | None:
        """Return the command of the tunnel, or None on this machine."""
        return None if self._target.host is None else tunnel_command(self._ssh_words(), local_port)

    def endpoint(self) -> str:
        """Return the address of the API on the open network."""
        host = (self._target.host or "127.0.0.1").rpartition("@")[2]
        return f"http://{host}:{PORT}"

    def price(self) -> float | None:
        """Return None: nobody bills for it."""
        return None

    def is_there(self) -> bool:
        """Whether the script is still there."""
        return (
            self._require(self._shell('test -e "$HOME/.generate-track/machine.sh" && echo yes || echo no')).out.strip()
            == "yes"
        )

    def stop(self) -> None:
        """End the server; what is installed stays."""
        self._require(self.machine("stop"))

    def down(self) -> None:
        """End the server and delete what was installed."""
        if self.is_there():
            self._require(self.machine("remove"))

    def _ssh_words(self) -> list[str]:
        port = ["-p", str(self._target.port)] if self._target.port else []
        return [*SSH_OPTIONS, *port, self._target.host or ""]

    def _shell(self, text: str) -> Result:
        words = ["bash", "-c", text] if self._target.host is None else ["ssh", *self._ssh_words(), text]
        return self._world.programs.run(words)

    def _feed(self, text: str) -> Result:
        words = ["bash", "-s"] if self._target.host is None else ["ssh", *self._ssh_words(), "bash -s"]
        return self._world.programs.run(words, stdin=text)

    def _require(self, result: Result) -> Result:
        if not result.is_ok:
            raise LaunchFailedError(f"{self._target.title}: {result.reason}", hint=self._hint(result))
        return result

    def _hint(self, result: Result) -> str | None:
        if result.code == _NO_SUCH_PROGRAM and self._target.host:
            return "install OpenSSH's ssh on this machine"
        host = self._target.host or ""
        hints = [hint for said, hint in _SSH_HINTS if result.code == _SSH_FAILED and said in result.err]
        return hints[0].format(host=host) if hints else None


def tunnel_command(ssh_words: Sequence[str], local_port: int) -> list[str]:
    """Return the command of a tunnel from a port of this machine to the API on the loopback of the other."""
    forward = f"127.0.0.1:{local_port}:127.0.0.1:{PORT}"
    return ["ssh", "-N", "-o", "ExitOnForwardFailure=yes", "-L", forward, *ssh_words]
