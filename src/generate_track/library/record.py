"""The record of one request on its way, from its first event to its last take; the journal keeps it."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generate_track.engines.base import Event, OnEvent, Submitted, Submitting
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    GenerationFailedError,
    QueueFullError,
    RefusedKeyError,
    ResponseLostError,
)
from generate_track.library.journal import Entry, Journal
from generate_track.request import TrackRequest
from generate_track.track import Track


class Record:
    """What is known of one request on its way: when it began, which task it became, what is saved."""

    def __init__(
        self,
        request: TrackRequest,
        *,
        output: Path,
        journal: Journal | None,
        on_event: OnEvent,
        entry: Entry | None = None,
        is_exact: bool = False,
    ) -> None:
        self.request = request
        self.output = output
        self.is_exact = is_exact
        self.created = datetime.now(UTC).astimezone()
        self.entry = entry
        self._journal = journal
        self._on_event = on_event
        self._started_s = time.monotonic()

    @property
    def elapsed_s(self) -> float:
        """Seconds since the request set out."""
        return time.monotonic() - self._started_s

    def note(self, event: Event) -> None:
        """Journal what an event says of the task, then pass it on."""
        if isinstance(event, Submitting):
            self._keep(self._entry(event))
        elif isinstance(event, Submitted) and self.entry is not None:
            self._keep(self.entry.with_changes(state="submitted", task_id=event.task_id))
        self._on_event(event)

    def _entry(self, event: Submitting) -> Entry:
        return Entry.new(
            self.request,
            server=event.server,
            payload=event.payload,
            output=self.output,
            is_exact=self.is_exact,
        )

    def saved(self, track: Track) -> None:
        """Journal that one take is on disk."""
        if self.entry is not None:
            self._keep(self.entry.with_changes(saved={**self.entry.saved, track.index: str(track.path)}))

    def done(self) -> None:
        """Journal that every take is on disk."""
        if self.entry is not None:
            self._keep(self.entry.with_changes(state="done"))

    def failed(self, error: GenerateTrackError) -> None:
        """Journal how a task ended; what can still be fetched stays open, what was never accepted is forgotten."""
        if self.entry is None:
            return
        if isinstance(error, GenerationFailedError):
            state = "lost" if error.code == "task_lost" else "failed"
            self._keep(self.entry.with_changes(state=state, reason=error.message))
        elif self.entry.task_id is None and _was_never_accepted(error) and self._journal:
            self._journal.remove(self.entry)
            self.entry = None

    def provenance(self) -> dict[str, Any]:
        """Return what the sidecar says of the task: server, its id, and what was sent."""
        if self.entry is None:
            return {}
        return {"server": self.entry.server, "task_id": self.entry.task_id, "payload": dict(self.entry.payload)}

    def _keep(self, entry: Entry) -> None:
        self.entry = self._journal.write(entry) if self._journal else entry


def _was_never_accepted(error: GenerateTrackError) -> bool:
    refusals = (EngineUnavailableError, RefusedKeyError, QueueFullError)
    return isinstance(error, refusals) and not isinstance(error, ResponseLostError)
