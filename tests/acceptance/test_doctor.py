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
    ("faults", "exit_code"), [({"refuse_key": True}, 4), ({"html": True}, 3), ({"gradio": True}, 3)]
)
def test_what_is_wrong_with_a_server_has_its_exit_code(
    *, run: Run, use: Use, faults: dict[str, object], exit_code: int
) -> None:
    with FakeAceStep(**faults) as server:
        use(server.url)
        answer = run("doctor")
    assert answer.code == exit_code
    assert "hint: " in answer.err


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
