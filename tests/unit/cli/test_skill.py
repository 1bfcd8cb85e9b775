import json
import re
import runpy
from pathlib import Path

import pytest

from generate_track.cli.app import main

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[3]


def test_a_project_gets_the_skill_where_agents_look(capsys: Capture) -> None:
    assert main(["skill", "install"]) == 0
    installed = [Path(line) for line in capsys.readouterr().out.splitlines()]
    here = Path.cwd()
    assert [path.relative_to(here).as_posix() for path in installed] == [
        ".claude/skills/generate-track/SKILL.md",
        ".agents/skills/generate-track/SKILL.md",
    ]
    assert all((path.parent / "references" / "options.md").is_file() for path in installed)


@pytest.mark.parametrize(("agent", "folder"), [("claude", ".claude"), ("agents", ".agents")])
def test_one_agent_can_be_chosen_and_the_home_folder(
    *, agent: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert main(["skill", "install", "--user", "--agent", agent]) == 0
    assert [path.name for path in (tmp_path / "home").iterdir()] == [folder]


def test_another_folder_can_be_named_and_an_older_copy_is_replaced(capsys: Capture) -> None:
    old = Path("mine", "generate-track")
    old.mkdir(parents=True)
    (old / "SKILL.md").write_text("old", encoding="utf-8")
    (old / "own.md").write_text("mine", encoding="utf-8")
    assert main(["skill", "install", "--target", "mine", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["installed"] == [str(old / "SKILL.md")]
    assert (old / "SKILL.md").read_text(encoding="utf-8").startswith("---\n")
    assert (old / "own.md").exists()


def test_what_cannot_be_installed_is_an_error(capsys: Capture) -> None:
    Path("taken").write_text("", encoding="utf-8")
    assert main(["skill", "install", "--target", "taken"]) == 1
    assert main(["skill", "install", "--agent", "nobody"]) == 2
    assert "--agent 'nobody' is not one of claude, agents, all" in capsys.readouterr().err


def test_the_skill_has_the_head_that_agents_want(capsys: Capture) -> None:
    assert main(["skill", "show"]) == 0
    head = re.match(r"---\nname: generate-track\ndescription: (.+)\n", capsys.readouterr().out)
    assert head is not None
    assert len(head[1]) <= 1024


def test_the_generated_texts_are_fresh(capsys: Capture) -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "generate_text.py"))
    assert script["main"](["--check"]) == 0, capsys.readouterr().out


def test_a_stale_text_is_named_and_written_anew(capsys: Capture, tmp_path: Path) -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "generate_text.py"))
    names = script["main"].__globals__
    names["ROOT"] = tmp_path
    names["TARGETS"] = {"SKILL.md": tmp_path / "deep" / "SKILL.md"}
    assert script["main"](["--check"]) == 1
    assert script["main"]([]) == 0
    assert script["main"](["--check"]) == 0
    assert capsys.readouterr().out == "stale: deep/SKILL.md\nwritten: deep/SKILL.md\n"
