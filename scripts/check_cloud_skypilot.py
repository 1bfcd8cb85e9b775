"""Let SkyPilot's own parser read task files, and its dry run plan one of them; runs in SkyPilot's environment."""

import contextlib
import io
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import sky
import yaml
from sky import check, exceptions, execution
from sky.clouds import RunPod

_SECRET = [("ACESTEP_API_KEY", "made-up")]


def main() -> int:
    """Read every file of a folder, refuse a wrong one, and dry-run that of RunPod; return the exit code."""
    files = sorted(Path(sys.argv[1]).glob("*.yaml"))
    for file in files:
        _require_read(file)
    print(f"SkyPilot {sky.__version__} reads {len(files)} task files")
    _require_refusal(files[0])
    rented = next(file for file in files if file.name == "runpod.yaml").read_text(encoding="utf-8")
    _dry_run(yaml.safe_load(rented))
    _require_limit(yaml.safe_load(rented))
    print("the dry run ends well, and holds the limit")
    return 0


def _read(config: dict[str, Any]) -> Any:  # noqa: ANN401 - SkyPilot is not there when types are checked
    return sky.Task.from_yaml_config(config, secrets_overrides=_SECRET)


def _require_read(file: Path) -> None:
    config = yaml.safe_load(file.read_text(encoding="utf-8"))
    expected = config["resources"].get("autostop")
    # The parser takes the configuration apart.
    resources = next(iter(_read(config).resources))
    found = resources.autostop_config
    if (expected is None) != (found is None or not found.enabled):
        raise SystemExit(f"{file.name}: autostop is {found}, not {expected}")
    if expected and (found.idle_minutes, found.down) != (expected["idle_minutes"], expected["down"]):
        raise SystemExit(f"{file.name}: autostop is {found}, not {expected}")


def _require_refusal(file: Path) -> None:
    """Make sure that the parser would have told of a mistake."""
    config = yaml.safe_load(file.read_text(encoding="utf-8"))
    config["resources"]["autostopp"] = 5
    try:
        _read(config)
    except (exceptions.InvalidSkyPilotConfigError, ValueError):
        return
    raise SystemExit("an unknown field was not refused")


def _dry_run(config: dict[str, Any]) -> None:
    """Let the optimizer choose, as before a launch; it tells its table itself, and no credentials are asked for."""
    with (
        mock.patch.object(check, "get_cached_enabled_clouds_or_refresh", return_value=[RunPod()]),
        mock.patch.object(RunPod, "_check_compute_credentials", return_value=(True, None)),
        mock.patch.object(RunPod, "get_user_identities", return_value=None),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        execution.launch(_read(config), cluster_name="generate-track", dryrun=True)


def _require_limit(config: dict[str, Any]) -> None:
    """Make sure that nothing dearer than the limit would be taken."""
    config["resources"]["max_hourly_cost"] = 0.01
    try:
        _dry_run(config)
    except (exceptions.ResourcesUnavailableError, exceptions.ResourcesMismatchError, ValueError):
        return
    raise SystemExit("a limit of one cent was not held")


if __name__ == "__main__":
    sys.exit(main())
