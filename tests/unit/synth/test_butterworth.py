import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import butter, sosfreqz

from generate_track.synth.butterworth import Edges, Kind, design
from sounds import RATE_HZ


def response(sections: np.ndarray, *frequencies_hz: float) -> np.ndarray:
    return sosfreqz(sections, worN=frequencies_hz, fs=RATE_HZ)[1]


@pytest.mark.parametrize("order", [1, 2, 3, 4, 7])
@pytest.mark.parametrize(
    ("kind", "edges_hz"),
    [("lowpass", 300.0), ("lowpass", 17_000.0), ("highpass", 28.0), ("bandpass", (400, 3500)), ("bandpass", (90, 100))],
)
def test_it_is_the_textbook_filter(kind: Kind, edges_hz: Edges, order: int) -> None:
    ours = design(kind, edges_hz, rate_hz=RATE_HZ, order=order)
    textbook = np.asarray(butter(order, edges_hz, kind, fs=RATE_HZ, output="sos"))
    frequencies_hz = np.geomspace(20, 20_000, 50)
    assert np.allclose(response(ours, *frequencies_hz), response(textbook, *frequencies_hz), atol=1e-6)


@given(st.floats(28, 20_000), st.integers(1, 6))
def test_a_filter_is_3_db_down_at_its_edge_and_stable(edge_hz: float, order: int) -> None:
    sections = design("lowpass", edge_hz, rate_hz=RATE_HZ, order=order)
    assert 20 * np.log10(np.abs(response(sections, edge_hz)[0])) == pytest.approx(-3.01, abs=0.01)
    assert all(np.abs(np.roots(section[3:])).max() < 1 for section in sections)
