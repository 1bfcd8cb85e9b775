"""An engine for tests: writes short tones, and does wrong what it is told to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile

from generate_track.engines.base import Done, OnEvent, RemoteTask, Running, Submitted, Submitting, Take
from generate_track.request import TrackRequest

RATE_HZ = 48_000
Write = Callable[[Path, float], None]


def write_tone(path: Path, duration_s: float) -> None:
    """Write a tone of `duration_s` in the format of the path's suffix."""
    time_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    tone = 0.2 * np.sin(2 * np.pi * 220 * time_s)
    soundfile.write(path, np.stack([tone, tone], axis=1).astype(np.float32), RATE_HZ)


class FakeEngine:
    """Yields one take a seed.

    Args:
        write: how take n is written, by index; the tone where nothing is said.
        suffix: of the files, whatever the request's format.
        task_id: with one, the engine is a server's and can be resumed.
        error: raised after `error_after` takes.
        on_request: told of each request.
        has_extras: whether stems and a score lie beside each take.
    """

    name = "fake"

    def __init__(
        self,
        *,
        write: dict[int, Write] | None = None,
        suffix: str | None = None,
        task_id: str | None = None,
        error: BaseException | None = None,
        error_after: int = 0,
        facts: dict[str, object] | None = None,
        has_extras: bool = False,
        on_request: Callable[[TrackRequest], None] = lambda _: None,
    ) -> None:
        self.write = write or {}
        self.suffix = suffix
        self.task_id = task_id
        self.error = error
        self.error_after = error_after
        self.facts = facts or {}
        self.on_request = on_request
        self.has_extras = has_extras

    def generate(self, request: TrackRequest, *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
        self.on_request(request)
        if self.task_id:
            on_event(Submitting({"prompt": request.caption}, "http://server"))
            on_event(Submitted(self.task_id, {"prompt": request.caption}, "http://server"))
        yield from self._takes(request, scratch=scratch, on_event=on_event, skip=frozenset())

    def resume(
        self, request: TrackRequest, task: RemoteTask, *, scratch: Path, on_event: OnEvent, skip: frozenset[int]
    ) -> Iterator[Take]:
        assert task.task_id == self.task_id
        yield from self._takes(request, scratch=scratch, on_event=on_event, skip=skip)

    def _takes(
        self, request: TrackRequest, *, scratch: Path, on_event: OnEvent, skip: frozenset[int]
    ) -> Iterator[Take]:
        for index, seed in enumerate(request.seeds):
            if self.error is not None and index >= self.error_after:
                raise self.error
            if index not in skip:
                on_event(Running(index / request.batch, "generating"))
                path = scratch / f"take-{index}.{self.suffix or request.format}"
                self.write.get(index, write_tone)(path, request.duration_s)
                yield Take(path, index, seed, self.facts, self._extras(path))
        on_event(Done(request.batch))

    def _extras(self, path: Path) -> dict[str, Path]:
        if not self.has_extras:
            return {}
        stems, midi = path.with_suffix(".stems"), path.with_suffix(".mid")
        stems.mkdir()
        for name in ("bass", "piano"):
            write_tone(stems / f"{name}.wav", 0.1)
        midi.write_bytes(b"MThd")
        return {"stems": stems, "midi": midi}
