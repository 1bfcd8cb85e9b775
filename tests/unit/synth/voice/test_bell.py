import pytest

from voices import between, centroid_hz, harmonic_db, level_db, play


@pytest.mark.parametrize("name", ["bell", "fm_bell", "kalimba"])
def test_the_high_partials_die_first(name: str) -> None:
    sound = play(name, 69, held_s=3)
    assert centroid_hz(between(sound, 0, 0.2)) > 1.15 * centroid_hz(between(sound, 1.5, 2.5))


def test_a_digital_bell_is_inharmonic_and_brighter_when_it_is_struck_hard() -> None:
    soft, hard = (between(play("fm_bell", 60, velocity=velocity), 0, 0.4) for velocity in (20, 120))
    assert harmonic_db(hard, 60, 4.5) > harmonic_db(hard, 60, 1) - 14
    assert (
        harmonic_db(hard, 60, 4.5) - harmonic_db(hard, 60, 1)
        > harmonic_db(soft, 60, 4.5) - harmonic_db(soft, 60, 1) + 6
    )


def test_a_bowl_rings_for_many_seconds_and_beats() -> None:
    sound = play("singing_bowl", 57, held_s=8)
    levels = [level_db(between(sound, at / 4, at / 4 + 0.25)) for at in range(1, 31)]
    assert levels[0] - levels[-1] < 20
    assert max(levels[8:16]) - min(levels[8:16]) > 2
