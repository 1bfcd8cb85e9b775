import errno
import json
import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from generate_track.errors import OutputError, UnusableAudioError
from generate_track.library import folder
from generate_track.request import TrackRequest


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def prepare(output: Path) -> Path:
    return folder.prepare(output, a_request())


def a_request(**values: object) -> TrackRequest:
    return TrackRequest.parse({"caption": "x", "seed": 1, "duration_s": 10} | values)


def test_a_folder_is_made_when_it_is_missing(tmp_path: Path) -> None:
    assert prepare(tmp_path / "a" / "b").is_dir()


def test_the_folder_of_a_file_is_prepared(tmp_path: Path) -> None:
    assert prepare(tmp_path / "a" / "song.mp3") == tmp_path / "a"


def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("not a folder")
    with pytest.raises(OutputError, match="not a folder"):
        prepare(tmp_path / "a" / "b")


def test_a_full_disk_is_refused_before_anything_is_spent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(9, 9, 1_000_000))
    with pytest.raises(OutputError, match=r"1\.0 MB are free"):
        prepare(tmp_path)


def test_stems_need_their_room_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(9, 9, 20_000_000))
    assert folder.prepare(tmp_path, a_request()) == tmp_path
    with pytest.raises(OutputError, match=r"20\.0 MB are free"):
        folder.prepare(tmp_path, a_request(stems=True))


def test_a_take_never_overwrites_a_file_or_its_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_text("mine")
    (tmp_path / "a-2.json").write_text("mine too")
    source = tmp_path / "take"
    source.write_text("take")
    assert folder.place(source, tmp_path / "a.mp3") == tmp_path / "a-3.mp3"
    assert (tmp_path / "a.mp3").read_text() == "mine"
    assert not source.exists()


def test_a_claim_is_given_up_when_the_audio_s_name_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_text("mine")
    source = tmp_path / "take"
    source.write_text("take")
    folder.place(source, tmp_path / "a.mp3")
    assert {path.name for path in tmp_path.glob("*.json")} == {"a-2.json"}


def test_what_belongs_to_a_take_goes_beside_it_under_its_name(tmp_path: Path) -> None:
    source, score, stems = tmp_path / "take.mp3", tmp_path / "take.mid", tmp_path / "take.stems"
    stems.mkdir()
    for path in (source, score, stems / "bass.wav"):
        path.write_text(path.name)
    placed = folder.place(source, tmp_path / "a.mp3", extras=[score, stems])
    assert placed == tmp_path / "a.mp3"
    assert (tmp_path / "a.mid").read_text() == "take.mid"
    assert folder.files_of(tmp_path / "a.stems") == (tmp_path / "a.stems" / "bass.wav",)
    assert folder.files_of(tmp_path / "a.mid") == (tmp_path / "a.mid",)


def test_a_take_is_not_put_where_a_file_of_its_extras_would_be_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.mid").write_text("mine")
    for name in ("take.mp3", "take.mid"):
        (tmp_path / name).write_text(name)
    placed = folder.place(tmp_path / "take.mp3", tmp_path / "a.mp3", extras=[tmp_path / "take.mid"])
    assert placed == tmp_path / "a-2.mp3"
    assert (tmp_path / "a.mid").read_text() == "mine"
    assert (tmp_path / "a-2.mid").read_text() == "take.mid"


def test_a_take_is_moved_where_there_are_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "a.mp3").write_text("mine")
    source = tmp_path / "take"
    source.write_text("take")
    assert folder.place(source, tmp_path / "a.mp3").read_text() == "take"
    assert (tmp_path / "a.mp3").read_text() == "mine"


def test_a_take_that_cannot_be_moved_is_kept_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "replace", refuse)
    source = tmp_path / "take"
    source.write_text("take")
    with pytest.raises(OutputError) as caught:
        folder.place(source, tmp_path / "a.mp3")
    assert "no space left" in caught.value.message
    assert str(source) in str(caught.value.hint)
    assert source.read_text() == "take"
    assert not (tmp_path / "a.mp3").exists()


def test_an_exact_name_is_taken_over_from_file_and_folder(tmp_path: Path) -> None:
    target = tmp_path / "song.wav"
    for text in ("old", "new"):
        scratch = tmp_path / text
        (scratch / "take.stems").mkdir(parents=True)
        (scratch / "take.stems" / f"{text}.wav").touch()
        (scratch / "take.wav").write_text(text)
        assert folder.replace(scratch / "take.wav", target, extras=[scratch / "take.stems"]) == target
    assert target.read_text() == "new"
    assert [path.name for path in (tmp_path / "song.stems").iterdir()] == ["new.wav"]
    assert target.with_suffix(".json").read_text() == ""


def test_a_take_that_cannot_have_its_exact_name_is_kept_and_named(tmp_path: Path) -> None:
    source, target = tmp_path / "take.wav", tmp_path / "song.wav"
    source.touch()
    target.mkdir()
    with pytest.raises(OutputError, match=r"cannot save .*song\.wav") as told:
        folder.replace(source, target)
    assert str(source) in (told.value.hint or "")


def test_a_scratch_folder_is_gone_afterwards(tmp_path: Path) -> None:
    with folder.scratch(tmp_path) as path:
        (path / "take").write_text("x")
    assert list(tmp_path.iterdir()) == [tmp_path / "work"]


def test_audio_that_was_paid_for_stays_in_the_scratch_folder(tmp_path: Path) -> None:
    def fail() -> None:
        with folder.scratch(tmp_path) as path:
            (path / "take").write_text("x")
            raise UnusableAudioError("silent")

    with pytest.raises(UnusableAudioError):
        fail()
    assert [path.name for path in tmp_path.glob(".generate-track-*/*")] == ["take"]


def test_what_a_killed_command_left_is_gone_after_days_and_what_was_paid_for_stays(tmp_path: Path) -> None:
    killed, young, paid = (tmp_path / f".generate-track-{name}" for name in ("killed", "young", "paid"))
    for path in (killed, young, paid):
        path.mkdir()
        (path / "take").touch()
    for path in (killed, young):
        (path / "unfinished").touch()
    os.utime(killed / "unfinished", (0, 0))
    with folder.scratch(tmp_path) as path:
        assert (killed.exists(), young.exists(), paid.exists(), path.exists()) == (False, True, True, True)


def test_an_empty_scratch_folder_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(OutputError), folder.scratch(tmp_path) as path:
        raise OutputError("disk full")
    assert not path.exists()


def test_a_scratch_folder_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError), folder.scratch(tmp_path / "missing"):
        pass


def test_an_interrupt_leaves_no_half_written_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        folder.write_text(tmp_path / "a" / "b.txt", "x")
    assert list((tmp_path / "a").iterdir()) == []


def test_json_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    folder.write_json(path, {"a": "ä"})

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError, match="no space left"):
        folder.write_json(path, {"a": "b"})
    assert json.loads(path.read_text(encoding="utf-8")) == {"a": "ä"}
    assert {item.name for item in tmp_path.iterdir()} == {"a.json", "work"}
