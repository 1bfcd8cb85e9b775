"""Each row of the failure table, through the command: exit code, what happened, what helps."""

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from command import Run, Use
from fake_server import FakeAceStep, Recorded

SHORT = ("lounge jazz", "--duration", "10")

# faults of the server, more words, exit code, code, part of the message, part of the hint
ROWS = (
    ({"refuse_key": True}, (), 4, "refused_key", "refused the API key", "check ACESTEP_API_KEY"),
    ({"queue_full": 99}, ("--timeout", "0.2"), 5, "queue_full", "queue", "reduce --batch"),
    ({"fail_task": "CUDA out of memory"}, (), 6, "generation_failed", "CUDA out of memory", "reduce --duration"),
    ({"fail_task": True}, (), 6, "generation_failed", "gives no reason", "try a shorter --duration or another --seed"),
    ({"stall": True}, ("--timeout", "0.3"), 7, "timed_out", "no sign of progress", "likely out of memory"),
    ({"garbled_result": True}, (), 6, "generation_failed", "is not JSON", "--seed"),
    ({"queue_full": 1, "retry_after": 999}, ("--timeout", "9"), 5, "queue_full", "come back in 999 s", "reduce"),
    ({"redirect": "https://h.example/"}, (), 3, "not_ace_step", "redirects to https://h.example/", "ACESTEP_API_URL"),
    ({"html": True}, (), 3, "not_ace_step", "a web page", "ACE-Step 1.5 REST API"),
    ({"gradio": True}, (), 3, "not_ace_step", "Gradio", "ACE-Step 1.5 REST API"),
    ({"chat_only": True}, (), 3, "not_ace_step", "chat/completions", "ACE-Step 1.5 REST API"),
    ({"lose_receipt": True}, (), 3, "response_lost", "", "generate-track"),
    ({"silent_audio": True}, (), 6, "unusable_audio", "silent", "--seed"),
    ({"nan_audio": True}, (), 6, "unusable_audio", "", "--seed"),
    ({"page_download": True}, (), 6, "unusable_audio", "", ""),
    ({"fewer_takes": 1}, (), 6, "generation_failed", "made no audio", "--seed"),
)


@pytest.mark.parametrize(("faults", "words", "exit_code", "code", "message", "hint"), ROWS)
def test_a_failure_has_its_exit_code_a_message_and_a_hint(
    *,
    run: Run,
    use: Use,
    faults: dict[str, object],
    words: tuple[str, ...],
    exit_code: int,
    code: str,
    message: str,
    hint: str,
) -> None:
    with FakeAceStep(**faults) as server:
        use(server.url)
        answer = run(*SHORT, *words, "--json")
    error = answer.json["error"]
    assert (answer.code, error["code"]) == (exit_code, code)
    assert message in error["message"]
    assert hint in (error["hint"] or "")
    assert f"error: {error['message']}" in answer.err
    assert "Traceback" not in answer.err


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def test_a_refused_connection_asks_whether_the_server_runs(run: Run, use: Use, closed_port: int) -> None:
    use(f"http://127.0.0.1:{closed_port}")
    answer = run(*SHORT)
    assert answer.code == 3
    assert "hint: check ACESTEP_API_URL; is the server running?" in answer.err
    assert answer.out == ""


def test_a_name_that_does_not_exist_asks_to_check_the_url(run: Run, use: Use) -> None:
    use("http://no-such-host.invalid")
    answer = run(*SHORT)
    assert answer.code == 3
    assert "hint: check ACESTEP_API_URL" in answer.err


def test_a_server_without_tls_is_not_reached_over_https(run: Run, use: Use) -> None:
    with FakeAceStep() as server:
        use(server.url.replace("http:", "https:"))
        answer = run(*SHORT)
    assert answer.code == 3
    assert "hint: check ACESTEP_API_URL; no TLS is spoken there: write http:// for https://" in answer.err


def test_a_server_that_is_down_is_never_replaced_by_the_embedded_engine(run: Run, use: Use, closed_port: int) -> None:
    use(f"http://127.0.0.1:{closed_port}")
    assert run(*SHORT, "--json").json["engine"] == "acestep"
    assert not list(Path().rglob("*.mp3"))


def test_a_full_queue_that_empties_is_waited_for(run: Run, use: Use) -> None:
    with FakeAceStep(queue_full=1, retry_after=0) as server:
        use(server.url)
        answer = run(*SHORT)
    assert answer.code == 0
    assert "note: " in answer.err


