import pytest

from generate_track.engines.base import Event, Note, Queued, Running
from generate_track.engines.pulse import Pulse


def test_a_sleep_tells_at_least_once_a_second_what_was_told_last() -> None:
    events: list[Event] = []
    pieces: list[float] = []
    pulse = Pulse(events.append, sleep=pieces.append)
    pulse.sleep(0.25)
    pulse.tell(Running(0.5, "generating"))
    pulse.tell(Note("a note"))
    pulse.sleep(2.5)
    assert pieces == [0.25, 1.0, 1.0, 0.5]
    assert events == [Queued(), Running(0.5, "generating"), Note("a note"), *[Running(0.5, "generating")] * 3]


def test_who_listens_ends_the_sleep() -> None:
    pieces: list[float] = []

    def stop(_: Event) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Pulse(stop, sleep=pieces.append).sleep(60)
    assert pieces == [1.0]
