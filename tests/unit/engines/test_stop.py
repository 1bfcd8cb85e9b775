import threading

import pytest

from generate_track.engines.stop import Stop


def test_nothing_ends_before_it_is_asked_to() -> None:
    stop = Stop()
    stop.check()
    stop.sleep(0)
    assert not stop.is_set


def test_who_looks_at_it_or_sleeps_is_interrupted() -> None:
    stop = Stop()
    stop.set()
    with pytest.raises(KeyboardInterrupt):
        stop.check()
    with pytest.raises(KeyboardInterrupt):
        stop.sleep(60)


def test_who_sleeps_already_is_woken() -> None:
    stop, ended = Stop(), threading.Event()

    def sleep() -> None:
        with pytest.raises(KeyboardInterrupt):
            stop.sleep(60)
        ended.set()

    thread = threading.Thread(target=sleep)
    thread.start()
    stop.set()
    assert ended.wait(timeout=10)
    thread.join()
