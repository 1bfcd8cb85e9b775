"""A whole preset through the command: offline, on a server, interrupted, killed, resumed and with failures."""

import _thread
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import soundfile

from command import Run, Use
from fake_server import FakeAceStep, Recorded, _Reply
from generate_track.cloud.state import Server as CloudServer
from generate_track.cloud.state import Store
from generate_track.library.lock import locked

FOLDER = Path("outputs/mine")
HEAD = "name: mine\ndefaults: {duration: 10, format: flac, instrumental: yes}\ntracks:\n"
THREE = ("a, caption: soft piano", "b, caption: upbeat pop, bpm: 120.0, key: A", "c, caption: deep house")


def write(*tracks: str) -> str:
    Path("mine.yaml").write_text(HEAD + "".join(f"  - {{id: {track}}}\n" for track in tracks), encoding="utf-8")
    return "mine.yaml"


def report() -> dict[str, Any]:
    return json.loads((FOLDER / "mine.report.json").read_text(encoding="utf-8"))


def states() -> list[str]:
    return [track["state"] for track in report()["tracks"]]


def moments() -> list[int]:
    return [path.stat().st_mtime_ns for path in sorted(FOLDER.glob("*.flac"))]


class Server(FakeAceStep):
    """Calls `on_task` before it takes a task, and `on_poll` before each poll."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self.on_task: Callable[[Recorded], None] = lambda _: None
        self.on_poll: Callable[[Recorded], None] = lambda _: None

    def answer(self, request: Recorded) -> _Reply | None:
        calls = {"/release_task": self.on_task, "/query_result": self.on_poll}
        calls.get(request.path, lambda _: None)(request)
        return super().answer(request)

    @property
    def polls(self) -> list[list[str]]:
        return [request.fields["task_id_list"] for request in self.requests if request.path == "/query_result"]


@pytest.fixture
def server(use: Use) -> Iterator[Server]:
    with Server() as server:
        use(server.url)
        yield server


def test_a_preset_becomes_a_folder_of_tracks_with_report_and_playlist(run: Run) -> None:
    answer = run("batch", write(*THREE), "--json")
    assert answer.code == 0
    assert [path.name for path in sorted(FOLDER.glob("*.flac"))] == ["a.flac", "b.flac", "c.flac"]
    assert all(soundfile.info(path).duration == 10 for path in FOLDER.glob("*.flac"))
    lines = Path(answer.json["playlist"]).read_text(encoding="utf-8").splitlines()
    assert lines == ["#EXTM3U", *(line for name in "abc" for line in (f"#EXTINF:10,{name}", f"{name}.flac"))]
    told = report()
    assert (told["state"], told["counts"]["made"], told["tracks"][1]["asked"]["bpm"]) == ("done", 3, 120)
    assert told["tracks"][0]["got"][0]["seed"] == told["tracks"][0]["asked"]["seed"]
    assert any(note.startswith("heard: lounge") or "heard" in note for note in told["tracks"][0]["notes"])
    assert "3 of 3 tracks 100%" in answer.err


@pytest.mark.usefixtures("server")
def test_what_is_done_and_still_asked_for_is_kept_and_the_rest_is_made(run: Run) -> None:
    run("batch", write(*THREE), "--limit", "2")
    assert states() == ["made", "made", "left"]
    before = moments()
    answer = run("batch", write(THREE[0], "b, caption: upbeat pop, bpm: 90", *THREE[2:]), "--resume")
    after = moments()
    assert (answer.code, states()) == (0, ["kept", "made", "made"])
    assert (before[0] == after[0], before[1] == after[1], len(after)) == (True, False, 3)
    assert json.loads((FOLDER / "b.json").read_text(encoding="utf-8"))["request"]["bpm"] == 90


@pytest.mark.usefixtures("server")
def test_a_file_that_was_damaged_is_made_anew(run: Run) -> None:
    run("batch", write(*THREE))
    (FOLDER / "a.flac").write_bytes((FOLDER / "a.flac").read_bytes()[:-9])
    (FOLDER / "b.flac").unlink()
    assert run("batch", "mine.yaml", "--resume").code == 0
    assert states() == ["made", "made", "kept"]
    assert soundfile.info(FOLDER / "a.flac").duration == 10


def test_takes_of_a_batch_are_numbered_and_kept_one_by_one(run: Run) -> None:
    run("batch", write("a, caption: soft piano, batch: 2, seed: 7"))
    assert [path.name for path in sorted(FOLDER.glob("*.flac"))] == ["a-1.flac", "a-2.flac"]
    (FOLDER / "a-2.json").unlink()
    (FOLDER / "a-2.flac").unlink()
    told = run("batch", "mine.yaml", "--resume", "--json").json
    assert [(Path(track["file"]).name, track["seed"]) for track in told["tracks"]] == [("a-2.flac", 8)]


@pytest.mark.usefixtures("server")
def test_without_resume_all_is_made_anew_and_that_is_told(run: Run) -> None:
    run("batch", write(*THREE[:1]), "--concurrency", "1")
    before = moments()
    answer = run("batch", "mine.yaml")
    assert "note: 1 of them are there already and are made anew\nhint: --resume keeps what is valid" in answer.err
    assert moments() != before


def test_a_file_that_is_none_of_ours_is_not_written_over(run: Run) -> None:
    FOLDER.mkdir(parents=True)
    (FOLDER / "b.flac").write_bytes(b"a recording of my own")
    answer = run("batch", write(*THREE), "--json")
    assert (answer.code, answer.json["error"]["code"]) == (1, "output")
    assert "move it" in answer.json["error"]["hint"]
    assert (FOLDER / "b.flac").read_bytes() == b"a recording of my own"
    assert not (FOLDER / "a.flac").exists()


def test_every_mistake_is_told_at_once_with_its_place_and_nothing_is_sent(run: Run, server: Server) -> None:
    tracks = ("a, caption: x, bpm: 999", "a b, caption: y, colour: red", "c, duration: 3, time-sig: 5/4")
    answer = run("batch", write(*tracks), "--limit", "none", "--output", "x.mp3")
    errors = [line for line in answer.err.splitlines() if line.startswith("error: ")]
    assert answer.code == 2
    assert errors[0] == "error: mine.yaml:4: track 1 (a): bpm 999 is out of range (30 to 280)"
    assert len(errors) == 8
    assert server.requests == []


def test_a_dry_run_tells_count_time_and_cost_and_spends_nothing(run: Run, server: Server) -> None:
    guess = run("batch", write(*THREE), "--dry-run", "--hourly", "3600", "--json").json["estimate"]
    assert (guess["tracks"], guess["audio_s"], guess["is_guess"]) == (3, 30, True)
    assert guess["cost_usd"] == pytest.approx(guess["seconds"], abs=0.1)
    assert (server.requests, FOLDER.exists()) == ([], False)
    run("batch", "mine.yaml")
    text = run("batch", "mine.yaml", "--dry-run", "--resume", "--hourly", "1").out
    assert "mine: 0 tracks to make, 0 s, 3 kept" in text
    known = run("batch", "mine.yaml", "--dry-run", "--json").json["estimate"]
    assert (known["is_guess"], known["basis"][:28]) == (False, "from 3 earlier tracks of you")


@pytest.mark.usefixtures("server")
def test_tracks_that_were_made_alone_are_history_too(run: Run) -> None:
    run("soft piano", "--duration", "10", "--batch", "2", "--format", "flac")
    assert "from 2 earlier tracks of yours" in run("batch", write(*THREE), "--dry-run").out


def test_the_price_of_a_server_that_was_set_up_is_known(run: Run, server: Server) -> None:
    known = CloudServer("vast", "turbo", "ready", "delete", 30, price=3600.0, url=server.url + "/")
    Store.default(os.environ).write(known)
    told = run("batch", write(*THREE), "--dry-run", "--json").json["estimate"]
    assert told["cost_usd"] == pytest.approx(told["seconds"], abs=0.1)
    Store.default(os.environ).write(known.with_changes(url="http://other"))
    assert run("batch", "mine.yaml", "--dry-run", "--json").json["estimate"]["cost_usd"] is None
    Store.default(os.environ).path.write_text("{", encoding="utf-8")
    assert run("batch", "mine.yaml", "--dry-run", "--json").json["estimate"]["cost_usd"] is None


def test_of_two_commands_with_one_folder_the_second_one_is_told(run: Run, server: Server) -> None:
    with locked(FOLDER):
        answer = run("batch", write(*THREE))
    assert answer.code == 1
    assert "another command is making tracks in 'outputs/mine'" in answer.err
    assert server.payloads == []


def test_one_poll_asks_for_all_tasks_that_are_open(run: Run, server: Server) -> None:
    server.faults.progress = ((0.5, "Generating music"),) * 3
    answer = run("batch", write(*THREE), "--json")
    assert (answer.code, len(server.payloads)) == (0, 3)
    assert max(map(len, server.polls)) == 3
    assert len(server.polls) < 12
    assert [payload["audio_duration"] for payload in server.payloads] == [10.0] * 3


def test_a_track_has_the_same_seed_in_every_run_and_its_own(run: Run, server: Server) -> None:
    for words in ((), ("--resume",)):
        run("batch", write(*THREE, "d, caption: x, seed: 5"), *words, "--output", f"out{len(words)}")
    seeds = [payload["seed"] for payload in server.payloads]
    assert sorted(seeds[:4]) == sorted(seeds[4:])
    assert len(set(seeds)) == 4
    assert 5 in seeds


def test_a_full_queue_is_waited_for_by_one_task_at_a_time(run: Run, server: Server) -> None:
    server.faults.queue_full, server.faults.retry_after = 2, 0
    assert run("batch", write(*THREE)).code == 0
    assert len(server.payloads) == 5


def _fail_first(server: Server, **faults: object) -> None:
    """Let the first task end badly, and no other."""

    def on_poll(_: Recorded) -> None:
        for name, value in faults.items():
            is_first = not any(request.path.startswith("/v1/audio") for request in server.requests)
            setattr(server.faults, name, value if is_first and len(server.payloads) == 1 else type(value)())

    server.on_poll = on_poll


def test_a_track_that_fails_does_not_stop_the_others_and_is_told(run: Run, server: Server) -> None:
    _fail_first(server, fail_task="CUDA out of memory")
    answer = run("batch", write(*THREE), "--concurrency", "1", "--json")
    assert (answer.code, answer.json["error"]["code"]) == (6, "generation_failed")
    assert answer.json["error"]["message"] == "1 of 3 tracks failed: a"
    assert "--resume --retry 2" in answer.json["error"]["hint"]
    assert states() == ["failed", "made", "made"]
    assert "CUDA out of memory" in report()["tracks"][0]["error"]["message"]
    assert "a.flac" not in (FOLDER / "mine.m3u8").read_text(encoding="utf-8")


def test_a_failed_track_is_tried_again_with_the_same_seed(run: Run, server: Server) -> None:
    _fail_first(server, fail_task="CUDA out of memory")
    answer = run("batch", write(*THREE), "--concurrency", "1", "--retry", "1")
    assert answer.code == 0
    assert "a: failed, and will be tried again" in answer.err
    assert server.payloads[0]["seed"] == server.payloads[3]["seed"]
    assert report()["tracks"][0]["attempts"] == 2


def test_audio_that_cannot_be_used_is_tried_again_with_another_seed_and_kept_later(run: Run, server: Server) -> None:
    _fail_first(server, silent_audio=True)
    assert run("batch", write(*THREE), "--concurrency", "1", "--retry", "1").code == 0
    assert server.payloads[0]["seed"] != server.payloads[3]["seed"]
    run("batch", "mine.yaml", "--resume")
    assert (states(), len(server.payloads)) == (["kept"] * 3, 4)


def test_a_seed_that_was_asked_for_stays_whatever_comes_of_it(run: Run, server: Server) -> None:
    _fail_first(server, silent_audio=True)
    run("batch", write("a, caption: x, seed: 5"), "--retry", "1")
    assert [payload["seed"] for payload in server.payloads] == [5, 5]


def test_takes_that_a_server_leaves_out_are_a_failure(run: Run, server: Server) -> None:
    server.faults.fewer_takes = 1
    assert run("batch", write("a, caption: x, batch: 2")).code == 6
    assert report()["tracks"][0]["error"]["message"] == "the server made 1 of 2 takes"


def test_a_key_that_is_refused_ends_the_batch_at_once(run: Run, server: Server) -> None:
    server.faults.refuse_key = True
    answer = run("batch", write(*THREE), "--concurrency", "1", "--retry", "5", "--json")
    assert (answer.code, answer.json["error"]["code"]) == (4, "refused_key")
    assert len(server.payloads) == 1
    assert states() == ["failed", "left", "left"]


def test_a_server_that_is_down_ends_the_batch_with_a_way_on(run: Run, use: Use) -> None:
    with FakeAceStep() as gone:
        use(gone.url)
    answer = run("batch", write(*THREE))
    assert answer.code == 3
    assert "then generate-track batch mine.yaml --resume goes on" in answer.err


def test_ctrl_c_leaves_report_and_playlist_and_nothing_is_submitted_twice(run: Run, server: Server) -> None:
    server.on_task = lambda _: setattr(server.faults, "stall", len(server.payloads) > 0)
    presses = [_thread.interrupt_main]  # one: a second could fall into the tidying up
    server.on_poll = lambda _: presses.pop()() if presses and len(server.payloads) == 2 else None
    answer = run("batch", write(*THREE), "--concurrency", "1", "--json", "--timeout", "90")
    hint = "generate-track batch mine.yaml --timeout 90 --resume goes on"
    assert (answer.code, answer.json["error"]["hint"]) == (130, hint)
    assert (report()["state"], states()) == ("interrupted", ["made", "left", "left"])
    assert "a.flac" in (FOLDER / "mine.m3u8").read_text(encoding="utf-8")
    server.on_task = server.on_poll = lambda _: None
    server.faults.stall = False
    assert run("batch", "mine.yaml", "--resume").code == 0
    assert (states(), len(server.payloads)) == (["kept", "made", "made"], 3)


def test_a_killed_batch_picks_up_the_tasks_that_the_server_has(run: Run, server: Server) -> None:
    server.faults.stall = True
    all_taken = Event()
    server.on_poll = lambda poll: all_taken.set() if len(poll.fields["task_id_list"]) == 3 else None
    command = [sys.executable, "-m", "generate_track", "batch", write(*THREE)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        assert all_taken.wait(timeout=20)
        process.kill()
    server.faults.stall = False
    assert run("batch", "mine.yaml", "--resume").code == 0
    assert (states(), len(server.payloads)) == (["made"] * 3, 3)


def test_a_task_that_was_lost_by_a_restart_is_submitted_anew(
    run: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generate_track.engines.watch._UNKNOWN_GRACE_S", 0.1)
    server.faults.stall = True
    run("batch", write(*THREE[:1]), "--timeout", "0.2")
    server._tasks.clear()
    server.faults.stall = False
    answer = run("batch", "mine.yaml", "--resume")
    assert answer.code == 0
    assert len(server.payloads) == 2


def test_a_task_that_was_never_confirmed_is_not_submitted_twice_unasked(run: Run, server: Server) -> None:
    server.faults.lose_receipt = True
    assert run("batch", write(*THREE[:1])).code == 6
    server.faults.lose_receipt = False
    asked = run("batch", "mine.yaml", "--resume", "--json")
    assert (asked.code, len(server.payloads)) == (6, 1)
    assert "never confirmed" in report()["tracks"][0]["error"]["message"]
    assert run("batch", "mine.yaml", "--resume", "--retry", "1").code == 0
    assert len(server.payloads) == 2


def test_a_timeout_is_gone_on_with_and_not_submitted_again(run: Run, server: Server) -> None:
    server.faults.stall = True
    server.on_poll = lambda _: setattr(server.faults, "stall", len(server.polls) < 4)
    assert run("batch", write(*THREE[:1]), "--timeout", "0.2", "--retry", "9").code == 0
    assert len(server.payloads) == 1
    assert report()["tracks"][0]["attempts"] > 1


def test_a_batch_that_is_killed_offline_keeps_what_it_has_made(run: Run) -> None:
    command = [sys.executable, "-m", "generate_track", "batch", write(*THREE), "--concurrency", "1", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:  # noqa: S603
        first = Path(str(process.stdout and process.stdout.readline()).strip())
        process.kill()
    before = first.stat().st_mtime_ns
    answer = run("batch", "mine.yaml", "--resume")
    assert (answer.code, states()[0], first.stat().st_mtime_ns) == (0, "kept", before)
    assert os.fspath(first) == os.fspath(FOLDER / "a.flac")


def test_what_another_engine_made_is_not_what_is_asked_for(run: Run, server: Server) -> None:
    run("batch", write(*THREE[:1]), "--engine", "embedded")
    run("batch", "mine.yaml", "--resume")
    assert len(server.payloads) == 1


@pytest.mark.usefixtures("server")
def test_quiet_prints_the_file_names_alone(run: Run) -> None:
    answer = run("batch", write(*THREE[:1]), "--quiet")
    assert (answer.out, answer.err) == (f"{FOLDER / 'a.flac'}\n", "")


def test_presets_that_ship_are_listed_and_shown_to_be_changed(run: Run) -> None:
    listed = run("batch", "--list", "--json").json["presets"]
    assert [preset["name"] for preset in listed] == ["game-loops", "hotel-lobby", "lo-fi-study", "retail", "spa"]
    assert "spa" in run("batch", "--list").out
    text = run("batch", "hotel-lobby", "--show").out
    Path("mine.yaml").write_text(text, encoding="utf-8")
    told = run("batch", "mine.yaml", "--dry-run", "--json").json
    assert told["estimate"]["tracks"] == next(row["tracks"] for row in listed if row["name"] == "hotel-lobby")


def test_a_preset_that_is_not_there_is_guessed(run: Run) -> None:
    assert "hint: did you mean 'hotel-lobby'?" in run("batch", "hotel-loby").err
    assert "hint: generate-track batch --list" in run("batch").err
    assert "no such file" in run("batch", "none.yaml").err
