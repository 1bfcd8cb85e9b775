"""Output: results to stdout, everything else to stderr; as text, or as one JSON object."""

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from generate_track.cli.progress import Progress, open_progress
from generate_track.cli.text import clean
from generate_track.errors import GenerateTrackError, InvalidRequestError, Mistake, OutputError


class Output:
    """What a command prints.

    Args:
        is_json: print one object at the end, whether the command succeeded or not, and nothing else to stdout.
        is_quiet: nothing to stderr but errors.

    Attributes:
        facts: what the JSON object holds so far.
        task: the server's task that is under way.
    """

    def __init__(self, *, is_json: bool, is_quiet: bool) -> None:
        self.is_json = is_json
        self.is_quiet = is_quiet
        self.facts: dict[str, Any] = {}
        self.task: str | None = None
        self._notes: list[dict[str, str | None]] = []
        self._progress: Progress | None = None

    def result(self, text: str) -> None:
        """Print a result, in text form; `facts` holds it for JSON."""
        if not self.is_json:
            self._write(sys.stdout, text)

    def note(self, message: str, hint: str | None = None) -> None:
        """Tell something that is no error."""
        self._notes.append({"message": message, "hint": hint})
        if not self.is_quiet:
            self._write(sys.stderr, _lines("note", message, hint))

    def tell(self, text: str) -> None:
        """Print what is neither a result nor a note, such as where a server is."""
        if not self.is_quiet:
            self._write(sys.stderr, text)

    def error(self, error: GenerateTrackError) -> None:
        """Tell what went wrong, every mistake on its own line."""
        mistakes = error.mistakes if isinstance(error, InvalidRequestError) else ()
        self.facts["error"] = _error_facts(error, mistakes) | {"task": self.task}
        told = [(mistake.message, mistake.hint) for mistake in mistakes] or [(error.message, error.hint)]
        self._write(sys.stderr, "\n".join(_lines("error", message, hint) for message, hint in told))

    def step(self, stage: str, fraction: float | None) -> None:
        """Show how far the work is."""
        if self._progress:
            self._progress.show(clean(stage), fraction)

    @contextlib.contextmanager
    def progress(self) -> Iterator[None]:
        """Show progress until the end of the block, unless quiet."""
        self._progress = None if self.is_quiet else open_progress(sys.stderr)
        try:
            yield
        finally:
            if self._progress:
                self._progress.close()
            self._progress = None

    def publish(self) -> None:
        """Print the JSON object now, if one was asked for: what goes on until a signal has readers that wait."""
        if self.is_json and self.facts:
            facts = {**self.facts, "notes": self._notes}
            self._write(sys.stdout, json.dumps(facts, ensure_ascii=False, indent=2, default=str))
        self.facts.clear()
        self._notes.clear()

    def close(self) -> None:
        """Print the JSON object, if one was asked for and there is anything left to tell."""
        self.publish()
        with _quiet_pipe(sys.stdout):
            sys.stdout.flush()

    def _write(self, stream: TextIO, text: str) -> None:
        paused = self._progress.paused() if self._progress else contextlib.nullcontext()
        with paused, _quiet_pipe(stream):
            stream.write(text + "\n")
            stream.flush()


def prepare_streams() -> None:
    """Let neither a stream that is closed nor a character that a console cannot show end the command."""
    # A service manager may start us without them, and Windows without a console.
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as above
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[missing-attribute]


def _lines(label: str, message: str, hint: str | None) -> str:
    lines = [f"{label}: {clean(message)}", *([f"hint: {clean(hint)}"] if hint else [])]
    return "\n".join(lines)


def _error_facts(error: GenerateTrackError, mistakes: tuple[Mistake, ...]) -> dict[str, Any]:
    return {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "mistakes": [{"field": item.field, "message": item.message, "hint": item.hint} for item in mistakes],
    }


@contextlib.contextmanager
def _quiet_pipe(stream: TextIO) -> Iterator[None]:
    """Go on without a reader: the tracks are what matters. Source: Python's own documentation on SIGPIPE.

    What cannot be told on stderr, such as on a full disk, ends nothing either.

    Raises:
        OutputError: what was asked for cannot be told.
    """
    try:
        yield
    except OSError as error:
        # Python would try once more at the very end.
        with contextlib.suppress(OSError, ValueError), Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())
        if stream is not sys.stderr and not isinstance(error, BrokenPipeError):
            raise OutputError(f"stdout cannot be written: {(error.strerror or str(error)).lower()}") from None
