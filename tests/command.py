"""The command in this process, for tests: words in, exit code and streams out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from generate_track.cli.app import main


@dataclass(frozen=True)
class Answer:
    """What the command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)


class Run(Protocol):
    """Runs the command."""

    def __call__(self, *words: str) -> Answer: ...


class Use(Protocol):
    """Points the environment to a server."""

    def __call__(self, url: str, *, key: str | None = None) -> None: ...


def runner(read: Callable[[], tuple[str, str]]) -> Run:
    """Return the command; `read` gives what it has written to stdout and stderr."""

    def run(*words: str) -> Answer:
        code = main(words)
        return Answer(code, *read())

    return run
