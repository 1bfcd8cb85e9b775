"""Turning one audio file into another format."""

from pathlib import Path

from generate_track.audio import read
from generate_track.audio.encode import AudioWriter, Format


def transcode(source: Path, target: Path, *, format: Format) -> None:  # noqa: A002 - the word of --format
    """Write the sound of `source` to `target` as `format`, at its own rate, in constant memory.

    Raises:
        UnusableAudioError: `source` cannot be decoded; no `target` is left then.
    """
    with read.opened(source) as file:
        rate_hz, channels = file.samplerate, file.channels
    with AudioWriter(target, format=format, rate_hz=rate_hz, channels=channels) as writer:
        for block in read.blocks(source):
            writer.write(block)
