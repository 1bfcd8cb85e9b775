"""What can be measured of a sound without knowing music: level, stereo, balance, and what comes back in it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import pyloudnorm
import soundfile
from numpy.typing import NDArray
from scipy.signal import resample_poly, welch

Samples = NDArray[np.float32]

_SILENCE = 1e-3  # RMS of 100 ms: -60 dBFS
_EDGES_HZ = 31.25 * 2.0 ** np.arange(-0.5, 10)
# Long-term average of commercial masters per octave around 31 Hz to 16 kHz, relative to the strongest; source: Pestana
# and others, "Spectral characteristics of popular commercial recordings 1950-2010", AES 135 (2013), figure 2.
_MASTERS_DB = np.array([-4.0, 0.0, 0.0, -1.0, -2.5, -4.5, -7.0, -10.0, -14.0, -21.0])


@dataclass(frozen=True, slots=True)
class Sound:
    """A decoded stereo file, shape (n, 2)."""

    samples: Samples
    rate_hz: int

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return a file's sound."""
        samples: Samples
        samples, rate_hz = soundfile.read(path, dtype="float32")  # type: ignore[bad-assignment]
        return cls(samples, rate_hz)

    @property
    def duration_s(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate_hz

    @property
    def middle(self) -> Samples:
        """Both channels' mean."""
        return self.samples.mean(axis=1)

    def loudness_lufs(self) -> float:
        """Return the integrated loudness of BS.1770."""
        return float(pyloudnorm.Meter(self.rate_hz).integrated_loudness(self.samples))

    def true_peak_dbtp(self) -> float:
        """Return the true peak, 4x oversampled, in blocks of ten seconds."""
        starts = range(0, len(self.samples), 10 * self.rate_hz)
        blocks = (self.samples[start : start + 10 * self.rate_hz] for start in starts)
        return 20 * np.log10(max(float(np.abs(resample_poly(block, 4, 1, axis=0)).max()) for block in blocks))

    def silence(self) -> float:
        """Return the share of tenths of a second that are silent."""
        length = self.rate_hz // 10
        windows = self.middle[: len(self.samples) // length * length].reshape(-1, length)
        return float((np.sqrt((windows**2).mean(axis=1)) < _SILENCE).mean())

    def width(self) -> float:
        """Return the ratio of side to middle."""
        side = (self.samples[:, 0] - self.samples[:, 1]) / 2
        return float(np.sqrt((side**2).mean() / (self.middle**2).mean()))

    def imbalance_db(self) -> float:
        """Return how far the octaves are from those of commercial masters, root mean square."""
        frequencies_hz, power = welch(self.middle, self.rate_hz, nperseg=16384)
        bands_db = 10 * np.log10(np.histogram(frequencies_hz, bins=_EDGES_HZ, weights=power)[0] + 1e-15)
        return float(np.std(bands_db - _MASTERS_DB))
