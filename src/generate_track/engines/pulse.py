"""Pulse: while a task is waited for, what was last told of it is told again at least once a second."""

import time
from collections.abc import Callable
from typing import TypeVar

from generate_track.acestep.call import beside
from generate_track.engines.base import Event, OnEvent, Queued, Running

_INTERVAL_S = 1.0
_CALL_INTERVAL_S = 0.5
_PATIENCE_S = 1.0  # with a receipt: whoever goes on with the job needs it

_Result = TypeVar("_Result")


class Pulse:
    """Passes events on, and sleeps in short pieces with an event after each: whoever listens can end the wait.

    Args:
        on_event: is told; what it raises ends the sleep.
        sleep: waits for a number of seconds.
    """

    def __init__(self, on_event: OnEvent, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._on_event = on_event
        self._sleep = sleep
        self._last: Queued | Running = Queued()

    def tell(self, event: Event) -> None:
        """Pass an event on."""
        if isinstance(event, (Queued, Running)):
            self._last = event
        self._on_event(event)

    def sleep(self, seconds: float) -> None:
        """Wait for a number of seconds."""
        left_s = seconds
        while left_s > 0:
            piece_s = min(left_s, _INTERVAL_S)
            self._sleep(piece_s)
            left_s -= piece_s
            self._on_event(self._last)

    def attend(self, call: Callable[[], _Result], *, is_task: bool = False) -> _Result:
        """Make a call to a server, which may be frozen: whoever listens can end the wait for it too."""
        return beside(
            call,
            on_pulse=lambda: self._on_event(self._last),
            interval_s=_CALL_INTERVAL_S,
            patience_s=_PATIENCE_S if is_task else 0.0,
        )
