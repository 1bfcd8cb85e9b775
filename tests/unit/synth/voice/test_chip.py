import numpy as np
import pytest

from voices import RATE_HZ, between, harmonic_db, level_db, play


def test_a_square_has_odd_harmonics_and_a_quarter_pulse_lacks_each_fourth() -> None:
    square, pulse = (between(play(name, 45), 0.1, 0.35) for name in ("square_lead", "pulse_lead"))
    assert harmonic_db(square, 45, 2) < harmonic_db(square, 45, 3) - 30
    assert harmonic_db(pulse, 45, 4) < harmonic_db(pulse, 45, 3) - 20
    assert harmonic_db(pulse, 45, 2) > harmonic_db(pulse, 45, 1) - 6


@pytest.mark.parametrize("name", ["square_lead", "pulse_lead", "triangle_bass"])
def test_a_chip_sounds_at_once_and_stops_at_once(name: str) -> None:
    sound = play(name, 57, held_s=0.2)
    assert level_db(between(sound, 0.002, 0.012)) > level_db(sound) - 3
    assert len(sound) < 0.27 * RATE_HZ


def test_loudness_goes_down_in_steps_of_four_bits() -> None:
    sound = play("pulse_lead", 57, held_s=1.0)
    period = RATE_HZ // 220
    peaks = np.abs(between(sound, 0.01, 0.9)[: 150 * period, 0]).reshape(150, period).max(axis=1)
    held = np.abs(np.diff(peaks)) < 0.01 * peaks[0]
    assert held.mean() > 0.7
    assert 0.28 < peaks[-1] / peaks[0] < 0.42


def test_the_triangle_never_changes_its_loudness() -> None:
    sound = play("triangle_bass", 40, held_s=2.0)
    assert level_db(between(sound, 0.1, 0.5)) == pytest.approx(level_db(between(sound, 1.5, 1.9)), abs=0.2)
