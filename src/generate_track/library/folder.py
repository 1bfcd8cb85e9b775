"""The output folder: whether it can be written to, and how a finished take gets its final name."""

import contextlib
import errno
import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from generate_track.errors import OutputError, UnusableAudioError
from generate_track.library.name import candidates, is_audio_file
from generate_track.request import TrackRequest

# Bytes of one second at 48 kHz stereo, rounded up; the working copy of a take is as large as a wav.
_BYTES_PER_SECOND = {"mp3": 32_000, "flac": 200_000, "wav": 192_000}
_WORKING_BYTES_PER_SECOND = 384_000
_STEM_BYTES_PER_SECOND = 288_000
_N_STEMS = 12
_SCRATCH = ".generate-track-"
# Lies in a scratch folder for as long as it may be thrown away. What a killed command leaves is thrown away by a later
# one: nothing takes so long that it could still be at work.
_UNFINISHED = "unfinished"
_FORGOTTEN_S = 2 * 86_400.0


def prepare(output: Path, request: TrackRequest) -> Path:
    """Return the folder for the tracks of a request, made if need be, after everything that can fail early was tried.

    Raises:
        OutputError: it is no folder, cannot be made or written to, or has not enough room.
    """
    folder = output.parent if is_audio_file(output) else output
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder), contextlib.suppress(FileNotFoundError):
            # The longest name that a take can get: file systems refuse some.
            (folder / f"{output.stem}-2.json").lstat()
    except OSError as error:
        raise OutputError(f"cannot write to folder {str(folder)!r}: {_reason(error)}", hint=_choose_another()) from None
    needed = _needed_bytes(request)
    free = shutil.disk_usage(folder).free
    if free < needed:
        message = f"{free / 1e6:.1f} MB are free in {str(folder)!r}, less than the {needed / 1e6:.1f} MB this may take"
        raise OutputError(
            message, hint="free some space, or choose --format mp3, a shorter --duration or another --output"
        )
    return folder


def _needed_bytes(request: TrackRequest) -> int:
    stems = _N_STEMS * _STEM_BYTES_PER_SECOND if request.stems else 0
    per_second = request.batch * (_BYTES_PER_SECOND[request.format] + stems) + _WORKING_BYTES_PER_SECOND
    return int(request.duration_s * per_second)


def _choose_another() -> str:
    return "choose another folder with --output DIR"


def _reason(error: OSError) -> str:
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        return "there is a file of that name, not a folder"
    return (error.strerror or str(error)).lower()


@contextlib.contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Give a hidden folder inside `folder`, so on its file system: a finished take can be moved out at once.

    It is removed at the end, unless there is audio in it that cannot be used or saved: that was paid for.

    Raises:
        OutputError: it cannot be made.
    """
    _tidy(folder)
    try:
        path = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=folder))
        (path / _UNFINISHED).touch()
    except OSError as error:
        raise OutputError(f"cannot write to folder {str(folder)!r}: {_reason(error)}", hint=_choose_another()) from None
    keep = False
    try:
        yield path
    except (OutputError, UnusableAudioError):
        (path / _UNFINISHED).unlink(missing_ok=True)
        keep = any(path.iterdir())
        raise
    finally:
        if not keep:
            shutil.rmtree(path, ignore_errors=True)


def _tidy(folder: Path) -> None:
    """Remove the scratch folders of commands that were killed long ago."""
    for marker in folder.glob(f"{_SCRATCH}*/{_UNFINISHED}"):
        with contextlib.suppress(FileNotFoundError):  # another command tidies too
            if time.time() - marker.stat().st_mtime > _FORGOTTEN_S:
                shutil.rmtree(marker.parent, ignore_errors=True)


def place(source: Path, first: Path, *, extras: Collection[Path] = ()) -> Path:
    """Move a finished take to the first name that is free, at once and without ever overwriting; return that name.

    The sidecar's name is taken first: whoever has it has all names that differ in their suffix only.

    Args:
        source: the audio file.
        first: the name that it should have.
        extras: files and folders that get the same name with their own suffix.
    Raises:
        OutputError: the disk is full or the folder refuses; the take stays where it is.
    """
    try:
        target = next(target for target in candidates(first) if _moved_with_claim(source, target, extras=extras))
        for extra in extras:
            _move_new(extra, target.with_suffix(extra.suffix))
    except OSError as error:
        raise _unsaved(source, first, error) from None
    return target


def _unsaved(source: Path, target: Path, error: OSError) -> OutputError:
    message = f"cannot save {str(target)!r}: {_reason(error)}"
    return OutputError(message, hint=f"the audio is kept as {str(source)!r}")


def replace(source: Path, target: Path, *, extras: Collection[Path] = ()) -> Path:
    """Move a finished take to exactly that name, over what lies there; return the name.

    Until its own sidecar is written the old one lies beside it, or an empty one: neither tells of this take.

    Args:
        source: the audio file.
        target: the name.
        extras: files and folders that get the same name with their own suffix.
    Raises:
        OutputError: the disk is full or the folder refuses; the take stays where it is.
    """
    try:
        target.with_suffix(".json").open("ab").close()
        for extra in extras:
            _move_over(extra, target.with_suffix(extra.suffix))
        os.replace(source, target)  # noqa: PTH105 - one call for both systems' semantics
    except OSError as error:
        raise _unsaved(source, target, error) from None
    return target


def _move_over(source: Path, target: Path) -> None:
    if target.is_dir():
        # A folder that is not empty cannot be replaced: it goes where everything is thrown away.
        target.rename(source.with_name(f"{source.name}-before"))
    os.replace(source, target)  # noqa: PTH105 - as above


def _moved_with_claim(source: Path, target: Path, *, extras: Collection[Path]) -> bool:
    """Whether `source` is `target` now, with an empty sidecar beside it; False when one of the names is taken."""
    if any(target.with_suffix(extra.suffix).exists() for extra in extras):
        return False
    sidecar = target.with_suffix(".json")
    try:
        sidecar.open("xb").close()
    except FileExistsError:
        return False
    try:
        _move_new(source, target)
    except OSError as error:
        sidecar.unlink()
        if isinstance(error, FileExistsError):
            return False
        raise
    return True


def files_of(extra: Path) -> tuple[Path, ...]:
    """Return the files that an extra consists of: itself, or what lies in it."""
    return tuple(sorted(extra.iterdir())) if extra.is_dir() else (extra,)


def _move_new(source: Path, target: Path) -> None:
    if source.is_dir():
        source.rename(target)
        return
    # A hard link fails when the name is taken, in one step; a rename would overwrite on POSIX.
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        _move_reserved(source, target)
    else:
        source.unlink()


def _move_reserved(source: Path, target: Path) -> None:
    """Move where the file system has no hard links: take the name first, then replace it."""
    with target.open("xb"):
        pass
    try:
        os.replace(source, target)  # noqa: PTH105 - one call for both systems' semantics
    except OSError:
        with contextlib.suppress(OSError):
            target.unlink()
        raise


def write_json(path: Path, facts: Mapping[str, Any]) -> None:
    """Write `facts` to `path` at once, its folder made if need be: a reader sees the old file or the new one, whole.

    Raises:
        OutputError: the disk is full or the folder refuses.
    """
    write_text(path, json.dumps(facts, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` at once, its folder made if need be: a reader sees the old file or the new one, whole.

    Raises:
        OutputError: the disk is full or the folder refuses.
    """
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)  # noqa: PTH105 - as above
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {_reason(error)}") from None
    finally:
        # An interrupt may come at any moment; what was replaced has this name no longer.
        with contextlib.suppress(OSError):
            temporary.unlink()
