"""Client: the ACE-Step 1.5 REST API over HTTP, synchronous, with every failure in the user's words."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Self

import httpx2

from generate_track.acestep import download, wire
from generate_track.acestep.call import Attend, directly
from generate_track.acestep.connection import Connection
from generate_track.acestep.fault import API_WANTED
from generate_track.acestep.reply import Answer, Task, Ticket, find_task
from generate_track.acestep.retry import Backoff
from generate_track.acestep.url import ServerUrl
from generate_track.errors import (
    GenerateTrackError,
    InvalidRequestError,
    Mistake,
    NotAceStepError,
    OutputError,
    ServerBrokeError,
)

_NOT_READY_PATIENCE_S = 30.0
_BROKE = frozenset({500, 501})
_BROKE_ON_UPLOAD = "servers built before 12 February 2026 cannot take uploads; update the server"
_BROKE_ON_VALUE = "a server answers so when an expert option has a value it does not know; leave them out"
_LOST = frozenset({502, 504, *range(520, 531)})  # a gateway speaks; the server behind it may have the task

OnWait = Callable[[str], None]


def _ignore(_: str) -> None:
    """Take a message and do nothing."""


class Client:
    """Speaks with one server.

    Args:
        url: the server as the user wrote it.
        api_key: sent as a bearer token to this server only, and shown nowhere.
        timeout_s: how long an answer may take; by default half a minute, and for a task two.
        transport: what carries the requests; the network by default.
        sleep: waits for a number of seconds.
        now: tells the seconds of a clock that only goes forward.
        attend: makes each request; in this thread by default.
    Raises:
        InvalidRequestError: the URL is none, or no header can carry the key.
    """

    def __init__(
        self,
        url: str,
        *,
        api_key: str | None = None,
        timeout_s: float | None = None,
        transport: httpx2.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
        attend: Attend = directly,
    ) -> None:
        self._connection = Connection(
            url, api_key=api_key, timeout_s=timeout_s, transport=transport, sleep=sleep, attend=attend
        )
        self._attend = attend
        self._sleep = sleep
        self._now = now

    @property
    def url(self) -> ServerUrl:
        """Where the server is."""
        return self._connection.url

    @property
    def is_key_in_the_open(self) -> bool:
        """Whether a key is sent over a network without encryption."""
        return self._connection.is_key_in_the_open

    def __repr__(self) -> str:
        return f"Client({str(self.url)!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection; the next call opens a new one."""
        self._connection.close()

    def submit(
        self,
        payload: wire.Payload,
        *,
        uploads: Mapping[str, Path] | None = None,
        patience_s: float = 300.0,
        on_wait: OnWait = _ignore,
    ) -> Ticket:
        """Hand a task to the server and return its receipt.

        A second POST would make a second task, so only what cannot have been accepted is tried again: no
        connection, 429 and 503.

        Args:
            payload: the fields of the request.
            uploads: multipart part → audio file.
            patience_s: how long to wait for a place in the queue.
            on_wait: is told once for each reason to wait.
        Raises:
            QueueFullError: the queue stayed full for `patience_s`.
            ResponseLostError: its answer was lost, so the task may exist.
            EngineUnavailableError: no server.
            GenerationFailedError: the server does not take this request.
            GenerateTrackError: what else the answer says.
        """
        patience = {429: patience_s, 503: min(_NOT_READY_PATIENCE_S, patience_s)}
        backoff = Backoff(patience, sleep=self._sleep, now=self._now, on_wait=on_wait)
        while True:
            answer = self._post_task(payload, uploads or {})
            if not backoff.wait_after(answer):
                return self._ticket(answer, has_uploads=bool(uploads))

    def query(self, task_id: str) -> Task:
        """Return where a task stands.

        Raises:
            GenerateTrackError: no answer, or none that tells of the task.
        """
        found = self.query_all([task_id])
        if task_id not in found:
            raise self.untold(task_id)
        return found[task_id]

    def query_all(self, task_ids: Sequence[str]) -> dict[str, Task]:
        """Return where each of several tasks stands, from one request; without those that the answer leaves out.

        Raises:
            GenerateTrackError: no answer.
        """
        answer = self._connection.send("POST", "/query_result", json={"task_id_list": list(task_ids)})
        data = self._data(answer)
        found = {task_id: find_task(data, task_id) for task_id in task_ids}
        return {task_id: self._redacted(task) for task_id, task in found.items() if task is not None}

    def untold(self, task_id: str) -> NotAceStepError:
        """Return the error for an answer that leaves out a task that it was asked for."""
        return NotAceStepError(f"{self.url} answers without telling of task {task_id}")

    def stats(self) -> dict[str, Any]:
        """Return what GET /v1/stats says: jobs by state, the queue's size and limit, the mean time of a job."""
        return _object(self._data(self.ask("/v1/stats")))

    def write(self, path: str, said: Mapping[str, Any]) -> Answer:
        """Return the answer of a route whose language model writes, whatever it says; nothing is left behind there.

        Raises:
            EngineUnavailableError: there is no answer.
        """
        return self._connection.send("POST", path, json=dict(said))

    def error_of(self, answer: Answer) -> GenerateTrackError:
        """Return the error that an answer stands for."""
        return self._connection.error_of(answer)

    def ask(self, path: str) -> Answer:
        """Return the answer to a GET, whatever it says.

        Raises:
            EngineUnavailableError: there is no answer.
        """
        return self._connection.send("GET", path)

    def download(self, file: str, target: Path) -> None:
        """Save the audio of a result under `target`, going on where a cut connection stopped.

        Args:
            file: as the result names it.
            target: takes its name only when the file is whole; until then it is `<target>.part`.
        Raises:
            GenerationFailedError: the server no longer has the file, or sends no audio.
            EngineUnavailableError: it was cut too often.
            OutputError: the file cannot be written.
        """
        url = self.url.audio(file)
        try:
            download.fetch(
                self._connection.open(), url, target, server=str(self.url), sleep=self._sleep, attend=self._attend
            )
        except GenerateTrackError as error:
            raise self._connection.redacted(error) from error
        except OSError as error:
            raise OutputError(f"{str(target)!r} cannot be written: {error.strerror or error}") from error

    def _post_task(self, payload: wire.Payload, uploads: Mapping[str, Path]) -> Answer:
        if not uploads:
            headers = {"Content-Type": "application/json"}
            return self._connection.send(
                "POST", "/release_task", content=wire.encode(payload), headers=headers, is_task=True
            )
        with ExitStack() as stack:
            # Only the suffix matters to the server; what a file is called here is nobody's business.
            files = {
                part: (f"{part}{path.suffix}", stack.enter_context(_reading(path))) for part, path in uploads.items()
            }
            return self._connection.send("POST", "/release_task", data=wire.form(payload), files=files, is_task=True)

    def _ticket(self, answer: Answer, *, has_uploads: bool) -> Ticket:
        ticket = Ticket.read(answer.data) if answer.is_ok else None
        if ticket is None:
            raise self._refusal(answer, has_uploads=has_uploads)
        if ticket.status == "succeeded":
            # The API queues a task; only the Gradio app makes the music before it answers.
            raise NotAceStepError(f"{self.url} is ACE-Step's Gradio app, not its API", hint=API_WANTED)
        return ticket

    def _refusal(self, answer: Answer, *, has_uploads: bool) -> GenerateTrackError:
        if answer.status in _BROKE:
            hint = _BROKE_ON_UPLOAD if has_uploads else _BROKE_ON_VALUE
            message = f"{self.url} failed on the request: {answer.detail or answer.status}"
            return ServerBrokeError(message, hint=hint)
        if answer.status in _LOST:
            return self._connection.lost(f"status {answer.status}")
        return self._connection.error_of(answer)

    def _redacted(self, task: Task) -> Task:
        return task if task.reason is None else replace(task, reason=self._connection.redact(task.reason))

    def _data(self, answer: Answer) -> Any:  # noqa: ANN401 - whatever JSON holds
        if not answer.is_ok:
            raise self._connection.error_of(answer)
        return answer.data


def _reading(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise InvalidRequestError((Mistake("upload", f"{str(path)!r} cannot be read: {error.strerror}"),)) from error


def _object(data: object) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}
