"""The script of the machine, run as it is, in a home folder of its own with stub programs."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from dotenv import dotenv_values

from cloud import KEY, Stage, fake_server, plan
from fake_server import FakeAceStep
from generate_track.cloud import control
from generate_track.cloud.launch import Launch
from generate_track.cloud.machine import BUILD, PORT, SKYPILOT_VERSION, UPSTREAM_PORT
from generate_track.cloud.package import package
from generate_track.cloud.program import Result, SystemPrograms
from generate_track.cloud.task import task
from generate_track.cloud.world import World, free_port, is_open, open_client
from generate_track.errors import GenerateTrackError
from machine import BUSY, IDLE, write_sky, write_stubs

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("setsid"), reason="the script runs on Linux"
)
# A worker that was killed is missed after ten seconds, and the machine may be busy.
_PATIENCE_S = 60.0


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the home folder of the machine, which is this one's too."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "stats").write_text(IDLE, encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("FAKE_REMOTE", str(home))
    monkeypatch.setenv("PATH", write_stubs(tmp_path / "stubs"))
    monkeypatch.setenv("FAKE_PYTHON", sys.executable)
    monkeypatch.setenv("FAKE_FORWARD", str(tmp_path / "stubs" / "forward"))
    return home


@pytest.fixture
def world(home: Path, tmp_path: Path) -> Iterator[World]:
    with fake_server() as server:
        stage = Stage(tmp_path, server.url, programs=None)
        world = replace(
            stage.world, programs=SystemPrograms(), home=home, sleep=lambda _: time.sleep(0.02), clock=time.monotonic
        )
        yield world
    if world.store.read():
        control.down(world)


def database(home: Path) -> str:
    return f"sqlite:///{home}/.generate-track/queue/queue.db"


def calls(home: Path) -> list[str]:
    return (home / "calls").read_text(encoding="utf-8").splitlines()


def put_forward(home: Path, seconds: int) -> None:
    """Put the clock of the machine forward, at once: half a number is none."""
    new = home / "later.new"
    new.write_text(str(seconds), encoding="utf-8")
    new.replace(home / "later")


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("on", ["here", "ssh:me@box:2222"])
def test_a_machine_of_ones_own_is_set_up_and_taken_down(*, home: Path, world: World, on: str) -> None:
    server = Launch(plan(on), world).run()
    assert server.step == "ready"
    assert dotenv_values(world.env_file)["ACESTEP_API_KEY"] == KEY
    assert f"git -C {home}/.generate-track/ACE-Step-1.5 checkout -q --force {BUILD.commit}" in calls(home)
    assert calls(home)[-5:-1] == [
        "uv sync --no-dev",
        "acestep-download ",
        "acestep-api --host 127.0.0.1 --port 8002",
        f"generate-track keys add setup-cloud --from-env ACESTEP_API_KEY --replace --database {database(home)}",
    ]
    assert calls(home)[-1] == (
        "generate-track serve --engine acestep --upstream http://127.0.0.1:8002 --slots 2 --grace 10 --host 127.0.0.1 "
        f"--port 8001 --database {database(home)} --store {home}/.generate-track/queue/audio"
    )
    found = control.status(world)
    assert found.machine is not None
    assert (found.machine.state, found.machine.gpu) == ("serving", "NVIDIA L4, 23034")
    control.down(world)
    assert not (home / ".generate-track").exists()
    assert "ACESTEP" not in world.env_file.read_text(encoding="utf-8")


def test_the_key_arrives_by_stdin_and_is_for_the_user_alone(home: Path, world: World) -> None:
    Launch(plan("ssh:me@box"), world).run()
    key = home / ".generate-track" / "key"
    assert (key.read_text(encoding="utf-8"), oct(key.stat().st_mode & 0o777)) == (KEY, "0o600")
    assert f"ACESTEP_API_KEY={KEY}" in (home / "seen").read_text(encoding="utf-8").splitlines()
    assert (home / "seen-by-front").read_text(encoding="utf-8") == f"ACESTEP_API_KEY={KEY}\n"
    assert KEY not in (home / "calls").read_text(encoding="utf-8")
    assert KEY not in (home / "ssh-calls").read_text(encoding="utf-8")
    assert f"Bearer {KEY}" in (home / "header").read_text(encoding="utf-8")


def test_the_models_that_are_wanted_are_fetched(home: Path, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_GPU", "NVIDIA RTX 3060, 12288")
    Launch(plan("here", model="acestep-v15-sft", thinking=True), world).run()
    assert "acestep-download --model acestep-v15-sft --skip-main" in calls(home)
    assert "acestep-download --model acestep-5Hz-lm-0.6B --skip-main" in calls(home)
    seen = (home / "seen").read_text(encoding="utf-8")
    assert "ACESTEP_INIT_LLM=true" in seen
    assert "ACESTEP_CONFIG_PATH=acestep-v15-sft" in seen
    assert "ACESTEP_LM_MODEL_PATH=acestep-5Hz-lm-0.6B" in seen


def test_a_gpu_that_is_too_small_is_refused_on_the_machine(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_GPU", "NVIDIA GTX 1650, 4096")
    with pytest.raises(GenerateTrackError, match="GTX 1650\\) has 4096 MB, less than the 5652 MB") as caught:
        Launch(plan("here"), world).run()
    assert "the server may still run on this machine" in caught.value.message


def test_a_failure_of_a_program_is_told_with_its_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_NETWORK", "1")
    with pytest.raises(GenerateTrackError, match="it ended with an error; the log says why"):
        Launch(plan("here"), world).run()
    assert "could not resolve host" in control.logs(world, n_lines=20)


def test_a_server_with_nothing_to_do_ends(home: Path, world: World) -> None:
    Launch(plan("here", autostop_min=20), world).run()
    (home / "stats").write_text(BUSY, encoding="utf-8")
    hours = count(1)

    def pass_hour() -> bool:
        """Put the clock forward, and say whether the machine has seen it."""
        n_asked = (home / "asked").stat().st_size
        put_forward(home, 3600 * next(hours))
        until(lambda: (home / "asked").stat().st_size > n_asked + 2 or not (machine / "server.pid").exists())
        return not (machine / "server.pid").exists()

    machine = home / ".generate-track"
    assert not any(pass_hour() for _ in range(3)), "a running job is work, however long it takes"
    (home / "stats").write_text(IDLE, encoding="utf-8")
    until(pass_hour)
    until(lambda: (machine / "state").read_text(encoding="utf-8").startswith("state idle"))


@pytest.mark.parametrize("name", ["server", "front"])
def test_a_server_that_dies_is_told_and_takes_the_other_with_it(*, home: Path, world: World, name: str) -> None:
    Launch(plan("here"), world).run()
    machine = home / ".generate-track"
    os.kill(int((machine / f"{name}.pid").read_text(encoding="utf-8")), signal.SIGKILL)
    until(lambda: "failed" in (machine / "state").read_text(encoding="utf-8"))
    until(lambda: not (machine / "server.pid").exists() and not (machine / "front.pid").exists())
    report = control.status(world).machine
    assert report is not None
    assert report.detail == "the server ended by itself; the log says why"


def test_stopping_ends_every_process_and_the_same_command_starts_again(home: Path, world: World) -> None:
    Launch(plan("here"), world).run()
    first = int((home / ".generate-track" / "server.pid").read_text(encoding="utf-8"))
    control.stop(world)
    assert not Path(f"/proc/{first}").exists()
    found = control.status(world)
    assert found.machine is not None
    assert found.machine.state == "stopped"
    assert Launch(plan("here"), world).run().step == "ready"


@dataclass
class OtherPorts(SystemPrograms):
    """Runs everything with two ports of its own: those of a real machine may be in use on this one."""

    port: int
    upstream_port: int

    def run(self, words: Sequence[str], *, stdin: str = "", **how: Any) -> Result:  # noqa: ANN401 - as there
        for name, usual, own in (("\nPORT", PORT, self.port), ("\nUPSTREAM_PORT", UPSTREAM_PORT, self.upstream_port)):
            stdin = stdin.replace(f"{name}={usual}\n", f"{name}={own}\n")
        return super().run(words, stdin=stdin, **how)

    def start(self, words: Sequence[str], *, log: Path) -> int:
        return super().start([word.replace(f"127.0.0.1:{PORT}", f"127.0.0.1:{self.port}") for word in words], log=log)


@pytest.fixture
def real(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[World, FakeAceStep]]:
    """Return a world in which our own server runs for real, as it was sent, before an ACE-Step that is none."""
    if not Path("/usr/bin/curl").exists():
        pytest.skip("the script asks with curl")
    with fake_server() as server:
        monkeypatch.setenv("FAKE_API", server.url.rpartition(":")[2])
        programs = OtherPorts(free_port(0), free_port(0))
        yield (
            replace(world, programs=programs, client=open_client, is_open=is_open, free_port=lambda _: free_port(0)),
            server,
        )


def test_music_comes_through_the_tunnel_and_the_tunnel_goes_with_the_server(real: tuple[World, FakeAceStep]) -> None:
    world, upstream = real
    kept = Launch(plan("ssh:me@box"), world).run()
    assert [sent["prompt"] for sent in upstream.payloads] == ["a single soft piano chord"]
    assert kept.local_port is not None
    assert is_open(kept.local_port)
    os.kill(kept.tunnel or 0, signal.SIGKILL)
    until(lambda: not is_open(kept.local_port or 0))
    again = control.status(world)
    assert again.is_answering
    assert again.server.tunnel != kept.tunnel
    control.down(world)
    until(lambda: not is_open(kept.local_port or 0))


def test_tasks_outlive_a_restart_and_belong_to_the_new_key(real: tuple[World, FakeAceStep]) -> None:
    world, upstream = real
    kept = Launch(plan("ssh:me@box"), world).run()
    upstream.faults.stall = True
    with open_client(kept.url or "", KEY) as client:
        task_id = client.submit(
            {"prompt": "rain", "audio_duration": 10, "batch_size": 1, "audio_format": "wav"}
        ).task_id
        until(lambda: upstream.payloads[-1]["prompt"] == "rain")
    control.stop(world)
    upstream.faults.stall, upstream.api_key = False, "another-key-of-the-tests"
    again = Launch(plan("ssh:me@box"), replace(world, key=lambda: "another-key-of-the-tests")).run()
    with open_client(again.url or "", "another-key-of-the-tests") as client:
        until(lambda: client.query(task_id).items)
    with open_client(again.url or "", KEY) as client:
        assert client.ask("/v1/stats").status == 401


def test_a_rented_machine_is_set_up_watched_and_taken_down(home: Path, world: World) -> None:
    write_sky(world.store.folder / f"skypilot-{SKYPILOT_VERSION}")
    server = Launch(plan("runpod"), world).run()
    assert (server.step, server.price, server.is_price_real) == ("ready", 0.31, True)
    assert f"ACESTEP_API_KEY={KEY}" in (home / "seen").read_text(encoding="utf-8").splitlines()
    found = control.status(world)
    assert (found.cloud, found.machine and found.machine.state) == ("UP", "serving")
    assert Launch(plan("runpod"), world).run().up_since == server.up_since, "the same command again goes on"
    control.down(world)
    assert not (home / "cluster.json").exists()
    until(lambda: not (home / ".generate-track" / "server.pid").exists())
    assert "ACESTEP" not in world.env_file.read_text(encoding="utf-8")


def test_the_task_file_serves_with_the_key_of_its_secret(home: Path, tmp_path: Path) -> None:
    own = package().write(tmp_path)
    made = task(plan("runpod"), package=own)
    machine = home / ".generate-track"
    machine.mkdir()
    shutil.copy(own, machine)
    words = [shutil.which("bash") or "bash", "-c", f"{made['setup']}\n{made['run']}"]
    with subprocess.Popen(words, env={**os.environ, "ACESTEP_API_KEY": KEY}, stdout=subprocess.DEVNULL) as job:  # noqa: S603 - ours
        try:
            until(lambda: (machine / "state").exists() and "serving" in (machine / "state").read_text(encoding="utf-8"))
            put_forward(home, 1600)
            # The job ends with the server: then SkyPilot sees an idle machine.
            assert job.wait(_PATIENCE_S) == 0
        finally:
            job.kill()
    assert f"ACESTEP_API_KEY={KEY}" in (home / "seen").read_text(encoding="utf-8")
    assert "ended after 25 minutes without a track" in (machine / "server.log").read_text(encoding="utf-8")


def test_an_interrupted_installation_can_be_ended(home: Path, world: World) -> None:
    killed = replace(world, client=lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(GenerateTrackError, match="interrupted while trying to get in without the key"):
        Launch(plan("here"), killed).run()
    control.down(world)
    assert not (home / ".generate-track").exists()
