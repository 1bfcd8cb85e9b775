"""Rooms and plates: convolution with impulse responses that are made up for them."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Room
from generate_track.mix.block import BLOCK_SAMPLES, RATE_HZ, Mono, Sides, pad

Spectrum = NDArray[np.complex64]  # (…, n_bins)

_LONGEST_S = 6.0
_LENGTH_IN_DECAYS = 1.05
_BUILD_UP_S = 0.012
_N_REFLECTIONS = 10
_REFLECTIONS_S = (0.003, 0.055)
_LONGEST_PLATE_S = 2.2
_PLATE_TO_ROOM = 0.8
_PLATE_PREDELAY_MS = 6.0
_BRIGHTEST_HZ = 11_000.0
# How long each band rings, relative to the room; the top band is what lies above the room's damping.
_BANDS = ((400.0, 1.1), (1800.0, 1.0), (None, 0.75), (24_000.0, 0.38))


def plate(room: Room) -> Room:
    """Return the plate that goes with a room: it answers at once, brighter, and has died away sooner."""
    decay_s = min(_LONGEST_PLATE_S, _PLATE_TO_ROOM * room.decay_s)
    return Room(decay_s, predelay_ms=_PLATE_PREDELAY_MS, damping_hz=min(_BRIGHTEST_HZ, 1.5 * room.damping_hz))


def impulse(room: Room, *, seed: int, low_cut_hz: float = 180.0, reflections: float = 0.12) -> Sides:
    """Return the impulse response of a room, each channel of energy 1.

    Noise that decays faster the higher it is, after a few early reflections.

    Args:
        room: how long and how brightly it rings.
        seed: of its noise.
        low_cut_hz: below it the room does not answer.
        reflections: energy of the early ones, relative to the rest; a plate has none.
    """
    rng = np.random.default_rng(seed)
    n_samples = round(min(_LONGEST_S, room.decay_s * _LENGTH_IN_DECAYS) * RATE_HZ)
    times_s = np.arange(n_samples) / RATE_HZ
    tail = _decaying_noise(room, times_s=times_s, rng=rng, low_cut_hz=low_cut_hz)
    tail = _normalised(tail * np.minimum(times_s / _BUILD_UP_S, 1))
    tail += np.sqrt(reflections) * _reflections(n_samples, rng=rng)
    silence = np.zeros((2, round(room.predelay_ms / 1000 * RATE_HZ)))
    return np.concatenate([silence, _normalised(tail)], axis=1).astype(np.float32)


def _decaying_noise(
    room: Room, *, times_s: NDArray[np.float64], rng: np.random.Generator, low_cut_hz: float
) -> NDArray[np.float64]:
    """Return shape (2, n): the sum of bands of noise, each with its own decay time."""
    n_fft = -(-len(times_s) // BLOCK_SAMPLES) * BLOCK_SAMPLES  # a length that transforms quickly
    spectrum = np.fft.rfft(rng.standard_normal((2, n_fft)))
    frequencies_hz = np.fft.rfftfreq(n_fft, 1 / RATE_HZ)
    # Walls and air take the highs from the first reflection on.
    spectrum *= _rise(frequencies_hz, edge_hz=low_cut_hz) / np.sqrt(1 + (frequencies_hz / room.damping_hz) ** 2)
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
    return _normalised(taps)


def _normalised(channels: NDArray[np.float64]) -> NDArray[np.float64]:
    return channels / np.sqrt(np.sum(channels**2, axis=1, keepdims=True))


class Response:
    """An impulse response, cut and transformed for `Reverb`; several may share it.

    Args:
        impulse: shape (2, n), as `impulse` gives it.
    """

    def __init__(self, impulse: Sides) -> None:
        n_parts = -(-impulse.shape[1] // BLOCK_SAMPLES)
        parts = pad(impulse, n_parts * BLOCK_SAMPLES).reshape(2, n_parts, BLOCK_SAMPLES).transpose(1, 0, 2)
        self.parts = np.fft.rfft(parts, 2 * BLOCK_SAMPLES).astype(np.complex64, copy=False)  # (n_parts, 2, n_bins)


class Reverb:
    """Convolves channels with stereo impulse responses, block by block, and sums the answers.

    Each response is cut into parts of a block's length, and each part is applied to the spectrum of an earlier block:
    a block costs a transform of each channel and two back, however long the rooms ring.
    Source: Stockham, "High-speed convolution and correlation", AFIPS 28 (1966), uniformly partitioned.
    """

    def __init__(self, *responses: Response) -> None:
        self._lines = [_Line(response) for response in responses]
        self._overlap = np.zeros((2, BLOCK_SAMPLES), np.float32)

    def __call__(self, *channels: Mono) -> Sides:
        """Return the answer to a block of each channel; only the last may be shorter than BLOCK_SAMPLES."""
        spectrum = np.zeros((2, BLOCK_SAMPLES + 1), np.complex64)
        for line, channel in zip(self._lines, channels, strict=True):
            line.answer(channel, into=spectrum)
        answer = np.fft.irfft(spectrum, 2 * BLOCK_SAMPLES).astype(np.float32, copy=False)  # (2, 2 * BLOCK_SAMPLES)
        wet = answer[:, :BLOCK_SAMPLES] + self._overlap
        self._overlap = answer[:, BLOCK_SAMPLES:]
        return wet[:, : len(channels[0])]


class _Line:
    """One channel's past, and what the room makes of it."""

    def __init__(self, response: Response) -> None:
        self._parts = response.parts
        self._past: deque[Spectrum | None] = deque(maxlen=len(self._parts))  # the newest first; None is silence

    def answer(self, block: Mono, *, into: Spectrum) -> None:
        """Add the spectrum of the answer to a block and to those before it."""
        self._past.appendleft(_spectrum(block) if block.any() else None)
        for spectrum, part in zip(self._past, self._parts, strict=False):
            if spectrum is not None:
                into += spectrum * part


def _spectrum(block: Mono) -> Spectrum:
    return np.fft.rfft(pad(block, BLOCK_SAMPLES), 2 * BLOCK_SAMPLES).astype(np.complex64, copy=False)
