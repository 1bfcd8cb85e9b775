"""A second process that plays half of the stems of a take, seen from the first."""

import json
import pickle
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import cached_property
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self, cast

from generate_track.engines import process

if TYPE_CHECKING:
    from io import BufferedReader

    from generate_track.compose.score import Score
    from generate_track.mix.half import Sum
    from generate_track.mix.level import Stem
    from generate_track.request import TrackRequest

PARTNER = process.command("partner")
_FROM_S = 30.0  # a shorter take is done before a second process has started


class Partner:
    """A process that plays the first half of a take's stems; a context manager, at whose end it ends.

    It is ready sooner the sooner it is started: before there is a score.

    Args:
        log: where it says what goes wrong.
        command: what starts a process that speaks as `partner` does.
    """

    def __init__(self, log: Path, *, command: process.Command = PARTNER) -> None:
        self._log = log
        with log.open("wb") as file:
            self._process = process.start(command, log=file)
        self._writer: Thread | None = None

    def half(self, score: "Score") -> "PartnersHalf":
        """Let it play its half of a score, and return that."""
        # In a thread, as it may still be starting; what a process has written itself is safe to be unpickled.
        self._writer = Thread(target=self._tell, args=(pickle.dumps(score, pickle.HIGHEST_PROTOCOL),), daemon=True)
        self._writer.start()
        return PartnersHalf(score, process=self._process, log=self._log)

    def _tell(self, message: bytes) -> None:
        # One that has ended already is noticed when it does not answer.
        with suppress(OSError):
            stdin = cast("IO[bytes]", self._process.stdin)
            stdin.write(message)
            stdin.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        if self._writer:
            self._writer.join()
        process.end(self._process)
        cast("IO[bytes]", self._process.stdout).close()


class PartnersHalf:
    """Half of the stems, played in another process.

    Args:
        score: the whole score.
        process: the partner's.
        log: what it says of its own.
    """

    def __init__(self, score: "Score", *, process: process.Process, log: Path) -> None:
        self._score = score
        self._process = process
        self._log = log

    @cached_property
    def stems(self) -> Mapping[str, "Stem"]:
        """What each of them measures.

        Raises:
            GenerationFailedError: the process has ended.
        """
        import numpy as np  # noqa: PLC0415 - not before the partner has started, here and below

        from generate_track.mix.level import Stem  # noqa: PLC0415

        line = self._stdout.readline()
        if not line:
            raise process.broken(self._process, log=self._log)
        return {name: Stem(*numbers, octaves=np.array(octaves)) for name, *numbers, octaves in json.loads(line)}

    def sums(self) -> Iterator["Sum"]:
        """Yield the sum of what their strips give, block by block.

        Raises:
            GenerationFailedError: the process has ended.
        """
        import numpy as np  # noqa: PLC0415

        from generate_track.mix.block import block_lengths, length_of  # noqa: PLC0415
        from generate_track.mix.half import N_ROWS  # noqa: PLC0415

        for n_samples in block_lengths(length_of(self._score)):
            block = np.empty((N_ROWS, n_samples), np.float32)
            if self._stdout.readinto(block.data) < block.nbytes:
                raise process.broken(self._process, log=self._log)
            yield block

    @property
    def _stdout(self) -> "BufferedReader":
        return cast("BufferedReader", self._process.stdout)


def partner_for(request: "TrackRequest", *, index: int, scratch: Path) -> AbstractContextManager[Partner | None]:
    """Return a partner for a take of a request, or none where it is not worth its start."""
    return nullcontext() if request.duration_s < _FROM_S else Partner(scratch / f"partner-{index + 1}.log")
