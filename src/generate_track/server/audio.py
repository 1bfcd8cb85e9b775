"""GET and HEAD /v1/audio: the audio of finished takes, to the key that made them or to who has a signed link."""

from collections.abc import AsyncIterator, Mapping
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from generate_track.queue.audio import AudioInfo, AudioStore
from generate_track.server.auth import address_of, asking_with_token
from generate_track.server.backend import Backend, backend_of
from generate_track.server.description import AUDIO, AUDIO_HEAD
from generate_track.server.link import Signer
from generate_track.server.range import ByteRange, parse_range

router = APIRouter(tags=["ACE-Step"])

MEDIA_TYPES: Mapping[str, str] = {
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".mid": "audio/midi",
}
_PATH_LIMIT = 300
_NOT_FOUND = "Audio file not found"

Path = Annotated[
    str, Query(max_length=_PATH_LIMIT, description="As a result's `file` has it.", examples=["/JOB/1.mp3"])
]
Expires = Annotated[
    int | None, Query(ge=0, lt=2**53, description="Of a signed link: until when, in seconds since 1970.")
]
Signature = Annotated[str | None, Query(max_length=_PATH_LIMIT, description="Of a signed link.")]


@router.head("/v1/audio", **AUDIO_HEAD)
@router.get("/v1/audio", **AUDIO)
async def audio(request: Request, path: Path, *, expires: Expires = None, signature: Signature = None) -> Response:
    """Send a file of a finished task, or the part of it that a Range header asks for."""
    backend = backend_of(request)
    key_id = None
    if expires is None or signature is None:
        key_id = (await asking_with_token(request, None, missing="Missing Authorization header")).key_id
    else:
        # Nobody is known, and the database is asked all the same.
        request.app.state.rate.take(address_of(request))
        if not await run_in_threadpool(_is_signed, backend, path, expires_s=expires, signature=signature):
            raise HTTPException(403, "the link is not signed by this server, or too old")
    name = await run_in_threadpool(_name_of, path, backend, key_id=key_id)
    info = await backend.audio.find(name) if name else None
    if name is None or info is None:
        raise HTTPException(404, _NOT_FOUND)
    return _answer(request, backend.audio, name=name, info=info)


def _is_signed(backend: Backend, path: str, *, expires_s: int, signature: str) -> bool:
    signer = Signer(backend.store.database)
    return signer.is_signed(path, expires_s=expires_s, signature=signature, now_s=backend.now())


def _name_of(path: str, backend: Backend, *, key_id: str | None) -> str | None:
    """Return the name in the store of a path; None when there is none, or it is another key's."""
    parts = PurePosixPath(path).parts
    job = backend.store.get(parts[1], key_id=key_id) if len(parts) > 1 else None
    return job.name_of(path) if job else None


def _answer(request: Request, store: AudioStore, *, name: str, info: AudioInfo) -> Response:
    headers = {
        "Accept-Ranges": "bytes",
        "Last-Modified": format_datetime(info.modified, usegmt=True),
        "ETag": f'"{(info.etag or "").strip(chr(34))}"',
        # It never changes, and it is one key's.
        "Cache-Control": "private, max-age=86400, immutable",
        "X-Content-Type-Options": "nosniff",
    }
    if _is_known(request, info=info, etag=headers["ETag"]):
        return Response(status_code=304, headers=headers)
    part = _part(request, info=info, etag=headers["ETag"])
    wanted = part or ByteRange(0, info.size_bytes)
    headers["Content-Length"] = str(wanted.size)
    if part:
        headers["Content-Range"] = part.of(info.size_bytes)
    status = 206 if part else 200
    media = MEDIA_TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=media)
    return StreamingResponse(_stream(store, name, wanted), status_code=status, headers=headers, media_type=media)


async def _stream(store: AudioStore, name: str, wanted: ByteRange) -> AsyncIterator[bytes]:
    async for chunk in store.read(name, start=wanted.start, end=wanted.end):
        yield chunk


def _is_known(request: Request, *, info: AudioInfo, etag: str) -> bool:
    """Whether the client has the file already."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    return _is_since(request.headers.get("if-modified-since"), info)


def _part(request: Request, *, info: AudioInfo, etag: str) -> ByteRange | None:
    condition = request.headers.get("if-range")
    if condition is not None and condition.strip() != etag and not _is_since(condition, info):
        return None
    try:
        return parse_range(request.headers.get("range"), info.size_bytes)
    except ValueError:
        headers = {"Content-Range": f"bytes */{info.size_bytes}"}
        raise HTTPException(416, f"the file has {info.size_bytes} bytes", headers=headers) from None


def _is_since(date: str | None, info: AudioInfo) -> bool:
    """Whether the file has not changed since a date; False when it is none."""
    try:
        return date is not None and info.modified.replace(microsecond=0) <= parsedate_to_datetime(date)
    except (TypeError, ValueError, OverflowError):
        return False
