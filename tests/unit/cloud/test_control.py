from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cloud import CLUSTER, SERVING, Stage, listing, own, plan, rented
from generate_track.cloud import control
from generate_track.cloud.launch import Launch
from generate_track.cloud.program import Result
from generate_track.cloud.world import World
from generate_track.errors import LaunchFailedError, TaskInterruptedError

UP, GONE = listing(CLUSTER), listing([])


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """Return the stage as a later shell finds it."""
    Launch(plan(), stage.world).run()
    return later(stage, UP)


def later(stage: Stage, *clouds: Result, **changes: object) -> Stage:
    return replace(stage, programs=rented({"status --refresh": list(clouds) or UP}), **changes)


def on_own(stage: Stage, on: str = "ssh:me@box", **answers: Result) -> Stage:
    there = replace(stage, folder=stage.folder / "own", programs=own())
    Launch(plan(on), there.world).run()
    return replace(there, programs=own({name.replace("_", " "): answer for name, answer in answers.items()}))


def test_a_later_shell_sees_the_server_and_its_price(stage: Stage) -> None:
    stage.time.sleep(3600)
    found = control.status(stage.world)
    lines = dict(found.lines())
    assert lines["where"] == "RunPod, UP"
    assert lines["server"] == "serving: since noon"
    assert lines["GPU"] == "NVIDIA L4, 23034 MB"
    assert lines["API"] == "http://127.0.0.1:8002, answers"
    assert lines["tunnel"].startswith("open; by hand: ssh -N -o ExitOnForwardFailure=yes -L 127.0.0.1:8002:")
    assert lines["price"] == "$0.43 an hour, about $0.43 in the 60 min so far"
    assert found.as_facts()["cost_usd"] == pytest.approx(0.43)


def test_a_tunnel_that_is_gone_is_opened_again(stage: Stage) -> None:
    looks = iter([False, False, True])
    found = control.status(replace(stage.world, is_open=lambda _: next(looks, True)))
    command = stage.programs.calls[-1]
    assert command.startswith("ssh -N -o ExitOnForwardFailure=yes -L 127.0.0.1:8002:127.0.0.1:8001")
    assert found.server.tunnel == len(stage.programs.calls)
    assert stage.store.read() == found.server


def test_a_tunnel_that_does_not_open_is_ended_and_can_be_opened_by_hand(stage: Stage) -> None:
    closed = replace(stage, is_open=False)
    with pytest.raises(LaunchFailedError, match="nothing listens on port 8002 after 30 s") as caught:
        control.status(closed.world)
    assert str(caught.value.hint).startswith("by hand: ssh -N")
    assert len(closed.programs.ended) == 1
    assert "a machine may still run" in caught.value.message


def test_what_ssh_said_of_the_tunnel_is_told(stage: Stage) -> None:
    def talk(_: int) -> bool:
        (stage.store.folder / "tunnel.log").write_text("bind: Address already in use\n", encoding="utf-8")
        return False

    with pytest.raises(LaunchFailedError, match="Address already in use"):
        control.status(replace(stage.world, is_open=talk))


def test_a_machine_that_ended_by_itself_is_forgotten(stage: Stage) -> None:
    found = control.status(later(stage, GONE).world)
    assert dict(found.lines())["price"] == "nothing runs"
    assert (found.cloud, found.machine, stage.store.read()) == (None, None, None)


def test_a_machine_that_stopped_by_itself_is_kept(stage: Stage) -> None:
    stopped = later(stage, listing([{"name": "generate-track", "status": "STOPPED"}]))
    found = control.status(stopped.world)
    assert dict(found.lines())["where"] == "RunPod, STOPPED"
    kept = stage.store.read()
    assert kept is not None
    assert (kept.step, kept.up_since) == ("stopped", None)


def test_a_machine_that_only_begins_is_left_alone(stage: Stage) -> None:
    begins = later(stage, listing([{"name": "generate-track", "status": "INIT"}]))
    assert control.status(begins.world).cloud == "INIT"
    assert stage.store.read() is not None


def test_a_server_that_does_not_answer_is_said(stage: Stage) -> None:
    silent = replace(stage, url="http://127.0.0.1:9")
    assert dict(control.status(silent.world).lines())["API"].endswith("does not answer")


