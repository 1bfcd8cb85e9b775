"""Client: the ACE-Step 1.5 REST API over HTTP, synchronous, with every failure in the user's words."""

import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Self

import httpx2

from generate_track.acestep import download, wire
from generate_track.acestep.fault import API_WANTED, CHECK_URL, error_of
from generate_track.acestep.reply import Answer, Task, Ticket, clean, find_task
from generate_track.acestep.retry import Backoff
from generate_track.acestep.url import ServerUrl
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    GenerationFailedError,
    InvalidRequestError,
    Mistake,
    NotAceStepError,
    OutputError,
)
from generate_track.settings import Secret

# Cloudflare, which stands before the official cloud, bans clients whose name it does not know (its error 1010).
USER_AGENT = "curl/8.7.1 (compatible; generate-track)"
_TIMEOUT = httpx2.Timeout(30.0, connect=10.0)
# A server that loads a model answers late, and an upload takes its time.
_SUBMIT_TIMEOUT = httpx2.Timeout(120.0, connect=10.0)
_NEVER_CONNECTED = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError)
_RETRIES_OF_CONNECT_S = (0.25, 0.75)
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
        transport: what carries the requests; the network by default.
        sleep: waits for a number of seconds.
        now: tells the seconds of a clock that only goes forward.
    Raises:
        InvalidRequestError: the URL is none, or no header can carry the key.
    """

    def __init__(
        self,
        url: str,
        *,
        api_key: str | None = None,
        transport: httpx2.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.url = _checked_url(url)
        self._key = _checked(api_key) if api_key else None
        self._transport = transport
        self._sleep = sleep
        self._now = now
        self._http: httpx2.Client | None = None

    def __repr__(self) -> str:
        return f"Client({str(self.url)!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection; the next call opens a new one."""
        if self._http is not None:
            self._http.close()
            self._http = None

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
            EngineUnavailableError: no server, or its answer was lost; then the task may exist.
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
        answer = self._send("POST", "/query_result", json={"task_id_list": [task_id]})
        task = find_task(self._data(answer), task_id)
        if task is None:
            raise NotAceStepError(f"{self.url} answers without telling of task {task_id}")
        return task

    def stats(self) -> dict[str, Any]:
        """Return what GET /v1/stats says: jobs by state, the queue's size and limit, the mean time of a job."""
        return _object(self._data(self.ask("/v1/stats")))

    def ask(self, path: str) -> Answer:
        """Return the answer to a GET, whatever it says.

        Raises:
            EngineUnavailableError: there is no answer.
        """
        return self._send("GET", path)

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
            download.fetch(self._open(), url, target, server=str(self.url), sleep=self._sleep)
        except GenerateTrackError as error:
            raise self._redacted(error) from error
        except OSError as error:
            raise OutputError(f"{str(target)!r} cannot be written: {error.strerror or error}") from error

    @property
    def is_key_in_the_open(self) -> bool:
        """Whether a key is sent over a network without encryption."""
        return self._key is not None and self.url.scheme == "http" and not self.url.is_loopback

    def redact(self, text: str) -> str:
        """Return `text` without the key."""
        return text.replace(self._key.reveal(), "***") if self._key else text

    def _post_task(self, payload: wire.Payload, uploads: Mapping[str, Path]) -> Answer:
        if not uploads:
            headers = {"Content-Type": "application/json"}
            return self._send("POST", "/release_task", content=wire.encode(payload), headers=headers, is_task=True)
        with ExitStack() as stack:
            # Only the suffix matters to the server; what a file is called here is nobody's business.
            files = {
                part: (f"{part}{path.suffix}", stack.enter_context(_reading(path))) for part, path in uploads.items()
            }
            return self._send("POST", "/release_task", data=wire.form(payload), files=files, is_task=True)

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
            return GenerationFailedError(self.redact(message), hint=hint)
        if answer.status in _LOST:
            return self._lost(f"status {answer.status}")
        return self._error(answer)

    def _data(self, answer: Answer) -> Any:  # noqa: ANN401 - whatever JSON holds
        if not answer.is_ok:
            raise self._error(answer)
        return answer.data

    def _error(self, answer: Answer) -> GenerateTrackError:
        return self._redacted(error_of(answer, server=str(self.url)))

    def _redacted(self, error: GenerateTrackError) -> GenerateTrackError:
        return type(error)(self.redact(error.message), hint=error.hint)

    def _lost(self, reason: str) -> EngineUnavailableError:
        message = f"the answer of {self.url} was lost ({reason}); whether it took the task is not known"
        return EngineUnavailableError(
            message, hint="generate-track doctor shows its queue; if it is empty, submit again"
        )

    def _send(self, method: str, path: str, *, is_task: bool = False, **options: Any) -> Answer:  # noqa: ANN401
        url, timeout = self.url.join(path), _SUBMIT_TIMEOUT if is_task else _TIMEOUT
        try:
            response = self._connected(lambda: self._open().request(method, url, timeout=timeout, **options))
        except httpx2.HTTPError as error:
            raise self._unanswered(error, is_task=is_task) from error
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer.read(response.status_code, headers=headers, body=response.content)

    def _connected(self, send: Callable[[], httpx2.Response]) -> httpx2.Response:
        for delay_s in _RETRIES_OF_CONNECT_S:
            try:
                return send()
            except _NEVER_CONNECTED:
                self._sleep(delay_s)
        return send()

    def _unanswered(self, error: httpx2.HTTPError, *, is_task: bool) -> EngineUnavailableError:
        reason = self.redact(clean(error) or type(error).__name__)
        if not isinstance(error, _NEVER_CONNECTED):
            message = f"{self.url} did not answer: {reason}"
            return self._lost(reason) if is_task else EngineUnavailableError(message, hint=CHECK_URL)
        hint = CHECK_URL
        if self.url.is_scheme_assumed:
            hint += f" (the URL had no scheme, so {self.url.scheme} was taken)"
        return EngineUnavailableError(f"{self.url} cannot be reached: {reason}", hint=hint)

    def _open(self) -> httpx2.Client:
        if self._http is None:
            self._http = httpx2.Client(
                headers=self._headers(),
                transport=self._transport,
                timeout=_TIMEOUT,
                verify=_tls(self.url),
                # No proxy leads back to this machine.
                trust_env=not self.url.is_loopback,
                follow_redirects=False,
            )
        return self._http

    def _headers(self) -> dict[str, str]:
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*"}
        return headers | ({"Authorization": f"Bearer {self._key.reveal()}"} if self._key else {})


def _tls(url: ServerUrl) -> ssl.SSLContext | bool:
    # Reading the authorities costs 70 ms. A context without any refuses every certificate.
    return True if url.scheme == "https" or not url.is_loopback else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _checked_url(text: str) -> ServerUrl:
    url = ServerUrl.parse(text)
    try:
        httpx2.URL(str(url))
    except httpx2.InvalidURL as error:
        raise InvalidRequestError((Mistake("api_url", f"server URL {text!r} is no URL: {error}"),)) from error
    return url


def _reading(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise InvalidRequestError((Mistake("upload", f"{str(path)!r} cannot be read: {error.strerror}"),)) from error


def _checked(key: str) -> Secret:
    if not key.isascii() or not key.isprintable() or key != key.strip():
        raise InvalidRequestError((Mistake("api_key", "the API key holds a character that no HTTP header can carry"),))
    return Secret(key)


def _object(data: object) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}
