"""Writing wav, flac and mp3 files block by block, in constant memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from generate_track.audio.lame_tag import TAGGED_RATES_HZ, frame_bytes, info_frame
from generate_track.errors import OutputError

Format = Literal["mp3", "wav", "flac"]
Samples = NDArray[np.float32]

MP3_KBIT_PER_S = 256
_MP3_QUALITY = 7  # LAME's scale; 5 costs nearly twice the time, and at 256 kbit/s its noise is within 3 dB in any band
_INT16_FULL = 32767.0
_DITHER_SEED = 16
_HINT = "free some space, or choose another folder with --output DIR"
_SUBTYPES: dict[Format, str] = {"wav": "PCM_16", "flac": "PCM_24", "mp3": "MPEG_LAYER_III"}


class _Sink(Protocol):
    """Where the samples of one format go."""

    def write(self, block: Samples) -> None: ...
    def close(self) -> None: ...


class AudioWriter:
    """Writes one audio file; a context manager that leaves no file behind when its body fails.

    wav has 16 bits, which everything plays, and is dithered so that fades do not turn into distortion. flac has 24
    bits: whoever asks for lossless wants to go on working with it. mp3 has a constant 256 kbit/s.

    Args:
        path: the file to write; an existing one is replaced.
        format: its format, whatever its name says.
        rate_hz: samples per second.
        channels: 1 or 2.
        is_working_copy: whether a wav has 24 bits too.
    Raises:
        OutputError: the file cannot be written; so do all its methods.
    """

    def __init__(
        self,
        path: Path,
        *,
        format: Format,  # noqa: A002 - the word of --format
        rate_hz: int = 48_000,
        channels: int = 2,
        is_working_copy: bool = False,
    ) -> None:
        self._path = path
        subtype = _SUBTYPES["flac" if is_working_copy and format == "wav" else format]
        with _telling(path):
            self._sink = _open_sink(path, format=format, subtype=subtype, rate_hz=rate_hz, channels=channels)

    def write(self, block: Samples) -> None:
        """Append samples, shape (n, channels); what lies beyond full scale is clipped, and NaN is silence."""
        with _telling(self._path):
            self._sink.write(np.clip(np.nan_to_num(block, nan=0.0), -1.0, 1.0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with _telling(self._path):
                self._sink.close()
        except OutputError:
            self._path.unlink(missing_ok=True)
            if error is None:
                raise
        if error is not None:
            self._path.unlink(missing_ok=True)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Tell whatever keeps the file from being written as one error; libsndfile's own is a RuntimeError."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"cannot write {str(path)!r}: {reason.lower()}", hint=_HINT) from error


def _open_sink(path: Path, *, format: Format, subtype: str, rate_hz: int, channels: int) -> _Sink:  # noqa: A002 - as above
    if format == "mp3" and find_spec("lameenc"):
        return _LameSink(path, rate_hz=rate_hz, channels=channels)
    return _SoundFileSink(path, format=format, subtype=subtype, rate_hz=rate_hz, channels=channels)


class _SoundFileSink:
    """wav and flac, and mp3 where there is no lameenc, by libsndfile."""

    def __init__(self, path: Path, *, format: Format, subtype: str, rate_hz: int, channels: int) -> None:  # noqa: A002 - as above
        # Imported when used: loading libsndfile is slow.
        import soundfile  # noqa: PLC0415

        # libsndfile's compression level 0.1 is the nearest that it has to 256 kbit/s.
        self._file = soundfile.SoundFile(
            path,
            "w",
            samplerate=rate_hz,
            channels=channels,
            subtype=subtype,
            format=format.upper(),
            bitrate_mode="CONSTANT" if format == "mp3" else None,
            compression_level=0.1 if format == "mp3" else None,
        )
        self._dither = np.random.default_rng(_DITHER_SEED) if subtype == _SUBTYPES["wav"] else None

    def write(self, block: Samples) -> None:
        self._file.write(block if self._dither is None else _dithered_int16(block, rng=self._dither))

    def close(self) -> None:
        self._file.close()


class _LameSink:
    """mp3 by LAME itself: four times as fast as through libsndfile."""

    def __init__(self, path: Path, *, rate_hz: int, channels: int) -> None:
        lameenc = import_module("lameenc")  # an extension module; not on every platform
        self._encoder = lameenc.Encoder()
        self._encoder.silence()
        self._encoder.set_bit_rate(MP3_KBIT_PER_S)
        self._encoder.set_in_sample_rate(rate_hz)
        self._encoder.set_channels(channels)
        self._encoder.set_quality(_MP3_QUALITY)
        self._rate_hz, self._channels = rate_hz, channels
        self._n_samples = 0
        self._file: BinaryIO = path.open("w+b")
        # Room for the frame that can only be written when all is known.
        self._n_tag_bytes = frame_bytes(rate_hz, kbit_per_s=MP3_KBIT_PER_S) if rate_hz in TAGGED_RATES_HZ else 0
        self._file.write(bytes(self._n_tag_bytes))

    def write(self, block: Samples) -> None:
        self._n_samples += len(block)
        # No dither: the encoder's own noise is far above it.
        self._file.write(self._encoder.encode(np.rint(block * _INT16_FULL).astype("<i2").tobytes()))

    def close(self) -> None:
        with self._file:
            self._file.write(self._encoder.flush())
            if self._n_tag_bytes:
                self._write_tag()

    def _write_tag(self) -> None:
        n_music_bytes = self._file.tell() - self._n_tag_bytes
        self._file.seek(self._n_tag_bytes)
        header = self._file.read(4)
        self._file.seek(0)
        self._file.write(
            info_frame(
                header,
                n_samples=self._n_samples,
                n_music_bytes=n_music_bytes,
                rate_hz=self._rate_hz,
                channels=self._channels,
                kbit_per_s=MP3_KBIT_PER_S,
            )
        )


def _dithered_int16(block: Samples, *, rng: np.random.Generator) -> NDArray[np.int16]:
    """Return 16-bit samples with triangular dither of two quantisation steps peak to peak.

    Source: Lipshitz, Wannamaker, Vanderkooy, "Quantization and Dither: A Theoretical Survey", JAES 40 (1992).
    """
    noise = rng.random(block.shape, dtype=np.float32) - rng.random(block.shape, dtype=np.float32)
    return np.clip(np.rint(block * _INT16_FULL + noise), -_INT16_FULL, _INT16_FULL).astype(np.int16)
