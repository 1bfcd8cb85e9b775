from pathlib import Path

import pytest

from generate_track.errors import TaskNotFoundError
from generate_track.library.journal import Entry, Journal
from generate_track.request import TrackRequest


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "tasks")


def entry_of(request: TrackRequest, **changes: object) -> Entry:
    entry = Entry.new(request, server="http://server", payload={"prompt": "x"}, output=Path("outputs"))
    return entry.with_changes(**changes)


def test_a_task_is_read_as_it_was_written(journal: Journal, a_request: TrackRequest) -> None:
    entry = journal.write(entry_of(a_request, task_id="abc", saved={0: "a.mp3"}, state="submitted"))
    assert journal.entries() == [entry]


def test_the_newest_task_comes_first(journal: Journal, a_request: TrackRequest) -> None:
    for day in (21, 23, 22):
        journal.write(entry_of(a_request, id=f"202611{day}-120000-000000{day % 10}"))
    assert [entry.id[6:8] for entry in journal.entries()] == ["23", "22", "21"]


def test_without_a_name_the_newest_open_task_is_meant(journal: Journal, a_request: TrackRequest) -> None:
    journal.write(entry_of(a_request, id="20261121-120000-0000001"))
    journal.write(entry_of(a_request, id="20261122-120000-0000002", state="done"))
    assert journal.find().id == "20261121-120000-0000001"


def test_a_task_is_found_by_the_beginning_of_either_id(journal: Journal, a_request: TrackRequest) -> None:
    entry = journal.write(entry_of(a_request, task_id="39e90741-de2a"))
    assert journal.find(entry.id) == journal.find("39e9") == journal.find(entry.id[:17]) == entry


def test_a_beginning_that_fits_several_tasks_is_refused(journal: Journal, a_request: TrackRequest) -> None:
    for number in (1, 2):
        journal.write(entry_of(a_request, id=f"20261121-120000-000000{number}"))
    with pytest.raises(TaskNotFoundError, match="begins 2 tasks"):
        journal.find("20261121")


def test_a_task_that_is_unknown_is_said(journal: Journal) -> None:
    with pytest.raises(TaskNotFoundError, match="no task 'x'"):
        journal.find("x")
    with pytest.raises(TaskNotFoundError, match="no task is open"):
        journal.find()


def test_a_file_that_is_no_task_does_not_hide_the_others(journal: Journal, a_request: TrackRequest) -> None:
    entry = journal.write(entry_of(a_request))
    (journal.directory / "20261121-120000-aaaaaaa.json").write_text("{")
    (journal.directory / "notes.json").write_text("{}")
    assert journal.entries() == [entry]


def test_a_removed_task_is_forgotten(journal: Journal, a_request: TrackRequest) -> None:
    entry = journal.write(entry_of(a_request))
    journal.remove(entry)
    journal.remove(entry)
    assert journal.entries() == []


def test_the_journal_lies_in_the_users_state_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert Journal.default().directory == tmp_path / "state" / "tasks"
    monkeypatch.delenv("GENERATE_TRACK_STATE")
    assert Journal.default().directory.parts[-2:] == ("generate-track", "tasks")
