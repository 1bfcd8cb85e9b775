import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generate_track.engines.base import Running, Take
from generate_track.engines.crew import Crew
from generate_track.errors import GenerationFailedError, OutputError
from generate_track.request import TrackRequest

# Speaks as a worker does; what it does for a take is put in at the end.
WORKER = """
import json, os, sys
job = json.loads(sys.stdin.readline())
def tell(**message): print(json.dumps(message), flush=True)
def take(index): tell(take={"path": f"{index}.wav", "index": index, "seed": index, "facts": {}, "extras": {}})
for line in sys.stdin:
    index = int(line)
"""


def takes(
    scratch: Path, does: str, *, batch: int = 3, n_processes: int = 2, told: list[tuple[int, Running]] | None = None
) -> Iterator[Take]:
    request = TrackRequest.parse({"caption": "pop", "seed": 1, "batch": batch})
    command = (sys.executable, "-c", WORKER + f"    {does}\n")
    crew = Crew(request, scratch=scratch, n_processes=n_processes, command=command)
    return crew.takes(on_running=lambda index, running: (told if told is not None else []).append((index, running)))


def test_takes_come_in_order_whoever_makes_them(tmp_path: Path) -> None:
    assert [take.index for take in takes(tmp_path, "take(index)", batch=5)] == [0, 1, 2, 3, 4]


def test_a_take_that_is_ready_early_waits_for_those_before_it(tmp_path: Path) -> None:
    (tmp_path / "gate").touch()
    # The first take is made when the second one has opened the gate.
    does = f"""gate = {str(tmp_path / "gate")!r}
    while index == 0 and os.path.exists(gate): pass
    take(index)
    if index == 1: os.remove(gate)"""
    assert [take.index for take in takes(tmp_path, does, batch=2)] == [0, 1]


def test_progress_tells_which_take_it_is_of(tmp_path: Path) -> None:
    told: list[tuple[int, Running]] = []
    does = 'tell(index=index, fraction=0.5, stage="rendering"); take(index)'
    assert len(list(takes(tmp_path, does, told=told))) == 3
    assert sorted(told, key=lambda row: row[0]) == [(index, Running(0.5, "rendering")) for index in range(3)]


def test_a_process_that_breaks_down_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(GenerationFailedError, match="ended with 1: ZeroDivisionError") as told:
        list(takes(tmp_path, "1 / 0"))
    assert "--batch 1" in (told.value.hint or "")


def test_a_process_that_dies_in_silence_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(GenerationFailedError, match="ended with 9: it said nothing"):
        list(takes(tmp_path, "os._exit(9)"))


def test_one_that_never_started_to_listen_is_told(tmp_path: Path) -> None:
    request = TrackRequest.parse({"caption": "pop", "seed": 1, "batch": 2})
    crew = Crew(request, scratch=tmp_path, n_processes=2, command=(sys.executable, "-c", "raise SystemExit(4)"))
    with pytest.raises(GenerationFailedError, match="ended with 4"):
        list(crew.takes(on_running=lambda _index, _running: None))


def test_a_full_disk_is_told_as_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no space") as told:
        list(takes(tmp_path, 'tell(error="no space", hint="make some")'))
    assert told.value.hint == "make some"


def test_takes_before_the_one_that_failed_are_not_lost(tmp_path: Path) -> None:
    got: list[Take] = []
    with pytest.raises(GenerationFailedError):
        got.extend(takes(tmp_path, "take(index) if index < 2 else 1 / 0", n_processes=1))
    assert [take.index for take in got] == [0, 1]


def test_who_stops_listening_ends_the_processes_at_once(tmp_path: Path) -> None:
    pid_path = tmp_path / "pid"
    does = f"""open({str(pid_path)!r}, "w").write(str(os.getpid()))
    take(index)
    while True: sys.stdin.readline()"""
    made = takes(tmp_path, does, n_processes=1)
    next(made)
    made.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid_path.read_text()), 0)
