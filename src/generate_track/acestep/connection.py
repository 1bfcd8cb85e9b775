"""Connection: requests to one server, with its key, and with every failure of the network in the user's words."""

import ssl
from collections.abc import Callable
from typing import Any

import httpx2

from generate_track.acestep.call import Attend, directly
from generate_track.acestep.fault import CHECK_URL, error_of
from generate_track.acestep.reply import Answer, clean
from generate_track.acestep.url import ServerUrl
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    InvalidRequestError,
    Mistake,
    ResponseLostError,
)
from generate_track.settings import Secret

# Cloudflare, which stands before the official cloud, bans clients whose name it does not know (its error 1010).
USER_AGENT = "curl/8.7.1 (compatible; generate-track)"
_CONNECT_S = 10.0
_TIMEOUT = httpx2.Timeout(30.0, connect=_CONNECT_S)
# A server that loads a model answers late, and an upload takes its time.
_TASK_TIMEOUT = httpx2.Timeout(120.0, connect=_CONNECT_S)
_NEVER_CONNECTED = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError)
# What OpenSSL says → what helps.
_TLS_HINTS = (
    ("WRONG_VERSION_NUMBER", "check ACESTEP_API_URL; no TLS is spoken there: write http:// for https://"),
    ("CERTIFICATE_VERIFY_FAILED", "check ACESTEP_API_URL; the server's certificate is not trusted on this machine"),
)
_RETRIES_OF_CONNECT_S = (0.25, 0.75)


class Connection:
    """Sends requests to one server.

    Args:
        url: the server as the user wrote it.
        api_key: sent as a bearer token to this server only, and shown nowhere.
        timeout_s: how long an answer may take; None leaves it to what is asked.
        transport: what carries the requests; the network when None.
        sleep: waits for a number of seconds.
        attend: makes each request.
    Raises:
        InvalidRequestError: the URL is none, or no header can carry the key.
    """

    def __init__(
        self,
        url: str,
        *,
        api_key: str | None,
        timeout_s: float | None = None,
        transport: httpx2.BaseTransport | None,
        sleep: Callable[[float], None],
        attend: Attend = directly,
    ) -> None:
        self.url = _checked_url(url)
        self._key = _checked_key(api_key) if api_key else None
        self._timeout = None if timeout_s is None else httpx2.Timeout(timeout_s, connect=min(timeout_s, _CONNECT_S))
        self._transport = transport
        self._sleep = sleep
        self._attend = attend
        self._http: httpx2.Client | None = None

    @property
    def is_key_in_the_open(self) -> bool:
        """Whether a key is sent over a network without encryption."""
        return self._key is not None and self.url.scheme == "http" and not self.url.is_loopback

    def close(self) -> None:
        """Let go of the sockets; the next request opens new ones."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def send(self, method: str, path: str, *, is_task: bool = False, **options: Any) -> Answer:  # noqa: ANN401
        """Return the answer to a request, whatever it says.

        Only a server that was never reached is asked again.

        Args:
            method: of HTTP.
            path: one of the API's routes.
            is_task: whether a lost answer can have left a task behind.
            options: httpx2's own: `json`, `content`, `data`, `files`, `headers`.
        Raises:
            EngineUnavailableError: the server was not reached, or did not answer.
            ResponseLostError: it was reached with a task, and did not answer.
        """
        url, timeout = self.url.join(path), self._timeout or (_TASK_TIMEOUT if is_task else _TIMEOUT)
        http = self.open()
        try:
            response = self._connected(
                lambda: self._attend(lambda: http.request(method, url, timeout=timeout, **options), is_task=is_task)
            )
        except httpx2.HTTPError as error:
            raise self._unanswered(error, is_task=is_task) from error
        return Answer.read(response.status_code, headers=response.headers, body=response.content, redact=self.redact)

    def open(self) -> httpx2.Client:
        """Return the HTTP client, which sends the key with every request."""
        if self._http is None:
            is_here = self.url.is_loopback and self.url.scheme == "http"
            self._http = httpx2.Client(
                headers=self._headers(),
                transport=self._transport,
                timeout=_TIMEOUT,
                # Reading the authorities costs 70 ms; a context without any refuses every certificate.
                verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if is_here else True,
                # No proxy leads back to this machine.
                trust_env=not is_here,
                follow_redirects=False,
            )
        return self._http

    def error_of(self, answer: Answer) -> GenerateTrackError:
        """Return the error that an answer stands for."""
        return error_of(answer, server=str(self.url))

    def redact(self, text: str) -> str:
        """Return a text without the key, which a server may repeat."""
        return text.replace(self._key.reveal(), repr(self._key)) if self._key else text

    def redacted(self, error: GenerateTrackError) -> GenerateTrackError:
        """Return an error whose message went through `redact`."""
        return type(error)(self.redact(error.message), hint=error.hint)

    def lost(self, reason: str) -> ResponseLostError:
        """Return the error for a task whose receipt did not come."""
        message = f"the answer of {self.url} was lost ({reason}); whether it took the task is not known"
        hint = "generate-track doctor shows its queue, generate-track jobs the request; submit again if it is not there"
        return ResponseLostError(message, hint=hint)

    def _connected(self, send: Callable[[], httpx2.Response]) -> httpx2.Response:
        for delay_s in _RETRIES_OF_CONNECT_S:
            try:
                return send()
            except _NEVER_CONNECTED:
                self._sleep(delay_s)
        return send()

    def _unanswered(self, error: httpx2.HTTPError, *, is_task: bool) -> GenerateTrackError:
        reason = clean(error) or type(error).__name__
        if isinstance(error, _NEVER_CONNECTED):
            told = EngineUnavailableError(f"{self.url} cannot be reached: {reason}", hint=self._unreached_hint(reason))
        elif is_task:
            told = self.lost(reason)
        else:
            told = EngineUnavailableError(f"{self.url} did not answer: {reason}", hint=CHECK_URL)
        return self.redacted(told)

    def _unreached_hint(self, reason: str) -> str:
        assumed = f" (the URL had no scheme, so {self.url.scheme} was taken)" if self.url.is_scheme_assumed else ""
        return next((hint for word, hint in _TLS_HINTS if word in reason), CHECK_URL) + assumed

    def _headers(self) -> dict[str, str]:
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*"}
        return headers | ({"Authorization": f"Bearer {self._key.reveal()}"} if self._key else {})


def _checked_url(text: str) -> ServerUrl:
    url = ServerUrl.parse(text)
    try:
        httpx2.URL(str(url))
    except httpx2.InvalidURL as error:
        raise InvalidRequestError((Mistake("api_url", f"server URL {text!r} is no URL: {error}"),)) from error
    return url


def _checked_key(key: str) -> Secret:
    if not key.isascii() or not key.isprintable() or key != key.strip():
        raise InvalidRequestError((Mistake("api_key", "the API key holds a character that no HTTP header can carry"),))
    return Secret(key)
