"""Birds: each a species with syllables of its own, sung as a motif that it repeats."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from generate_track.synth.scene.event import Wave, place, times

Contour = tuple[float, ...]  # kHz, evenly spaced over a syllable


@dataclass(frozen=True, slots=True)
class Syllable:
    """One note of a bird.

    Args:
        contour: its frequency in kHz, evenly spaced over its length.
        duration_s: its length.
        gap_s: until the next one.
        buzz_hz: how often its frequency swings in a second; 0 is pure.
        buzz: how far, as a share of the frequency.
        overtone: level of the second harmonic.
    """

    contour: Contour
    duration_s: float
    gap_s: float
    buzz_hz: float = 0.0
    buzz: float = 0.0
    overtone: float = 0.08


Motif = Callable[[Generator], list[Syllable]]


def _thrush(rng: Generator) -> list[Syllable]:
    """Fluted phrases, and a twitter at the end."""
    base = rng.uniform(1.7, 2.3)
    steps = rng.choice([1.0, 1.12, 1.26, 1.335, 1.5], 4)
    flutes = [_fluted(rng, base * step) for step in steps]
    twitter = [Syllable((5.5, 7.2, 4.8), 0.035, 0.012) for _ in range(rng.integers(3, 7))]
    return flutes + twitter


def _fluted(rng: Generator, hertz: float) -> Syllable:
    contour = (hertz, hertz * rng.uniform(0.94, 1.08), hertz)
    return Syllable(contour, rng.uniform(0.12, 0.28), 0.04, overtone=0.15)


def _tit(rng: Generator) -> list[Syllable]:
    """Two notes, like a squeaking pump, again and again."""
    high, low = rng.uniform(4.6, 5.2), rng.uniform(3.3, 3.9)
    pair = [Syllable((high, high * 0.97), 0.085, 0.03), Syllable((low, low * 0.96), 0.12, 0.07)]
    return pair * int(rng.integers(4, 7))


def _warbler(rng: Generator) -> list[Syllable]:
    """A trill that falls in pitch."""
    top, n_notes = rng.uniform(5.5, 7.0), int(rng.integers(14, 26))
    falls = np.linspace(1.0, rng.uniform(0.75, 0.95), n_notes)
    return [Syllable((top * fall, top * 0.62 * fall), 0.032, rng.uniform(0.022, 0.03)) for fall in falls]


def _sparrow(rng: Generator) -> list[Syllable]:
    """Chirps, one like the other, at leisure."""
    peak = rng.uniform(3.8, 4.8)
    chirp = Syllable((peak * 0.7, peak, peak * 0.62), 0.075, rng.uniform(0.25, 0.45), overtone=0.25)
    return [chirp] * int(rng.integers(3, 7))


def _wren(rng: Generator) -> list[Syllable]:
    """A torrent: three figures, each repeated, with a rattle in the middle."""
    figures: list[Syllable] = []
    for _ in range(3):
        low, high = rng.uniform(3.5, 4.5), rng.uniform(5.5, 7.5)
        contour = (low, high, low) if rng.integers(2) else (high, low, high * 0.9)
        figures += [Syllable(contour, rng.uniform(0.05, 0.08), 0.018)] * int(rng.integers(3, 6))
    rattle = [Syllable((4.6, 4.2), 0.014, 0.012)] * 18
    return figures[: len(figures) // 2] + rattle + figures[len(figures) // 2 :]


def _finch(rng: Generator) -> list[Syllable]:
    """Notes that fall and hurry, and a flourish."""
    starts = np.linspace(1.0, 0.55, 10) * rng.uniform(5.6, 6.4)
    gaps_s = np.linspace(0.075, 0.02, 10)
    run = [Syllable((hertz, hertz * 0.7), 0.05, gap_s) for hertz, gap_s in zip(starts, gaps_s, strict=True)]
    return [*run, Syllable((2.6, 4.4, 2.9, 5.0), 0.17, 0.05, buzz_hz=55, buzz=0.08, overtone=0.2)]


def _greenfinch(rng: Generator) -> list[Syllable]:
    """One long, nasal wheeze."""
    base = rng.uniform(3.6, 4.2)
    return [Syllable((base * 1.08, base * 0.9), rng.uniform(0.45, 0.7), 0.1, buzz_hz=95, buzz=0.13, overtone=0.2)]


def _dove(rng: Generator) -> list[Syllable]:
    """Coos, the second one longest."""
    base = rng.uniform(0.46, 0.54)
    lengths_s = (0.28, 0.62, 0.34)
    coos = [Syllable((base * 0.94, base, base * 0.96), length_s, 0.12, overtone=0.12) for length_s in lengths_s]
    return coos * int(rng.integers(2, 4))


_SPECIES: tuple[Motif, ...] = (_thrush, _tit, _warbler, _sparrow, _wren, _finch, _greenfinch, _thrush, _dove)


def strophe(rng: Generator, rate_hz: int) -> Wave:
    """Return one bird's strophe, from where it sits, with what the wood gives back of it."""
    syllables = _SPECIES[rng.integers(len(_SPECIES))](rng)
    mono = np.concatenate([_sung(syllable, rng, rate_hz) for syllable in syllables])
    nearness = rng.uniform(0.2, 1.0)
    direct = place(mono * 0.1 * nearness, rng)
    return _with_echoes(direct, rng, rate_hz=rate_hz, level=0.3 * (1.1 - nearness))


def _sung(syllable: Syllable, rng: Generator, rate_hz: int) -> NDArray[np.float64]:
    time_s = times(syllable.duration_s * rng.uniform(0.97, 1.03), rate_hz)
    done = time_s / time_s[-1]
    knots = np.linspace(0, 1, len(syllable.contour))
    hertz = 1000 * np.exp(np.interp(done, knots, np.log(syllable.contour))) * rng.uniform(0.99, 1.01)
    hertz *= 1 + syllable.buzz * np.sin(2 * np.pi * syllable.buzz_hz * time_s)
    turn = 2 * np.pi * np.cumsum(hertz) / rate_hz
    tone = np.sin(turn) + syllable.overtone * np.sin(2 * turn) + 0.2 * syllable.overtone * np.sin(3 * turn)
    return np.concatenate([tone * np.sin(np.pi * done) ** 0.8, np.zeros(round(syllable.gap_s * rate_hz))])


def _with_echoes(direct: Wave, rng: Generator, *, rate_hz: int, level: float) -> Wave:
    delays = np.sort(rng.uniform(0.03, 0.32, 5))
    total = np.zeros((len(direct) + round(0.35 * rate_hz), 2), np.float32)
    total[: len(direct)] = direct
    for delay_s in delays:
        start = round(delay_s * rate_hz)
        total[start : start + len(direct)] += direct[:, ::-1] * np.float32(level * np.exp(-delay_s / 0.15))
    return total
