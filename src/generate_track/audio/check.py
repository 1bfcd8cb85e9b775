"""Listening to a finished file by measurement: is it the track, or silence, noise, an error page?"""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generate_track.audio import read
from generate_track.audio.sniff import HEAD_BYTES, Kind, sniff
from generate_track.errors import UnusableAudioError

_WINDOW_S = 0.1
_SILENCE_DBFS = -60.0
_FULL_SCALE = 0.9999
_CLIPPED_RUN = 3  # a single full sample is a peak; three in a row have lost what was above them
_WINDOWS_PER_BLOCK = 20
_LONG_SILENCE_S = 3.0


@dataclass(frozen=True, slots=True)
class AudioFacts:
    """What was measured in an audio file.

    Args:
        format: by its first bytes; None when they are not known.
        peak: of the samples; 1 is full scale.
        rms: over the whole file and all channels.
        silent_fraction: of 100 ms windows, how many are below -60 dBFS.
        longest_silence_s: the longest stretch of such windows.
        has_nan: whether there are samples that are no numbers.
        n_clipped: how often three samples or more in a row are at full scale.
    """

    format: Kind | None
    rate_hz: int
    channels: int
    duration_s: float
    peak: float
    rms: float
    silent_fraction: float
    longest_silence_s: float
    has_nan: bool
    n_clipped: int


def inspect(path: Path) -> AudioFacts:
    """Decode the whole file, in constant memory, and return what is in it.

    Raises:
        UnusableAudioError: it cannot be decoded.
    """
    with read.opened(path) as file:
        rate_hz, channels = file.samplerate, file.channels
    with path.open("rb") as raw:
        kind = sniff(raw.read(HEAD_BYTES))
    gauge = _Gauge(window=max(1, round(_WINDOW_S * rate_hz)), channels=channels)
    for block in read.blocks(path, block_samples=_WINDOWS_PER_BLOCK * gauge.window):
        gauge.add(block)
    return gauge.facts(format=kind, rate_hz=rate_hz)


@dataclass(slots=True)
class _Gauge:
    """Collects the measures block by block; blocks are whole windows, but for the last."""

    window: int
    channels: int
    n_samples: int = 0
    peak: float = 0.0
    n_clipped: int = 0
    window_sums: list[NDArray[np.float64]] = field(default_factory=list)
    tail: NDArray[np.float32] | None = None

    def add(self, block: NDArray[np.float32]) -> None:
        """Take in samples, shape (n, channels)."""
        level = np.abs(block)  # (n, channels)
        block_peak = float(np.fmax.reduce(level, axis=None))
        self.n_samples += len(block)
        self.peak = max(self.peak, block_peak)
        starts = np.arange(0, len(block), self.window)
        power = np.einsum("nc,nc->n", block, block, dtype=np.float64)
        self.window_sums.append(np.add.reduceat(power, starts))
        before = self.tail if self.tail is not None else np.zeros((_CLIPPED_RUN, self.channels), np.float32)
        if block_peak >= _FULL_SCALE:
            self.n_clipped += _count_runs(np.concatenate([before, level]) >= _FULL_SCALE)
        self.tail = np.concatenate([before, level[-_CLIPPED_RUN:]])[-_CLIPPED_RUN:]

    def facts(self, *, format: Kind | None, rate_hz: int) -> AudioFacts:  # noqa: A002 - the name of the fact
        """Return the measures of everything added."""
        sums = np.concatenate(self.window_sums) if self.window_sums else np.zeros(0)
        lengths = np.minimum(self.window, self.n_samples - self.window * np.arange(len(sums)))
        has_nan = not bool(np.isfinite(sums).all())
        silent = sums / (lengths * self.channels) < 10 ** (_SILENCE_DBFS / 10)
        return AudioFacts(
            format=format,
            rate_hz=rate_hz,
            channels=self.channels,
            duration_s=self.n_samples / rate_hz,
            peak=self.peak,
            rms=float(np.sqrt(np.nansum(sums) / max(1, self.n_samples * self.channels))),
            silent_fraction=float(silent.mean()) if len(silent) else 1.0,
            longest_silence_s=_longest_run(silent) * self.window / rate_hz,
            has_nan=has_nan,
            n_clipped=self.n_clipped,
        )


def _count_runs(full: NDArray[np.bool_]) -> int:
    """Return how many runs reach their third sample after the first three rows, shape (3 + n, channels)."""
    third = full[2:] & full[1:-1] & full[:-2]
    return int(np.count_nonzero(third[1:] & ~third[:-1]))


def _longest_run(flags: NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def require_usable(facts: AudioFacts, *, path: Path) -> None:
    """Refuse what is no track at all.

    Raises:
        UnusableAudioError: no samples, samples that are no numbers, or silence from beginning to end.
    """
    fatal = (
        (facts.duration_s == 0, "has no samples"),
        (facts.has_nan, "has samples that are not numbers"),
        (facts.silent_fraction == 1, "is silent from beginning to end"),
    )
    for is_so, what in fatal:
        if is_so:
            raise UnusableAudioError(f"{path.name} {what}", hint="try another --seed")


def remarks_on(facts: AudioFacts) -> tuple[str, ...]:
    """Return what the user should know about a usable file, such as clipping."""
    noticed = (
        (facts.n_clipped > 0, f"clipped in {facts.n_clipped} places"),
        (facts.longest_silence_s > _LONG_SILENCE_S, f"silent for {facts.longest_silence_s:.1f} s on end"),
    )
    return tuple(text for is_so, text in noticed if is_so)
