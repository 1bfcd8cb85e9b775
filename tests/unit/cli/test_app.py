import json
import sys
from pathlib import Path

import pytest

from generate_track import __version__
from generate_track.cli.app import main
from generate_track.cli.context import Context

Capture = pytest.CaptureFixture[str]


def raising(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("generate_track.cli.work.make", fail)


def test_the_version_is_the_package_s(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"{__version__}\n"


def test_the_version_is_an_object_too(capsys: Capture) -> None:
    assert main(["--version", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == __version__


def test_without_words_the_caption_is_asked_for(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["generate-track"])
    assert main() == 2
    assert capsys.readouterr().err.startswith("error: the caption is empty\nhint: ")


def test_ctrl_c_before_anything_was_sent_is_an_exit_code(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    raising(monkeypatch, KeyboardInterrupt())
    assert main(["x"]) == 130
    assert capsys.readouterr().err == "error: interrupted\n"


def test_a_bug_is_one_line(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    raising(monkeypatch, ValueError("no\nway"))
    assert main(["x"]) == 1
    assert capsys.readouterr().err.splitlines()[0] == "error: unexpected error, ValueError: no way"


def test_a_reader_of_the_help_may_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    raising(monkeypatch, BrokenPipeError())
    assert main(["x"]) == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["lounge", "jazz"], "error: unexpected argument 'jazz'\nhint: put a caption of several words in quotes\n"),
        (["serve", "jazz"], "error: unexpected argument 'jazz'\n"),
        (["x", "--durration", "60"], "error: option --durration is not known\nhint: did you mean --duration?\n"),
        (["skill", "learn"], 'error: unknown command "learn"\nhint: available commands: install, show\n'),
        (["x", "--thinking=maybe"], 'error: invalid value for --thinking: unable to convert "maybe" into bool\n'),
    ],
)
def test_wrong_words_are_an_exit_code_and_a_hint(capsys: Capture, *, words: list[str], message: str) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err == message


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a disk that is always full")
@pytest.mark.parametrize("words", [["--version"], ["--version", "--json"]])
def test_a_result_that_cannot_be_written_is_an_error(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(words) == 1
    assert capsys.readouterr().err == "error: stdout cannot be written: no space left on device\n"


def test_a_wrong_word_is_told_beside_what_cyclopts_finds(capsys: Capture) -> None:
    assert main(["x", "--durration", "60", "--thinking=maybe"]) == 2
    assert capsys.readouterr().err.count("error: ") == 2


def test_the_words_of_a_command_reach_its_work(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, object] = {}

    def keep(said: dict[str, object], *, context: Context) -> None:
        told.update(said, mistakes=context.mistakes)

    monkeypatch.setattr("generate_track.cli.work.make", keep)
    assert main(["jazz", "--bpm", "90", "--instrumental", "--no-use-adg", "--set", "a=1", "--set", "b=2"]) == 0
    flags = {"instrumental": True, "use_adg": False}
    assert told == {"caption": "jazz", "bpm": "90", "set": ("a=1", "b=2"), "mistakes": ()} | flags
