import numpy as np
import pytest

from generate_track.mix.width import Widener
from sounds import noise


def test_the_side_is_as_strong_as_the_middle_and_unlike_it() -> None:
    middle = noise(2.0)[:, 0]
    side = Widener()(middle)
    assert side.std() == pytest.approx(middle.std(), rel=0.05)
    assert abs(np.corrcoef(middle, side)[0, 1]) < 0.05


def test_blocks_do_not_matter() -> None:
    middle = noise(0.5)[:, 0]
    widener = Widener()
    assert np.allclose(np.concatenate([widener(middle[:700]), widener(middle[700:])]), Widener()(middle), atol=1e-6)
