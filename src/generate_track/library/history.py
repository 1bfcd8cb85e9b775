"""The history: how long this user's earlier tracks took, a line each, so that the next ones can be estimated."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from generate_track.library.state import state_folder

_N_LINES = 500  # of the latest ones; what is older tells of another machine


@dataclass(frozen=True, slots=True)
class Effort:
    """What was made in one go.

    Args:
        engine: which engine.
        server: its URL, without key; empty for an engine on this machine.
        model: of the request; empty where it has no effect.
        n_at_once: how many tracks were on their way at the same time.
        n_tracks: how many there were.
        audio_s: how long they are together.
        wall_s: how long all of it took.
    """

    engine: str
    server: str
    model: str
    n_at_once: int
    n_tracks: int
    audio_s: float
    wall_s: float


class History:
    """The efforts of this user, in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def default(cls) -> Self:
        """Return the history in the user's state folder."""
        return cls(state_folder() / "history.jsonl")

    def add(self, effort: Effort) -> None:
        """Keep one more; where that is not possible the tracks are what matters."""
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # One short write at the end of the file: two commands at once do not mix their lines.
            with self.path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(json.dumps(asdict(effort)) + "\n")

    def efforts(self) -> list[Effort]:
        """Return the latest, the newest last; lines that are none are passed over."""
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return []
        return list(_read(lines[-_N_LINES:]))


def _read(lines: list[str]) -> Iterator[Effort]:
    for line in lines:
        with suppress(ValueError, TypeError):
            effort = Effort(**json.loads(line))
            if effort.audio_s > 0 and effort.wall_s > 0:
                yield effort
