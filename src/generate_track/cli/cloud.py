"""The work behind `setup-cloud`: show the plan, ask, launch, and tell how a server is."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from generate_track.cli.context import Context
from generate_track.cli.input import Said
from generate_track.cli.output import Output
from generate_track.cli.setup_cloud import LINES, WISHES
from generate_track.cli.text import clean, shorten
from generate_track.cloud import control
from generate_track.cloud.bill import price_clock
from generate_track.cloud.credential import places_with_credentials
from generate_track.cloud.inventory import PLACES
from generate_track.cloud.launch import Launch
from generate_track.cloud.machine import delivery_with_package
from generate_track.cloud.package import package
from generate_track.cloud.plan import Plan, make_plan
from generate_track.cloud.state import Store
from generate_track.cloud.target import Target
from generate_track.cloud.task import render
from generate_track.cloud.wish import Wish
from generate_track.cloud.world import World
from generate_track.errors import InvalidRequestError, LaunchFailedError, Mistake, OutputError, TaskInterruptedError
from generate_track.library.lock import locked
from generate_track.request import parse_value
from generate_track.settings import find_env_file

MakeWorld = Callable[[Output], World]
_LINE = 160
_NOT_IGNORED = 1


def make_world(out: Output) -> World:
    """Return the world of this process."""
    return World(
        store=Store.default(os.environ),
        home=Path.home(),
        environ=os.environ,
        # A new one would hide what is said in the one that is read from here.
        env_file=find_env_file(Path.cwd()) or Path.cwd() / ".env",
        say=lambda line: out.step(shorten(clean(line), _LINE), None),
    )


def setup(said: Said, *, context: Context, world_of: MakeWorld = make_world) -> None:
    """Show the plan, ask, and launch.

    Raises:
        GenerateTrackError: what went wrong; the message says what may still run, and what it costs.
    """
    rows = {row.name: row for row in WISHES}
    (wish,) = context.settle(lambda: Wish.parse(said, rows=rows))
    out = context.out
    world = world_of(out)
    plan = make_plan(wish, available=_available(world, is_dry=bool(said.get("dry_run"))))
    out.facts["plan"] = plan.as_facts()
    out.result(_table(plan.lines()))
    _tell_doubts(plan, world, out)
    if said.get("write"):
        _write(Path(str(said["write"])).expanduser(), plan)
    if said.get("dry_run"):
        return
    _ask(is_agreed=bool(said.get("yes")))
    with _alone(world), out.progress():
        launch = Launch(plan, world)
        try:
            launch.run()
        finally:
            out.facts["server"] = launch.server.as_facts()
    _tell_ready(launch, world, out)


def _available(world: World, *, is_dry: bool) -> list[str]:
    found = places_with_credentials(world.home, world.environ)
    if world.programs.find("nvidia-smi"):
        return [*found, "here"]
    return found or ([place.name for place in PLACES] if is_dry else [])


def _table(lines: Sequence[tuple[str, str]]) -> str:
    width = max(len(name) for name, _ in lines) + 2
    return "\n".join(f"{name.ljust(width)}{clean(text)}" for name, text in lines)


def _tell_doubts(plan: Plan, world: World, out: Output) -> None:
    place = plan.target.place
    if place and place.name not in places_with_credentials(world.home, world.environ):
        out.note(f"no credentials for {place.title} are here", place.account)
    if place and not plan.autostop_min:
        out.note("the machine costs until you end it", "leave out --autostop 0")
    if any(not offer.gpu.has_bf16 for offer in plan.offers):
        out.note(f"{plan.offers[0].gpu.name} does not compute in bfloat16", "ACE-Step may be slow or fail there")
    if plan.public:
        out.note("without encryption, whoever is on the way can read the key", "leave out --public for a tunnel")


def _write(path: Path, plan: Plan) -> None:
    try:
        path.write_text(_written(plan, path.absolute().parent), encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {(error.strerror or str(error)).lower()}") from None


def _written(plan: Plan, folder: Path) -> str:
    if plan.target.is_rented:
        return render(plan, package=package().write(folder))
    return f"#!/usr/bin/env bash\n{delivery_with_package(plan)}\n"


def _ask(*, is_agreed: bool) -> None:
    if is_agreed:
        return
    if not sys.stdin.isatty():
        raise InvalidRequestError((Mistake("yes", "nobody is here to say yes", "--yes starts it, --dry-run does not"),))
    sys.stderr.write("start it? [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in {"y", "yes"}:
        raise TaskInterruptedError("nothing was started, and nothing costs")


def _alone(world: World) -> ExitStack:
    """Return a block in which no other command sets up the server: it would take its key away."""
    block = ExitStack()
    try:
        block.enter_context(locked(world.store.folder))
    except OutputError:
        message = "another command is setting up the server, or its folder cannot be written to"
        raise LaunchFailedError(message, hint="generate-track setup-cloud status tells how far it is") from None
    return block


def _tell_ready(launch: Launch, world: World, out: Output) -> None:
    server, estimate = launch.server, launch.plan.price
    told = [
        ("ready", f"{server.url}; a first track of one step took {launch.probe_s:.0f} s"),
        (".env", f"ACESTEP_API_URL and ACESTEP_API_KEY are set in {world.env_file}"),
        ("price", price_clock(server, now=world.now()) + _difference(estimate, server.price)),
        ("tunnel", f"setup-cloud status opens it again; by hand: {launch.tunnel}"),
        ("to end it", "generate-track setup-cloud down"),
    ]
    out.result(_table([line for line in told if launch.tunnel or line[0] != "tunnel"]))
    if world.environ.get("ACESTEP_API_URL", server.url) != server.url:
        out.note("ACESTEP_API_URL in the environment wins over .env", "unset ACESTEP_API_URL ACESTEP_API_KEY")
    if _is_in_git(world):
        out.note(".env holds a key, and git does not ignore it", "echo .env >> .gitignore")


def _difference(estimate: float | None, price: float | None) -> str:
    return f"; the estimate was ${estimate:.2f}" if estimate and price and estimate != price else ""


def _is_in_git(world: World) -> bool:
    return (
        world.programs.run(["git", "-C", str(world.env_file.parent), "check-ignore", "-q", ".env"]).code == _NOT_IGNORED
    )


def status(*, context: Context, world_of: MakeWorld = make_world) -> None:
    """Tell how the server is."""
    context.settle()
    found = control.status(world_of(context.out))
    context.out.facts["server"] = found.as_facts()
    context.out.result(_table(found.lines()))
    if found.cloud is None and Target.parse(found.server.on).is_rented:
        context.out.note("the machine is gone, and nothing costs any more", "generate-track setup-cloud starts another")


def logs(said: Said, *, context: Context, world_of: MakeWorld = make_world) -> None:
    """Print the last lines of the log."""
    (n_lines,) = context.settle(lambda: _read_lines(said))
    text = control.logs(world_of(context.out), n_lines=n_lines)
    context.out.facts["log"] = text.splitlines()
    context.out.result("\n".join(clean(line) for line in text.splitlines()))


def _read_lines(said: Said) -> int:
    try:
        return int(str(parse_value(LINES, said.get("n_lines") or LINES.default)))
    except ValueError as error:
        raise InvalidRequestError((Mistake("n_lines", str(error)),)) from None


def stop(*, context: Context, world_of: MakeWorld = make_world) -> None:
    """Stop the server's machine."""
    context.settle()
    world = world_of(context.out)
    with context.out.progress():
        server = control.stop(world)
    context.out.facts["server"] = server.as_facts()
    target = Target.parse(server.on)
    context.out.result(f"stopped: {target.title}")
    if target.is_rented:
        context.out.note("its disk is still billed", "generate-track setup-cloud down deletes it")


def down(*, context: Context, world_of: MakeWorld = make_world) -> None:
    """Delete the server."""
    context.settle()
    world = world_of(context.out)
    with context.out.progress():
        server = control.down(world)
    context.out.facts["server"] = None
    context.out.result(f"gone: {Target.parse(server.on).title}; nothing of it costs any more")
