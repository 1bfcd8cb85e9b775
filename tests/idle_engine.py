"""An engine that does next to nothing, so that what is measured or killed is the queue around it."""

import io
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import soundfile

from generate_track.engines.base import Done, OnEvent, Running, Take
from generate_track.request import TrackRequest

_RATE_HZ = 48_000
_STEP_S = 0.02


class IdleEngine:
    """Yields a tenth of a second of a tone for each take.

    Args:
        work_s: how long a job takes.
        is_let: nothing is finished before it says so.
    """

    name = "idle"

    def __init__(self, *, work_s: float = 0.0, is_let: Callable[[], bool] = lambda: True) -> None:
        self._work_s = work_s
        self._is_let = is_let

    def generate(self, request: TrackRequest, *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
        end_s = time.monotonic() + self._work_s
        while time.monotonic() < end_s or not self._is_let():
            on_event(Running(None, "working"))
            time.sleep(_STEP_S)
        for index, seed in enumerate(request.seeds):
            path = scratch / f"take-{index}.{request.format}"
            path.write_bytes(_tone(request.format))
            yield Take(path, index, seed)
        on_event(Done(request.batch))


@cache
def _tone(format_: str) -> bytes:
    time_s = np.arange(_RATE_HZ // 10) / _RATE_HZ
    tone = 0.2 * np.sin(2 * np.pi * 220 * time_s).astype(np.float32)
    file = io.BytesIO()
    soundfile.write(file, np.stack([tone, tone], axis=1), _RATE_HZ, format=format_.upper())
    return file.getvalue()
