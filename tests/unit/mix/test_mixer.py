from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from generate_track.compose.score import Ambience, Effect, Score
from generate_track.mix.block import Play
from generate_track.mix.half import OwnHalf, halves, play_strips
from generate_track.mix.level import calibrate
from generate_track.mix.loudness import Meter
from generate_track.mix.mixer import mix
from generate_track.mix.strip import strips_of
from scores import DRUMS, PIANO, a_score, dry, joined, play
from sounds import RATE_HZ


def mixed(score: Score, *, play: Play = play) -> np.ndarray:
    return joined(mix(score, halves=[OwnHalf(score, play=play, names=names) for names in halves(score)]))


def power(sound: np.ndarray) -> float:
    return float(np.mean(sound**2))


def side_to_middle(sound: np.ndarray) -> float:
    left, right = sound.T
    return power(left - right) / power(left + right)


@pytest.mark.parametrize("duration_s", [0.5, 2.0, 4.001])
def test_the_mix_is_exactly_as_long_as_the_score(duration_s: float) -> None:
    assert len(mixed(a_score(duration_s=duration_s))) == round(duration_s * RATE_HZ)


def test_a_part_is_as_loud_as_its_level_says_however_loud_it_was_rendered() -> None:
    score = a_score(replace(dry(PIANO), level_db=-6.0), duration_s=9.0)
    for level in (0.01, 0.5):
        quiet_or_loud = partial(play, level=level)
        strips = strips_of(score, stems=calibrate(score, play=quiet_or_loud), names={"piano"})
        meter = Meter(with_peaks=False)
        for signals in play_strips(score, play=quiet_or_loud, strips=strips):
            meter.add(signals["piano"].sides)
        assert meter.profile().loudness_lufs == pytest.approx(-29.0, abs=0.7)


def test_pan_moves_a_part_without_changing_its_power() -> None:
    middle, right = (mixed(a_score(replace(dry(PIANO), pan=pan))) for pan in (0.0, 0.8))
    assert power(right[:, 1]) > 9 * power(right[:, 0])
    assert power(right) == pytest.approx(power(middle), rel=0.1)


def test_width_spreads_a_mono_part_and_mono_listeners_lose_nothing() -> None:
    narrow, wide = (mixed(a_score(replace(dry(PIANO), width=width))) for width in (0.0, 1.0))
    assert side_to_middle(narrow) < 1e-6
    assert 0.1 < side_to_middle(wide) < 1.0
    assert np.allclose(narrow.sum(axis=1), wide.sum(axis=1), atol=1e-5)


def test_bass_is_the_same_on_both_sides() -> None:
    low = replace(dry(DRUMS), pan=0.9)
    high = replace(dry(PIANO), pan=0.9)
    assert side_to_middle(mixed(a_score(low))) < 0.15 * side_to_middle(mixed(a_score(high)))


def test_reverb_goes_on_when_the_note_has_ended() -> None:
    short = replace(dry(PIANO), notes=PIANO.notes[:1])
    tails = [
        power(mixed(a_score(replace(short, reverb_send=send), duration_s=3.0))[28_000:60_000]) for send in (0.0, 0.3)
    ]
    assert tails[0] < 1e-8 < tails[1]


def test_echoes_come_after_the_note() -> None:
    short = replace(dry(PIANO), notes=PIANO.notes[:1], delay_send=0.5)
    assert power(mixed(a_score(short, duration_s=3.0))[28_000:60_000]) > 1e-6


def test_the_kick_pushes_a_ducked_part_down() -> None:
    silent_kick = replace(dry(DRUMS), level_db=-90.0)
    flat, ducked = (mixed(a_score(replace(dry(PIANO), duck_depth=depth), silent_kick)) for depth in (0.0, 0.8))
    on_the_kick = slice(24_000, 24_500)
    assert power(ducked[on_the_kick]) < 0.2 * power(flat[on_the_kick])


def test_a_fader_that_rises_makes_a_part_louder_in_a_straight_line() -> None:
    still, rising = (
        mixed(a_score(replace(dry(PIANO), gains=gains))) for gains in ((), ((0.0, 0.0), (4.0, 0.5), (8.0, 0.5)))
    )
    assert np.abs(rising[:480]).max() < 0.01
    ratios = [np.sqrt(power(rising[at : at + 2400]) / power(still[at : at + 2400])) for at in (24_000, 72_000, 120_000)]
    assert ratios == pytest.approx([0.13, 0.38, 0.5], abs=0.03)


def test_transitions_are_heard_at_their_own_level() -> None:
    riser = Effect("riser", 0.0, 8.0)
    score = replace(a_score(replace(PIANO, level_db=-90.0)), effects=(riser,))
    assert power(mixed(score)) == pytest.approx(0.05**2, rel=0.3)


def test_a_plate_answers_leads_at_once_and_brightly() -> None:
    short = replace(dry(PIANO), notes=PIANO.notes[:1], reverb_send=0.8)
    wet, sung = (mixed(a_score(replace(short, instrument=name), duration_s=2.0)) for name in ("warm_pad", "saw_lead"))
    tail = slice(24_000, 48_000)
    assert not np.allclose(wet[tail], sung[tail], atol=1e-4)
    assert power(sung[tail]) > 0


def test_a_lowpass_makes_the_whole_mix_dull() -> None:
    score = a_score(ambience=(Ambience("rain", level_db=0.0),))
    bright, dull = (np.abs(np.fft.rfft(mixed(each)[:, 0])) for each in (score, replace(score, lowpass_hz=1500.0)))
    high = slice(len(bright) // 3, None)
    assert np.sum(dull[high] ** 2) < 1e-3 * np.sum(bright[high] ** 2)


def test_it_begins_without_a_click_and_ends_in_silence() -> None:
    sound = mixed(a_score())
    assert np.abs(sound[0]).max() < 1e-3
    assert np.abs(sound[-1]).max() < 1e-6
    assert power(sound[-4800:]) < 0.05 * power(sound[-48_000:-24_000])


def test_a_score_of_nothing_but_ambience_can_be_mixed() -> None:
    score = replace(a_score(ambience=(Ambience("rain"),)), parts=())
    assert power(mixed(score)) > 0
