"""Rented machines, by SkyPilot: a program of its own in an environment of its own, never imported here."""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from generate_track.cloud.inventory import Place
from generate_track.cloud.machine import PORT, SKYPILOT_VERSION, call
from generate_track.cloud.package import package
from generate_track.cloud.plan import Plan
from generate_track.cloud.program import Result
from generate_track.cloud.task import CLUSTER, KEY_VARIABLE, render
from generate_track.cloud.way import SSH_OPTIONS, tunnel_command
from generate_track.cloud.world import World
from generate_track.errors import LaunchFailedError

# SkyPilot 0.14 runs on these; uv brings one along.
_PYTHON_OF_UV = "3.12"
_NEWEST_PYTHON = (3, 13)
_NEEDED = ("rsync", "ssh")
_AFRESH = "generate-track setup-cloud down ends the machine that is there, for one of another kind"
_LIST = re.compile(r"^\[\s*[\]{]", re.MULTILINE)
_WRITTEN = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Rented:
    """A machine that a cloud rents.

    Args:
        place: which cloud.
        world: everything outside.
    """

    def __init__(self, place: Place, world: World) -> None:
        self._place = place
        self._world = world
        self._folder = world.store.folder / f"skypilot-{SKYPILOT_VERSION}"
        self._task = world.store.folder / "task.yaml"

    @property
    def program(self) -> Path:
        """SkyPilot's command."""
        return self._folder / "bin" / "sky"

    def prepare(self) -> None:
        """Install SkyPilot with what this cloud needs, unless that is done."""
        if self._world.platform == "win32":
            raise LaunchFailedError("SkyPilot does not run on Windows", hint="run generate-track inside of WSL")
        for name in _NEEDED:
            if not self._world.programs.find(name):
                raise LaunchFailedError(f"SkyPilot needs {name}, which is not on this machine", hint=f"install {name}")
        done = self._folder / f"{self._place.name}.installed"
        if done.exists():
            return
        self._world.store.folder.mkdir(parents=True, exist_ok=True)
        for words in self._installation():
            self._require(self._world.programs.run(words, on_line=self._world.say), "installing SkyPilot")
        done.parent.mkdir(exist_ok=True)
        done.touch()

    def _installation(self) -> list[list[str]]:
        python = str(self._folder / "bin" / "python")
        package = f"skypilot[{self._place.name}]=={SKYPILOT_VERSION}"
        uv = self._world.programs.find("uv")
        if uv:
            # SkyPilot builds a wheel of itself, with pip.
            make = [uv, "venv", "--quiet", "--seed", "--allow-existing", "--python", _PYTHON_OF_UV, str(self._folder)]
            return [make, [uv, "pip", "install", "--quiet", "--python", python, package]]
        if self._world.python > _NEWEST_PYTHON:
            found = ".".join(map(str, self._world.python))
            raise LaunchFailedError(f"SkyPilot runs on Python 3.9 to 3.13, and this is {found}", hint="install uv")
        make = [sys.executable, "-m", "venv", str(self._folder)]
        return [make, [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]]

    def begin(self, plan: Plan, key: str) -> None:
        """Rent the machine; the key goes by the environment, and SkyPilot keeps it out of its logs."""
        own = package().write(self._world.store.folder)
        self._task.write_text(render(plan, package=own), encoding="utf-8")
        old = self.cloud_state()
        if old == "UP":
            # The job of an earlier launch has the GPU, and the new one would wait for it.
            self._require(self._sky(["cancel", "--yes", "--all", CLUSTER]), "sky cancel")
        words = ["launch", "--yes", "--detach-run", "-c", CLUSTER, "--secret", KEY_VARIABLE, str(self._task)]
        result = self._sky(words, env={KEY_VARIABLE: key}, is_followed=True)
        # What is there keeps its GPU, whatever is asked for now.
        self._require(result, "sky launch", key=key, hint=_AFRESH if old else None)

    def machine(self, verb: str) -> Result:
        """Run a verb of the machine's script there."""
        return self._world.programs.run(["ssh", *SSH_OPTIONS, CLUSTER, call(verb)])

    def tunnel(self, local_port: int) -> Sequence[str]:
        """Return the command of the tunnel; SkyPilot has told ssh how to reach the machine."""
        return tunnel_command([*SSH_OPTIONS, CLUSTER], local_port)

    def endpoint(self) -> str:
        """Return the address of the API on the open network."""
        result = self._require(self._sky(["status", "--endpoint", str(PORT), CLUSTER]), "sky status")
        lines = _WRITTEN.sub("", result.out).split()
        if not lines:
            raise LaunchFailedError(f"SkyPilot names no address for port {PORT}", hint="leave out --public")
        return lines[-1] if "://" in lines[-1] else f"http://{lines[-1]}"

    def price(self) -> float | None:
        """Return the real price of an hour, from SkyPilot's report of costs."""
        if not self._place.prices:
            return None
        for line in _WRITTEN.sub("", self._sky(["cost-report"]).out).splitlines():
            prices = re.findall(r"\$\s*(\d+(?:\.\d+)?)", line)
            if line.split()[:1] == [CLUSTER] and prices:
                # The first is that of an hour, the second the sum so far.
                return float(prices[0])
        return None

    def is_there(self) -> bool:
        """Whether SkyPilot knows of the machine, by a fresh look at the cloud."""
        return self.cloud_state() is not None

    def cloud_state(self) -> str | None:
        """Return UP, INIT or STOPPED, or None when there is no such machine."""
        result = self._require(self._sky(["status", "--refresh", "-o", "json"]), "sky status")
        # Before it there may be words on a server that is being started, in colours.
        text = _WRITTEN.sub("", result.out)
        start = _LIST.search(text)
        try:
            records = json.JSONDecoder().raw_decode(text, start.start())[0] if start else []
            return next((str(record["status"]) for record in records if record["name"] == CLUSTER), None)
        except (ValueError, KeyError, TypeError) as error:
            raise LaunchFailedError(f"sky status says what we cannot read: {error}") from None

    def stop(self) -> None:
        """Stop the machine; its disk stays, and is billed."""
        self._require(self._sky(["stop", "--yes", CLUSTER], is_followed=True), "sky stop")

    def down(self) -> None:
        """Delete the machine, and look whether it is gone."""
        if not self.is_there():
            return
        self._require(self._sky(["down", "--yes", CLUSTER], is_followed=True), "sky down")
        if self.is_there():
            raise LaunchFailedError("sky down has ended, and SkyPilot still knows the machine")

    def _sky(self, words: Sequence[str], *, env: dict[str, str] | None = None, is_followed: bool = False) -> Result:
        on_line = self._say if is_followed else None
        return self._world.programs.run([str(self.program), *words], env=env, on_line=on_line)

    def _say(self, line: str) -> None:
        self._world.say(_WRITTEN.sub("", line))

    def _require(self, result: Result, what: str, *, key: str = "", hint: str | None = None) -> Result:
        if result.is_ok:
            return result
        reason = _WRITTEN.sub("", result.reason)
        raise LaunchFailedError(f"{what}: {reason.replace(key, '***') if key else reason}", hint=hint or self._hint())

    def _hint(self) -> str:
        return f"{self.program} check {self._place.name} tells whether {self._place.title} can be used"
