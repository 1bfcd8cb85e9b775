from pathlib import Path

import pytest

from generate_track.library.history import Effort, History

EFFORT = Effort("embedded", "", "", n_at_once=2, n_tracks=3, audio_s=180, wall_s=12.5)


def test_what_was_added_is_read_again_the_newest_last(tmp_path: Path) -> None:
    history = History(tmp_path / "a" / "history.jsonl")
    assert history.efforts() == []
    second = Effort("acestep", "http://h", "turbo", n_at_once=3, n_tracks=1, audio_s=60, wall_s=9)
    history.add(EFFORT)
    history.add(second)
    assert history.efforts() == [EFFORT, second]


def test_lines_that_are_no_efforts_are_passed_over(tmp_path: Path) -> None:
    history = History(tmp_path / "history.jsonl")
    history.path.write_text('half a li\n[]\n{"engine": "x"}\n7\n', encoding="utf-8")
    history.add(EFFORT)
    history.add(Effort("embedded", "", "", n_at_once=1, n_tracks=1, audio_s=0, wall_s=1))
    assert history.efforts() == [EFFORT]


def test_where_it_cannot_be_kept_or_read_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\xff")
    History(tmp_path / "file" / "history.jsonl").add(EFFORT)
    assert History(tmp_path / "file").efforts() == []


def test_it_lies_in_the_folder_of_the_user_s_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GENERATE_TRACK_STATE", str(tmp_path))
    assert History.default().path == tmp_path / "history.jsonl"
    monkeypatch.delenv("GENERATE_TRACK_STATE")
    assert History.default().path.parent.name == "generate-track"
