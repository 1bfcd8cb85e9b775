from dataclasses import replace

import numpy as np
import pytest

from generate_track.compose.score import Note
from generate_track.mix import duck
from generate_track.mix.block import HOP_SAMPLES
from scores import DRUMS, PIANO, a_score
from sounds import RATE_HZ

KICK_AND_SNARE = replace(DRUMS, notes=(Note(1.0, 0.1, 36, 100), Note(2.0, 0.1, 38, 100), Note(3.0, 0.1, 35, 100)))


def at(curve: np.ndarray, time_s: float) -> float:
    return curve[round(time_s * RATE_HZ / HOP_SAMPLES)]


def test_only_kicks_of_the_drums_count() -> None:
    assert duck.kicks_s(a_score(PIANO, KICK_AND_SNARE)) == [0.5, 1.5]


def test_the_push_is_complete_when_the_kick_comes_and_lets_go_after() -> None:
    curve = duck.curve(a_score(KICK_AND_SNARE), n_samples=2 * RATE_HZ)
    assert at(curve, 0.4) == 0
    assert at(curve, 0.5) == pytest.approx(1.0, abs=0.05)
    assert 0.3 < at(curve, 0.6) < 0.6
    assert at(curve, 1.4) < 0.01


def test_without_kicks_nothing_is_pushed() -> None:
    assert not duck.curve(a_score(PIANO), n_samples=RATE_HZ).any()
