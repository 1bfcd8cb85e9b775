import numpy as np
import pytest

from voices import between, centroid_hz, harmonic_db, level_db, play


def overtones_db(name: str, *, velocity: int, start_s: float = 0.1) -> float:
    """Return the second and third harmonics relative to the first."""
    sound = between(play(name, 52, velocity=velocity), start_s, start_s + 0.5)
    powers = [10 ** (harmonic_db(sound, 52, number) / 10) for number in (1, 2, 3)]
    return float(10 * np.log10((powers[1] + powers[2]) / powers[0]))


@pytest.mark.parametrize("name", ["electric_piano", "wurlitzer"])
def test_an_electric_piano_barks_when_it_is_struck_hard_and_mellows_as_it_rings(name: str) -> None:
    assert overtones_db(name, velocity=120) > overtones_db(name, velocity=30) + 3.5
    assert overtones_db(name, velocity=120) > overtones_db(name, velocity=120, start_s=1.5) + 2


@pytest.mark.parametrize(("name", "mode"), [("electric_piano", 7.1), ("wurlitzer", 6.3)])
def test_the_strike_rings_at_the_second_mode_of_the_metal_and_is_gone_at_once(name: str, mode: float) -> None:
    sound = play(name, 60, velocity=90)
    early, late = (harmonic_db(between(sound, at, at + 0.2), 60, mode) for at in (0.0, 0.6))
    assert early > late + 15


def test_the_suitcase_sways_from_side_to_side_and_the_reed_piano_as_one() -> None:
    def sway_db(name: str) -> float:
        sound = play(name, 60, held_s=3)
        hops = [between(sound, at, at + 0.05) for at in np.arange(0.5, 2.5, 0.05)]
        return float(np.std([level_db(hop[:, :1]) - level_db(hop[:, 1:]) for hop in hops]))

    assert 1 < sway_db("electric_piano") < 4
    assert sway_db("wurlitzer") < 0.01


def test_low_notes_ring_longer_than_high_ones() -> None:
    def fallen_db(pitch: int) -> float:
        sound = play("electric_piano", pitch, held_s=4)
        return level_db(between(sound, 0.1, 0.6)) - level_db(between(sound, 3, 3.5))

    assert fallen_db(88) > fallen_db(40) + 6


def test_a_reed_is_brighter_than_a_tine() -> None:
    reed, tine = (centroid_hz(between(play(name, 48), 0.1, 0.6)) for name in ("wurlitzer", "electric_piano"))
    assert reed > tine
