"""Stop: tells threads that work side by side that they are to end, as Ctrl-C tells the main one."""

from threading import Event


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
