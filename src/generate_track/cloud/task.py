"""The task file: a plan as SkyPilot reads it, which the user can keep, change and launch without us."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from generate_track.cloud.machine import FOLDER, GRACE_MIN, PORT, SKYPILOT_VERSION, call, delivery

if TYPE_CHECKING:
    from generate_track.cloud.plan import Plan

CLUSTER = "generate-track"
KEY_VARIABLE = "ACESTEP_API_KEY"
_DISK_GB = 100
_HEADER = """\
# An ACE-Step 1.5 server for generate-track, as SkyPilot {version} reads it. By hand, with a key in {key}:
#   sky launch -c {cluster} --secret {key} FILE
"""


def render(plan: "Plan", *, package: Path) -> str:
    """Return the task file for a plan; the key is no part of it.

    Args:
        plan: what is to run.
        package: the file on this machine that holds our own package.
    """
    import yaml  # noqa: PLC0415 - paid for by the one command that writes YAML

    class Dumper(yaml.SafeDumper):
        """Writes text of several lines as it is."""

    Dumper.add_representer(str, _represent)
    head = _HEADER.format(version=SKYPILOT_VERSION, key=KEY_VARIABLE, cluster=CLUSTER)
    return head + yaml.dump(task(plan, package=package), Dumper=Dumper, sort_keys=False, width=120, allow_unicode=True)


def _represent(dumper: Any, text: str) -> Any:  # noqa: ANN401 - PyYAML's own types are not told
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def task(plan: "Plan", *, package: Path) -> dict[str, Any]:
    """Return the task as plain values."""
    return {
        "name": CLUSTER,
        "resources": _resources(plan),
        "file_mounts": {f"~/{FOLDER}/{package.name}": str(package)},
        "secrets": {KEY_VARIABLE: None},
        # Quick: what takes long is in the job, so that a failure there ends in the autostop too.
        "setup": delivery(plan) + "\n",
        "run": f"printf '%s' \"${KEY_VARIABLE}\" | {call('key')}\n{call('up')}\n",
    }


def _resources(plan: "Plan") -> dict[str, Any]:
    if plan.target.place is None:
        raise ValueError(f"{plan.target} needs no task file")
    optional = {
        "max_hourly_cost": plan.limit,
        "ports": PORT if plan.public else None,
        "autostop": _autostop(plan) if plan.autostop_min else None,
    }
    return {
        "infra": plan.target.place.name,
        "accelerators": {offer.gpu.name: 1 for offer in plan.offers},
        "disk_size": _DISK_GB,
        "use_spot": plan.spot,
        **{name: value for name, value in optional.items() if value is not None},
    }


def _autostop(plan: "Plan") -> dict[str, Any]:
    # An open tunnel is no work: only the job, which ends with the server, keeps the machine.
    return {"idle_minutes": GRACE_MIN, "down": plan.ends_by == "delete", "wait_for": "jobs"}
