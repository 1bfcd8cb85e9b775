"""What a GPU machine is given: a script that does everything there, the settings it reads, and our own package."""

import base64
import shlex
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from generate_track.cloud.package import package

if TYPE_CHECKING:
    from generate_track.cloud.plan import Plan

SKYPILOT_VERSION = "0.14.1"
UV_VERSION = "0.13.9"
PORT = 8001
# On the loopback of the machine: ACE-Step itself, behind our server.
UPSTREAM_PORT = 8002
FOLDER = ".generate-track"
# SkyPilot looks for work in its own queue: the job ends with the server, and the machine this much later.
GRACE_MIN = 5
_END = "END_OF_FILE_OF_GENERATE_TRACK"


@dataclass(frozen=True, slots=True)
class Build:
    """A build of ACE-Step 1.5.

    Args:
        repository: where it is.
        commit: which one; nothing newer is ever run unseen.
        date: of the commit, in words.
    """

    repository: str
    commit: str
    date: str


# Seeds count since 13 February 2026 (#496), and base and sft are clean again since #1273, which is in this commit:
# a user confirmed it for sft on 16 August 2026 (#1288). Several public projects pin the same one.
BUILD = Build("https://github.com/ace-step/ACE-Step-1.5.git", "14c0211d5a0653b0f63e27686f4c3f151b4d8629", "August 2026")


@cache
def script() -> str:
    """Return the script that does everything on the machine."""
    return (resources.files("generate_track.cloud") / "data" / "machine.sh").read_text(encoding="utf-8")


def settings(plan: "Plan") -> dict[str, str]:
    """Return what the script wants to know."""
    needed_gb = plan.need.good_gb if plan.target.is_rented else plan.need.least_gb
    idle_min = max(plan.autostop_min - GRACE_MIN, GRACE_MIN) if plan.target.is_rented else plan.autostop_min
    return {
        "COMMIT": BUILD.commit,
        "REPOSITORY": BUILD.repository,
        "UV_VERSION": UV_VERSION,
        "MODEL": plan.model,
        "THINKING": str(int(plan.thinking)),
        "BIND": "0.0.0.0" if plan.public else "127.0.0.1",  # noqa: S104 - the user said --public
        "PORT": str(PORT),
        "UPSTREAM_PORT": str(UPSTREAM_PORT),
        "PACKAGE": package().name,
        # Drivers keep some of it: a card of 24 GB has 23034 MB.
        "NEED_MB": str(int(needed_gb * 1024 * 0.92)),
        "IDLE_MIN": str(idle_min if plan.autostop_min else 0),
        "IS_RENTED": str(int(plan.target.is_rented)),
    }


def delivery(plan: "Plan") -> str:
    """Return the shell text that puts script and settings in their place; it says nothing secret.

    Raises:
        LaunchFailedError: there is no package to name.
    """
    told = "\n".join(f"{name}={shlex.quote(value)}" for name, value in settings(plan).items())
    return "\n".join(
        [
            f'mkdir -p "$HOME/{FOLDER}" && chmod 700 "$HOME/{FOLDER}"',
            # What an earlier run ended with says nothing of this one.
            f'rm -f "$HOME/{FOLDER}/state"',
            _file("settings", told),
            _file("machine.sh", script().rstrip("\n")),
        ]
    )


def delivery_with_package(plan: "Plan") -> str:
    """Return the same with our package in it, as text, for a shell that reads nothing but its stdin.

    Raises:
        LaunchFailedError: there is no package to send.
    """
    content = base64.encodebytes(package().content).decode().rstrip("\n")
    return f"{delivery(plan)}\n{_file(package().name, content, reader='base64 -d')}"


def _file(name: str, text: str, *, reader: str = "cat") -> str:
    return f"{reader} >\"$HOME/{FOLDER}/{name}\" <<'{_END}'\n{text}\n{_END}"


def call(verb: str) -> str:
    """Return the shell words that run a verb of the script, in the home folder or anywhere else."""
    return f'bash "$HOME/{FOLDER}/machine.sh" {verb}'
