import threading

import pytest

from generate_track.acestep.call import beside, directly

PATIENCE_S = 10.0


class LeftError(Exception):
    """Nobody waits any longer."""


def leave() -> None:
    raise LeftError


def fail() -> int:
    raise LeftError


def test_a_call_is_made_in_this_thread_unless_said() -> None:
    assert directly(threading.current_thread) is threading.current_thread()


def test_what_a_call_returns_or_fails_with_comes_out_of_its_thread() -> None:
    thread = beside(threading.current_thread, on_pulse=leave, interval_s=PATIENCE_S)
    assert thread is not threading.current_thread()
    with pytest.raises(LeftError):
        beside(fail, on_pulse=lambda: None, interval_s=PATIENCE_S)


def test_who_waits_is_asked_again_and_again_whether_to_go_on() -> None:
    enough, pulses = threading.Event(), list[int]()

    def pulse() -> None:
        pulses.append(1)
        if len(pulses) == 3:
            enough.set()

    assert beside(lambda: enough.wait(PATIENCE_S), on_pulse=pulse, interval_s=0.01)
    assert len(pulses) == 3


def test_a_call_that_hangs_is_left() -> None:
    let = threading.Event()
    with pytest.raises(LeftError):
        beside(lambda: let.wait(PATIENCE_S), on_pulse=leave, interval_s=0.01)
    let.set()


def test_what_comes_a_moment_later_is_not_lost() -> None:
    let = threading.Event()

    def pulse() -> None:
        let.set()
        raise LeftError

    assert beside(lambda: let.wait(PATIENCE_S), on_pulse=pulse, interval_s=0.01, patience_s=PATIENCE_S)
