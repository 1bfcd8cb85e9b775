"""Several processes that make takes side by side."""

import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any, cast

from generate_track.engines import process
from generate_track.engines.base import Running, Take
from generate_track.engines.core import n_cores
from generate_track.errors import OutputError
from generate_track.request import TrackRequest

WORKER = process.command("worker")
_PULSE_S = 0.2  # on Windows a wait without an end cannot be interrupted

OnRunning = Callable[[int, Running], None]
Answer = dict[str, Any]


class Crew:
    """Makes the takes of a request.

    Args:
        request: what is wanted.
        scratch: where the files go.
        n_processes: how many takes are made at once.
        command: what starts a process that speaks as `worker` does.
    """

    def __init__(
        self, request: TrackRequest, *, scratch: Path, n_processes: int, command: process.Command = WORKER
    ) -> None:
        self._batch = request.batch
        self._left = deque(range(request.batch))
        self._ready: dict[int, Take] = {}
        self._job = {
            "request": request.model_dump(mode="json"),
            "scratch": str(scratch),
            "has_partner": n_cores() >= 2 * n_processes,
        }
        self._log = scratch / "workers.log"
        self._command = command
        self._n_processes = n_processes
        self._answers: Answers = SimpleQueue()

    def takes(self, *, on_running: OnRunning) -> Iterator[Take]:
        """Yield the takes in order, each as soon as it and those before it are ready.

        The processes end with the iteration, however that ends.

        Raises:
            OutputError: a process cannot write where it should.
            GenerationFailedError: a process ended before its time.
        """
        workers: list[_Worker] = []
        with self._log.open("wb") as log:
            try:
                workers.extend(_Worker(self._command, self._answers, log=log) for _ in range(self._n_processes))
                for worker in workers:
                    worker.send(self._job)
                    self._assign(worker)
                for index in range(self._batch):
                    while index not in self._ready:
                        self._take_in(on_running=on_running)
                    yield self._ready.pop(index)
            finally:
                for worker in workers:
                    worker.end()

    def _assign(self, worker: "_Worker") -> None:
        if self._left:
            worker.send(self._left.popleft())

    def _take_in(self, *, on_running: OnRunning) -> None:
        """Wait a moment for an answer, and see to it."""
        try:
            worker, answer = self._answers.get(timeout=_PULSE_S)
        except Empty:
            return
        if answer is None:
            raise process.broken(worker.process, log=self._log)
        if "error" in answer:
            raise OutputError(answer["error"], hint=answer["hint"])
        if "take" not in answer:
            on_running(answer["index"], Running(answer["fraction"], answer["stage"]))
            return
        take = _take(answer["take"])
        self._ready[take.index] = take
        self._assign(worker)


def _take(told: Answer) -> Take:
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
