import pytest

from generate_track.cli.app import main
from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS

Capture = pytest.CaptureFixture[str]


def help_of(capsys: Capture, *words: str) -> str:
    assert main([*words, "--help"]) == 0
    return capsys.readouterr().out


def test_every_option_is_in_the_help(capsys: Capture) -> None:
    text = help_of(capsys)
    assert all(f"  {row.flag}" in text for row in (*PARAMETERS, *EXPERT_PARAMETERS))
    assert "[10 to 600] [default: 120]" in text
    assert "CAPTION" in text


def test_experts_have_their_own_part_at_the_end(capsys: Capture) -> None:
    text = help_of(capsys)
    assert (
        text.index("\nMusic:") < text.index("\nOutput:") < text.index("\nEngine:") < text.index("\nACE-Step, expert:")
    )


def test_the_help_of_make_is_that_of_the_default(capsys: Capture) -> None:
    assert help_of(capsys, "make").partition("Arguments:")[2] in help_of(capsys)


def test_lines_fit_a_narrow_terminal(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    described = [line for line in help_of(capsys).splitlines() if line.startswith(" " * 26)]
    assert described
    assert max(map(len, described)) <= 60


@pytest.mark.parametrize(
    "command",
    ["resume", "jobs", "rerun", "doctor", "setup-cloud", "setup-cloud logs", "skill", "skill install", "skill show"],
)
def test_every_command_has_help(capsys: Capture, command: str) -> None:
    assert "Usage: generate-track" in help_of(capsys, *command.split())


def test_help_is_asked_for_anywhere_but_behind_two_hyphens(capsys: Capture) -> None:
    assert help_of(capsys, "x", "--bpm", "9") == help_of(capsys)
    assert main(["--dry-run", "--quiet", "--", "--help"]) == 0
    assert "Usage" not in capsys.readouterr().out


def test_a_group_without_a_command_shows_its_help(capsys: Capture) -> None:
    assert main(["skill"]) == 0
    assert "install" in capsys.readouterr().out


def test_an_unknown_command_of_a_group_is_a_mistake(capsys: Capture) -> None:
    assert main(["skill", "instal"]) == 2
    assert 'hint: did you mean "install"?' in capsys.readouterr().err
