import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.mix import compressor
from generate_track.mix.block import HOP_SAMPLES
from generate_track.mix.compressor import Compression, moving_average, released

SETTING = Compression(threshold_db=-20.0, ratio=4.0)


def energies(level_db: float, *, n_hops: int = 400) -> np.ndarray:
    return np.full(n_hops, HOP_SAMPLES * 10 ** (level_db / 10))


def test_what_is_below_the_threshold_is_left_alone() -> None:
    assert not compressor.reduction_db(energies(-30.0), gain_db=0.0, setting=SETTING).any()


def test_what_is_above_comes_out_at_the_ratio() -> None:
    reduction_db = compressor.reduction_db(energies(-30.0), gain_db=26.0, setting=SETTING)
    assert reduction_db.shape == (401,)
    assert np.allclose(reduction_db, 16.0 * 3 / 4)


def test_it_turns_down_at_once_and_up_again_slowly() -> None:
    loud_in_the_middle = np.concatenate([energies(-60.0), energies(-4.0), energies(-60.0)])
    reduction_db = compressor.reduction_db(loud_in_the_middle, gain_db=0.0, setting=SETTING)
    assert reduction_db[380] == 0
    assert reduction_db[430] == pytest.approx(12.0)
    assert reduction_db[900] > 5.0
    assert np.diff(reduction_db[810:]).max() <= 0


def test_silence_is_left_alone() -> None:
    assert not compressor.reduction_db(np.zeros(50), gain_db=20.0, setting=SETTING).any()


@given(st.lists(st.floats(0, 30), min_size=1, max_size=60), st.floats(1, 200))
def test_a_released_curve_is_never_below_what_is_wanted(wanted: list[float], slope: float) -> None:
    curve = released(np.array(wanted), slope_db_per_s=slope)
    assert np.all(curve >= np.array(wanted) - 1e-9)
    assert np.all(np.diff(curve) >= -slope * HOP_SAMPLES / 48_000 - 1e-9)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.integers(0, 30))
def test_a_moving_average_stays_within_its_values(values: list[float], n_hops: int) -> None:
    average = moving_average(np.array(values), n_hops)
    assert len(average) == len(values)
    assert average.min() >= min(values) - 1e-3
    assert average.max() <= max(values) + 1e-3
