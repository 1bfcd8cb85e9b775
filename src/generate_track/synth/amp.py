"""An electric guitar's amplifier and cabinet, for a whole part: what sounds together, distorts together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generate_track.synth.butterworth import Sections, design
from generate_track.synth.cascade import Cascade

Wave = NDArray[np.float32]

_N_PAIRS = 8  # of the taps of a half-band filter
_CABINET_HIGHPASS_HZ = 75.0
_PEDAL_HZ, _PEDAL_OCTAVES = 800.0, 1.6  # where an overdrive pedal lifts the middle


@dataclass(frozen=True, slots=True)
class Amp:
    """Settings.

    Args:
        gain_db: before the valves; a chord's peaks are near 0 dB.
        bias: how unlike the two halves of a wave are clipped: even harmonics.
        tight_hz: what lies below is not driven: chugging stays clear.
        bright_hz: what lies above is not driven either: the guitar's own tone control.
        mid_db: of a pedal that lifts the middle before the valves.
        tones: (hertz, decibels, width in octaves) of tone stack, cabinet and microphone.
        lowpass_hz: above it a guitar loudspeaker is silent.
        level_db: behind it all.
    """

    gain_db: float
    bias: float
    tight_hz: float
    bright_hz: float
    mid_db: float
    tones: tuple[tuple[float, float, float], ...]
    lowpass_hz: float
    level_db: float


AMPS: Mapping[str, Amp] = {
    "crunch": Amp(
        gain_db=13, bias=0.3, tight_hz=70, bright_hz=2800, mid_db=0, lowpass_hz=5200, level_db=-9,
        tones=((160, 4, 1.6), (3200, 3, 0.9)),
    ),
    "distortion": Amp(
        gain_db=28, bias=0.12, tight_hz=85, bright_hz=3200, mid_db=1, lowpass_hz=5000, level_db=-11,
        tones=((140, 5, 1.8), (480, -2, 1.2), (1900, -4, 2.0), (3300, 3, 0.8)),
    ),
    "lead": Amp(
        gain_db=40, bias=0.2, tight_hz=110, bright_hz=1500, mid_db=0, lowpass_hz=4600, level_db=-12,
        tones=((350, 3, 1.6), (2000, -3, 1.8)),
    ),
}  # fmt: skip


class Amplifier:
    """Drives one part, block by block, each but the last of whole frames of 64 samples."""

    def __init__(self, amp: Amp, *, rate_hz: int) -> None:
        before = [
            design("highpass", amp.tight_hz, rate_hz=rate_hz),
            _peak(_PEDAL_HZ, amp.mid_db, _PEDAL_OCTAVES, rate_hz=rate_hz),
        ]
        after = [
            design("highpass", _CABINET_HIGHPASS_HZ, rate_hz=rate_hz),
            design("lowpass", amp.lowpass_hz, rate_hz=rate_hz, order=4),
            *(_peak(*tone, rate_hz=rate_hz) for tone in amp.tones),
        ]
        self._before, self._after = Cascade(np.concatenate(before)), Cascade(np.concatenate(after))
        self._gain = np.float32(10 ** (amp.gain_db / 20))
        self._level = np.float32(10 ** (amp.level_db / 20))
        bias = np.float32(amp.bias)
        # At four times the rate: what the valves add above hearing must not fold back into it.
        self._valves = _Doubled(_Doubled(lambda wave: np.tanh(wave + bias) - np.tanh(bias)))

    def __call__(self, wave: Wave) -> Wave:
        """Return the next samples, shape (n,), less than a millisecond late."""
        (driven,) = self._before(wave[None, :] * self._gain)
        return self._after(self._valves(driven)[None, :] * self._level)[0]


class _Doubled:
    """Does something at twice the rate."""

    def __init__(self, inner: Callable[[Wave], Wave]) -> None:
        self._inner = inner
        self._slow, self._odd = _Past(2 * _N_PAIRS - 1), _Past(2 * _N_PAIRS - 1)
        self._even = _Past(_N_PAIRS - 1)

    def __call__(self, wave: Wave) -> Wave:
        n_samples = len(wave)
        slow = self._slow(wave)
        quick = np.empty(2 * n_samples, np.float32)
        quick[::2] = slow[_N_PAIRS - 1 :][:n_samples]
        quick[1::2] = _between(slow, n_samples)
        quick = self._inner(quick)
        even, odd = self._even(quick[::2]), self._odd(quick[1::2])
        return (even[:n_samples] + _between(odd, n_samples)) * np.float32(0.5)


class _Past:
    """Puts the last samples of one block before the next."""

    def __init__(self, n_samples: int) -> None:
        self._last = np.zeros(n_samples, np.float32)

    def __call__(self, wave: Wave) -> Wave:
        wave = np.concatenate([self._last, wave])
        self._last = wave[len(wave) - len(self._last) :]
        return wave


def _taps() -> Wave:
    """Return the outer taps of a half-band filter, one of each pair, from the middle: a windowed sinc."""
    distance = np.arange(_N_PAIRS) + 0.5
    taps = np.sinc(distance) * np.cos(np.pi / 2 * distance / _N_PAIRS) ** 2
    return (taps / (2 * taps.sum())).astype(np.float32)


_TAPS = _taps()


def _between(wave: Wave, n_samples: int) -> Wave:
    """Return what lies half-way between samples: the first after _N_PAIRS of them."""
    total = np.zeros(n_samples, np.float32)
    for rank, tap in enumerate(_TAPS):
        pair = wave[_N_PAIRS - 1 - rank :][:n_samples] + wave[_N_PAIRS + rank :][:n_samples]
        pair *= tap
        total += pair
    return total


def _peak(centre_hz: float, gain_db: float, octaves: float, *, rate_hz: int) -> Sections:
    """Return a peaking equalizer. Source: R. Bristow-Johnson, Audio EQ Cookbook, "peakingEQ"."""
    turn = 2 * np.pi * centre_hz / rate_hz
    height = 10 ** (gain_db / 40)
    width = np.sin(turn) * np.sinh(np.log(2) / 2 * octaves * turn / np.sin(turn))
    top = np.array([1 + width * height, -2 * np.cos(turn), 1 - width * height])
    bottom = np.array([1 + width / height, -2 * np.cos(turn), 1 - width / height])
    return (np.concatenate([top, bottom]) / bottom[0])[None, :]
