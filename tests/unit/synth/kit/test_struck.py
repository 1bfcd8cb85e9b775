import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.synth.kit.hit import Hit
from generate_track.synth.kit.struck import Burst, Mode, Struck

RATE_HZ = 48_000


def hit() -> Hit:
    return Hit(np.random.default_rng(1), RATE_HZ)


MODES = st.builds(Mode, st.floats(40, 8000), st.floats(0.1, 1), st.floats(0.003, 0.3))


@given(MODES, st.floats(0, 5), st.floats(0, 2))
def test_whatever_is_struck_is_finite_and_dies_away(mode: Mode, bend: float, drive: float) -> None:
    sound = Struck((mode,), bend=bend, drive=drive)(hit())
    assert np.isfinite(sound).all()
    assert np.abs(sound[-20:]).max() < 0.01


def test_a_mode_falls_to_1_over_e_in_its_time() -> None:
    sound = np.abs(Struck((Mode(1000, 1.0, 0.05),))(hit()))
    assert sound[2400:2448].max() / sound[:48].max() == pytest.approx(np.exp(-1), rel=0.05)


def test_a_burst_starts_when_it_says_and_rises_in_its_time() -> None:
    sound = np.abs(Struck(bursts=(Burst(1000, 8000, 1.0, 0.02, start_s=0.03, attack_s=0.01),))(hit()))
    assert not sound[: round(0.03 * RATE_HZ)].any()
    assert sound[round(0.03 * RATE_HZ) :][:48].mean() < 0.2 * sound[round(0.039 * RATE_HZ) :][:96].mean()


def test_a_bend_begins_higher() -> None:
    sound = Struck((Mode(100, 1.0, 0.5),), bend=1.0, bend_s=0.02)(hit())
    crossings = np.flatnonzero(np.diff(np.signbit(sound)))
    assert 2 * (crossings[1] - crossings[0]) < 0.8 * (crossings[-1] - crossings[-3])
