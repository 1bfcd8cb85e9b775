"""The journal: one file for each task that a server was given, written before the first wait, so that none is lost."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Self

from generate_track.errors import TaskNotFoundError
from generate_track.library.folder import write_json
from generate_track.library.state import state_folder
from generate_track.request import TrackRequest

State = Literal["submitting", "submitted", "done", "failed", "lost"]
OPEN_STATES = frozenset({"submitting", "submitted"})
_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{7}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One task.

    Args:
        id: ours, sortable by time: `20261123-081500-3fa92c7`.
        state: "submitting" until the server has answered: it may or may not have the task.
        server: its URL, without key.
        request: what was asked for.
        payload: what was sent.
        output: where the tracks go.
        created: ISO 8601 with its offset.
        task_id: the server's.
        saved: take index → file, for the takes that are finished.
        reason: why it failed or was lost.
        is_exact: whether `output` is the name of the file, whatever lies there.
    """

    id: str
    state: State
    server: str
    request: TrackRequest
    payload: Mapping[str, Any]
    output: Path
    created: str
    task_id: str | None = None
    saved: Mapping[int, str] = field(default_factory=dict)
    reason: str | None = None
    is_exact: bool = False

    @property
    def is_open(self) -> bool:
        """Whether there may be something left to fetch."""
        return self.state in OPEN_STATES

    def with_changes(self, **changes: Any) -> Self:  # noqa: ANN401 - as dataclasses.replace
        """Return this entry with some fields said anew."""
        return replace(self, **changes)

    @classmethod
    def new(
        cls,
        request: TrackRequest,
        *,
        server: str,
        payload: Mapping[str, Any],
        output: Path,
        is_exact: bool = False,
    ) -> Self:
        """Return the entry of a task that is about to be submitted."""
        now = datetime.now(UTC).astimezone()
        # The microsecond first, so that ids sort by time; two random digits for two processes in one of them.
        entry_id = f"{now:%Y%m%d-%H%M%S}-{now.microsecond:05x}{secrets.token_hex(1)}"
        created = now.isoformat(timespec="seconds")
        return cls(entry_id, "submitting", server, request, payload, output.absolute(), created, is_exact=is_exact)

    def as_facts(self) -> dict[str, Any]:
        """Return the entry as plain JSON values."""
        return {
            "id": self.id,
            "state": self.state,
            "server": self.server,
            "task_id": self.task_id,
            "created": self.created,
            "output": str(self.output),
            "saved": {str(index): path for index, path in self.saved.items()},
            "reason": self.reason,
            "is_exact": self.is_exact,
            "request": self.request.model_dump(mode="json"),
            "payload": dict(self.payload),
        }

    @classmethod
    def of_facts(cls, facts: Mapping[str, Any]) -> Self:
        """Return the entry that `as_facts` told.

        Raises:
            KeyError, ValueError: `facts` are none.
        """
        return cls(
            facts["id"],
            facts["state"],
            facts["server"],
            TrackRequest.model_validate(facts["request"]),
            facts["payload"],
            Path(facts["output"]),
            facts["created"],
            task_id=facts["task_id"],
            saved={int(index): path for index, path in facts["saved"].items()},
            reason=facts["reason"],
            is_exact=facts.get("is_exact", False),  # entries of earlier versions do not say
        )


class Journal:
    """The tasks of this user, one JSON file each in `directory`."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    @classmethod
    def default(cls) -> Self:
        """Return the journal in the user's state folder, or in GENERATE_TRACK_STATE when that is set."""
        return cls(state_folder() / "tasks")

    def write(self, entry: Entry) -> Entry:
        """Keep `entry`, over what was kept of it before, and return it.

        Raises:
            OutputError: the state folder cannot be written to.
        """
        write_json(self._path(entry.id), entry.as_facts())
        return entry

    def entries(self) -> list[Entry]:
        """Return all tasks, the newest first; files that are no entries are passed over."""
        paths = [path for path in self.directory.glob("*.json") if _ID.fullmatch(path.stem)]
        read = (self._read(path) for path in sorted(paths, reverse=True))
        return [entry for entry in read if entry is not None]

    def find(self, text: str | None = None) -> Entry:
        """Return the one task that `text` names: our id, the server's, or the beginning of either.

        Without `text` it is the newest task that is open.

        Raises:
            TaskNotFoundError: there is none, or there are several.
        """
        found = [entry for entry in self.entries() if _is_meant(entry, text)]
        exact = [entry for entry in found if text in {entry.id, entry.task_id}]
        if not found:
            message = f"no task {text!r} is in the journal" if text else "no task is open"
            raise TaskNotFoundError(message, hint="generate-track jobs --all lists every task")
        if text and len(found) > 1 and len(exact) != 1:
            message = f"{text!r} begins {len(found)} tasks: {', '.join(entry.id for entry in found[:5])}"
            raise TaskNotFoundError(message, hint="give more of it")
        return (exact or found)[0]

    def remove(self, entry: Entry) -> None:
        """Forget `entry`; the server keeps its task."""
        self._path(entry.id).unlink(missing_ok=True)

    def _path(self, entry_id: str) -> Path:
        return self.directory / f"{entry_id}.json"

    def _read(self, path: Path) -> Entry | None:
        try:
            return Entry.of_facts(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None


def _is_meant(entry: Entry, text: str | None) -> bool:
    if text is None:
        return entry.is_open
    return entry.id.startswith(text) or (entry.task_id or "").startswith(text)
