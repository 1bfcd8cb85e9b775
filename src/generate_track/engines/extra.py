"""What a take of the embedded engine can have beside its audio: its stems and its score."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from generate_track.audio.encode import AudioWriter, Format
from generate_track.compose.score import Score
from generate_track.mix.block import RATE_HZ, Stereo


def write_stems(blocks: Iterable[Mapping[str, Stereo]], folder: Path, *, format_: Format) -> Iterator[float]:
    """Write each stem as a file of its own, of 24 bits; yields how many seconds are written, block by block.

    Args:
        blocks: the stems by name, as `split` gives them.
        folder: is made; `ambience:rain` becomes `ambience-rain.wav` in it.
        format_: "wav" or "flac".
    Raises:
        OutputError: a file cannot be written.
    """
    folder.mkdir()
    writers: dict[str, AudioWriter] = {}
    n_samples = 0
    with ExitStack() as stack:
        for block in blocks:
            for name in block.keys() - writers.keys():
                path = folder / f"{name.replace(':', '-')}.{format_}"
                writer = AudioWriter(path, format=format_, rate_hz=RATE_HZ, is_working_copy=True)
                writers[name] = stack.enter_context(writer)
            for name, stem in block.items():
                writers[name].write(stem)
            n_samples += len(next(iter(block.values())))
            yield n_samples / RATE_HZ


def write_midi(score: Score, path: Path) -> None:
    """Write the score as a Standard MIDI File.

    Raises:
        OSError: it cannot be written.
    """
    from generate_track.synth.midi import midi_file  # noqa: PLC0415 - mido is paid for by those who want a score

    midi_file(score).save(path)
