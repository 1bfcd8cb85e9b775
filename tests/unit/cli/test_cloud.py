import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from cloud import KEY, Stage, fake_server, own, rented
from fake_server import FakeAceStep
from generate_track.cli import cloud
from generate_track.cli.app import main
from generate_track.cli.context import Context
from generate_track.cli.output import Output
from generate_track.cloud.package import package
from generate_track.cloud.program import Result
from generate_track.errors import LaunchFailedError, TaskInterruptedError
from generate_track.library.lock import locked

Capture = pytest.CaptureFixture[str]


class Terminal:
    """Somebody at a terminal, who says one word."""

    def __init__(self, word: str) -> None:
        self.word = word

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self.word


@pytest.fixture(autouse=True)
def nobodys_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("AWS_ACCESS_KEY_ID", "GOOGLE_APPLICATION_CREDENTIALS", "KUBECONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def server() -> Iterator[FakeAceStep]:
    with fake_server() as running:
        yield running


@pytest.fixture
def stage(server: FakeAceStep, tmp_path: Path) -> Stage:
    return Stage(tmp_path, server.url, rented())


def run(command: Callable[..., None], stage: Stage, *said: dict[str, object]) -> Output:
    out = Output(is_json=False, is_quiet=False)
    command(*said, context=Context(out), world_of=lambda _: stage.world)
    return out


def test_a_dry_run_needs_no_account(capsys: Capture) -> None:
    assert main(["setup-cloud", "--dry-run"]) == 0
    answer = capsys.readouterr()
    assert "where    a machine of Vast.ai, through SkyPilot 0.14.1" in answer.out
    assert "note: no credentials for Vast.ai are here" in answer.err


def test_the_plan_is_data_too(capsys: Capture) -> None:
    assert (
        main(["setup-cloud", "--on", "aws", "--gpu", "t4", "--autostop", "0", "--public", "--dry-run", "--json"]) == 0
    )
    told = json.loads(capsys.readouterr().out)
    assert (told["plan"]["on"], told["plan"]["gpus"], told["plan"]["autostop"]) == ("aws", ["T4"], "never")
    assert len(told["notes"]) == 4


def test_the_task_file_can_be_kept(capsys: Capture) -> None:
    assert main(["setup-cloud", "--on", "aws", "--dry-run", "--write", "task.yaml"]) == 0
    assert yaml.safe_load(Path("task.yaml").read_text(encoding="utf-8"))["resources"]["infra"] == "aws"
    (own,) = yaml.safe_load(Path("task.yaml").read_text(encoding="utf-8"))["file_mounts"].values()
    assert Path(own) == Path.cwd() / package().name
    assert Path(own).read_bytes() == package().content
    assert main(["setup-cloud", "--on", "ssh:box", "--dry-run", "--write", "machine.sh"]) == 0
    assert Path("machine.sh").read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\nmkdir")
    assert main(["setup-cloud", "--on", "here", "--dry-run", "--write", "none/x"]) == 1
    assert "error: cannot write 'none/x'" in capsys.readouterr().err


def test_without_credentials_the_ways_are_told(capsys: Capture) -> None:
    assert main(["setup-cloud", "--yes"]) == 2
    assert "hint: the cheapest ways: Vast.ai (RTX3090, about $0.17 an hour)" in capsys.readouterr().err


def test_every_mistake_is_told_at_once(capsys: Capture) -> None:
    assert main(["setup-cloud", "--on", "moon", "--gpu", "L5", "--spott"]) == 2
    assert capsys.readouterr().err.count("error: ") == 3


def test_nothing_is_started_unless_somebody_says_yes(
    capsys: Capture, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["setup-cloud", "--on", "aws"]) == 2
    assert "hint: --yes starts it, --dry-run does not" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    with pytest.raises(TaskInterruptedError, match="nothing was started, and nothing costs"):
        run(cloud.setup, stage, {"on": "aws"})
    assert stage.programs.calls == []


def test_a_server_is_set_up_told_and_taken_down(capsys: Capture, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    out = run(cloud.setup, stage, {"on": "aws", "spot": True})
    told = capsys.readouterr()
    assert "ready      http://127.0.0.1:8002; a first track of one step took" in told.out
    assert "price      $0.43 an hour, about $0.00 in the 0 min so far; the estimate was $0.80" in told.out
    assert "tunnel     setup-cloud status opens it again; by hand: ssh -N" in told.out
    assert KEY not in told.out + told.err + json.dumps(out.facts, default=str)
    run(cloud.status, replace(stage, programs=rented({"status --refresh": stage.programs.answers["status --refresh"]})))
    assert "server  serving: since noon" in capsys.readouterr().out
    run(cloud.down, replace(stage, programs=rented()))
    assert "gone: AWS; nothing of it costs any more" in capsys.readouterr().out


def test_two_commands_do_not_set_up_the_same_server(stage: Stage) -> None:
    with locked(stage.store.folder), pytest.raises(LaunchFailedError, match="another command is setting up the server"):
        run(cloud.setup, stage, {"on": "aws", "yes": True})
    assert stage.store.read() is None
    run(cloud.setup, stage, {"on": "aws", "yes": True})


def test_what_stands_in_the_way_of_env_is_told(capsys: Capture, stage: Stage) -> None:
    programs = own({"check-ignore": Result(1)})
    world = replace(stage, programs=programs).world
    elsewhere = replace(world, environ={"ACESTEP_API_URL": "http://other"})
    cloud.setup(
        {"on": "here", "yes": True},
        context=Context(Output(is_json=False, is_quiet=False)),
        world_of=lambda _: elsewhere,
    )
    told = capsys.readouterr().err
    assert "note: ACESTEP_API_URL in the environment wins over .env" in told
    assert "note: .env holds a key, and git does not ignore it" in told


def test_the_env_file_that_is_read_is_the_one_that_is_written() -> None:
    above = Path.cwd().parent / ".env"
    assert cloud.make_world(Output(is_json=False, is_quiet=False)).env_file == Path.cwd() / ".env"
    above.write_text("A=1\n", encoding="utf-8")
    assert cloud.make_world(Output(is_json=False, is_quiet=False)).env_file == above


def test_a_stopped_machine_is_told_with_what_it_still_costs(capsys: Capture, stage: Stage) -> None:
    run(cloud.setup, stage, {"on": "aws", "yes": True})
    run(cloud.stop, replace(stage, programs=rented()))
    told = capsys.readouterr()
    assert "stopped: AWS" in told.out
    assert "note: its disk is still billed" in told.err


def test_a_machine_of_ones_own_is_stopped_without_a_bill(capsys: Capture, stage: Stage) -> None:
    owned = replace(stage, programs=own({"logs": Result(0, "one\ntwo\x1b[31m\n")}))
    run(cloud.setup, owned, {"on": "here", "yes": True})
    run(cloud.logs, owned, {"n_lines": "2"})
    run(cloud.stop, owned)
    told = capsys.readouterr()
    assert "one\ntwo[31m\n" in told.out
    assert "tunnel" not in told.out
    assert "billed\n" not in told.err


def test_a_machine_that_is_gone_is_said(capsys: Capture, stage: Stage) -> None:
    run(cloud.setup, stage, {"on": "aws", "yes": True})
    run(cloud.status, replace(stage, programs=rented()))
    assert "note: the machine is gone, and nothing costs any more" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["status", "logs", "stop", "down"])
def test_without_a_server_every_command_says_so(capsys: Capture, command: str) -> None:
    assert main(["setup-cloud", command, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "launch_failed"


def test_a_number_of_lines_that_is_none_is_a_mistake(capsys: Capture) -> None:
    assert main(["setup-cloud", "logs", "--lines", "0"]) == 2
    assert "--lines 0 is out of range (1 to 100000)" in capsys.readouterr().err


def test_a_gpu_of_this_machine_is_seen(tmp_path: Path, capsys: Capture) -> None:
    program = tmp_path / ("nvidia-smi.exe" if sys.platform == "win32" else "nvidia-smi")
    program.write_text("", encoding="utf-8")
    program.chmod(0o755)
    assert main(["setup-cloud", "--dry-run"]) == 0
    assert "where    this machine" in capsys.readouterr().out