@pytest.mark.parametrize("faults", [{"not_ready": 1}, {"compress": True}, {"drip_s": 0.02}, {"cut_download": 1}])
def test_what_a_slow_or_clumsy_server_does_ends_in_a_track(run: Run, use: Use, faults: dict[str, object]) -> None:
    with FakeAceStep(**faults) as server:
        use(server.url)
        answer = run(*SHORT, "--json")
    assert answer.code == 0
    assert answer.json["tracks"][0]["differences"] == []


def test_a_date_to_come_back_at_is_honoured(run: Run, use: Use) -> None:
    moment = datetime.now(UTC) + timedelta(seconds=1.5)
    with FakeAceStep(queue_full=1, retry_after=format_datetime(moment, usegmt=True)) as server:
        use(server.url)
        answer = run(*SHORT)
    assert answer.code == 0
    assert "note: the server's queue is full" in answer.err


def test_a_journal_that_cannot_be_written_is_told_before_anything_is_spent(
    run: Run, use: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("GENERATE_TRACK_STATE", str(Path("file").absolute()))
    with FakeAceStep() as server:
        use(server.url)
        answer = run(*SHORT, "--json")
    assert (answer.code, answer.json["error"]["code"]) == (1, "output")
    assert server.payloads == []


def test_a_name_that_is_too_long_is_refused_before_anything_is_spent(run: Run, use: Use) -> None:
    with FakeAceStep() as server:
        use(server.url)
        answer = run(*SHORT, "--output", f"{'n' * 251}.mp3", "--json")
    assert (answer.code, answer.json["error"]["code"]) == (1, "output")
    assert server.payloads == []


def test_a_task_lost_by_a_restart_is_said_and_can_be_submitted_again(
    run: Run, use: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generate_track.engines.watch._UNKNOWN_GRACE_S", 0.1)
    with FakeAceStep(restart_after=0) as server:
        use(server.url)
        lost = run(*SHORT, "--json")
        server.faults.restart_after = None
        again = run("resume", lost.json["error"]["task"], "--again")
    assert (lost.code, lost.json["error"]["code"]) == (6, "task_lost")
    assert "restarted" in lost.json["error"]["message"]
    assert "--again" in lost.json["error"]["hint"]
    assert again.code == 0
    assert server.payloads[0] == server.payloads[1]


def test_an_output_that_cannot_be_a_folder_is_refused_before_anything_is_spent(run: Run, use: Use) -> None:
    Path("taken").write_text("a file", encoding="utf-8")
    with FakeAceStep() as server:
        use(server.url)
        answer = run(*SHORT, "--output", "taken", "--json")
    assert (answer.code, answer.json["error"]["code"]) == (1, "output")
    assert "--output" in answer.json["error"]["hint"]
    assert server.payloads == []


def test_a_full_disk_is_noticed_before_anything_is_spent(run: Run, use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    with FakeAceStep() as server:
        use(server.url)
        answer = run(*SHORT)
    assert answer.code == 1
    assert "free" in answer.err
    assert server.payloads == []


def test_a_take_that_cannot_be_saved_is_kept_in_the_scratch_folder(
    run: Run, use: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generate_track.library.folder._move_new", refuse)
    with FakeAceStep() as server:
        use(server.url)
        answer = run(*SHORT, "--json")
    assert answer.code == 1
    kept = Path(answer.json["error"]["hint"].split("'")[1])
    assert kept.stat().st_size > 1000


def test_takes_saved_before_a_failure_are_reported(run: Run, use: Use) -> None:
    with FakeAceStep() as server:
        use(server.url)
        _fail_second_download(server)
        answer = run(*SHORT, "--batch", "2", "--json")
    assert answer.code != 0
    assert [track["take"] for track in answer.json["tracks"]] == [1]
    assert Path(answer.json["tracks"][0]["file"]).exists()


def _fail_second_download(server: FakeAceStep) -> None:
    answer = server.answer

    def answer_then_fail(request: Recorded) -> object:
        if "take-2" in request.path:
            server.faults.missing_audio = True
        return answer(request)

    server.answer = answer_then_fail


def test_an_unexpected_error_is_one_line_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generate_track.cli.work.open_engine", lambda _: 1 / 0)
    answer = run(*SHORT)
    assert answer.code == 1
    assert "error: unexpected error, ZeroDivisionError: division by zero" in answer.err
    assert "GENERATE_TRACK_DEBUG=1" in answer.err
    assert "Traceback" not in answer.err


def test_the_debug_variable_shows_the_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENERATE_TRACK_DEBUG", "1")
    monkeypatch.setattr("generate_track.cli.work.open_engine", lambda _: 1 / 0)
    assert "Traceback" in run(*SHORT).err
