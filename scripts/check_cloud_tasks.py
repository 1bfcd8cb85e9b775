"""Write a task file for every place, and a made-up price list for SkyPilot; `check_cloud` calls it."""

import csv
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from generate_track.cloud.inventory import GPUS, PLACES, place_named
from generate_track.cloud.package import package
from generate_track.cloud.plan import make_plan
from generate_track.cloud.target import Target
from generate_track.cloud.task import render
from generate_track.cloud.wish import Wish

_CATALOG = Path(".sky", "catalogs", "v8")
_VMS = ("InstanceType", "AcceleratorName", "AcceleratorCount", "vCPUs", "MemoryGiB", "Region", "SpotPrice", "Price")


def main() -> None:
    """Write both."""
    tasks, home = map(Path, sys.argv[1:])
    own = package().write(home)
    for place, public, autostop_min in product(PLACES, (False, True), (0, 30)):
        wish = Wish(on=Target(place), public=public, autostop_min=autostop_min, spot=place.has_spot and public)
        name = f"{place.name}{'-public' if public else ''}{'' if autostop_min else '-forever'}.yaml"
        (tasks / name).write_text(render(make_plan(wish, available=[]), package=own), encoding="utf-8")
    _write(home / _CATALOG / "runpod" / "vms.csv", [(*_VMS, "AvailabilityZone", "GpuInfo"), *_vms()])
    gpus = [(gpu.name, "RunPod", gpu.memory_gb) for gpu in GPUS]
    _write(home / _CATALOG / "common" / "accelerators.csv", [("AcceleratorName", "Clouds", "Memory"), *gpus])
    print(f"written: {4 * len(PLACES)} task files")


def _vms() -> Iterator[tuple[object, ...]]:
    for gpu, price in place_named("runpod").prices.items():
        info = {"Gpus": [{"Name": gpu, "Count": 1, "MemoryInfo": {"SizeInMiB": 24}}], "TotalGpuMemoryInMiB": 24}
        yield f"1x_{gpu}_SECURE", gpu, 1.0, 8.0, 47.0, "CA", price / 2, price, "CA-MTL-1", str(info)


def _write(path: Path, rows: list[tuple[object, ...]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


if __name__ == "__main__":
    main()
