"""doctor: what would work from here, without a generation."""

from pathlib import Path

import pytest

from command import Run, Use
from fake_server import FakeAceStep


def test_a_healthy_server_is_described(run: Run, use: Use) -> None:
    with FakeAceStep() as server:
        use(server.url)
        answer = run("doctor", "--json")
    checks = {check["name"]: check["fact"] for check in answer.json["checks"]}
    assert answer.code == 0
    assert answer.json["server"]["kind"] == "native"
    assert checks["models"] == "acestep-v15-turbo (default), acestep-v15-sft"
    assert "waiting" in checks["queue"]
    assert server.payloads == []


@pytest.mark.parametrize(
    ("faults", "exit_code", "told"),
    [
        ({"refuse_key": True}, 4, "ACE-Step 1.5 API"),
        ({"html": True}, 3, "something else"),
        ({"gradio": True}, 3, "ACE-Step's Gradio app"),
        ({"chat_only": True}, 3, "chat completions only"),
        ({"redirect": "https://h.example/"}, 3, "a redirect"),
    ],
)
def test_what_is_wrong_with_a_server_has_its_exit_code(
    *, run: Run, use: Use, faults: dict[str, object], exit_code: int, told: str
) -> None:
    with FakeAceStep(**faults) as server:
        use(server.url)
        answer = run("doctor")
    assert answer.code == exit_code
    assert "hint: " in answer.err
    assert f"server: {server.url}, {told}\n" in answer.out


def test_an_old_build_is_dated_and_what_cannot_be_trusted_is_said(run: Run, use: Use) -> None:
    with FakeAceStep(is_old=True) as server:
        use(server.url)
        answer = run("doctor")
    assert answer.code == 0
    assert "build: before 16 February 2026\n" in answer.out
    assert "seeds: unproven\n" in answer.out
    assert "note: builds before 13 February 2026 ignore the seed" in answer.err


def test_a_server_that_is_down_is_an_error(run: Run) -> None:
    answer = run("doctor", "--api-url", "http://127.0.0.1:9", "--json")
    assert (answer.code, answer.json["error"]["code"]) == (3, "engine_unavailable")


def test_the_embedded_engine_is_examined_without_making_the_folder(run: Run) -> None:
    answer = run("doctor")
    assert answer.code == 0
    assert "engine: embedded" in answer.out
    assert "instruments: SoundFont of " in answer.out
    assert not Path("outputs").exists()


def test_an_output_that_cannot_be_written_is_an_error(run: Run) -> None:
    Path("taken").write_text("a file", encoding="utf-8")
    answer = run("doctor", "--output", "taken", "--json")
    assert (answer.code, answer.json["error"]["code"]) == (1, "output")


def test_a_package_without_its_instruments_is_an_error(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    answer = run("doctor")
    assert answer.code == 1
    assert "instruments: missing" in answer.out
