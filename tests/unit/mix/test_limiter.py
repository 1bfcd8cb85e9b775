import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from generate_track.mix import limiter

PEAKS = arrays(np.float64, st.integers(1, 80), elements=st.floats(0, 8))


@given(PEAKS, st.floats(-20, 20))
def test_no_peak_passes_the_ceiling(peaks: np.ndarray, gain_db: float) -> None:
    gains_db = gain_db - limiter.reduction_db(peaks, gain_db=gain_db, ceiling_db=-1.0)
    largest = np.maximum(gains_db[:-1], gains_db[1:])
    assert np.all(peaks * 10 ** (largest / 20) <= 10 ** (-1 / 20) + 1e-9)


@given(PEAKS)
def test_it_only_ever_turns_down(peaks: np.ndarray) -> None:
    reduction_db = limiter.reduction_db(peaks, gain_db=0.0, ceiling_db=-1.0)
    assert reduction_db.shape == (len(peaks) + 1,)
    assert np.all(reduction_db >= 0)


def test_what_is_below_the_ceiling_is_left_alone() -> None:
    assert not limiter.reduction_db(np.full(9, 0.5), gain_db=0.0, ceiling_db=-1.0).any()


def test_it_looks_ahead_and_arrives_without_a_step() -> None:
    peaks = np.full(200, 0.1)
    peaks[100] = 2.0
    reduction_db = limiter.reduction_db(peaks, gain_db=0.0, ceiling_db=0.0)
    assert reduction_db[90] == 0
    assert np.abs(np.diff(reduction_db)).max() < 6.1 / 4
    assert 0 < reduction_db[150] < reduction_db[101]
