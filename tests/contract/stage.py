"""A client and an engine that play recorded exchanges, on a clock that runs only when somebody sleeps."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from contract.replay import Replay, exchanges
from generate_track.acestep.client import Client
from generate_track.engines.acestep import AceStepEngine
from generate_track.engines.base import Event, RemoteTask, Take
from generate_track.request import TrackRequest


@dataclass
class Stage:
    """One server's part, ready to be played."""

    replay: Replay
    folder: Path
    now_s: float = 0.0
    events: list[Event] = field(default_factory=list)

    @property
    def client(self) -> Client:
        return Client(
            "http://127.0.0.1:8001", api_key="sekret", transport=self.replay, sleep=self._sleep, now=lambda: self.now_s
        )

    def make(self, **said: object) -> list[Take]:
        engine = AceStepEngine(self.client, timeout_s=60, sleep=self._sleep, now=lambda: self.now_s)
        request = TrackRequest.parse({"caption": "calm piano, warm", "duration_s": 10, "seed": 42} | said)
        return list(engine.generate(request, scratch=self.folder, on_event=self.events.append))

    def resume(self, task_id: str, **said: object) -> list[Take]:
        engine = AceStepEngine(self.client, timeout_s=60, sleep=self._sleep, now=lambda: self.now_s)
        request = TrackRequest.parse({"caption": "calm piano, warm", "duration_s": 10, "seed": 42} | said)
        task = RemoteTask(str(self.client.url), task_id)
        takes = engine.resume(request, task, scratch=self.folder, on_event=self.events.append, skip=frozenset())
        return list(takes)

    def lend_audio(self, server: str, case: str) -> None:
        """Serve some recorded audio for a case that was recorded without its download."""
        poll = [row for row in exchanges(server, case) if row["request"]["path"] == "/query_result"][-1]
        file = json.loads(poll["response"]["json"]["data"][0]["result"])[0]["file"]
        self.replay.answer_with("GET", file, exchanges(server, "audio_get")[0]["response"])

    def _sleep(self, seconds: float) -> None:
        self.now_s += seconds


MakeStage = Callable[..., Stage]
