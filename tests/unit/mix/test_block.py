import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generate_track.mix.block import BLOCK_SAMPLES, HOP_SAMPLES, block_lengths, expand, n_hops, pad


@given(st.integers(0, 10 * BLOCK_SAMPLES))
def test_blocks_are_of_one_size_but_the_last(n_samples: int) -> None:
    lengths = block_lengths(n_samples)
    assert sum(lengths) == n_samples
    assert all(length == BLOCK_SAMPLES for length in lengths[:-1])
    assert all(0 < length <= BLOCK_SAMPLES for length in lengths)


def test_a_curve_is_straight_between_the_edges() -> None:
    curve = expand(np.array([0.0, 1.0, 1.0]))
    assert curve.shape == (2 * HOP_SAMPLES,)
    assert np.allclose(curve[:HOP_SAMPLES], np.arange(HOP_SAMPLES) / HOP_SAMPLES)
    assert np.all(curve[HOP_SAMPLES:] == 1)


def test_hops_cover_all_samples() -> None:
    assert [n_hops(n) for n in (0, 1, HOP_SAMPLES, HOP_SAMPLES + 1)] == [0, 1, 1, 2]


def test_padding_appends_silence() -> None:
    assert pad(np.ones(2, np.float32), 3).tolist() == [1, 1, 0]
    assert pad(np.ones((2, 1), np.float32), 2).tolist() == [[1, 0], [1, 0]]
