import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.signal import sosfreqz

from generate_track.mix.tone import _TARGET_DB, N_OCTAVES, balance_db, equalizer, octaves
from sounds import RATE_HZ, noise, tone

LEVELS = arrays(np.float64, N_OCTAVES, elements=st.floats(-60, 0))


def response_db(gains_db: np.ndarray, frequency_hz: float) -> float:
    _, response = sosfreqz(equalizer(gains_db), worN=[frequency_hz], fs=RATE_HZ)
    return float(20 * np.log10(np.abs(response[0])))


@pytest.mark.parametrize(("frequency_hz", "octave"), [(31.25, 0), (62.5, 1), (440.0, 4), (16_000.0, 9)])
def test_a_tone_lies_in_its_octave(frequency_hz: float, octave: int) -> None:
    assert int(np.argmax(octaves(tone(0.5, frequency_hz=frequency_hz)))) == octave


def test_white_noise_doubles_from_octave_to_octave() -> None:
    power = octaves(noise(0.68))
    assert np.allclose(power[2:9] / power[1:8], 2.0, rtol=0.25)


def test_a_mix_like_a_record_is_left_alone() -> None:
    assert np.allclose(balance_db(10 ** ((_TARGET_DB - 20) / 10)), 0.0, atol=1e-9)


def test_silence_is_left_alone() -> None:
    assert not balance_db(np.zeros(N_OCTAVES)).any()


def test_too_much_of_something_is_turned_down_half_way() -> None:
    shrill = _TARGET_DB.copy()
    shrill[8:] += 6.0
    gains_db = balance_db(10 ** (shrill / 10))
    assert -3.0 < gains_db[8] < -1.0
    assert 0 < gains_db[4] < 2.0


def test_an_empty_octave_is_not_raised() -> None:
    hollow = _TARGET_DB.copy()
    hollow[9] -= 60.0
    assert balance_db(10 ** (hollow / 10))[9] == 0


@given(LEVELS)
def test_corrections_are_gentle(levels_db: np.ndarray) -> None:
    gains_db = balance_db(10 ** (levels_db / 10))
    assert np.all((gains_db >= -4.0) & (gains_db <= 2.5))


@given(LEVELS)
def test_the_equalizer_is_stable(levels_db: np.ndarray) -> None:
    sections = equalizer(levels_db / 10)
    assert all(np.abs(np.roots(section[3:])).max() < 1 for section in sections)


@pytest.mark.parametrize(
    ("octave", "frequency_hz"), [((0, 1), 25.0), ((2, 3), 180.0), ((4, 5), 700.0), ((6, 7), 2800.0), ((8, 9), 15_000.0)]
)
def test_each_band_raises_its_own_octaves(octave: tuple[int, int], frequency_hz: float) -> None:
    gains_db = np.zeros(N_OCTAVES)
    gains_db[list(octave)] = 4.0
    assert response_db(gains_db, frequency_hz) == pytest.approx(4.0, abs=0.4)
    assert response_db(np.zeros(N_OCTAVES), frequency_hz) == pytest.approx(0.0, abs=1e-6)
