"""A lock on a folder: of two commands that would make the same tracks the second one is told, and makes none."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from generate_track.errors import OutputError
from generate_track.library.state import state_folder


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep every other command on this machine from locking `folder`; a command that is killed holds nothing.

    Raises:
        OutputError: another command holds it.
    """
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    path = state_folder() / "locks" / f"{name}.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {(error.strerror or str(error)).lower()}") from None
    with file:
        if not _is_ours(file):
            message = f"another command is making tracks in {str(folder)!r}"
            raise OutputError(message, hint="wait for its end, or choose another folder with --output DIR")
        yield


def _is_ours(file: IO[bytes]) -> bool:
    """Whether the file is locked by us now, until it is closed."""
    try:
        import fcntl  # noqa: PLC0415 - of POSIX alone
    except ImportError:
        return _is_ours_on_windows(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_ours_on_windows(file: IO[bytes]) -> bool:
    import msvcrt  # noqa: PLC0415 - of Windows alone

    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[missing-attribute]
    except OSError:
        return False
    return True
