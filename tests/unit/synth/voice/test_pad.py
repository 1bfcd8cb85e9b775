import numpy as np
import pytest

from voices import band_db, between, centroid_hz, harmonic_db, level_db, play

PADS = ("warm_pad", "poly_pad", "dark_pad", "glass_pad", "string_machine")


@pytest.mark.parametrize("name", PADS)
def test_a_pad_comes_slowly_and_goes_slowly(name: str) -> None:
    sound = play(name, 57, held_s=3)
    assert level_db(between(sound, 0.0, 0.05)) < level_db(between(sound, 2, 3)) - 6
    assert -60 < level_db(between(sound, 3.2, 3.4)) - level_db(between(sound, 2, 3)) < -2


@pytest.mark.parametrize("name", PADS)
def test_a_pad_is_wide_but_not_lost_in_mono(name: str) -> None:
    sound = between(play(name, 57, held_s=6), 1, 6)
    side, middle = level_db(sound[:, :1] - sound[:, 1:]), level_db(sound[:, :1] + sound[:, 1:])
    assert -22 < side - middle < -2


@pytest.mark.parametrize(("name", "range_db"), [("warm_pad", 3), ("poly_pad", 2), ("dark_pad", 4), ("glass_pad", 1)])
def test_a_pad_moves_while_it_is_held(name: str, range_db: float) -> None:
    sound = play(name, 57, held_s=8)
    hops = [between(sound, at, at + 0.4) for at in np.arange(1.5, 7.5, 0.4)]
    levels = [harmonic_db(hop, 57, 4) for hop in hops]
    assert max(levels) - min(levels) > range_db


def test_pads_are_as_bright_as_their_names() -> None:
    dark, warm, poly, strings = (
        centroid_hz(between(play(name, 57, held_s=6), 1, 6))
        for name in ("dark_pad", "warm_pad", "poly_pad", "string_machine")
    )
    assert dark < warm < poly < strings


def test_a_string_machine_has_two_octaves_and_no_bass() -> None:
    sound = between(play("string_machine", 45, held_s=4), 1, 4)
    assert harmonic_db(sound, 45, 2) > harmonic_db(sound, 45, 1)
    assert band_db(sound, 20, 95) < band_db(sound, 100, 1000) - 40


def test_the_ensemble_sways() -> None:
    sound = play("string_machine", 69, held_s=5)
    hops = [between(sound, at, at + 0.1) for at in np.arange(1, 5, 0.1)]
    assert np.std([harmonic_db(hop, 69, 3) for hop in hops]) > 1