def test_a_machine_that_cannot_be_asked_is_said(stage: Stage) -> None:
    deaf = replace(stage, programs=rented({"status --refresh": UP, 'machine.sh" status': Result(255, err="timed out")}))
    assert dict(control.status(deaf.world).lines())["server"] == "silent: timed out"


def test_a_server_before_it_is_ready_has_no_address(stage: Stage) -> None:
    kept = stage.store.read()
    assert kept is not None
    stage.store.write(kept.with_changes(step="install", url=None))
    assert "API" not in dict(control.status(stage.world).lines())


def test_the_log_is_read_on_the_machine(stage: Stage) -> None:
    talking = replace(stage, programs=rented({"logs 7": Result(0, "a\nb\n")}))
    assert control.logs(talking.world, n_lines=7) == "a\nb"
    deaf = replace(stage, programs=rented({"logs": Result(255, err="Connection refused")}))
    with pytest.raises(
        LaunchFailedError, match="cannot be read: Connection refused; a machine may still run"
    ) as caught:
        control.logs(deaf.world, n_lines=7)
    assert str(caught.value.hint).endswith("sky logs --provision generate-track shows SkyPilot's own")


def test_what_cannot_be_stopped_is_not_tried(stage: Stage) -> None:
    with pytest.raises(LaunchFailedError, match="cannot be stopped at RunPod, only deleted; a machine may still run"):
        control.stop(stage.world)
    assert stage.programs.calls == []


def test_a_stopped_machine_costs_no_hours(stage: Stage) -> None:
    there = replace(stage, folder=stage.folder / "aws", programs=rented())
    Launch(plan("aws"), there.world).run()
    assert control.stop(there.world).up_since is None
    assert "stop --yes generate-track" in there.programs.calls[-1]


def test_what_was_set_up_is_taken_down(stage: Stage) -> None:
    stage.env_file.write_text("A=1\n" + stage.env_file.read_text(encoding="utf-8"), encoding="utf-8")
    control.down(later(stage, UP, GONE).world)
    assert stage.store.read() is None
    assert stage.env_file.read_text(encoding="utf-8") == "A=1\n"


def test_a_machine_that_is_gone_already_is_taken_down_too(stage: Stage) -> None:
    gone = later(stage, GONE)
    control.down(gone.world)
    assert not any("down" in call for call in gone.programs.calls)


def test_a_machine_that_does_not_go_is_kept_and_told(stage: Stage) -> None:
    with pytest.raises(LaunchFailedError, match="SkyPilot still knows the machine; a machine may still run"):
        control.down(later(stage, UP).world)
    assert stage.store.read() is not None
    failing = replace(stage, programs=rented({"status --refresh": UP, "down --yes": Result(1, err="\x1b[31mno quota")}))
    with pytest.raises(LaunchFailedError, match="sky down: no quota; a machine may still run at RunPod") as caught:
        control.down(failing.world)
    assert "sky check runpod tells whether RunPod can be used" in str(caught.value.hint)


@pytest.mark.parametrize("ask", [control.status, control.down])
def test_an_interrupt_says_what_is_left_too(stage: Stage, ask: Callable[[World], object]) -> None:
    with pytest.raises(TaskInterruptedError, match="interrupted; a machine may still run at RunPod"):
        ask(replace(stage, programs=rented(kill_at=1)).world)
    assert stage.store.read() is not None


def test_a_machine_of_ones_own_is_stopped_and_cleaned(stage: Stage) -> None:
    there = on_own(stage)
    assert control.status(there.world).machine == control.MachineReport.parse(SERVING.out)
    assert control.stop(there.world).step == "stopped"
    control.down(there.world)
    assert [call.rpartition(" ")[2] for call in there.programs.calls if "machine.sh" in call][-1] == "remove"
    assert there.store.read() is None


def test_a_machine_of_ones_own_that_is_clean_already_is_left_alone(stage: Stage) -> None:
    there = on_own(stage, "here", test=Result(0, "no\n"))
    control.down(there.world)
    assert not any("remove" in call for call in there.programs.calls)


def test_without_a_server_there_is_nothing_to_tell(tmp_path: Path) -> None:
    nothing = Stage(tmp_path, "http://127.0.0.1:9", rented())
    for ask in (control.status, control.stop, control.down):
        with pytest.raises(LaunchFailedError, match="no server is set up"):
            ask(nothing.world)
