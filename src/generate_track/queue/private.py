"""Private: what the server keeps on a disk is nobody else's business on that machine."""

from pathlib import Path

_FOLDER = 0o700
_FILE = 0o600


def make_own_folder(folder: Path) -> None:
    """Make a folder that only this user can look into; one that is there stays as its owner wants it.

    Raises:
        OSError: it cannot be made.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=_FOLDER, exist_ok=True)


def make_own_file(path: Path) -> None:
    """Make an empty file that only this user can read; one that is there stays as its owner wants it.

    Raises:
        OSError: it cannot be made.
    """
    path.touch(mode=_FILE, exist_ok=True)
