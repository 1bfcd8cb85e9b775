"""A process that plays half of the stems of a take: `python -m generate_track.engines.partner`.

It reads a score, pickled, and writes one line with what its stems measure, as JSON, and then their sum, block by
block, as it is in memory. It is waited for from its start on, and imports no more than it plays with.
"""

import json
import pickle
import signal
import sys
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO

from generate_track.mix.half import CACHE_BYTES, OwnHalf, Sum, halves
from generate_track.synth import open_play

_BLOCKS_AHEAD = 3  # of the desk, which must not wait for a block that takes longer than others


def play_half(lines: IO[bytes], answers: IO[bytes]) -> None:
    """Play the first half of the score that is read."""
    score = pickle.load(lines)  # noqa: S301 - from who started this process, which could do anything here anyway
    half = OwnHalf(score, play=open_play(cache_bytes=CACHE_BYTES), names=halves(score)[0])
    measured = [(name, stem.loudness_lufs, stem.width, stem.octaves.tolist()) for name, stem in half.stems.items()]
    answers.write(json.dumps(measured).encode() + b"\n")
    answers.flush()
    _write_all(half.sums(), answers)


def _write_all(blocks: Iterable[Sum], answers: IO[bytes]) -> None:
    """Write blocks while the next ones are played: a pipe holds less than one, and keeps who writes waiting."""
    with ThreadPoolExecutor(1) as pool:
        waiting: deque[Future[int]] = deque()
        for block in blocks:
            waiting.append(pool.submit(answers.write, block.data))
            if len(waiting) > _BLOCKS_AHEAD:
                waiting.popleft().result()
        for write in waiting:
            write.result()
    answers.flush()


if __name__ == "__main__":
    # Ctrl-C, and what a service manager sends, reach all processes; who started this one ends it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    play_half(sys.stdin.buffer, sys.stdout.buffer)
