import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generate_track.mix.block import HOP_SAMPLES, expand, n_hops, pad, reblock


@given(st.lists(st.integers(0, 50), max_size=12), st.integers(1, 40))
def test_reblocking_keeps_every_sample_in_blocks_of_one_size(lengths: list[int], size: int) -> None:
    samples = np.arange(2 * sum(lengths), dtype=np.float32).reshape(-1, 2)
    parts = np.split(samples, np.cumsum(lengths)[:-1]) if lengths else []
    blocks = [block["a"] for block in reblock(({"a": part} for part in parts), block_samples=size)]
    assert all(len(block) == size for block in blocks[:-1])
    assert np.array_equal(np.concatenate([np.zeros((0, 2)), *blocks]), samples)


def test_all_stems_are_cut_at_the_same_places() -> None:
    stems = {"a": np.ones((5, 2), np.float32), "b": np.zeros((5, 2), np.float32)}
    assert [{name: len(stem) for name, stem in block.items()} for block in reblock([stems], block_samples=3)] == [
        {"a": 3, "b": 3},
        {"a": 2, "b": 2},
    ]


def test_a_curve_is_straight_between_the_edges() -> None:
    curve = expand(np.array([0.0, 1.0, 1.0]))
    assert curve.shape == (2 * HOP_SAMPLES,)
    assert np.allclose(curve[:HOP_SAMPLES], np.arange(HOP_SAMPLES) / HOP_SAMPLES)
    assert np.all(curve[HOP_SAMPLES:] == 1)


def test_hops_cover_all_samples() -> None:
    assert [n_hops(n) for n in (0, 1, HOP_SAMPLES, HOP_SAMPLES + 1)] == [0, 1, 1, 2]


def test_padding_appends_silence() -> None:
    assert pad(np.ones(2, np.float32), 3).tolist() == [1, 1, 0]
    assert pad(np.ones((2, 2), np.float32), 2).tolist() == [[1, 1], [1, 1]]
