"""`generate-track skill`: the agent skill that is shipped with this package, shown or installed."""

import shutil
from importlib import resources
from pathlib import Path

from generate_track.cli.context import Context
from generate_track.cli.option import JSON, options
from generate_track.cli.text import clean
from generate_track.errors import InvalidRequestError, Mistake, OutputError
from generate_track.parameter import OUTPUT, Parameter

NAME = "generate-track"
_EVERYBODY = "all"
# Where agents look, in a project and in the home folder alike. Source: the documentation of Claude Code, and for
# the others the convention that agentskills.io records.
_FOLDERS = {"claude": Path(".claude", "skills"), "agents": Path(".agents", "skills")}
_AGENTS = (*_FOLDERS, _EVERYBODY)

AGENT = Parameter(
    "agent",
    "--agent",
    "choice",
    "Whose folder: claude is .claude/skills, agents is .agents/skills, which Codex, Cursor and others read.",
    default=_EVERYBODY,
    choices=_AGENTS,
    group=OUTPUT,
)
USER = Parameter("user", "--user", "switch", "In the home folder, for all projects, instead of this one.", group=OUTPUT)
TARGET = Parameter("target", "--target", "path", "Another folder of skills.", group=OUTPUT)


@options(AGENT, USER, TARGET, JSON)
def install(*, context: Context, **said: object) -> None:
    """Copy the skill to where agents look for skills; an older copy is replaced."""
    (folders,) = context.settle(lambda: _folders(said))
    installed = [str(_install(folder / NAME)) for folder in folders]
    context.out.facts["installed"] = installed
    context.out.result("\n".join(map(clean, installed)))


@options(JSON)
def show(*, context: Context, **_: object) -> None:
    """Print the skill."""
    context.settle()
    text = (_source() / "SKILL.md").read_text(encoding="utf-8")
    context.out.facts["skill"] = text
    context.out.result(text.rstrip())


def _source() -> Path:
    return Path(str(resources.files("generate_track"))) / "skill"


def _folders(said: dict[str, object]) -> list[Path]:
    if said.get("target"):
        return [Path(str(said["target"])).expanduser()]
    agent = said.get("agent") or _EVERYBODY
    if agent not in _AGENTS:
        raise InvalidRequestError((Mistake("agent", f"--agent {agent!r} is not one of {', '.join(_AGENTS)}"),))
    root = Path.home() if said.get("user") else Path.cwd()
    return [root / folder for name, folder in _FOLDERS.items() if agent in {name, _EVERYBODY}]


def _install(folder: Path) -> Path:
    try:
        # Files of the reader's own that lie beside ours stay.
        shutil.copytree(_source(), folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__*"))
    except (OSError, shutil.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"cannot write to {str(folder)!r}: {reason.lower()}", hint="choose --target DIR") from None
    return folder / "SKILL.md"
