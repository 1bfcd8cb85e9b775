"""File names: safe on every system, in any language, and never one that is taken."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

SLUG_LIMIT = 48  # characters: with timestamp, number and suffix far below the 255 bytes of every file system
_AUDIO_SUFFIXES = {".mp3", ".wav", ".flac"}
# Windows keeps these for devices, whatever their suffix.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def slug(caption: str) -> str:
    """Return `caption` as a part of a file name: letters and digits of any script, joined by hyphens.

    Accents are taken off Latin letters; a caption without a letter or digit gives "track".
    """
    decomposed = unicodedata.normalize("NFKD", caption.casefold())
    plain = "".join(character for character in decomposed if not _is_latin_accent(character))
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain))
    return _shorten("-".join(words)) or "track"


def _is_latin_accent(character: str) -> bool:
    # Combining marks above U+036F belong to scripts that need them (Devanagari, Thai, kana).
    return "\u0300" <= character <= "\u036f"


def _shorten(text: str) -> str:
    # 48 characters of three UTF-8 bytes each still leave room below 255 bytes.
    if len(text) <= SLUG_LIMIT:
        return text
    cut = text[: SLUG_LIMIT + 1]
    return (cut.rpartition("-")[0] or cut[:SLUG_LIMIT]).strip("-")


def is_audio_file(path: Path) -> bool:
    """Whether `path` names one audio file rather than a folder."""
    return path.suffix.casefold() in _AUDIO_SUFFIXES and not path.is_dir()


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
        name = f"_{output.name}" if _RESERVED.fullmatch(output.stem) else output.name
        return output.with_name(name).with_suffix(f".{suffix}")
    return output / f"{stem(caption, created)}.{suffix}"
