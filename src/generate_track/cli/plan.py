"""What --dry-run tells: what an engine would be given, without asking it."""

from collections.abc import Iterator, Mapping
from typing import Any

from generate_track.acestep import wire
from generate_track.engines.base import Note
from generate_track.request import TrackRequest


def plan(request: TrackRequest, *, engine: str) -> Mapping[str, Any]:
    """Return what `engine` would work from: a server's exact payload, or the embedded engine's brief.

    Raises:
        InvalidRequestError: a file that is to be uploaded cannot be read.
    """
    return _of_server(request) if engine == "acestep" else _of_embedded(request)


def remarks(request: TrackRequest, *, engine: str) -> Iterator[Note]:
    """Yield the notes that `engine` would begin with."""
    if engine == "acestep":
        yield from (Note(message, hint) for message, hint in wire.remarks(request))
    else:
        from generate_track.engines.embedded import heard  # noqa: PLC0415 - a server's users need no composer

        yield from heard(request)


def _of_server(request: TrackRequest) -> Mapping[str, Any]:
    files = {part: str(path) for part, path in wire.uploads(request).items()}
    return {"payload": wire.payload(request)} | ({"uploads": files} if files else {})


def _of_embedded(request: TrackRequest) -> Mapping[str, Any]:
    from generate_track.compose.brief import Brief  # noqa: PLC0415 - as above

    return {"request": request.model_dump(mode="json"), "brief": Brief.parse(request.caption).as_facts()}
