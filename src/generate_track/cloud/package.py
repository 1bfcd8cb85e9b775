"""Our own package as a wheel: it is in no index, so a machine gets the one that runs here."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import generate_track
from generate_track.errors import LaunchFailedError

_NAME = "generate-track"
# Sounds of the embedded engine: megabytes that a server before ACE-Step has no use for.
_LEFT_OUT = ("__pycache__", "synth/data")
_TAG = "py3-none-any"
_WHEEL = f"Wheel-Version: 1.0\nGenerator: {_NAME}\nRoot-Is-Purelib: true\nTag: {_TAG}\n"
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Package:
    """A wheel.

    Args:
        name: of its file; installers read the version there.
        content: its bytes, the same for the same files.
    """

    name: str
    content: bytes

    def write(self, folder: Path) -> Path:
        """Write it into a folder that is made when it is not there, and return where it is.

        Raises:
            OSError: the folder cannot be written to.
        """
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.name
        path.write_bytes(self.content)
        return path


@cache
def package() -> Package:
    """Return the package that runs, with what it was installed to need.

    Raises:
        LaunchFailedError: it runs without being installed, so that nothing tells what it needs.
    """
    return build(Path(generate_track.__file__).parent, installation())


def installation(find: Callable[[str], Distribution] = distribution) -> Distribution:
    """Return what is known of our installation.

    Raises:
        LaunchFailedError: there is none.
    """
    try:
        return find(_NAME)
    except PackageNotFoundError:
        message = f"{_NAME} runs without being installed, so a machine could not be told what it needs"
        raise LaunchFailedError(message, hint="pip install .") from None


def build(folder: Path, installed: Distribution) -> Package:
    """Return the wheel of a package's folder.

    Args:
        folder: of the package.
        installed: what is known of its installation: version, requirements, commands.
    """
    stem = f"{folder.name}-{installed.version}"
    files = dict(_sources(folder)) | dict(_metadata(installed, f"{stem}.dist-info"))
    record = f"{stem}.dist-info/RECORD"
    lines = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in files.items()]
    files[record] = "\n".join([*lines, f"{record},,", ""]).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DATE), content, zipfile.ZIP_DEFLATED)
    return Package(f"{stem}-{_TAG}.whl", buffer.getvalue())


def _sources(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(f"/{part}/" in f"/{name}" for part in _LEFT_OUT):
            yield f"{folder.name}/{name}", path.read_bytes()


def _metadata(installed: Distribution, folder: str) -> Iterator[tuple[str, bytes]]:
    for name in ("METADATA", "entry_points.txt"):
        yield f"{folder}/{name}", (installed.read_text(name) or "").encode()
    yield f"{folder}/WHEEL", _WHEEL.encode()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
