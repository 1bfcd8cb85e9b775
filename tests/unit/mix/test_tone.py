from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from generate_track.compose.score import Balance
from generate_track.mix.equalizer import response_db
from generate_track.mix.tone import CENTRES_HZ, N_OCTAVES, correct, correction_db, octaves, target_db
from sounds import noise, tone

LEVELS = arrays(np.float64, N_OCTAVES, elements=st.floats(-60, 0))
BALANCES = get_args(Balance)
FULL = target_db("full")


@pytest.mark.parametrize(("frequency_hz", "octave"), [(31.25, 0), (62.5, 1), (440.0, 4), (16_000.0, 9)])
def test_a_tone_lies_in_its_octave(frequency_hz: float, octave: int) -> None:
    assert int(np.argmax(octaves(tone(0.5, frequency_hz=frequency_hz).T))) == octave


def test_white_noise_doubles_from_octave_to_octave() -> None:
    power = octaves(noise(0.68).T)
    assert np.allclose(power[2:9] / power[1:8], 2.0, rtol=0.25)


@pytest.mark.parametrize("balance", BALANCES)
def test_a_mix_like_a_record_is_left_alone(balance: Balance) -> None:
    assert np.allclose(correction_db(10 ** ((target_db(balance) - 20) / 10), balance=balance), 0.0, atol=1e-6)


def test_silence_is_left_alone() -> None:
    assert not correction_db(np.zeros(N_OCTAVES), balance="full").any()


def test_too_much_of_something_is_turned_down_half_way() -> None:
    shrill = FULL.copy()
    shrill[8:] += 6.0
    gains_db = correction_db(10 ** (shrill / 10), balance="full")
    assert -4.0 < gains_db[8] < -2.0
    assert 0 < gains_db[4] < 2.0


def test_what_is_far_off_is_corrected_more() -> None:
    boomy = FULL.copy()
    boomy[1] += 12.0
    gains_db = correction_db(10 ** (boomy / 10), balance="full")
    assert -8.0 <= gains_db[1] < -3.0
    assert gains_db[1] < gains_db[0] < 0


def test_an_empty_octave_is_not_raised() -> None:
    hollow = FULL.copy()
    hollow[9] -= 60.0
    assert correction_db(10 ** (hollow / 10), balance="full")[9] == pytest.approx(0.0, abs=0.1)


def test_a_solo_piano_gets_no_treble_that_it_does_not_have() -> None:
    # Of a rendered piano, as the prototype's check measured it.
    piano = np.array([-34.0, -2, -3, 0, -5, -15, -19, -36, -56, -70])
    gains_db = correction_db(10 ** (piano / 10), balance="acoustic")
    assert np.all(np.abs(gains_db[8:]) < 1)
    assert np.all(np.abs(gains_db[6:8]) < 3.5)
    assert abs(gains_db[0]) < 1


@pytest.mark.parametrize(
    ("balance", "octave", "is_more"),
    [
        ("warm", 8, False),
        ("bright", 8, True),
        ("dark", 8, False),
        ("acoustic", 0, False),
        ("bass_heavy", 0, True),
    ],
)
def test_each_balance_differs_from_a_full_one_as_its_name_says(balance: Balance, octave: int, *, is_more: bool) -> None:
    assert bool(target_db(balance)[octave] > FULL[octave]) is is_more


@given(LEVELS, st.sampled_from(BALANCES))
def test_corrections_have_limits(levels_db: np.ndarray, balance: Balance) -> None:
    gains_db = correction_db(10 ** (levels_db / 10), balance=balance)
    assert np.all((gains_db >= -8.0) & (gains_db <= 5.0))


@given(arrays(np.float64, N_OCTAVES, elements=st.floats(-6, 4)))
def test_each_octave_is_raised_by_what_it_is_to_get(gains_db: np.ndarray) -> None:
    assert np.allclose(response_db(correct(gains_db), CENTRES_HZ), gains_db, atol=0.8)


def test_nothing_to_correct_costs_nothing() -> None:
    assert not len(correct(np.zeros(N_OCTAVES)))
