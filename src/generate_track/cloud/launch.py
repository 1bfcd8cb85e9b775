"""The launch: from a plan to a server that is proven to make music, in steps that are kept before they begin."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from generate_track.cloud.bill import what_is_left
from generate_track.cloud.dotenv import write_variables
from generate_track.cloud.machine import PORT
from generate_track.cloud.plan import Plan
from generate_track.cloud.probe import require_locked, require_music
from generate_track.cloud.report import OVER, SERVING, MachineReport
from generate_track.cloud.sky import Rented
from generate_track.cloud.state import READY, STOPPED, Server
from generate_track.cloud.target import Target
from generate_track.cloud.tunnel import open_tunnel, tunnel_by_hand
from generate_track.cloud.way import Own, Way
from generate_track.cloud.world import World
from generate_track.errors import (
    GenerateTrackError,
    InvalidRequestError,
    LaunchFailedError,
    StalledError,
    TaskInterruptedError,
)

_LOOK_S = 5.0
# Weights and PyTorch are gigabytes, but a log that says nothing new for so long is no download.
_STALL_S = 1800.0
_DEAF_S = 300.0
DOWN = "generate-track setup-cloud down ends it; the same command again goes on"


def _told(error: GenerateTrackError | OSError, *, left: str) -> GenerateTrackError:
    """Return an error that says what is left as well, of the same kind where that is one of a launch."""
    if isinstance(error, OSError):
        return LaunchFailedError(f"{(error.strerror or str(error)).lower()}; {left}", hint=DOWN)
    # What is wrong now is no option that the user gave.
    kind = LaunchFailedError if isinstance(error, InvalidRequestError) else type(error)
    return kind(f"{error.message}; {left}", hint=error.hint or DOWN)


def way_to(target: Target, world: World) -> Way:
    """Return how the machine of a target is had and reached."""
    return Rented(target.place, world) if target.place else Own(target, world)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a launch.

    Args:
        name: kept before the step begins.
        doing: what is said of it.
        run: does it.
    """

    name: str
    doing: str
    run: Callable[["Launch"], None]


