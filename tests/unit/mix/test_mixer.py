import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generate_track.compose.score import Ambience, Score
from generate_track.mix.level import calibrate
from generate_track.mix.loudness import Meter
from generate_track.mix.mixer import _width, mix
from scores import DRUMS, PIANO, a_score, dry, joined, render
from sounds import RATE_HZ


def mixed(score: Score, *, block_samples: int = 20_000) -> np.ndarray:
    stems = calibrate(score, render=render)
    return joined(mix(render(score, block_samples=block_samples), score, stems=stems))


def power(sound: np.ndarray) -> float:
    return float(np.mean(sound**2))


def side_to_middle(sound: np.ndarray) -> float:
    left, right = sound.T
    return power(left - right) / power(left + right)


@given(st.integers(100, 200_000))
@settings(max_examples=15)
def test_the_size_of_the_blocks_does_not_matter(block_samples: int) -> None:
    score = a_score(duration_s=2.0)
    assert np.array_equal(mixed(score, block_samples=block_samples), mixed(score))


@pytest.mark.parametrize("duration_s", [0.5, 2.0, 4.001])
def test_the_mix_is_exactly_as_long_as_the_score(duration_s: float) -> None:
    assert len(mixed(a_score(duration_s=duration_s))) == round(duration_s * RATE_HZ)


def test_a_stem_that_is_too_long_is_cut() -> None:
    score = a_score(duration_s=2.0)
    stems = calibrate(score, render=render)
    longer = render(replace(score, duration_s=3.0))
    assert len(joined(mix(longer, score, stems=stems))) == 2 * RATE_HZ


def test_a_part_is_as_loud_as_its_level_says_however_loud_it_was_rendered() -> None:
    score = a_score(replace(dry(PIANO), level_db=-6.0), duration_s=9.0)
    for level in (0.01, 0.5):
        stems = calibrate(score, render=lambda probe, level=level: render(probe, level=level))
        meter = Meter(with_peaks=False)
        meter.add(joined(mix(render(score, level=level), score, stems=stems)))
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


@pytest.mark.parametrize("native", [0.0, 0.02, 0.1, 0.4, 3.0])
@pytest.mark.parametrize("wanted", [0.0, 0.3, 0.8])
def test_a_stem_becomes_as_wide_as_wanted_however_wide_it_was(wanted: float, native: float) -> None:
    spread, made_up = _width(wanted, native=native)
    assert 0 <= spread <= 2
    assert math.hypot(spread * native, made_up) == pytest.approx(wanted)


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
