"""File names: safe on every system, in any language, and never one that is taken."""

import os
import re
import unicodedata
from collections.abc import Container, Iterator
from datetime import datetime
from pathlib import Path

SLUG_LIMIT = 48  # characters: with timestamp, number and suffix far below the 255 bytes of every file system
_AUDIO_SUFFIXES = {".mp3", ".wav", ".flac"}
# Nobody calls a folder so: who writes it expects a format that we do not have.
_FOREIGN_SUFFIXES = {".aac", ".aif", ".aiff", ".m4a", ".mp4", ".oga", ".ogg", ".opus", ".weba", ".webm", ".wma"}
# The marks of other scripts make other letters: й is no и.
_LATIN_ACCENTS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
# Windows keeps these for devices, whatever their suffix.
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\s*(\..*)?", re.IGNORECASE)


def slug(caption: str) -> str:
    """Return `caption` as a part of a file name: letters and digits of any script, joined by hyphens.

    Accents are taken off Latin letters; a caption without a letter or digit gives "track".
    """
    plain = _LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", caption.casefold()))
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain))
    return _shorten("-".join(words)) or "track"


def _shorten(text: str) -> str:
    # 48 characters of three UTF-8 bytes each still leave room below 255 bytes.
    if len(text) <= SLUG_LIMIT:
        return text
    cut = text[: SLUG_LIMIT + 1]
    return (cut.rpartition("-")[0] or cut[:SLUG_LIMIT]).strip("-")


def is_audio_file(path: Path) -> bool:
    """Whether `path` names one audio file rather than a folder."""
    return _is_file_of(path, _AUDIO_SUFFIXES)


def is_foreign_audio_file(path: Path) -> bool:
    """Whether `path` names an audio file of a format that is never written."""
    return _is_file_of(path, _FOREIGN_SUFFIXES)


def _is_file_of(path: Path, suffixes: Container[str]) -> bool:
    # Unlike Path's, this isdir answers for names too that the file system refuses.
    return path.suffix.casefold() in suffixes and not os.path.isdir(path)  # noqa: PTH112


def stem(caption: str, created: datetime) -> str:
    """Return `20261123-081500-lounge-jazz`."""
    return f"{created:%Y%m%d-%H%M%S}-{slug(caption)}"


def candidates(first: Path) -> Iterator[Path]:
    """Yield `first`, then the same name with `-2`, `-3`, … before its suffix."""
    yield first
    number = 2
    while True:
        yield first.with_stem(f"{first.stem}-{number}")
        number += 1


def first_path(output: Path, *, caption: str, created: datetime, suffix: str) -> Path:
    """Return the path that the first take should have: `output` itself when it names a file, else a name inside it."""
    if is_audio_file(output):
        name = f"_{output.name}" if RESERVED.fullmatch(output.name) else output.name
        return output.with_name(name).with_suffix(f".{suffix}")
    return output / f"{stem(caption, created)}.{suffix}"


def take_path(output: Path, index: int, *, batch: int) -> Path:
    """Return the name of one take of a request whose file has a name: itself, or of several `-1`, `-2`, …."""
    return output.with_stem(f"{output.stem}-{index + 1}") if batch > 1 else output
