import math

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray
from scipy.signal import resample_poly

from generate_track.mix.block import BLOCK_SAMPLES, HOP_SAMPLES
from generate_track.mix.loudness import Meter, Profile, integrate
from sounds import RATE_HZ, clicks, noise, silence, tone

SOUNDS = {
    "tone": tone(4.0, frequency_hz=997.0, level=1.0),
    "bass": tone(4.0, frequency_hz=45.0),
    "noise": noise(5.3),
    "loud and soft": np.concatenate([noise(3.0), noise(3.0, level=0.02), silence(2.0), noise(1.0, level=1e-5)]),
    "clicks": clicks(6.0, every_s=0.7),
}


def profile(sound: NDArray[np.float32], *, block_samples: int = BLOCK_SAMPLES) -> Profile:
    meter = Meter()
    for start in range(0, len(sound), block_samples):
        meter.add(sound[start : start + block_samples].T)
    return meter.profile()


@pytest.mark.parametrize("name", SOUNDS)
def test_loudness_agrees_with_pyloudnorm(name: str) -> None:
    expected = pyloudnorm.Meter(RATE_HZ).integrated_loudness(SOUNDS[name].astype(float))
    assert profile(SOUNDS[name]).loudness_lufs == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("name", SOUNDS)
def test_the_true_peak_is_that_of_oversampling(name: str) -> None:
    expected = np.abs(resample_poly(SOUNDS[name], 8, 1, axis=0)).max()
    found = profile(SOUNDS[name]).peaks.max()
    assert 20 * np.log10(found / expected) == pytest.approx(0, abs=0.4)


def test_a_peak_between_the_samples_is_found() -> None:
    times = np.arange(RATE_HZ) + 0.5
    between = np.sin(2 * np.pi * times / 4)  # at a quarter of the rate every sample is 0.707
    sound = np.repeat(between[:, None], 2, axis=1).astype(np.float32) * np.hanning(RATE_HZ)[:, None].astype(np.float32)
    assert np.abs(sound).max() < 0.71
    assert profile(sound).peaks.max() == pytest.approx(1.0, abs=0.02)


def test_blocks_do_not_matter() -> None:
    whole, parts = profile(SOUNDS["noise"]), profile(SOUNDS["noise"], block_samples=10 * HOP_SAMPLES)
    assert np.allclose(whole.energies, parts.energies)
    assert np.allclose(whole.peaks, parts.peaks)


def test_every_hop_knows_its_own_peak() -> None:
    sound = noise(0.5)
    sampled = np.abs(sound).reshape(-1, HOP_SAMPLES * 2).max(axis=1)
    assert np.all(profile(sound).peaks >= sampled)


@pytest.mark.parametrize("sound", [silence(3.0), noise(0.3), silence(0.0), noise(3.0, level=1e-5)])
def test_what_is_too_short_or_too_soft_has_no_loudness(sound: NDArray[np.float32]) -> None:
    assert profile(sound).loudness_lufs == -math.inf


def test_peaks_can_be_left_out() -> None:
    meter = Meter(with_peaks=False)
    meter.add(noise(1.0).T)
    assert not meter.profile().peaks.any()


def test_nothing_has_no_loudness() -> None:
    assert integrate(np.zeros(0)) == -math.inf
    assert Meter().profile().loudness_lufs == -math.inf
