"""Uploads: audio that comes with a request, decoded before it is accepted, kept under a name of ours."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import numpy as np
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from generate_track.audio import read
from generate_track.audio.sniff import HEAD_BYTES, sniff
from generate_track.errors import InvalidRequestError, Mistake, UnusableAudioError
from generate_track.queue.audio import UPLOADS, AudioStore

# What ACE-Step can use, with room; a small file can hold hours of silence, or a thousand channels.
_KINDS = ("wav", "flac", "mp3", "ogg")
_LONGEST_S = 660.0
_MOST_CHANNELS = 8
_RATES_HZ = (8_000, 192_000)
_BLOCK_SAMPLES = 48_000
_CHUNK_BYTES = 1024 * 1024


def require_size(files: Mapping[str, UploadFile], *, limit_bytes: int) -> None:
    """Refuse files that are too large.

    Raises:
        HTTPException: 413: one is.
    """
    for field, upload in files.items():
        if (upload.size or 0) > limit_bytes:
            raise HTTPException(413, f"{field} is longer than {limit_bytes} bytes")


def digests(files: Mapping[str, UploadFile]) -> dict[str, str]:
    """Return expert field → what tells the content of its file from any other."""
    return {field: _digest(upload.file) for field, upload in files.items()}


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(_CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest()


def keep(files: Mapping[str, UploadFile], audio: AudioStore, *, job_id: str) -> dict[str, str]:
    """Look at uploaded audio, keep it for a job, and return expert field → its name in the store.

    Raises:
        InvalidRequestError: a file is no audio that can be used, every one of them told at once.
    """
    with tempfile.TemporaryDirectory(prefix="upload-", ignore_cleanup_errors=True) as folder:
        paths = {field: _write(upload, Path(folder) / field) for field, upload in files.items()}
        mistakes = [mistake for field, path in paths.items() if (mistake := _look(field, path))]
        if mistakes:
            raise InvalidRequestError(tuple(mistakes))
        names = {field: f"{UPLOADS}{job_id}/{field}.{_kind(path)}" for field, path in paths.items()}
        for field, path in paths.items():
            audio.put(names[field], path)
    return names


def drop(names: Mapping[str, str], audio: AudioStore) -> None:
    """Delete what was kept."""
    for name in names.values():
        audio.remove(name)


def _write(upload: UploadFile, path: Path) -> Path:
    # What the client calls its file is not looked at.
    upload.file.seek(0)
    with path.open("wb") as file:
        shutil.copyfileobj(upload.file, file)
    return path


def _look(field: str, path: Path) -> Mistake | None:
    """Decode a file as far as it may be long; return what is wrong with it."""
    if _kind(path) not in _KINDS:
        # A stranger's bytes reach the decoders that are in daily use, and none of the rare ones.
        return Mistake(field, f"{field} is not one of {', '.join(_KINDS)}")
    try:
        with read.opened(path) as file:
            channels, rate_hz = file.channels, file.samplerate
        if channels > _MOST_CHANNELS:
            return Mistake(field, f"{field} has {channels} channels, more than {_MOST_CHANNELS}")
        if not _RATES_HZ[0] <= rate_hz <= _RATES_HZ[1]:
            return Mistake(field, f"{field} has {rate_hz} samples a second, not {_RATES_HZ[0]} to {_RATES_HZ[1]}")
        return _look_at_samples(field, path, rate_hz=rate_hz)
    except UnusableAudioError as error:
        return Mistake(field, error.message)


def _look_at_samples(field: str, path: Path, *, rate_hz: int) -> Mistake | None:
    n_samples = 0
    for block in read.blocks(path, block_samples=_BLOCK_SAMPLES):
        n_samples += len(block)
        if n_samples > _LONGEST_S * rate_hz:
            return Mistake(field, f"{field} is longer than {_LONGEST_S:g} s")
        if not np.isfinite(block).all():
            return Mistake(field, f"{field} holds samples that are no numbers")
    return None if n_samples else Mistake(field, f"{field} has no samples")


def _kind(path: Path) -> str | None:
    with path.open("rb") as file:
        return sniff(file.read(HEAD_BYTES))
