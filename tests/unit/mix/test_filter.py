import numpy as np
import pytest
from scipy.signal import sosfreqz

from generate_track.mix.filter import highpass, lowpass, matched_highpass
from sounds import RATE_HZ


def test_a_matched_highpass_and_its_allpass_are_in_phase() -> None:
    frequencies_hz, high = sosfreqz(matched_highpass(90.0)[0], fs=RATE_HZ)
    _, every = sosfreqz(matched_highpass(90.0)[1], fs=RATE_HZ)
    assert np.allclose(np.abs(every), 1.0)
    assert np.allclose(np.angle(high[1:] / every[1:]), 0.0, atol=1e-6)
    assert np.abs(high[np.argmin(np.abs(frequencies_hz - 1000.0))]) == pytest.approx(1.0, abs=0.01)
    assert np.abs(high[0]) < 1e-6


@pytest.mark.parametrize(("sections", "level"), [(highpass(1000.0), 0.0), (lowpass(1000.0), 1.0)])
def test_a_low_tone_passes_the_lowpass_only(sections: np.ndarray, level: float) -> None:
    _, response = sosfreqz(sections, worN=[50.0], fs=RATE_HZ)
    assert np.abs(response[0]) == pytest.approx(level, abs=0.01)
