import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cloud import CLUSTER, KEY, Stage, listing, own, plan, rented
from generate_track.cloud.launch import way_to
from generate_track.cloud.program import Result, ScriptedPrograms
from generate_track.cloud.sky import Rented
from generate_track.cloud.target import Target
from generate_track.cloud.world import free_port, is_open, new_key, open_client
from generate_track.errors import LaunchFailedError


def stage(tmp_path: Path, programs: ScriptedPrograms, **changes: object) -> Stage:
    return replace(Stage(tmp_path, "http://127.0.0.1:9", programs), **changes)


def rented_way(tmp_path: Path, programs: ScriptedPrograms, on: str = "runpod", **changes: object) -> Rented:
    way = way_to(Target.parse(on), stage(tmp_path, programs, **changes).world)
    assert isinstance(way, Rented)
    return way


def test_skypilot_is_installed_once_and_apart(tmp_path: Path) -> None:
    programs = rented()
    rented_way(tmp_path, programs).prepare()
    rented_way(tmp_path, programs).prepare()
    folder = tmp_path / "cloud" / "skypilot-0.14.1"
    assert [call.split()[1] for call in programs.calls] == ["venv", "pip"]
    assert programs.calls[1].endswith(f"--python {folder / 'bin' / 'python'} skypilot[runpod]==0.14.1")
    rented_way(tmp_path, programs, "aws").prepare()
    assert "skypilot[aws]" in programs.calls[-1]


def test_skypilot_is_installed_with_pip_where_uv_is_not(tmp_path: Path) -> None:
    programs = rented(missing=frozenset({"uv"}))
    rented_way(tmp_path, programs).prepare()
    assert programs.calls[0] == f"{sys.executable} -m venv {tmp_path / 'cloud' / 'skypilot-0.14.1'}"
    assert "-m pip install" in programs.calls[1]


def test_a_python_that_is_too_new_for_skypilot_is_said(tmp_path: Path) -> None:
    with pytest.raises(LaunchFailedError, match=r"SkyPilot runs on Python 3\.9 to 3\.13, and this is 3\.14"):
        rented_way(tmp_path, rented(missing=frozenset({"uv"})), python=(3, 14)).prepare()


def test_an_installation_that_fails_is_tried_again_the_next_time(tmp_path: Path) -> None:
    with pytest.raises(LaunchFailedError, match="installing SkyPilot: no route"):
        rented_way(tmp_path, rented({"pip install": Result(1, "no route\n")})).prepare()
    again = rented()
    rented_way(tmp_path, again).prepare()
    assert again.calls


def test_skypilot_does_not_run_on_windows(tmp_path: Path) -> None:
    with pytest.raises(LaunchFailedError) as caught:
        rented_way(tmp_path, rented(), platform="win32").prepare()
    assert caught.value.hint == "run generate-track inside of WSL"


@pytest.mark.parametrize("program", ["rsync", "ssh"])
def test_what_skypilot_needs_is_looked_for_before_anything_is_installed(tmp_path: Path, program: str) -> None:
    programs = rented(missing=frozenset({program}))
    with pytest.raises(LaunchFailedError, match=f"SkyPilot needs {program}, which is not on this machine"):
        rented_way(tmp_path, programs).prepare()
    assert programs.calls == []


def test_a_key_that_skypilot_repeats_is_not_repeated_by_us(tmp_path: Path) -> None:
    way = rented_way(tmp_path, rented({"launch": Result(1, f"bad secret {KEY}\n")}))
    way.prepare()
    with pytest.raises(LaunchFailedError, match=r"sky launch: bad secret \*\*\*"):
        way.begin(plan(), KEY)


def test_the_address_of_an_open_port_is_skypilots(tmp_path: Path) -> None:
    assert rented_way(tmp_path, rented()).endpoint() == "http://203.0.113.7:40001"
    named = rented({"status --endpoint": Result(0, "https://x.example:1\n")})
    assert rented_way(tmp_path, named).endpoint() == "https://x.example:1"
    with pytest.raises(LaunchFailedError, match="names no address for port 8001"):
        rented_way(tmp_path, rented({"status --endpoint": Result(0, "\n")})).endpoint()


def test_a_price_that_skypilot_does_not_tell_is_not_known(tmp_path: Path) -> None:
    assert rented_way(tmp_path, rented()).price() == 0.43
    assert rented_way(tmp_path, rented({"cost-report": Result(0, "other  $ 1.00\n\n")})).price() is None
    assert rented_way(tmp_path, rented(), "kubernetes").price() is None


@pytest.mark.parametrize(("out", "state"), [("", None), ("No clusters\n[]", None), (listing(CLUSTER).out, "UP")])
def test_the_state_in_the_cloud_is_read(*, tmp_path: Path, out: str, state: str | None) -> None:
    assert rented_way(tmp_path, rented({"status --refresh": Result(0, out)})).cloud_state() == state


def test_a_state_that_cannot_be_read_is_not_taken_for_gone(tmp_path: Path) -> None:
    for out in ("[{", '[{"a": 1}]', "[{}"):
        with pytest.raises(LaunchFailedError, match="says what we cannot read"):
            rented_way(tmp_path, rented({"status --refresh": Result(0, out)})).is_there()


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("Host key verification failed.", "connect once by hand, ssh me@box, and look at its key"),
        ("me@box: Permission denied (publickey).", "ssh has to work without a password: ssh-copy-id me@box"),
        ("ssh: something else", None),
    ],
)
def test_what_ssh_says_is_explained(*, tmp_path: Path, said: str, hint: str | None) -> None:
    way = way_to(Target.parse("ssh:me@box:2222"), stage(tmp_path, own({"nvidia-smi": Result(255, err=said)})).world)
    with pytest.raises(LaunchFailedError, match="the machine me@box: ") as caught:
        way.prepare()
    assert caught.value.hint == hint


def test_a_machine_without_ssh_or_bash_is_told_so(tmp_path: Path) -> None:
    no_ssh = stage(tmp_path, own({"ssh": Result(127, err="ssh: no such file")}))
    with pytest.raises(LaunchFailedError) as caught:
        way_to(Target.parse("ssh:box"), no_ssh.world).prepare()
    assert caught.value.hint == "install OpenSSH's ssh on this machine"
    with pytest.raises(LaunchFailedError, match="there is no bash on this machine"):
        way_to(Target.parse("here"), stage(tmp_path, own(missing=frozenset({"bash"}))).world).prepare()


def test_ssh_is_called_so_that_it_cannot_hang(tmp_path: Path) -> None:
    programs = own()
    way = way_to(Target.parse("ssh:me@box:2222"), stage(tmp_path, programs).world)
    way.machine("status")
    assert programs.calls[0].startswith(
        "ssh -o BatchMode=yes -o ConnectTimeout=15 -o ServerAliveInterval=15 -p 2222 me@box bash"
    )
    assert way.endpoint() == "http://box:8001"
    assert way_to(Target.parse("here"), stage(tmp_path, programs).world).endpoint() == "http://127.0.0.1:8001"


def test_a_port_that_is_taken_is_passed_over() -> None:
    import socket  # noqa: PLC0415 - for this test alone

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert is_open(port)
        assert free_port(port) != port
    assert free_port(port) == port
    assert not is_open(port)


def test_no_two_keys_are_alike() -> None:
    assert new_key() != new_key()
    assert len(new_key()) >= 32
    with open_client("http://127.0.0.1:9", "k") as client:
        assert str(client.url) == "http://127.0.0.1:9"
