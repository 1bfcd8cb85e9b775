import os
import sys
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generate_track.engines.base import Running, Take
from generate_track.engines.crew import Crew
from generate_track.engines.stop import Stop
from generate_track.errors import GenerationFailedError, OutputError
from generate_track.request import TrackRequest

# Speaks as a worker does; what it does for a take is put in at the end.
WORKER = """
import json, os, sys
def tell(**message): print(json.dumps(message), flush=True)
def take(index): tell(take={"path": f"{index}.wav", "index": index, "seed": index, "facts": {}, "extras": {}})
for line in sys.stdin:
    job = json.loads(line)
    index = job["index"]
"""


def a_request(batch: int) -> TrackRequest:
    return TrackRequest.parse({"caption": "pop", "seed": 1, "batch": batch})


def a_crew(does: str, *, n_processes: int = 2, on_pulse: Callable[[], None] = lambda: None) -> Crew:
    command = (sys.executable, "-c", WORKER + f"    {does}\n")
    return Crew(n_processes, has_partner=False, on_pulse=on_pulse, command=command)


def takes(
    scratch: Path, does: str, *, batch: int = 3, n_processes: int = 2, told: list[tuple[int, Running]] | None = None
) -> Iterator[Take]:
    def note(index: int, running: Running) -> None:
        if told is not None:
            told.append((index, running))

    with a_crew(does, n_processes=n_processes) as crew:
        yield from crew.takes(a_request(batch), scratch=scratch, on_running=note)


def ignore(_index: int, _running: Running) -> None:
    pass


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
    with (
        Crew(2, has_partner=False, command=(sys.executable, "-c", "raise SystemExit(4)")) as crew,
        pytest.raises(GenerationFailedError, match="ended with 4"),
    ):
        list(crew.takes(a_request(2), scratch=tmp_path, on_running=ignore))


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


def test_processes_stay_for_the_next_request(tmp_path: Path) -> None:
    does = f"""open({str(tmp_path)!r} + f"/{{os.getpid()}}", "w").close()
    take(index)"""
    with a_crew(does) as crew:
        for _ in range(3):
            assert len(list(crew.takes(a_request(2), scratch=tmp_path, on_running=ignore))) == 2
    assert len(list(tmp_path.glob("[0-9]*"))) == 2


def test_a_process_that_was_broken_is_replaced_for_the_next_request(tmp_path: Path) -> None:
    with a_crew("take(index) if job['request']['batch'] == 2 else 1 / 0") as crew:
        with pytest.raises(GenerationFailedError):
            list(crew.takes(a_request(1), scratch=tmp_path, on_running=ignore))
        assert len(list(crew.takes(a_request(2), scratch=tmp_path, on_running=ignore))) == 2


def test_the_last_words_of_one_that_nobody_waited_for_are_passed_over(tmp_path: Path) -> None:
    with a_crew("take(index)", n_processes=1) as crew:
        for _ in range(2):
            made = crew.takes(a_request(2), scratch=tmp_path, on_running=ignore)
            assert next(made).index == 0
            crew._assign(deque([{"request": {}, "index": 1}]))
            made.close()
        assert len(list(crew.takes(a_request(1), scratch=tmp_path, on_running=ignore))) == 1


def test_one_that_ended_while_it_was_idle_is_not_missed(tmp_path: Path) -> None:
    with a_crew("take(index); sys.exit()", n_processes=1) as crew:
        (first,) = crew.takes(a_request(1), scratch=tmp_path, on_running=ignore)
        # Its last words are heard with the first answers of the next request, which begins without it.
        while crew._idle:
            list(crew._hear(ignore))
        assert first.index == 0
        assert len(list(crew.takes(a_request(1), scratch=tmp_path, on_running=ignore))) == 1


def test_whoever_looks_after_the_wait_can_end_it(tmp_path: Path) -> None:
    stop = Stop()
    with a_crew("sys.stdin.readline()", on_pulse=stop.check) as crew:
        made = crew.takes(a_request(1), scratch=tmp_path, on_running=ignore)
        stop.set()
        with pytest.raises(KeyboardInterrupt):
            next(made)
        assert crew._busy == []
