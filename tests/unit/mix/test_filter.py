import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import sosfilt, sosfreqz

from generate_track.mix.filter import Filter, highpass, lowpass, matched_highpass
from sounds import RATE_HZ, noise, tone


@given(st.integers(1, 149))
def test_blocks_are_filtered_as_the_whole(n_frames: int) -> None:
    sound = noise(0.1)
    filtered = Filter(highpass(200.0))
    cut = 32 * n_frames
    halves = np.concatenate([filtered(sound[:cut]), filtered(sound[cut:])])
    assert np.allclose(halves, sosfilt(highpass(200.0), sound, axis=0), atol=1e-6)


def test_one_channel_is_filtered_like_two() -> None:
    sound = noise(0.1)
    one = Filter(lowpass(900.0), channels=1)(sound[:, 0])
    assert np.allclose(one, Filter(lowpass(900.0))(sound)[:, 0], atol=1e-7)


def test_a_matched_highpass_and_its_allpass_are_in_phase() -> None:
    frequencies_hz, high = sosfreqz(matched_highpass(90.0)[0], fs=RATE_HZ)
    _, every = sosfreqz(matched_highpass(90.0)[1], fs=RATE_HZ)
    assert np.allclose(np.abs(every), 1.0)
    assert np.allclose(np.angle(high[1:] / every[1:]), 0.0, atol=1e-6)
    assert np.abs(high[np.argmin(np.abs(frequencies_hz - 1000.0))]) == pytest.approx(1.0, abs=0.01)
    assert np.abs(high[0]) < 1e-6


@pytest.mark.parametrize(("sections", "level"), [(highpass(1000.0), 0.0), (lowpass(1000.0), 0.5)])
def test_a_low_tone_passes_the_lowpass_only(sections: np.ndarray, level: float) -> None:
    heard = Filter(sections)(tone(0.5, frequency_hz=50.0))[12_000:]
    assert np.abs(heard).max() == pytest.approx(level, abs=0.01)
