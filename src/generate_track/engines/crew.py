"""Several processes that make takes side by side."""

import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from threading import Thread
from typing import IO, Any, Self, cast

from generate_track.engines import process
from generate_track.engines.base import Running, Take
from generate_track.errors import OutputError
from generate_track.request import TrackRequest

WORKER = process.command("worker")
_PULSE_S = 0.2  # on Windows a wait without an end cannot be interrupted


def _ignore() -> None:
    """Do nothing."""


OnRunning = Callable[[int, Running], None]
Answer = dict[str, Any]


class Crew:
    """Makes takes, and stays for the next request; a context manager, at whose end the processes end.

    Args:
        n_processes: how many takes are made at once.
        has_partner: whether half of a take's stems is played in one more process; it does not change the sound.
        on_pulse: is called at least every moment while an answer is waited for; what it raises ends the wait.
        command: what starts a process that speaks as `worker` does.
    """

    def __init__(
        self,
        n_processes: int,
        *,
        has_partner: bool,
        on_pulse: Callable[[], None] = _ignore,
        command: process.Command = WORKER,
    ) -> None:
        self._n_processes = n_processes
        self._has_partner = has_partner
        self._on_pulse = on_pulse
        self._command = command
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._answers: Answers = SimpleQueue()
        self._home = TemporaryDirectory(prefix="generate-track-", ignore_cleanup_errors=True)
        self._log = Path(self._home.name) / "workers.log"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for worker in (*self._idle, *self._busy):
            worker.end()
        self._home.cleanup()

    def takes(self, request: TrackRequest, *, scratch: Path, on_running: OnRunning) -> Iterator[Take]:
        """Yield the takes of a request in order, each as soon as it and those before it are ready.

        Args:
            request: what is wanted.
            scratch: where the files go.
            on_running: is told how far each take is.
        Raises:
            OutputError: a process cannot write where it should.
            GenerationFailedError: a process ended before its time.
        """
        shared = {"request": request.model_dump(mode="json"), "scratch": str(scratch), "has_partner": self._has_partner}
        left = deque(shared | {"index": index} for index in range(request.batch))
        ready: dict[int, Take] = {}
        try:
            for index in range(request.batch):
                while index not in ready:
                    self._assign(left)
                    ready |= {take.index: take for take in self._hear(on_running)}
                yield ready.pop(index)
        finally:
            # They work on what nobody waits for any more.
            while self._busy:
                self._busy.pop().end()

    def _assign(self, left: "deque[Answer]") -> None:
        while left and len(self._busy) < self._n_processes:
            worker = self._idle.pop() if self._idle else self._start()
            worker.send(left.popleft())
            self._busy.append(worker)

    def _start(self) -> "_Worker":
        with self._log.open("ab") as log:
            return _Worker(self._command, self._answers, log=log)

    def _hear(self, on_running: OnRunning) -> Iterator[Take]:
        """Wait a moment for an answer, and see to it; yields the take, if it is one."""
        self._on_pulse()
        try:
            worker, answer = self._answers.get(timeout=_PULSE_S)
        except Empty:
            return
        if worker not in self._busy:
            # Of its own it ended while it was idle; else nobody waits for its take any more.
            self._part_from(worker)
        elif answer is None:
            raise process.broken(worker.process, log=self._log)
        elif "fraction" in answer:
            on_running(answer["index"], Running(answer["fraction"], answer["stage"]))
        else:
            self._busy.remove(worker)
            self._idle.append(worker)
            yield _finished(answer)

    def _part_from(self, worker: "_Worker") -> None:
        if worker in self._idle:
            self._idle.remove(worker)
            worker.end()


def _finished(answer: Answer) -> Take:
    if "error" in answer:
        raise OutputError(answer["error"], hint=answer["hint"])
    told = answer["take"]
    extras = {name: Path(path) for name, path in told["extras"].items()}
    return Take(Path(told["path"]), index=told["index"], seed=told["seed"], facts=told["facts"], extras=extras)


class _Worker:
    """One process, and a thread that listens to it; the last of its answers is None."""

    def __init__(self, command: process.Command, answers: "Answers", *, log: IO[bytes]) -> None:
        self.process = process.start(command, log=log)
        self._listener = Thread(target=self._listen, args=(answers,), daemon=True)
        self._listener.start()

    def send(self, message: object) -> None:
        stdin = cast("IO[bytes]", self.process.stdin)
        # One that has ended already tells so by its last answer.
        with suppress(OSError):
            stdin.write(json.dumps(message).encode() + b"\n")
            stdin.flush()

    def end(self) -> None:
        process.end(self.process)
        self._listener.join()

    def _listen(self, answers: "Answers") -> None:
        with cast("IO[bytes]", self.process.stdout) as lines:
            for line in lines:
                answers.put((self, json.loads(line)))
        answers.put((self, None))


Answers = SimpleQueue[tuple[_Worker, Answer | None]]
