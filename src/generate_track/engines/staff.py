"""Staff: engines for threads that work side by side on many requests, with everything shared that can be."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Lock
from typing import Protocol, TypeVar

from generate_track.engines.base import Engine
from generate_track.engines.core import n_cores
from generate_track.engines.stop import Stop
from generate_track.settings import Settings

_Result = TypeVar("_Result")

_TASKS_IN_FLIGHT = 3  # one is made while the next ones wait at the server and the last one is fetched


class Staff(Protocol):
    """Gives each thread an engine of its own."""

    @property
    def n_threads(self) -> int:
        """How many threads there should be."""
        ...

    @property
    def server(self) -> str:
        """The server's URL, without key; empty for an engine on this machine."""
        ...

    def engine(self, stop: Stop) -> AbstractContextManager[Engine]:
        """Return an engine for as long as the block lasts; `stop` ends whatever it waits for."""
        ...

    def close(self) -> None:
        """Let go of what was shared, when no thread is at work any more."""
        ...


class EmbeddedStaff:
    """A process for each thread, which makes one take after the other.

    Args:
        n_threads: as many as there are cores by default.
    """

    def __init__(self, n_threads: int | None = None) -> None:
        self.n_threads = n_threads or n_cores()

    @property
    def server(self) -> str:
        """Nothing: it is this machine."""
        return ""

    @contextmanager
    def engine(self, stop: Stop) -> Iterator[Engine]:
        """Give an engine whose process starts with its first take."""
        from generate_track.engines.crew import Crew  # noqa: PLC0415 - a server's users need no processes
        from generate_track.engines.embedded import EmbeddedEngine  # noqa: PLC0415 - as above

        with Crew(1, has_partner=n_cores() >= 2 * self.n_threads, on_pulse=stop.check) as crew:
            yield EmbeddedEngine(crew=crew)

    def close(self) -> None:
        """Do nothing: the processes have ended with their engines."""


class ServerStaff:
    """A task at the server for each thread, one poll for all of them, and one at a time that waits for a place.

    Args:
        settings: where the server is.
        n_threads: a few by default.
    """

    def __init__(self, settings: Settings, n_threads: int | None = None) -> None:
        from generate_track.acestep.client import Client  # noqa: PLC0415 - who has no server needs no HTTP
        from generate_track.engines.poll import Poll  # noqa: PLC0415 - as above

        self._url = str(settings.api_url)
        self._key = settings.api_key.reveal() if settings.api_key else None
        self._timeout_s = settings.timeout_s
        self._stop = Stop()
        self._client = Client(self._url, api_key=self._key, attend=self._attend)
        self._poll = Poll(self._client)
        self._lock = Lock()
        self.n_threads = n_threads or _TASKS_IN_FLIGHT

    @property
    def server(self) -> str:
        """The server's URL, as the journal has it."""
        return str(self._client.url)

    @contextmanager
    def engine(self, stop: Stop) -> Iterator[Engine]:
        """Give an engine with a connection of its own."""
        from generate_track.acestep.client import Client  # noqa: PLC0415 - as above
        from generate_track.engines.acestep import AceStepEngine  # noqa: PLC0415 - as above

        @contextmanager
        def turn() -> Iterator[None]:
            with self._lock:
                stop.check()
                yield

        self._stop = stop
        client = Client(self._url, api_key=self._key, sleep=stop.sleep, attend=stop.attend)
        yield AceStepEngine(client, timeout_s=self._timeout_s, poll=self._poll, turn=turn, sleep=stop.sleep)

    def _attend(self, call: Callable[[], _Result], *, is_task: bool = False) -> _Result:
        """Make a call of the connection that polls, which whoever stops the threads ends too."""
        return self._stop.attend(call, is_task=is_task)

    def close(self) -> None:
        """Let go of the connection that polls."""
        self._client.close()


def open_staff(settings: Settings, *, engine: str, n_threads: int | None = None) -> Staff:
    """Return the staff for the engine of that name, which the settings ask for."""
    return EmbeddedStaff(n_threads) if engine == "embedded" else ServerStaff(settings, n_threads)
