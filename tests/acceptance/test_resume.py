"""No task is lost: after Ctrl-C, a crash or a timeout it goes on where it was."""

import _thread
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from command import Run, Use
from fake_server import FakeAceStep, Recorded, _Reply

SHORT = ("lounge jazz", "--duration", "10")


class WatchedServer(FakeAceStep):
    """Sets `polled` at the first poll, and calls `on_poll`."""

    def __init__(self, *, on_poll: Callable[[], None] = lambda: None, **options: object) -> None:
        super().__init__(**options)
        self.polled = Event()
        self.on_poll = on_poll

    def answer(self, request: Recorded) -> _Reply | None:
        if request.path == "/query_result" and not self.polled.is_set():
            self.polled.set()
            self.on_poll()
        return super().answer(request)


@pytest.fixture
def stalled() -> Iterator[WatchedServer]:
    with WatchedServer(stall=True) as server:
        yield server


def test_ctrl_c_says_how_to_go_on_and_resume_does(run: Run, use: Use, stalled: WatchedServer) -> None:
    use(stalled.url)
    stalled.on_poll = _thread.interrupt_main
    interrupted = run(*SHORT, "--seed", "5", "--json")
    stalled.faults.stall = False
    error = interrupted.json["error"]
    resumed = run(*error["hint"].split()[1:], "--json")
    assert (interrupted.code, error["code"]) == (130, "interrupted")
    assert error["task"]
    assert resumed.code == 0
    assert [track["seed"] for track in resumed.json["tracks"]] == [5]
    assert len(stalled.payloads) == 1


def test_a_killed_command_loses_no_task(run: Run, use: Use, stalled: WatchedServer) -> None:
    use(stalled.url)
    command = [sys.executable, "-m", "generate_track", *SHORT]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        assert stalled.polled.wait(timeout=20)
        process.kill()
    stalled.faults.stall = False
    listed = run("jobs", "--json").json["jobs"]
    resumed = run("resume", "--json")
    assert [job["state"] for job in listed] == ["submitted"]
    assert resumed.code == 0
    assert Path(resumed.json["tracks"][0]["file"]).exists()
    assert len(stalled.payloads) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
def test_a_command_that_is_asked_to_end_tidies_up_and_can_be_resumed(
    run: Run, use: Use, stalled: WatchedServer
) -> None:
    use(stalled.url)
    command = [sys.executable, "-m", "generate_track", *SHORT]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert stalled.polled.wait(timeout=20)
        process.terminate()
        _, told = process.communicate(timeout=20)
    stalled.faults.stall = False
    assert process.returncode == 130
    assert "hint: generate-track resume " in told
    assert list(Path("outputs").iterdir()) == []
    assert run("resume").code == 0


def test_a_timeout_can_be_resumed(run: Run, use: Use, stalled: WatchedServer) -> None:
    use(stalled.url)
    stopped = run(*SHORT, "--timeout", "0.2")
    stalled.faults.stall = False
    assert stopped.code == 7
    assert "generate-track resume" in stopped.err
    assert run("resume").code == 0
    assert run("jobs").out == "no task is open\n"


def test_a_resumed_task_goes_to_the_folder_it_was_meant_for(
    *, run: Run, use: Use, stalled: WatchedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(stalled.url)
    run(*SHORT, "--timeout", "0.2", "--output", "mine")
    stalled.faults.stall = False
    there = Path.cwd() / "mine"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert Path(run("resume", "--json").json["tracks"][0]["file"]).parent == there


def test_takes_that_are_saved_are_not_fetched_again(run: Run, use: Use) -> None:
    with FakeAceStep() as server:
        use(server.url)
        answer = server.answer

        def answer_without_second(request: Recorded) -> object:
            server.faults.missing_audio = "take-2" in request.path
            return answer(request)

        server.answer = answer_without_second
        broken = run(*SHORT, "--batch", "2", "--json")
        server.answer = answer
        server.faults.missing_audio = False
        resumed = run("resume", broken.json["error"]["task"], "--json")
    assert [track["take"] for track in broken.json["tracks"]] == [1]
    assert [track["take"] for track in resumed.json["tracks"]] == [2]


def test_a_finished_task_is_told_and_nothing_is_asked_of_the_server(run: Run, use: Use) -> None:
    with FakeAceStep() as server:
        use(server.url)
        made = run(*SHORT, "--json").json
        n_requests = len(server.requests)
        task = run("jobs", "--all", "--json").json["jobs"][0]["id"]
        told = run("resume", task, "--json")
    assert told.json["tracks"] == [{"file": made["tracks"][0]["file"]}]
    assert len(server.requests) == n_requests


def test_nothing_to_resume_is_an_error_with_a_hint(run: Run) -> None:
    answer = run("resume")
    assert answer.code == 1
    assert answer.err == "error: no task is open\nhint: generate-track jobs --all lists every task\n"


def test_a_key_is_not_sent_to_the_server_of_an_older_task(run: Run, use: Use, stalled: WatchedServer) -> None:
    use(stalled.url)
    run(*SHORT, "--timeout", "0.2")
    stalled.faults.stall = False
    use("https://music.example.org", key="secret-of-another")
    assert run("resume").code == 0
    assert all("authorization" not in request.headers for request in stalled.requests)


def test_a_key_is_sent_when_the_task_is_on_the_server_it_is_for(run: Run, use: Use) -> None:
    with WatchedServer(stall=True, api_key="k-123") as server:
        use(server.url, key="k-123")
        run(*SHORT, "--timeout", "0.2")
        server.faults.stall = False
        assert run("resume").code == 0


def test_jobs_lists_the_newest_first_with_state_and_caption(run: Run, use: Use, stalled: WatchedServer) -> None:
    use(stalled.url)
    run("first \x1b[31mred", "--timeout", "0.2")
    run("second", "--timeout", "0.2")
    lines = run("jobs").out.splitlines()
    assert lines[0].split() == ["TASK", "STATE", "AGE", "CAPTION", "SERVER"]
    assert [line.split()[1] for line in lines[1:]] == ["submitted", "submitted"]
    assert "second" in lines[1]
    assert "\x1b" not in lines[2]


def test_a_broken_pipe_does_not_stop_the_work(use: Use) -> None:
    with FakeAceStep() as server:
        use(server.url)
        command = [sys.executable, "-m", "generate_track", *SHORT, "--batch", "2", "--output", "piped"]
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, text=True)  # noqa: S603
        os.close(writer)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert len(list(Path("piped").glob("*.mp3"))) == 2


def test_a_journal_entry_holds_the_request_and_no_key(
    *, run: Run, use: Use, stalled: WatchedServer, tmp_path: Path
) -> None:
    use(stalled.url, key="k-123456")
    run(*SHORT, "--timeout", "0.2", "--seed", "9")
    (entry,) = (tmp_path / "state").rglob("*.json")
    facts = json.loads(entry.read_text(encoding="utf-8"))
    assert facts["request"]["seed"] == 9
    assert "k-123456" not in entry.read_text(encoding="utf-8")
