import sys
from pathlib import Path

import pytest

from generate_track.cloud.program import Result, ScriptedPrograms, SystemPrograms, _pipe

PROGRAMS = SystemPrograms()


def python(text: str) -> list[str]:
    return [sys.executable, "-c", text]


def test_a_program_is_run_to_its_end() -> None:
    result = PROGRAMS.run(
        python("import sys; print(input()); print('why', file=sys.stderr); sys.exit(3)"), stdin="in\n"
    )
    assert (result.code, result.out, result.is_ok, result.reason) == (3, "in\n", False, "why")


def test_lines_are_told_as_they_come_bars_of_downloads_too() -> None:
    lines: list[str] = []
    result = PROGRAMS.run(python(r"import sys; sys.stdout.write('1 %\r2 %\r\n\nend\n')"), on_line=lines.append)
    assert lines == ["1 %", "2 %", "end"]
    assert result.out.endswith("end\n")


def test_a_program_gets_variables_besides_ours() -> None:
    assert PROGRAMS.run(python("import os; print(os.environ['A_KEY'])"), env={"A_KEY": "k"}).out == "k\n"


def test_a_program_that_is_not_there_ends_as_in_a_shell() -> None:
    result = PROGRAMS.run(["no-such-program-of-ours"])
    assert result.code == 127
    assert result.reason.startswith("no-such-program-of-ours: ")
    assert PROGRAMS.find("no-such-program-of-ours") is None


def test_an_interrupt_ends_the_program_too() -> None:
    def interrupt(line: str) -> None:
        raise KeyboardInterrupt(line)

    with pytest.raises(KeyboardInterrupt):
        PROGRAMS.run(python("import time; print('up', flush=True); time.sleep(60)"), on_line=interrupt)


def test_a_program_that_does_not_read_is_no_fault_of_ours() -> None:
    assert PROGRAMS.run(python("import sys; sys.stdin.close()"), stdin="x" * 1_000_000, on_line=print).is_ok


def test_a_program_can_outlive_the_call_and_be_ended(tmp_path: Path) -> None:
    log = tmp_path / "log"
    pid = PROGRAMS.start(python("import time; time.sleep(60)"), log=log)
    PROGRAMS.end(pid)
    PROGRAMS.end(2**22 + 1)
    assert log.read_bytes() == b""


def test_a_result_without_words_has_its_code_for_a_reason() -> None:
    assert Result(9).reason == "exit code 9"


def test_the_double_answers_by_what_the_words_contain(tmp_path: Path) -> None:
    double = ScriptedPrograms({"a b": [Result(1), Result(2)]}, missing=frozenset({"c"}), kill_at=5)
    lines: list[str] = []
    assert [double.run(["a", "b"]).code for _ in range(3)] == [1, 2, 2]
    assert double.run(["x"], stdin="in", on_line=lines.append).is_ok
    with pytest.raises(KeyboardInterrupt):
        double.start(["y"], log=tmp_path)
    double.end(7)
    assert (double.find("c"), double.find("d"), double.ended, double.inputs[3]) == (None, "/usr/bin/d", [7], "in")


def test_a_pipe_that_was_not_asked_for_is_a_bug() -> None:
    with pytest.raises(TypeError, match="without a pipe"):
        _pipe(None)
