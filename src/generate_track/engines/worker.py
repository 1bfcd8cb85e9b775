"""A process that makes takes for the embedded engine: `python -m generate_track.engines.worker`.

It reads a line for each take that is wanted, and writes a line for each step and each finished take, all as JSON. It
ends when there is nothing more to read.
"""

import json
import signal
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from generate_track.engines.base import Running, Take
from generate_track.engines.duet import partner_for
from generate_track.engines.session import Session
from generate_track.errors import OutputError
from generate_track.request import TrackRequest

Message = Mapping[str, Any]


def work(lines: TextIO, answers: TextIO) -> None:
    """Make every take that is asked for, and answer."""
    for line in lines:
        job = json.loads(line)
        request, index, scratch = TrackRequest.model_validate(job["request"]), job["index"], Path(job["scratch"])
        on_running = partial(_tell_running, answers, index)
        helped = partner_for(request, index=index, scratch=scratch) if job["has_partner"] else nullcontext()
        try:
            with helped as partner:
                session = Session(request, index=index, scratch=scratch, on_running=on_running, partner=partner)
                _tell(answers, take=_plain(session.make()))
        except OutputError as error:
            _tell(answers, error=error.message, hint=error.hint)


def _tell_running(answers: TextIO, index: int, running: Running) -> None:
    _tell(answers, index=index, fraction=running.fraction, stage=running.stage)


def _plain(take: Take) -> Message:
    return asdict(take) | {
        "path": str(take.path),
        "extras": {name: str(path) for name, path in take.extras.items()},
    }


def _tell(answers: TextIO, **message: object) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


if __name__ == "__main__":
    # Ctrl-C, and what a service manager sends, reach all processes; who started this one ends it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    work(sys.stdin, sys.stdout)
