import numpy as np

from voices import between, harmonic_db, level_db, play


def test_the_stops_that_are_drawn_are_heard_and_no_others() -> None:
    sound = between(play("drawbar_organ", 57, velocity=60), 1.5, 2.0)
    sub, first, second, fifth = (harmonic_db(sound, 57, number) for number in (0.5, 1, 2, 5))
    assert abs(sub - first) < 3
    assert -17 < second - first < -8
    assert fifth < first - 30


def test_a_hard_touch_pulls_out_all_the_stops() -> None:
    soft, hard = (between(play("drawbar_organ", 57, velocity=v), 1.5, 2.0) for v in (60, 120))
    assert (
        harmonic_db(hard, 57, 5) - harmonic_db(hard, 57, 1) > harmonic_db(soft, 57, 5) - harmonic_db(soft, 57, 1) + 10
    )


def test_percussion_is_heard_at_the_start_alone() -> None:
    sound = play("drawbar_organ", 57, velocity=60)
    at_start, held = (harmonic_db(between(sound, at, at + 0.2), 57, 2) for at in (0.0, 1.5))
    assert at_start > held + 4


def test_the_speaker_turns_slowly_or_fast() -> None:
    def turns_hz(velocity: int) -> float:
        sound = between(play("drawbar_organ", 81, velocity=velocity, held_s=6), 1.2, 5.2)
        hops = sound[:, 0].reshape(-1, 960)
        level = np.sqrt((hops**2).mean(axis=1))
        power = np.abs(np.fft.rfft((level - level.mean()) * np.hanning(len(level)), 4096))
        return float(np.fft.rfftfreq(4096, 0.02)[power[20:].argmax() + 20])

    assert 0.6 < turns_hz(60) < 1.1
    assert 5.5 < turns_hz(120) < 7.2


def test_the_speaker_is_heard_from_two_sides() -> None:
    sound = between(play("drawbar_organ", 69, velocity=120), 1.2, 2.0)
    assert 0.05 < np.std(sound[:, 0] - sound[:, 1]) / np.std(sound) < 1.5


def test_the_highest_notes_fold_back_as_their_wheels_end() -> None:
    sound = between(play("drawbar_organ", 96, velocity=120), 1.2, 2.0)
    assert harmonic_db(sound, 96, 3) < harmonic_db(sound, 96, 1) - 12
    assert level_db(sound) > -20
