import numpy as np
import pytest
from numpy.typing import NDArray

from generate_track.synth.scene.bird import _SPECIES, Motif, _sung, strophe

RATE_HZ = 48_000


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def track_hz(wave: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the strongest frequency every five milliseconds, where there is sound."""
    frames = np.lib.stride_tricks.sliding_window_view(wave, 480)[::240] * np.hanning(480)
    magnitude = np.abs(np.fft.rfft(frames, 4096, axis=1))
    loud = magnitude.max(axis=1) > 0.2 * magnitude.max()
    return magnitude[loud].argmax(axis=1) * RATE_HZ / 4096


@pytest.mark.parametrize("motif", sorted(set(_SPECIES), key=lambda motif: motif.__name__))
def test_a_species_keeps_to_the_range_of_birds(motif: Motif) -> None:
    song = np.concatenate([_sung(syllable, rng(), RATE_HZ) for syllable in motif(rng())])
    hertz = track_hz(song)
    assert hertz.min() > 380
    assert hertz.max() < 9500
    assert 0.3 < len(song) / RATE_HZ < 5


def test_most_species_sweep_fast() -> None:
    def fastest(motif: Motif) -> float:
        return max(np.ptp(s.contour) / s.duration_s for s in motif(rng()))  # kHz in a second

    assert np.median([fastest(motif) for motif in _SPECIES]) > 20


def test_motifs_are_repeated() -> None:
    repeats = [len(song) - len(set(song)) for song in (motif(rng()) for motif in _SPECIES)]
    assert sum(n >= 2 for n in repeats) >= 4


def test_birds_sit_in_different_places_and_sing_different_songs() -> None:
    strophes = [strophe(rng(seed), RATE_HZ) for seed in range(12)]
    sides = [float(np.std(one[:, 0]) / np.std(one[:, 1])) for one in strophes]
    assert min(sides) < 0.7
    assert max(sides) > 1.4
    assert len({len(one) for one in strophes}) > 8
