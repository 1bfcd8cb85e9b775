"""The embedded engine of a server: its processes stay, so that no job pays for their start."""

from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

from generate_track.engines.base import OnEvent, Take
from generate_track.engines.core import n_cores
from generate_track.engines.crew import Crew
from generate_track.engines.embedded import EmbeddedEngine
from generate_track.request import TrackRequest


class ResidentEngine:
    """Makes takes in processes of its own, for several threads at once.

    Args:
        n_jobs: how many requests are worked on at once; one more waits for a place.
    """

    name = EmbeddedEngine.name

    def __init__(self, n_jobs: int) -> None:
        n_processes = max(1, n_cores() // n_jobs)
        self._crews = [Crew(n_processes, has_partner=n_cores() >= 2 * n_jobs * n_processes) for _ in range(n_jobs)]
        self._free: SimpleQueue[Crew] = SimpleQueue()
        for crew in self._crews:
            self._free.put(crew)

    def generate(self, request: TrackRequest, *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
        """Yield each of `request.batch` takes, as `EmbeddedEngine` does."""
        crew = self._free.get()
        try:
            yield from EmbeddedEngine(crew=crew).generate(request, scratch=scratch, on_event=on_event)
        finally:
            self._free.put(crew)

    def close(self) -> None:
        """End the processes."""
        for crew in self._crews:
            crew.close()
