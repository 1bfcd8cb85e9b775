from collections.abc import Callable
from itertools import count
from threading import Event, current_thread, main_thread

import pytest

from generate_track.mix.lane import n_cores, run


def counting(start: int) -> Callable[[], int]:
    numbers = count(start)
    return lambda: next(numbers)


@pytest.mark.parametrize("n_threads", [1, 2, 5])
@pytest.mark.parametrize("n_steps", [0, 1, 2, 3, 7])
def test_every_lane_keeps_its_order_in_any_number_of_threads(n_steps: int, n_threads: int) -> None:
    steps = list(run([counting(0), counting(100), counting(200)], n_steps=n_steps, n_threads=n_threads))
    assert steps == [[step, 100 + step, 200 + step] for step in range(n_steps)]


def test_lanes_run_ahead_side_by_side() -> None:
    # Each waits for the other: one after the other they would never end.
    left, right = Event(), Event()

    def meet(own: Event, other: Event) -> bool:
        own.set()
        return other.wait(timeout=30)

    assert list(run([lambda: meet(left, right), lambda: meet(right, left)], n_steps=1, n_threads=2)) == [[True, True]]


def test_one_thread_is_this_one() -> None:
    assert next(run([current_thread], n_steps=1, n_threads=1)) == [main_thread()]


def test_a_lane_that_fails_tells_so_and_the_others_end() -> None:
    def fail() -> int:
        raise ArithmeticError

    steps = run([counting(0), fail], n_steps=100, n_threads=2)
    with pytest.raises(ArithmeticError):
        next(steps)


def test_who_stops_listening_stops_the_lanes() -> None:
    calls: list[int] = []
    steps = run([lambda: calls.append(1)], n_steps=1000, n_threads=2)
    next(steps)
    steps.close()
    assert len(calls) < 10


def test_there_is_a_core() -> None:
    assert n_cores() >= 1
