"""A world for cloud tests: scripted programs, a clock that jumps, and a fake ACE-Step behind every address."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fake_server import FakeAceStep
from generate_track.acestep.client import Client
from generate_track.cloud.plan import Plan, make_plan
from generate_track.cloud.program import Result, ScriptedPrograms
from generate_track.cloud.state import Store
from generate_track.cloud.target import Target
from generate_track.cloud.wish import Wish
from generate_track.cloud.world import World

KEY = "a-key-of-the-tests"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SERVING = Result(0, "state serving\ndetail since noon\ngpu NVIDIA L4, 23034\nlast Uvicorn running\n")
CLUSTER = [{"name": "generate-track", "status": "UP"}]


class KilledError(BaseException):
    """What kill -9 is to a test: nothing catches it."""


@dataclass
class Time:
    """A clock that only sleeping moves."""

    seconds: float = 0.0

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds

    def clock(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)


@dataclass
class Stage:
    """What a cloud test plays on."""

    folder: Path
    url: str
    programs: ScriptedPrograms
    time: Time = field(default_factory=Time)
    said: list[str] = field(default_factory=list)
    is_open: bool = True  # the tunnel
    platform: str = "linux"
    python: tuple[int, int] = (3, 12)
    killed: str = ""  # the step in which this process is killed

    def _look(self, _: int) -> bool:
        self._die_in("connect")
        return self.is_open

    def _client(self, _: str, key: str | None) -> Client:
        self._die_in("prove" if key else "lock")
        return Client(self.url, api_key=key, sleep=self.time.sleep, now=self.time.clock)

    def _die_in(self, step: str) -> None:
        if step == self.killed:
            raise KilledError

    @property
    def store(self) -> Store:
        return Store(self.folder / "cloud")

    @property
    def env_file(self) -> Path:
        return self.folder / ".env"

    @property
    def world(self) -> World:
        return World(
            store=self.store,
            home=self.folder,
            environ={},
            env_file=self.env_file,
            programs=self.programs,
            say=self.said.append,
            sleep=self.time.sleep,
            clock=self.time.clock,
            now=self.time.now,
            client=self._client,
            key=lambda: KEY,
            free_port=lambda wanted: wanted + 1,
            is_open=self._look,
            platform=self.platform,
            python=self.python,
        )

    def again(self, **changes: object) -> "Stage":
        """Return the stage as a later shell finds it."""
        return replace(self, programs=rented(), killed="", **changes)


def rented(answers: Mapping[str, Result | list[Result]] | None = None, **changes: object) -> ScriptedPrograms:
    """Return programs of a cloud in which all goes well; `answers` come first."""
    gone_then_there = [listing([]), listing(CLUSTER)]
    usual: dict[str, Result | list[Result]] = {
        'machine.sh" status': SERVING,
        "status --refresh": gone_then_there,
        "status --endpoint": Result(0, "203.0.113.7:40001\n"),
        "cost-report": Result(0, "NAME  HOURLY COST  TOTAL\ngenerate-track  5 mins ago  $ 0.43  $ 0.04\n"),
    }
    return ScriptedPrograms({**(answers or {}), **_besides(usual, answers)}, **changes)


def own(answers: Mapping[str, Result | list[Result]] | None = None, **changes: object) -> ScriptedPrograms:
    """Return programs of a machine of one's own in which all goes well; `answers` come first."""
    usual = {'machine.sh" status': SERVING, "test -e": Result(0, "yes\n")}
    return ScriptedPrograms({**(answers or {}), **_besides(usual, answers)}, **changes)


def _besides(usual: Mapping[str, Any], answers: Mapping[str, Any] | None) -> dict[str, Any]:
    return {part: answer for part, answer in usual.items() if part not in (answers or {})}


def listing(records: list[dict[str, str]]) -> Result:
    """Return what `sky status -o json` prints when its server was not running yet: recorded with SkyPilot 0.14.1."""
    before = (
        "\x1b[2mFailed to connect to SkyPilot API server at http://127.0.0.1:46580. Starting a local server.\n"
        "\x1b[0m\x1b[0m\x1b[32m\u2713 SkyPilot API server started. \x1b[0m\x1b[0m\n"
    )
    return Result(0, f"{before}{json.dumps(records, indent=2)}\n")


def plan(on: str = "runpod", **wishes: object) -> Plan:
    """Return a plan for a place."""
    return make_plan(Wish(on=Target.parse(on), **wishes), available=[])


def fake_server() -> FakeAceStep:
    """Return an ACE-Step server that wants the key."""
    return FakeAceStep(api_key=KEY)
