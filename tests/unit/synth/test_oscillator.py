import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.synth.oscillator import phase, pitch_hz, sine


def test_pitches_are_tempered_around_concert_a() -> None:
    assert pitch_hz(69) == 440
    assert pitch_hz(60) == pytest.approx(261.63, abs=0.01)


@given(st.floats(20, 15_000), st.floats(0, 1))
def test_a_phase_stays_within_a_cycle(frequency_hz: float, start: float) -> None:
    turns = phase(frequency_hz, 4800, rate_hz=48_000, start=start)
    assert turns.min() >= 0
    assert turns.max() <= 1


def test_a_tone_of_a_minute_ends_in_tune() -> None:
    n_samples = 60 * 48_000
    assert phase(441.0, n_samples + 1, rate_hz=48_000)[-1] == pytest.approx(0, abs=1e-6)


def test_a_sine_is_a_sine() -> None:
    expected = np.sin(2 * np.pi * np.arange(480) / 48)
    np.testing.assert_allclose(sine(1000, 480, rate_hz=48_000), expected, atol=1e-6)
