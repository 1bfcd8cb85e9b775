from dataclasses import replace
from pathlib import Path

import pytest
from dotenv import dotenv_values

from cloud import CLUSTER, KEY, SERVING, KilledError, Stage, listing, own, plan, rented
from fake_server import FakeAceStep
from generate_track.cloud import control
from generate_track.cloud.bill import hours_up
from generate_track.cloud.launch import STEPS, Launch
from generate_track.cloud.program import Result, ScriptedPrograms
from generate_track.errors import GenerateTrackError, LaunchFailedError, StalledError, TaskInterruptedError

N_CALLS = 6  # of programs, in a launch on a cloud in which all goes well; the tunnel is open already


def launched(stage: Stage, programs: ScriptedPrograms, on: str = "runpod", **wishes: object) -> Stage:
    stage = replace(stage, programs=programs)
    Launch(plan(on, **wishes), stage.world).run()
    return stage


def failure(stage: Stage, programs: ScriptedPrograms, on: str = "runpod", **wishes: object) -> GenerateTrackError:
    with pytest.raises(GenerateTrackError) as caught:
        launched(stage, programs, on, **wishes)
    return caught.value


def test_a_launch_ends_with_a_server_that_made_music(stage: Stage, server: FakeAceStep) -> None:
    done = launched(stage, rented())
    kept = done.store.read()
    assert kept is not None
    assert (kept.step, kept.url, kept.price, kept.is_price_real) == ("ready", "http://127.0.0.1:8002", 0.43, True)
    assert server.payloads[-1]["inference_steps"] == 1
    assert dotenv_values(done.env_file) == {"ACESTEP_API_URL": "http://127.0.0.1:8002", "ACESTEP_API_KEY": KEY}


def test_the_key_is_on_no_command_line_and_in_no_file_but_env(stage: Stage) -> None:
    done = launched(stage, rented())
    kept = [path for path in done.folder.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]
    assert kept == [done.env_file]
    assert not any(KEY in call for call in done.programs.calls)
    assert {"ACESTEP_API_KEY": KEY} in done.programs.environs
    owned = launched(Stage(stage.folder / "own", stage.url, own()), own(), "ssh:me@box")
    assert not any(KEY in call for call in owned.programs.calls)
    assert sum(KEY in text for text in owned.programs.inputs) == 1


@pytest.mark.parametrize("on", ["here", "ssh:me@box:2222"])
def test_a_machine_of_ones_own_needs_no_skypilot(stage: Stage, on: str) -> None:
    done = launched(stage, own(), on)
    assert not any("sky" in call for call in done.programs.calls)
    kept = done.store.read()
    assert kept is not None
    assert kept.url == ("http://127.0.0.1:8001" if on == "here" else "http://127.0.0.1:8002")
    assert kept.price is None


def test_an_open_port_is_reached_without_a_tunnel(stage: Stage) -> None:
    done = launched(stage, rented(), public=True)
    assert dotenv_values(done.env_file)["ACESTEP_API_URL"] == "http://203.0.113.7:40001"
    assert not any(" -N " in call for call in done.programs.calls)


def test_a_server_that_lets_everybody_in_is_ended(tmp_path: Path) -> None:
    with FakeAceStep() as open_server:
        stage = Stage(tmp_path, open_server.url, rented())
        error = failure(stage, stage.programs, public=True)
    assert "answers without the key" in error.message
    assert any(call.endswith('machine.sh" stop') for call in stage.programs.calls)
    assert not stage.env_file.exists()


def test_silence_is_no_music(tmp_path: Path) -> None:
    with FakeAceStep(api_key=KEY, silent_audio=True) as silent:
        error = failure(Stage(tmp_path, silent.url, rented()), rented())
    assert (error.exit_code, "silent" in error.message) == (6, True)
    assert "a machine may still run at RunPod: $0.43 an hour" in error.message


def test_a_failed_installation_says_why_and_what_it_costs(stage: Stage) -> None:
    failed = Result(0, "state failed\ndetail the GPU has 4096 MB, less than the 7536 MB that it needs\n")
    error = failure(stage, rented({'machine.sh" status': failed}))
    assert isinstance(error, LaunchFailedError)
    assert error.message.startswith("the GPU has 4096 MB")
    assert "it is deleted after 30 min without a track" in error.message
    assert error.hint == "generate-track setup-cloud logs shows more"


def test_where_no_machine_is_to_be_had_nothing_costs(stage: Stage) -> None:
    programs = rented({"launch": Result(1, "no machine is free\n"), "status --refresh": listing([])})
    assert failure(stage, programs).message == "sky launch: no machine is free; nothing runs, and nothing costs"
    unknown = rented({"launch": Result(1, "no\n"), "status --refresh": [listing([]), Result(1, "no network\n")]})
    assert "a machine may still run at RunPod" in failure(stage, unknown).message


def test_the_installation_is_followed_line_by_line(stage: Stage) -> None:
    steps = [Result(0, f"state downloading\ndetail weights\nlast {n} %\n") for n in (10, 50)]
    done = launched(stage, rented({'machine.sh" status': [*steps, SERVING]}))
    assert [line for line in done.said if "%" in line] == ["weights: 10 %", "weights: 50 %"]


def test_a_short_deafness_is_borne_and_a_long_one_is_not(stage: Stage) -> None:
    deaf = Result(255, err="Connection refused")
    launched(stage, rented({'machine.sh" status': [deaf, deaf, SERVING]}))
    error = failure(stage, rented({'machine.sh" status': deaf}))
    assert "cannot be asked how far it is: Connection refused" in error.message


