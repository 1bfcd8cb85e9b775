import os
import stat
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from generate_track.cloud.dotenv import remove_variables, with_variables, write_variables
from generate_track.errors import OutputError

OURS = {"ACESTEP_API_URL": "http://127.0.0.1:8001", "ACESTEP_API_KEY": "k"}
names = st.from_regex(r"[A-Z][A-Z_]{0,8}", fullmatch=True)
files = st.lists(st.one_of(st.just("# a comment"), st.just(""), st.builds("{}={}".format, names, st.just("1"))))


@given(files, st.sampled_from(["\n", "\r\n"]))
def test_every_other_line_is_kept(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    changed = with_variables(text, OURS)
    assert [line for line in changed.splitlines() if "ACESTEP" not in line] == text.splitlines()
    assert with_variables(changed, OURS) == changed


def test_an_old_value_is_replaced_in_its_place() -> None:
    text = "A=1\nexport ACESTEP_API_URL=old\n# b\nACESTEP_API_URL=older\nB=2"
    assert with_variables(text, OURS) == ("A=1\nACESTEP_API_URL=http://127.0.0.1:8001\n# b\nB=2\nACESTEP_API_KEY=k\n")


def test_line_ends_stay_what_they_are() -> None:
    assert with_variables("A=1\r\n", {"B": "2"}) == "A=1\r\nB=2\r\n"


def test_the_file_is_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    write_variables(path, OURS)
    assert dotenv_values(path) == OURS
    assert not list(tmp_path.glob(".*.tmp"))
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="on Windows, links need a privilege")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "real"
    target.write_text("A=1\n", encoding="utf-8")
    (tmp_path / ".env").symlink_to(target)
    write_variables(tmp_path / ".env", OURS)
    assert (tmp_path / ".env").is_symlink()
    assert target.read_text(encoding="utf-8").startswith("A=1\nACESTEP_API_URL")


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OutputError, match="not UTF-8"):
        write_variables(path, OURS)
    assert path.read_bytes() == b"\xff\xfe\x00"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_variables(tmp_path / "none" / ".env", OURS)


def test_what_was_written_can_be_taken_out_again(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("A=1\n", encoding="utf-8")
    write_variables(path, OURS)
    url = {"ACESTEP_API_URL": OURS["ACESTEP_API_URL"]}
    assert remove_variables(path, url, also=("ACESTEP_API_KEY",))
    assert path.read_text(encoding="utf-8") == "A=1\n"


def test_what_was_changed_since_is_the_users(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    write_variables(path, {"ACESTEP_API_URL": "http://another"})
    assert not remove_variables(path, {"ACESTEP_API_URL": "http://127.0.0.1:8001"})
    assert not remove_variables(tmp_path / "none", OURS)
    assert "another" in path.read_text(encoding="utf-8")
