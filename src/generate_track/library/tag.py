"""Tags: title, tempo, key, lyrics, generator and seed, written into mp3, flac and wav files."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from generate_track import __version__
from generate_track.engines.base import Take
from generate_track.errors import OutputError
from generate_track.music import told_tempo
from generate_track.request import TrackRequest

if TYPE_CHECKING:
    from mutagen.id3 import ID3

# What we call it → ID3v2.4 frame, Vorbis comment. ID3 names: https://id3.org/id3v2.4.0-frames;
# Vorbis names: the de-facto list that taggers share (MusicBrainz Picard's appendix of tag mappings).
_FIELDS: Mapping[str, tuple[str, str]] = {
    "title": ("TIT2", "TITLE"),
    "artist": ("TPE1", "ARTIST"),
    "genre": ("TCON", "GENRE"),
    "date": ("TDRC", "DATE"),
    "bpm": ("TBPM", "BPM"),
    "key": ("TKEY", "INITIALKEY"),
    "language": ("TLAN", "LANGUAGE"),
    "encoder": ("TSSE", "ENCODER"),
    "lyrics": ("USLT", "LYRICS"),
    "comment": ("COMM", "COMMENT"),
    "seed": ("TXXX:SEED", "SEED"),
    "generator": ("TXXX:GENERATOR", "GENERATOR"),
    "model": ("TXXX:MODEL", "MODEL"),
}
# Some end a text in ID3, and to terminals some are commands; two that turn text round hide what is behind them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]")


def tags_of(take: Take, *, request: TrackRequest, engine: str, created: datetime) -> dict[str, str]:
    """Return the tags of one take, as text; what is not known is empty."""
    bpm, key = take.facts.get("bpm") or request.bpm, take.facts.get("key") or request.key
    model = take.facts.get("model")
    return {
        "title": request.caption[:120],
        "artist": "generate-track",
        "date": f"{created:%Y-%m-%d}",
        "bpm": _tag_tempo(bpm) if bpm else "",
        "key": _tag_key(str(key)) if key else "",
        "lyrics": request.lyrics,
        "comment": request.caption,
        "seed": str(take.seed),
        "generator": f"generate-track {__version__}, {engine} engine",
        "model": str(model) if model else "",
    }


def _tag_tempo(bpm: object) -> str:
    tempo = told_tempo(bpm)
    return "" if tempo is None else str(tempo)


def _tag_key(key: str) -> str:
    # ID3v2.4 TKEY: at most three characters, "m" for minor: "F#m".
    tonic, _, mode = key.partition(" ")
    return f"{tonic}{'m' if mode == 'minor' else ''}"


def write_tags(path: Path, tags: Mapping[str, str]) -> None:
    """Write `tags` into the file at `path`; names are those of the table above, empty values are left out.

    Raises:
        OutputError: the file takes no tags.
    """
    from mutagen import MutagenError  # noqa: PLC0415 - paid for when a track is saved

    kept = {name: _CONTROLS.sub(" ", value) for name, value in tags.items() if value}
    try:
        _WRITERS[path.suffix](path, kept)
    except (MutagenError, OSError) as error:
        raise OutputError(f"tags cannot be written into {path.name!r}: {error}") from error


def read_tags(path: Path) -> dict[str, str]:
    """Return the tags that `write_tags` knows, as text."""
    import mutagen  # noqa: PLC0415

    file = mutagen.File(path)
    tags = None if file is None else file.tags
    if tags is None:
        return {}
    column = 1 if path.suffix == ".flac" else 0
    found = {name: _value(tags, names[column]) for name, names in _FIELDS.items()}
    return {name: value for name, value in found.items() if value is not None}


def _value(tags: Any, field: str) -> str | None:  # noqa: ANN401 - mutagen's tags have no common type
    if hasattr(tags, "getall"):
        frames = tags.getall(field)
        return str(frames[0]) if frames else None
    return tags[field][0] if field in tags else None


def _write_mp3(path: Path, tags: Mapping[str, str]) -> None:
    from mutagen.id3 import ID3, ID3NoHeaderError  # noqa: PLC0415

    try:
        id3 = ID3(path)
    except ID3NoHeaderError:
        id3 = ID3()
    _fill_id3(id3, tags)
    id3.save(path)


def _write_wav(path: Path, tags: Mapping[str, str]) -> None:
    from mutagen.wave import WAVE  # noqa: PLC0415

    wave = WAVE(path)
    if wave.tags is None:
        wave.add_tags()
    _fill_id3(cast("ID3", wave.tags), tags)
    wave.save()


def _fill_id3(id3: "ID3", tags: Mapping[str, str]) -> None:
    from mutagen import id3 as frames  # noqa: PLC0415

    for name, value in tags.items():
        frame, _, description = _FIELDS[name][0].partition(":")
        text: dict[str, Any] = {"encoding": 3, "text": value}  # 3 is UTF-8
        if frame in {"USLT", "COMM"}:
            text |= {"lang": "und", "desc": ""}
        if description:
            text["desc"] = description
        id3.add(getattr(frames, frame)(**text))


def _write_flac(path: Path, tags: Mapping[str, str]) -> None:
    from mutagen.flac import FLAC  # noqa: PLC0415

    flac = FLAC(path)
    for name, value in tags.items():
        flac[_FIELDS[name][1]] = value
    flac.save()


_WRITERS = {".mp3": _write_mp3, ".wav": _write_wav, ".flac": _write_flac}
