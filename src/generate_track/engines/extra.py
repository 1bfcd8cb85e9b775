"""What a take of the embedded engine can have beside its audio: its stems and its score."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from generate_track.audio.encode import AudioWriter, Format
from generate_track.compose.score import Score
from generate_track.mix.block import RATE_HZ, Stereo


def write_stems(stems: Iterable[tuple[str, Iterable[Stereo]]], folder: Path, *, format_: Format) -> Iterator[float]:
    """Write each stem as a file of its own, of 24 bits; yields the seconds written of all of them, block by block.

    Args:
        stems: their names and blocks, as `Split` gives them.
        folder: is made; `ambience:rain` becomes `ambience-rain.wav` in it.
        format_: "wav" or "flac".
    Raises:
        OutputError: a file cannot be written.
    """
    folder.mkdir()
    n_samples = 0
    for name, blocks in stems:
        path = folder / f"{name.replace(':', '-')}.{format_}"
        with AudioWriter(path, format=format_, rate_hz=RATE_HZ, is_working_copy=True) as writer:
            for block in blocks:
                writer.write(block)
                n_samples += len(block)
                yield n_samples / RATE_HZ


def write_midi(score: Score, path: Path) -> None:
    """Write the score as a Standard MIDI File.

    Raises:
        OSError: it cannot be written.
    """
    from generate_track.synth.midi import midi_file  # noqa: PLC0415 - mido is paid for by those who want a score

    midi_file(score).save(path)
