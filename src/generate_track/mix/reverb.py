"""The room: convolution with an impulse response that is made up for it."""

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Room
from generate_track.mix.block import BLOCK_SAMPLES, RATE_HZ, Mono, Stereo, pad

_LONGEST_S = 6.0
_LENGTH_IN_DECAYS = 1.05
_BUILD_UP_S = 0.012
_LOW_CUT_HZ = 180.0
_N_REFLECTIONS = 10
_REFLECTIONS_S = (0.003, 0.055)
_REFLECTION_ENERGY = 0.12
# How long each band rings, relative to the room; the top band is what lies above the room's damping.
_BANDS = ((400.0, 1.1), (1800.0, 1.0), (None, 0.75), (24_000.0, 0.38))


def impulse(room: Room, *, seed: int) -> Stereo:
    """Return the room's impulse response, shape (n, 2), each channel of energy 1.

    Noise that decays faster the higher it is, after a few early reflections.
    """
    rng = np.random.default_rng(seed)
    n_samples = round(min(_LONGEST_S, room.decay_s * _LENGTH_IN_DECAYS) * RATE_HZ)
    times_s = np.arange(n_samples) / RATE_HZ
    tail = _decaying_noise(room, times_s=times_s, rng=rng) * np.minimum(times_s / _BUILD_UP_S, 1)
    tail = _normalised(tail) + _reflections(n_samples, rng=rng)
    silence = np.zeros((2, round(room.predelay_ms / 1000 * RATE_HZ)))
    return np.concatenate([silence, _normalised(tail)], axis=1).T.astype(np.float32)


def _decaying_noise(room: Room, *, times_s: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Return shape (2, n): the sum of bands of noise, each with its own decay time."""
    n_fft = -(-len(times_s) // BLOCK_SAMPLES) * BLOCK_SAMPLES  # a length that transforms quickly
    spectrum = np.fft.rfft(rng.standard_normal((2, n_fft)))
    frequencies_hz = np.fft.rfftfreq(n_fft, 1 / RATE_HZ)
    # Walls and air take the highs from the first reflection on.
    spectrum *= _rise(frequencies_hz, edge_hz=_LOW_CUT_HZ) / np.sqrt(1 + (frequencies_hz / room.damping_hz) ** 2)
    tail = np.zeros((2, len(times_s)))
    below = np.ones_like(frequencies_hz)
    for edge_hz, relative in _BANDS:
        above = _rise(frequencies_hz, edge_hz=edge_hz or room.damping_hz)
        decay = np.exp(-np.log(1000) * times_s / (room.decay_s * relative))
        tail += np.fft.irfft(spectrum * (below - above), n_fft)[:, : len(times_s)] * decay
        below = above
    return tail


def _rise(frequencies_hz: NDArray[np.floating], *, edge_hz: float) -> NDArray[np.floating]:
    """Return a smooth step over about two octaves, 0 below and 1 above the edge."""
    return 1 / (1 + (edge_hz / np.maximum(frequencies_hz, 1.0)) ** 4)


def _reflections(n_samples: int, *, rng: np.random.Generator) -> NDArray[np.float64]:
    first_s, last_s = _REFLECTIONS_S
    taps = np.zeros((2, n_samples))
    times_s = first_s + (last_s - first_s) * rng.random((2, _N_REFLECTIONS))
    for channel, channel_times_s in enumerate(times_s):
        gains = rng.choice([-1.0, 1.0], _N_REFLECTIONS) * np.exp(-channel_times_s / last_s)
        taps[channel, np.minimum(channel_times_s * RATE_HZ, n_samples - 1).astype(int)] = gains
    return _normalised(taps) * np.sqrt(_REFLECTION_ENERGY)


def _normalised(channels: NDArray[np.float64]) -> NDArray[np.float64]:
    return channels / np.sqrt(np.sum(channels**2, axis=1, keepdims=True))


class Reverb:
    """Convolves one channel with a stereo impulse response, block by block.

    The response is cut into parts of a block's length and each is applied to the spectrum of an earlier block, so a
    block costs three transforms however long the room rings.
    Source: Stockham, "High-speed convolution and correlation", AFIPS 28 (1966), uniformly partitioned.
    """

    def __init__(self, response: Stereo) -> None:
        n_parts = -(-len(response) // BLOCK_SAMPLES)
        parts = pad(response, n_parts * BLOCK_SAMPLES).reshape(n_parts, BLOCK_SAMPLES, 2)
        self._parts = np.fft.rfft(parts.transpose(0, 2, 1), 2 * BLOCK_SAMPLES)  # (n_parts, 2, n_bins)
        self._spectra = np.zeros((n_parts, 1, BLOCK_SAMPLES + 1), np.complex64)
        self._overlap = np.zeros((2, BLOCK_SAMPLES), np.float32)

    def __call__(self, block: Mono) -> Stereo:
        """Return the room's answer, shape (n, 2); only the last block may be shorter than BLOCK_SAMPLES."""
        self._spectra = np.roll(self._spectra, 1, axis=0)
        self._spectra[0] = np.fft.rfft(pad(block, BLOCK_SAMPLES), 2 * BLOCK_SAMPLES)
        answer = np.fft.irfft((self._spectra * self._parts).sum(axis=0), 2 * BLOCK_SAMPLES).astype(
            np.float32, copy=False
        )
        wet = answer[:, :BLOCK_SAMPLES] + self._overlap
        self._overlap = answer[:, BLOCK_SAMPLES:]
        return wet[:, : len(block)].T