class Launch:
    """One launch.

    Args:
        plan: what the user said yes to.
        world: everything outside.

    Attributes:
        plan: the same.
        server: what is kept of it so far.
        probe_s: how long the first track took.
    """

    def __init__(self, plan: Plan, world: World) -> None:
        self.plan = plan
        self._world = world
        self._way = way_to(plan.target, world)
        self._key = world.key()
        self.probe_s = 0.0
        self.server = self._begun(world.store.read())

    def run(self) -> Server:
        """Go through all steps, and return the server.

        Raises:
            GenerateTrackError: a step failed; the message says what may still run, and what that costs.
            TaskInterruptedError: the user ended it; the message says the same.
        """
        for step in STEPS:
            self._world.say(step.doing)
            self._keep(step=step.name)
            try:
                step.run(self)
            except KeyboardInterrupt:
                raise TaskInterruptedError(f"interrupted while {step.doing}; {self._left()}", hint=DOWN) from None
            except (GenerateTrackError, OSError) as error:
                self._look_for_machine()
                raise _told(error, left=self._left()) from error
        self._keep(step=READY)
        return self.server

    @property
    def tunnel(self) -> str | None:
        """The command that opens the tunnel by hand, or None where there is none."""
        return tunnel_by_hand(self.server, self._way)

    def _begun(self, old: Server | None) -> Server:
        """Return the server of this launch; one that runs elsewhere must be ended first."""
        on = str(self.plan.target)
        if old and old.on != on and (old.up_since or old.step == STOPPED):
            message = f"there is a server already, on {Target.parse(old.on).title}"
            raise LaunchFailedError(message, hint="generate-track setup-cloud status; or down, to end it")
        return Server(
            on=on,
            model=self.plan.model,
            step="",
            ends_by=self.plan.ends_by,
            autostop_min=self.plan.autostop_min,
            public=self.plan.public,
            price=self.plan.price,
            up_since=old.up_since if old else None,
            local_port=old.local_port if old else None,
            tunnel=old.tunnel if old else None,
            env_file=str(self._world.env_file),
        )

    def _keep(self, **changes: object) -> None:
        self.server = self._world.store.write(self.server.with_changes(**changes))

    def _look_for_machine(self) -> None:
        """Keep that there is no machine, when the cloud says so: where none is free, nothing costs."""
        if self.plan.target.is_rented and self.server.up_since:
            with contextlib.suppress(LaunchFailedError):
                if not self._way.is_there():
                    self._keep(up_since=None)

    def _left(self) -> str:
        return what_is_left(self.server, now=self._world.now())

    def prepare(self) -> None:
        """Make sure of what costs nothing."""
        self._way.prepare()

    def have_machine(self) -> None:
        """Have a machine that installs; from here on there may be one, whatever happens."""
        if self.server.up_since and self.plan.target.is_rented and not self._way.is_there():
            # It ended by itself since: what it cost is past.
            self._keep(up_since=None)
        self._keep(up_since=self.server.up_since or self._world.now().isoformat(timespec="seconds"))
        self._way.begin(self.plan, self._key)

    def follow(self) -> None:
        """Follow the installation until something is served."""
        self._tell_price()
        last, changed_s = MachineReport(), self._world.clock()
        while True:
            result = self._way.machine("status")
            report = MachineReport.parse(result.out) if result.is_ok else last
            if report.state in OVER:
                raise LaunchFailedError(report.detail, hint="generate-track setup-cloud logs shows more")
            if report.state == SERVING:
                return
            if report != last:
                last, changed_s = report, self._world.clock()
                self._world.say(report.news)
            self._require_patience(self._world.clock() - changed_s, is_deaf=not result.is_ok, reason=result.reason)
            self._world.sleep(_LOOK_S)

    def _require_patience(self, silent_s: float, *, is_deaf: bool, reason: str) -> None:
        if is_deaf and silent_s > _DEAF_S:
            raise LaunchFailedError(f"the machine cannot be asked how far it is: {reason}")
        if silent_s > _STALL_S:
            message = f"the installation has said nothing new for {_STALL_S / 60:.0f} min"
            raise StalledError(message, hint="generate-track setup-cloud logs shows more")

    def _tell_price(self) -> None:
        price = self._way.price()
        if price is not None:
            self._keep(price=price, is_price_real=True)

    def connect(self) -> None:
        """Make the API reachable from here."""
        if self.plan.public:
            self._keep(url=self._way.endpoint())
            return
        is_here = self._way.tunnel(PORT) is None
        port = PORT if is_here else self.server.local_port or self._world.free_port(PORT)
        self._keep(url=f"http://127.0.0.1:{port}", local_port=None if is_here else port)
        self.server = open_tunnel(self.server, self._way, self._world)

    def lock(self) -> None:
        """Make sure that the key is asked for; a server that lets everybody in is ended."""
        try:
            require_locked(self._url(), self._world)
        except LaunchFailedError:
            self._way.machine("stop")
            raise

    def prove(self) -> None:
        """Make a first track."""
        self.probe_s = require_music(
            self._url(), self._key, model=self.plan.model, thinking=self.plan.thinking, world=self._world
        )

    def write_env(self) -> None:
        """Write where the server is, and its key."""
        values = {"ACESTEP_API_URL": self._url(), "ACESTEP_API_KEY": self._key}
        write_variables(self._world.env_file, values)

    def _url(self) -> str:
        return self.server.url or ""


STEPS = (
    Step("prepare", "looking whether everything needed is there", Launch.prepare),
    Step("machine", "having the machine", Launch.have_machine),
    Step("install", "installing ACE-Step 1.5 and its weights", Launch.follow),
    Step("connect", "connecting", Launch.connect),
    Step("lock", "trying to get in without the key", Launch.lock),
    Step("prove", "making a first track", Launch.prove),
    Step("write", "writing .env", Launch.write_env),
)
