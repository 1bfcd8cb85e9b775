"""A second process that plays half of the stems of a take: `python -m generate_track.engines.partner`.

It reads one line with what is wanted, composes the same score again, and writes one line with what its stems measure,
as JSON, and then their sum, block by block, as it is in memory.
"""

import json
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

import numpy as np

from generate_track.compose import compose
from generate_track.compose.score import Score
from generate_track.engines import process
from generate_track.mix.block import block_lengths, length_of
from generate_track.mix.half import N_ROWS, OwnHalf, Sum, halves
from generate_track.mix.level import Stem
from generate_track.request import TrackRequest
from generate_track.synth import open_play

PARTNER = process.command("partner")
_BLOCKS_AHEAD = 3  # of the desk, which must not wait for a block that takes longer than others


class Partner:
    """A process that plays the first half of a take's stems; a context manager, at whose end it ends.

    Args:
        request: what is wanted.
        index: which take.
        scratch: where it may log.
        command: what starts a process that speaks as this module does.
    """

    def __init__(self, request: TrackRequest, *, index: int, scratch: Path, command: process.Command = PARTNER) -> None:
        self._log = scratch / f"partner-{index + 1}.log"
        with self._log.open("wb") as log:
            self._process = process.start(command, log=log)
        job = {"request": request.model_dump(mode="json"), "index": index}
        stdin = cast("IO[bytes]", self._process.stdin)
        # One that has ended already is noticed when it does not answer.
        with suppress(OSError):
            stdin.write(json.dumps(job).encode() + b"\n")
            stdin.flush()

    def half(self, score: Score) -> "PartnersHalf":
        """Return the half that it plays of the score that both have composed."""
        return PartnersHalf(score, process=self._process, log=self._log)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process.end(self._process)
        cast("IO[bytes]", self._process.stdout).close()


class PartnersHalf:
    """Half of the stems, played in another process.

    Args:
        score: the whole score.
        process: the partner's.
        log: what it says of its own.
    """

    def __init__(self, score: Score, *, process: process.Process, log: Path) -> None:
        self._lengths = block_lengths(length_of(score))
        self._process = process
        self._log = log

    @cached_property
    def stems(self) -> Mapping[str, Stem]:
        """What each of them measures.

        Raises:
            GenerationFailedError: the process has ended.
        """
        line = self._stdout.readline()
        if not line:
            raise process.broken(self._process, log=self._log)
        return {name: Stem(*numbers, octaves=np.array(octaves)) for name, *numbers, octaves in json.loads(line)}

    def sums(self) -> Iterator[Sum]:
        """Yield the sum of what their strips give, block by block.

        Raises:
            GenerationFailedError: the process has ended.
        """
        for n_samples in self._lengths:
            n_bytes = N_ROWS * n_samples * np.dtype(np.float32).itemsize
            block = self._stdout.read(n_bytes)
            if len(block) < n_bytes:
                raise process.broken(self._process, log=self._log)
            yield np.frombuffer(block, np.float32).reshape(N_ROWS, n_samples)

    @property
    def _stdout(self) -> IO[bytes]:
        return cast("IO[bytes]", self._process.stdout)


def play_half(lines: IO[bytes], answers: IO[bytes]) -> None:
    """Play what is asked for in the first line."""
    job = json.loads(lines.readline())
    score = compose(TrackRequest.model_validate(job["request"]), take=job["index"])
    half = OwnHalf(score, play=open_play(), names=halves(score)[0])
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
    # Ctrl-C reaches the whole group of processes; who started this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    play_half(sys.stdin.buffer, sys.stdout.buffer)
