"""Logs as lines of JSON on stderr: what happened, never what was asked for, nor a key."""

import json
import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from typing_extensions import override

# Of the request that is served, for every line that is written meanwhile.
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

# Their own lines, or none: uvicorn's access log would hold query strings.
_FOREIGN = ("uvicorn", "uvicorn.error", "uvicorn.access")
# It gives its logger a handler of its own, with traces and statements in the text, unless there is one.
_DBOS = "dbos"
_REST = re.compile(r":? *(?:Traceback \(most recent call last\):)?\n")
_REPEAT_S = 60.0
_QUIET = {
    _DBOS: logging.WARNING,
    "httpx2": logging.WARNING,
    "uvicorn.access": logging.CRITICAL,
    "uvicorn.error": logging.WARNING,
}


class JsonFormatter(logging.Formatter):
    """Writes a record as one JSON object; `extra={"facts": {...}}` adds to it."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Return a record as a line."""
        facts: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": _event(record),
            "logger": record.name,
            "request_id": request_id.get(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            facts["exception"] = _exception(record.exc_info[1])
        return json.dumps({name: fact for name, fact in facts.items() if fact is not None}, default=str)


def _event(record: logging.LogRecord) -> str:
    text = record.getMessage()
    # What follows its first line is a trace, or a statement with its values.
    return _REST.split(text, maxsplit=1)[0] if record.name.partition(".")[0] == _DBOS else text


def _exception(error: BaseException) -> dict[str, Any]:
    """Return where an error came from; its message may repeat what a user sent."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}" for frame in frames]
    return {"type": type(error).__name__, "where": where}


class Repeats(logging.Filter):
    """Lets a warning pass once a minute: while a database is away, dozens come each second, all alike.

    Args:
        now: tells the seconds of a clock that only goes forward.
    """

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._lock = threading.Lock()
        # What was said within the minute → when, and how often it was held back since.
        self._said: dict[tuple[str, str], tuple[float, int]] = {}

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is to be written; `repeated` tells how often it was not."""
        if record.levelno < logging.WARNING or record.exc_info:
            return True
        n_held = self._take((record.name, _event(record)))
        if n_held:
            record.facts = {**getattr(record, "facts", {}), "repeated": n_held}
        return n_held is not None

    def _take(self, what: tuple[str, str]) -> int | None:
        """Return how often something was held back since it was said; None when it is to be held back again."""
        with self._lock:
            now_s = self._now()
            said_s, n_held = self._said.get(what, (-_REPEAT_S, 0))
            if now_s < said_s + _REPEAT_S:
                self._said[what] = said_s, n_held + 1
                return None
            self._said = {key: said for key, said in self._said.items() if now_s < said[0] + _REPEAT_S}
            self._said[what] = now_s, 0
            return n_held


class _StderrHandler(logging.StreamHandler[TextIO]):
    """Writes to whatever stderr is at the moment: who has put another in its place may have closed the first."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    @override
    def stream(self) -> TextIO:  # type: ignore[bad-override] - as the standard library's own handler of last resort
        return sys.stderr


def configure(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Let all that this process logs go to a stream, stderr by default, as lines of JSON."""
    handler = logging.StreamHandler(stream) if stream else _StderrHandler()
    handler.setFormatter(JsonFormatter())
    handler.addFilter(Repeats())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _FOREIGN:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    dbos = logging.getLogger(_DBOS)
    dbos.handlers[:] = [handler]
    dbos.propagate = False
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(least)
