import signal
import threading
from collections.abc import Iterator

import pytest

from generate_track.cli.interrupt import listen


@pytest.fixture(autouse=True)
def own_signals() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_each_signal_that_asks_to_end_interrupts(number: signal.Signals) -> None:
    listen()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)


def test_an_interrupt_waits_until_c_has_returned() -> None:
    listen()
    told: list[str] = []
    # Stands in for a function that libsndfile calls: an exception would not leave it.
    surroundings = {"__name__": "soundfile", "signal": signal, "told": told}
    exec("signal.raise_signal(signal.SIGINT); told.append('went on')", surroundings)  # noqa: S102
    assert told == ["went on"]
    with pytest.raises(KeyboardInterrupt):
        threading.Event().wait(10)


def test_a_signal_that_is_ignored_stays_so() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    listen()
    signal.raise_signal(signal.SIGINT)


def test_another_thread_listens_in_vain_and_says_nothing() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    thread = threading.Thread(target=listen)
    thread.start()
    thread.join()
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