def test_an_installation_that_says_nothing_new_is_given_up(stage: Stage) -> None:
    error = failure(stage, rented({'machine.sh" status': Result(0, "state installing\ndetail stuck\n")}))
    assert isinstance(error, StalledError)


def require_known(stage: Stage, *, has_machine: bool) -> None:
    later = stage.again()
    kept = later.store.read()
    assert kept is not None
    assert (kept.up_since is not None) == has_machine
    later.programs.answers["status --refresh"] = [listing(CLUSTER), listing(CLUSTER), listing([])]
    assert control.status(later.world).server.on == "runpod"
    control.down(later.world)
    assert any("down --yes generate-track" in line for line in later.programs.calls)
    assert later.store.read() is None


@pytest.mark.parametrize("call", range(1, N_CALLS + 1))
def test_a_launch_that_is_killed_in_a_program_is_known_to_a_later_shell(stage: Stage, call: int) -> None:
    with pytest.raises(KilledError):
        launched(stage, rented(kill_at=call, with_what=KilledError))
    require_known(stage, has_machine=call > 2)


@pytest.mark.parametrize("step", ["connect", "lock", "prove"])
def test_a_launch_that_is_killed_between_programs_is_known_to_a_later_shell(stage: Stage, step: str) -> None:
    with pytest.raises(KilledError):
        launched(replace(stage, killed=step), rented())
    kept = stage.store.read()
    assert kept is not None
    assert kept.step == step
    require_known(stage, has_machine=True)


@pytest.mark.parametrize("call", range(1, 4))
def test_a_launch_on_ones_own_machine_that_is_killed_is_known_to_a_later_shell(stage: Stage, call: int) -> None:
    with pytest.raises(KilledError):
        launched(stage, own(kill_at=call, with_what=KilledError), "ssh:me@box")
    later = replace(stage, programs=own())
    assert control.status(later.world).server.on == "ssh:me@box"
    control.down(later.world)
    assert later.programs.calls[-1].endswith("remove")
    assert later.store.read() is None


@pytest.mark.parametrize("call", range(1, N_CALLS + 1))
def test_a_launch_that_is_interrupted_anywhere_says_what_is_left(stage: Stage, call: int) -> None:
    error = failure(stage, rented(kill_at=call))
    assert isinstance(error, TaskInterruptedError)
    kept = stage.store.read()
    assert kept is not None
    step = next(step for step in STEPS if step.name == kept.step)
    assert error.message.startswith(f"interrupted while {step.doing}; ")
    assert ("a machine may still run" in error.message) == (kept.up_since is not None)


def test_the_launch_has_as_many_calls_as_are_killed_above(stage: Stage) -> None:
    assert len(launched(stage, rented()).programs.calls) == N_CALLS


def test_the_same_command_again_goes_on(stage: Stage) -> None:
    with pytest.raises(KilledError):
        launched(stage, rented(kill_at=N_CALLS, with_what=KilledError))
    before = stage.store.read()
    stage.time.sleep(60)
    there = rented({"status --refresh": listing(CLUSTER)})
    done = launched(stage, there)
    after = done.store.read()
    assert before is not None
    assert after is not None
    assert (after.step, after.up_since) == ("ready", before.up_since)
    assert any("cancel --yes --all generate-track" in call for call in done.programs.calls)


def test_a_machine_that_ended_by_itself_is_not_billed_for_the_time_since(stage: Stage) -> None:
    launched(stage, rented())
    stage.time.sleep(24 * 3600)
    launched(stage, rented())
    kept = stage.store.read()
    assert kept is not None
    assert hours_up(kept, now=stage.time.now()) == 0


def test_a_second_server_elsewhere_is_refused(stage: Stage) -> None:
    launched(stage, rented())
    with pytest.raises(LaunchFailedError, match="there is a server already, on RunPod"):
        Launch(plan("here"), stage.world)


def test_a_stopped_server_elsewhere_is_not_forgotten(stage: Stage) -> None:
    launched(stage, rented(), "aws")
    control.stop(replace(stage, programs=rented()).world)
    with pytest.raises(LaunchFailedError, match="there is a server already, on AWS"):
        Launch(plan("here"), stage.world)


def test_another_gpu_wants_another_machine(stage: Stage) -> None:
    programs = rented({"launch": Result(1, "resources do not match\n"), "status --refresh": listing(CLUSTER)})
    assert str(failure(stage, programs).hint).startswith(
        "generate-track setup-cloud down ends the machine that is there"
    )


def test_an_address_that_is_none_is_no_mistake_of_the_user(tmp_path: Path) -> None:
    stage = Stage(tmp_path, "http://a b", rented())
    error = failure(stage, rented(), public=True)
    assert isinstance(error, LaunchFailedError)
    assert "a machine may still run" in error.message


def test_a_fault_of_the_system_says_what_is_left(stage: Stage) -> None:
    def no_port(_: int) -> int:
        raise OSError(24, "Too many open files")

    with pytest.raises(LaunchFailedError, match="too many open files; a machine may still run at RunPod"):
        Launch(plan(), replace(stage.world, free_port=no_port)).run()


def test_an_env_file_that_cannot_be_written_leaves_a_machine_and_says_so(stage: Stage) -> None:
    stage.env_file.mkdir()
    error = failure(stage, rented())
    assert error.code == "output"
    assert "a machine may still run" in error.message
