"""Pools of servers on a clock that runs only when somebody sleeps."""

from collections.abc import Callable
from pathlib import Path

from fake_server import FakeAceStep
from generate_track.acestep.upstream import Upstream
from generate_track.engines.base import Event, Note, OnEvent, RemoteTask, Take
from generate_track.engines.member import Member
from generate_track.engines.pool import PoolEngine
from generate_track.engines.roster import Roster
from generate_track.request import TrackRequest
from generate_track.settings import Secret


class Pool:
    """A pool over some servers, the events of what it makes, and its clock; servers are asked at once how they are.

    Args:
        servers: the fakes, or URLs where nobody is. `at` says what happens at which second, from 100.
        keys: of the servers, in their order.
    """

    at: dict[float, Callable[[], object]]

    def __init__(self, *servers: FakeAceStep | str, keys: tuple[str, ...] = (), timeout_s: float = 60.0) -> None:
        urls = [server if isinstance(server, str) else server.url for server in servers]
        secrets = [Secret(key) for key in keys] or [None] * len(urls)
        members = [Member(Upstream(url, key)) for url, key in zip(urls, secrets, strict=True)]
        self.now_s = 100.0
        self.events: list[Event] = []
        self.hear: OnEvent = lambda _: None
        self.at = {}
        self.roster = Roster(members, now=self.now, start=lambda call: call())
        self.engine = PoolEngine(self.roster, timeout_s=timeout_s, sleep=self.sleep, now=self.now)

    def now(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds
        for moment_s in [moment_s for moment_s in self.at if moment_s <= self.now_s]:
            self.at.pop(moment_s)()

    def tell(self, event: Event) -> None:
        self.events.append(event)
        self.hear(event)

    def make(self, folder: Path, **said: object) -> list[Take]:
        folder = folder / f"scratch-{len(self.events)}"
        folder.mkdir()
        return list(self.engine.generate(wish(**said), scratch=folder, on_event=self.tell))

    def resume(self, folder: Path, task: RemoteTask, **said: object) -> list[Take]:
        takes = self.engine.resume(wish(**said), task, scratch=folder, on_event=self.tell, skip=frozenset())
        return list(takes)

    @property
    def notes(self) -> list[str]:
        return [event.message for event in self.events if isinstance(event, Note)]

    @property
    def loads(self) -> list[int]:
        return [member.n_ours for member in self.roster.members]


def wish(**said: object) -> TrackRequest:
    return TrackRequest.parse({"caption": "lounge jazz", "seed": 5, "duration_s": 10, "format": "wav"} | said)
