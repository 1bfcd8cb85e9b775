"""Reading audio files in blocks, with one kind of error for whatever is wrong with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from generate_track.audio.sniff import AUDIO_KINDS, HEAD_BYTES, sniff
from generate_track.errors import UnusableAudioError

if TYPE_CHECKING:
    from soundfile import SoundFile

BLOCK_SAMPLES = 96_000


def blocks(path: Path, *, block_samples: int = BLOCK_SAMPLES) -> Iterator[NDArray[np.float32]]:
    """Yield the file's samples, shape (n, channels), n = `block_samples` in all blocks but the last.

    Raises:
        UnusableAudioError: the file cannot be decoded.
    """
    with opened(path) as file:
        while True:
            block = cast("NDArray[np.float32]", file.read(block_samples, dtype="float32", always_2d=True))
            if not len(block):
                return
            yield block


def duration_s(path: Path) -> float:
    """Return the length that the file's header tells.

    Raises:
        UnusableAudioError: the file cannot be decoded.
    """
    with opened(path) as file:
        return file.frames / file.samplerate


@contextmanager
def opened(path: Path) -> "Iterator[SoundFile]":
    """Open an audio file for reading; what goes wrong inside the context is told as one error.

    Raises:
        UnusableAudioError: the file is missing, empty, no audio, or cannot be decoded.
    """
    # Imported when used: loading libsndfile costs more than everything else on the way to --help.
    import soundfile  # noqa: PLC0415

    try:
        with soundfile.SoundFile(path) as file:
            yield file
    except (soundfile.SoundFileError, OSError) as error:
        raise UnusableAudioError(f"{path.name} cannot be decoded: it is {_content(path)}") from error


def _content(path: Path) -> str:
    """Say what the file holds, for an error message."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return "not there"
    if not head:
        return "empty"
    kind = sniff(head)
    if kind in AUDIO_KINDS:
        return f"damaged {kind}, or {kind} of a sort that is not supported here"
    return f"{kind}, not audio" if kind else "no audio format that is known"
