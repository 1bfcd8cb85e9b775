from base64 import b64decode
from pathlib import Path

import pytest
import yaml

from cloud import plan
from generate_track.cloud.inventory import PLACES, Place
from generate_track.cloud.machine import BUILD, call, delivery, delivery_with_package, script, settings
from generate_track.cloud.package import package
from generate_track.cloud.task import render, task

PACKAGE = Path("/data", package().name)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_the_file_is_the_task(place: Place) -> None:
    made = plan(place.name)
    assert yaml.safe_load(render(made, package=PACKAGE)) == task(made, package=PACKAGE)


def test_what_was_agreed_to_is_in_the_file() -> None:
    resources = task(plan("runpod"), package=PACKAGE)["resources"]
    assert resources["infra"] == "runpod"
    assert resources["accelerators"] == {"RTX4000-Ada": 1, "L4": 1, "RTX3090": 1, "RTXA6000": 1}
    assert resources["max_hourly_cost"] == 0.52
    assert resources["autostop"] == {"idle_minutes": 5, "down": True, "wait_for": "jobs"}
    assert "ports" not in resources


def test_a_machine_that_can_be_stopped_is_not_deleted() -> None:
    assert task(plan("aws"), package=PACKAGE)["resources"]["autostop"]["down"] is False
    assert task(plan("aws", spot=True), package=PACKAGE)["resources"]["autostop"]["down"] is True
    assert "autostop" not in task(plan("aws", autostop_min=0), package=PACKAGE)["resources"]


def test_an_open_port_is_asked_for_only_when_it_is_wished() -> None:
    assert task(plan("aws", public=True), package=PACKAGE)["resources"]["ports"] == 8001


def test_the_key_is_named_and_not_told() -> None:
    made = task(plan("aws"), package=PACKAGE)
    assert made["secrets"] == {"ACESTEP_API_KEY": None}
    assert made["run"].splitlines()[0] == f"printf '%s' \"$ACESTEP_API_KEY\" | {call('key')}"


def test_what_takes_long_is_in_the_job_so_that_a_failure_ends_the_machine_too() -> None:
    made = task(plan("aws"), package=PACKAGE)
    assert made["run"].splitlines()[-1] == call("up")
    assert call("up") not in made["setup"]


def test_a_machine_of_ones_own_has_no_task() -> None:
    with pytest.raises(ValueError, match="here needs no task file"):
        task(plan("here"), package=PACKAGE)


def test_the_machine_is_told_what_to_run() -> None:
    told = settings(plan("runpod", model="acestep-v15-sft", thinking=True, public=True))
    assert (told["COMMIT"], told["MODEL"], told["THINKING"], told["BIND"]) == (
        BUILD.commit,
        "acestep-v15-sft",
        "1",
        "0.0.0.0",  # noqa: S104 - it was wished for
    )
    assert (told["IDLE_MIN"], told["IS_RENTED"], told["NEED_MB"]) == ("25", "1", "15073")


@pytest.mark.parametrize(("on", "minutes", "idle"), [("aws", 0, "0"), ("aws", 10, "5"), ("here", 20, "20")])
def test_the_server_ends_before_the_machine_does(*, on: str, minutes: int, idle: str) -> None:
    assert settings(plan(on, autostop_min=minutes))["IDLE_MIN"] == idle


def test_the_delivery_holds_the_whole_script() -> None:
    assert script().rstrip("\n") in delivery(plan("here"))


def test_our_own_package_goes_to_a_rented_machine_as_a_file() -> None:
    made = plan("aws")
    assert task(made, package=PACKAGE)["file_mounts"] == {f"~/.generate-track/{PACKAGE.name}": str(PACKAGE)}
    assert settings(made)["PACKAGE"] == PACKAGE.name


def test_our_own_package_goes_to_a_machine_of_ones_own_as_text() -> None:
    lines = delivery_with_package(plan("here")).splitlines()
    start = next(number for number, line in enumerate(lines) if f"/{PACKAGE.name}" in line)
    assert b64decode("".join(lines[start + 1 : -1])) == package().content
