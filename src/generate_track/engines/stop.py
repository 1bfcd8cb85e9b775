"""Stop: tells threads that work side by side that they are to end, as Ctrl-C tells the main one."""

from collections.abc import Callable
from threading import Event
from typing import TypeVar

_INTERVAL_S = 0.2
_PATIENCE_S = 5.0  # with a receipt: without it the task cannot be resumed

_Result = TypeVar("_Result")


class Stop:
    """Raises KeyboardInterrupt in every thread that looks at it, from the moment that it is `set`."""

    def __init__(self) -> None:
        self._event = Event()

    @property
    def is_set(self) -> bool:
        """Whether the end was asked for."""
        return self._event.is_set()

    def set(self) -> None:
        """Ask for the end."""
        self._event.set()

    def check(self) -> None:
        """Return when there is no need to end.

        Raises:
            KeyboardInterrupt: it is time.
        """
        if self.is_set:
            raise KeyboardInterrupt

    def sleep(self, seconds: float) -> None:
        """Wait for a number of seconds, or until the end is asked for.

        Raises:
            KeyboardInterrupt: it is time.
        """
        self._event.wait(seconds)
        self.check()

    def attend(self, call: Callable[[], _Result], *, is_task: bool = False) -> _Result:
        """Make a call to a server, which may be frozen.

        Raises:
            KeyboardInterrupt: the end was asked for before it returned.
        """
        from generate_track.acestep.call import beside  # noqa: PLC0415 - paid for by those who have a server

        return beside(call, on_pulse=self.check, interval_s=_INTERVAL_S, patience_s=_PATIENCE_S if is_task else 0.0)
