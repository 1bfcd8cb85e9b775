"""AudioStore: finished audio in a folder or in S3-compatible storage, under names that are no paths of a disk."""

import logging
import os
import re
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from generate_track.errors import InvalidRequestError, Mistake, OutputError
from generate_track.queue.mask import first_line
from generate_track.queue.private import make_own_folder

_CHUNK_BYTES = 256 * 1024
# Beside the folders of jobs, whose names are their ids.
PROBES = "probe/"
UPLOADS = "uploads/"
_REASON_LIMIT = 200
_REMOTE = ("s3://", "gs://", "az://", "abfss://")
_ENDPOINTS = ("AWS_ENDPOINT", "AWS_ENDPOINT_URL")
_PASSWORD = re.compile(r"//[^/]*:.*@")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """What is known of stored audio without reading it."""

    size_bytes: int
    modified: datetime
    etag: str | None


class AudioStore:
    """Keeps files by name.

    Args:
        store: of obstore.
    """

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def open(cls, place: str) -> Self:
        """Return the store in a folder, or at a URL such as s3://BUCKET/PREFIX.

        Keys, endpoint and region of S3 come from the environment, as AWS_ACCESS_KEY_ID and the like.

        Raises:
            InvalidRequestError: the folder or the URL cannot be used.
        """
        try:
            return cls(_open(place))
        except (BaseError, OSError) as error:
            raise _refused(place, first_line(error)[:_REASON_LIMIT]) from None

    def put(self, name: str, path: Path) -> None:
        """Keep a file under a name; it appears there whole or not at all.

        Raises:
            OutputError: the store does not take it.
        """
        try:
            obstore.put(self._store, name, path)
        except (BaseError, OSError) as error:
            # What it says holds addresses and paths that are nobody's business.
            message = f"the audio store does not take the file: {type(error).__name__}"
            raise OutputError(message, hint="the server's owner can look at its log") from error

    def takes_files(self) -> bool:
        """Try whether files can be kept; the log tells why they cannot."""
        name = f"{PROBES}{uuid.uuid4().hex}"
        try:
            obstore.put(self._store, name, b"probe")
            obstore.delete(self._store, name)
        except (BaseError, OSError) as error:
            _LOG.error("the audio store takes no files: %s", first_line(error)[:_REASON_LIMIT])
            return False
        return True

    def fetch(self, name: str, path: Path) -> None:
        """Write what is kept under a name to a file.

        Raises:
            FileNotFoundError: nothing is.
        """
        with path.open("wb") as file:
            for chunk in self._stream(name):
                file.write(chunk)

    def _stream(self, name: str) -> Iterator[bytes]:
        for chunk in obstore.get(self._store, name).stream(min_chunk_size=_CHUNK_BYTES):
            yield bytes(chunk)

    async def find(self, name: str) -> AudioInfo | None:
        """Return what is known of a name; None when nothing is kept under it."""
        try:
            meta = await obstore.head_async(self._store, name)
        except FileNotFoundError:
            return None
        return AudioInfo(meta["size"], meta["last_modified"], meta["e_tag"])

    async def read(self, name: str, *, start: int, end: int) -> AsyncIterator[bytes]:
        """Yield the bytes from `start` up to, not including, `end`.

        Raises:
            FileNotFoundError: nothing is kept under the name.
        """
        found = await obstore.get_async(self._store, name, options={"range": (start, end)})
        async for chunk in found.stream(min_chunk_size=_CHUNK_BYTES):
            yield bytes(chunk)

    def delete(self, prefix: str) -> None:
        """Delete everything under a prefix, which ends in a slash."""
        for name, _ in self.names(prefix):
            self.remove(name)

    def names(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """Yield what is kept under a prefix, which ends in a slash, and since when."""
        for batch in obstore.list(self._store, prefix=prefix):
            for meta in batch:
                yield meta["path"], meta["last_modified"]

    def remove(self, name: str) -> None:
        """Delete what is kept under a name; another may have done so first."""
        with suppress(FileNotFoundError):
            obstore.delete(self._store, name)


def _open(place: str) -> ObjectStore:
    if "://" not in place:
        folder = Path(place).expanduser().resolve()
        make_own_folder(folder)
        return LocalStore(folder, mkdir=True, automatic_cleanup=True)
    if not place.startswith(_REMOTE):
        raise _refused(place, f"it is none of {', '.join(_REMOTE)}")
    if _PASSWORD.search(place):
        raise _refused(place, "a password in it is not read; put keys into the environment")
    # Who names an endpoint without TLS has chosen; elsewhere it would have to be said a second time.
    is_plain = place.startswith("s3://") and any(os.environ.get(name, "").startswith("http://") for name in _ENDPOINTS)
    return from_url(place, client_options={"allow_http": True}) if is_plain else from_url(place)


def _refused(place: str, reason: str) -> InvalidRequestError:
    hint = "name a folder, or a URL such as s3://BUCKET/PREFIX"
    shown = _PASSWORD.sub("//***@", place)
    return InvalidRequestError((Mistake("store", f"--store {shown!r} cannot be used: {reason}", hint),))
