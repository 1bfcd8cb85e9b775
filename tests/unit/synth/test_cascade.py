import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import sosfilt

from generate_track.synth.butterworth import design
from generate_track.synth.cascade import Cascade
from sounds import RATE_HZ, noise

HUM = design("highpass", 28.0, rate_hz=RATE_HZ)
CHAIN = np.concatenate([HUM, HUM, design("bandpass", (400.0, 3500.0), rate_hz=RATE_HZ, order=3)])
STEEP = design("lowpass", 100.0, rate_hz=RATE_HZ, order=6)


@pytest.mark.parametrize("sections", [HUM, CHAIN, STEEP], ids=["hum", "chain", "steep"])
@pytest.mark.parametrize("n_samples", [1, 63, 64, 65, 5000, 40_000])
def test_it_does_what_the_recursion_does(sections: np.ndarray, n_samples: int) -> None:
    sound = noise(1.0)[:n_samples].T
    expected = sosfilt(sections, sound.astype(float), axis=1)
    assert np.allclose(Cascade(sections, channels=2)(sound), expected, atol=1e-5 * np.abs(sound).max())


@given(st.integers(1, 450), st.integers(1, 450))
def test_blocks_are_filtered_as_the_whole(first: int, second: int) -> None:
    sound = noise(1.2).T
    cascade = Cascade(CHAIN, channels=2)
    blocks = np.split(sound, [64 * first, 64 * (first + second)], axis=1)
    parts = np.concatenate([cascade(block) for block in blocks if block.size], axis=1)
    assert np.allclose(parts, Cascade(CHAIN, channels=2)(sound), atol=1e-6)


def test_silence_stays_silence_and_nothing_gives_nothing() -> None:
    cascade = Cascade(CHAIN, channels=2)
    assert cascade(np.zeros((2, 0), np.float32)).shape == (2, 0)
    assert not cascade(np.zeros((2, 4096), np.float32)).any()


def test_a_filter_that_hardly_forgets_is_followed_for_as_long_as_it_rings() -> None:
    slow = design("lowpass", 2.0, rate_hz=RATE_HZ)
    step = np.ones((1, 480_000), np.float32)
    assert np.allclose(Cascade(slow)(step), sosfilt(slow, step.astype(float)), atol=1e-4)
