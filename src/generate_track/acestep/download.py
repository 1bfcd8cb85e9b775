"""Fetch a file over HTTP: streamed, whole or not at all, and resumed where a cut connection stopped."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx2

from generate_track.acestep.call import Attend, directly
from generate_track.acestep.fault import error_of
from generate_track.acestep.reply import Answer
from generate_track.errors import (
    EngineUnavailableError,
    GenerateTrackError,
    GenerationFailedError,
    TaskLostError,
    UnusableAudioError,
)

_DELAYS_S = (0.25, 1.0, 2.0, 4.0)  # between attempts; as many as there are, and one attempt more
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_MEDIA_OF_PAGES = ("text/", "application/json", "application/xhtml")


@dataclass(slots=True)
class _Part:
    """What has come so far: the file, and the tag of the version that it belongs to."""

    path: Path
    etag: str | None = None

    @property
    def n_bytes(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def headers(self) -> dict[str, str]:
        # Encodings are refused so that byte positions mean the same on both sides.
        plain = {"Accept-Encoding": "identity"}
        # Without a strong tag the rest could be another file's.
        if not self.n_bytes or self.etag is None:
            return plain
        return plain | {"Range": f"bytes={self.n_bytes}-", "If-Range": self.etag}


def fetch(
    http: httpx2.Client,
    url: str,
    target: Path,
    *,
    server: str,
    sleep: Callable[[float], None],
    attend: Attend = directly,
) -> None:
    """Save what is at `url` under `target`, which appears only when it is whole.

    Raises:
        EngineUnavailableError: the connection was cut too often.
        GenerationFailedError: the server does not hand out the file.
        TaskLostError: it has it no longer.
        UnusableAudioError: what it hands out is a page, not audio.
        OSError: the file cannot be written.
    """
    try:
        httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise GenerationFailedError(f"{server} names its audio by what is no address: {error}") from error
    part = _Part(target.with_name(f"{target.name}.part"))
    part.path.unlink(missing_ok=True)
    for delay_s in (*_DELAYS_S, None):
        reason = attend(lambda: _attempt(http, url, part, server=server))
        if reason is None:
            part.path.replace(target)
            return
        if delay_s is not None:
            sleep(delay_s)
    message = f"the audio on {server} could not be fetched in {len(_DELAYS_S) + 1} attempts: {reason}"
    raise EngineUnavailableError(message, hint="generate-track resume fetches it when the connection is better")


def _attempt(http: httpx2.Client, url: str, part: _Part, *, server: str) -> str | None:
    """Fetch what is missing; return None when the file is whole, else what cut it."""
    try:
        with http.stream("GET", url, headers=part.headers()) as response:
            return _refusal(response, part, server=server) or _write(response, part)
    except httpx2.HTTPError as error:
        return str(error) or type(error).__name__


def _refusal(response: httpx2.Response, part: _Part, *, server: str) -> str | None:
    """Return why to try again, or None when audio comes; raise when there is nothing to try for."""
    media = response.headers.get("content-type", "").lower()
    if response.status_code in {200, 206} and not media.startswith(_MEDIA_OF_PAGES):
        return None
    if response.status_code == 416:  # noqa: PLR2004 - Range Not Satisfiable
        part.path.unlink()
        return "the file changed on the server"
    headers = {name.lower(): value for name, value in response.headers.items()}
    answer = Answer.read(response.status_code, headers=headers, body=response.read())
    if answer.status in {429, 500, 502, 503, 504}:
        return f"status {answer.status}"
    raise _error(answer, server=server)


def _error(answer: Answer, *, server: str) -> GenerateTrackError:
    if answer.status == 404:  # noqa: PLR2004 - Not Found
        message = f"{server} no longer has the audio of this task"
        return TaskLostError(message, hint="submit the request again; the seed makes the same track")
    if answer.status == 403 and "path" in answer.detail.lower():  # noqa: PLR2004 - Forbidden
        return GenerationFailedError(f"{server} does not hand out the audio of this task: {answer.detail}")
    if answer.status < 400:  # noqa: PLR2004 - HTTP's own line
        message = f"{server} sent {answer.media} in place of audio"
        return UnusableAudioError(message, hint="a login page or another proxy may stand before it")
    return error_of(answer, server=server)


def _write(response: httpx2.Response, part: _Part) -> str | None:
    start, total = _span(response)
    if start not in {0, part.n_bytes}:
        part.path.unlink()
        return "the server resumed at another place"
    part.etag = _strong(response.headers.get("etag"))
    with part.path.open("ab" if start else "wb") as file:
        # In pieces as they come: gathered ones would be lost with the connection.
        for chunk in response.iter_bytes():
            file.write(chunk)
    missing = 0 if total is None else total - part.n_bytes
    return f"{missing} of {total} bytes are missing" if missing else None


def _span(response: httpx2.Response) -> tuple[int, int | None]:
    """Return where the body starts in the file, and how long the file is when that is said."""
    match = _CONTENT_RANGE.fullmatch(response.headers.get("content-range", ""))
    if response.status_code == 206 and match:  # noqa: PLR2004 - Partial Content
        return int(match[1]), None if match[2] == "*" else int(match[2])
    length = response.headers.get("content-length", "")
    # A proxy that compresses all the same leaves the file's own length untold.
    is_told = length.isdecimal() and "content-encoding" not in response.headers
    return 0, int(length) if is_told else None


def _strong(etag: str | None) -> str | None:
    return etag if etag and not etag.startswith("W/") else None
