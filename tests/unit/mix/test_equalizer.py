import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import sosfreqz

from generate_track.mix.equalizer import Band, equalizer, response_db
from sounds import RATE_HZ

BANDS = st.builds(
    Band,
    st.sampled_from(["bell", "low_shelf", "high_shelf"]),
    st.floats(30, 16_000),
    st.floats(-12, 12),
    st.floats(0.5, 4),
)


@pytest.mark.parametrize(
    ("shape", "inside_hz", "outside_hz"),
    [("bell", 1000.0, 20.0), ("low_shelf", 20.0, 15_000.0), ("high_shelf", 20_000.0, 50.0)],
)
def test_a_band_raises_what_it_is_for_and_nothing_else(shape: str, inside_hz: float, outside_hz: float) -> None:
    inside, outside = response_db(equalizer([Band(shape, 1000.0, 6.0)]), np.array([inside_hz, outside_hz]))
    assert inside == pytest.approx(6.0, abs=0.2)
    assert outside == pytest.approx(0.0, abs=0.2)


@given(st.lists(BANDS, min_size=1, max_size=4))
def test_the_response_is_that_of_the_sections_and_they_are_stable(bands: list[Band]) -> None:
    sections = equalizer(bands)
    if len(sections):
        _, response = sosfreqz(sections, worN=[100.0, 5000.0], fs=RATE_HZ)
        found = response_db(sections, np.array([100.0, 5000.0]))
        assert np.allclose(found, 20 * np.log10(np.abs(response)), atol=1e-6)
    assert all(np.abs(np.roots(section[3:])).max() < 1 for section in sections)


def test_a_band_that_does_nothing_costs_nothing() -> None:
    assert equalizer([Band("bell", 300.0, 0.0)]).shape == (0, 6)
