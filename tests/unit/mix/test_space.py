from dataclasses import replace

import numpy as np
import pytest

from generate_track.mix.equalizer import Band, equalizer
from generate_track.mix.space import Space
from generate_track.mix.strip import Sends
from scores import PIANO, a_score
from sounds import noise, tone

NEUTRAL = equalizer(())
SILENCE = np.zeros((2, 32_768), np.float32)


def sends(**given: np.ndarray) -> np.ndarray:
    return np.stack([given.get(name, SILENCE[0]) for name in Sends._fields])


def energy(sides: np.ndarray) -> float:
    return float(np.sum(sides.astype(float) ** 2))


@pytest.mark.parametrize("send", Sends._fields)
def test_what_is_sent_is_heard(send: str) -> None:
    space = Space(a_score(replace(PIANO, delay_send=0.5)), tone=NEUTRAL)
    burst = noise(0.1).T[0]
    answer = [space(SILENCE, sends(**{send: np.pad(burst, (0, 32_768 - len(burst)))})), space(SILENCE, sends())]
    assert energy(np.concatenate(answer, axis=1)) > 0.1 * energy(burst)


def test_bass_is_the_same_on_both_sides_and_nothing_else_is() -> None:
    space = Space(a_score(), tone=NEUTRAL)
    left_only = np.array([[1], [0]], np.float32)
    low, high = (space(tone(0.6, frequency_hz=hertz).T * left_only, sends()[:, :28_800]) for hertz in (35.0, 2000.0))
    assert energy(low[0] - low[1]) < 0.1 * energy(low[0] + low[1])
    assert energy(high[1]) < 0.01 * energy(high[0])


def test_the_tone_shapes_everything() -> None:
    bright = Space(a_score(), tone=equalizer([Band("high_shelf", 5000.0, 12.0)]))
    plain = Space(a_score(), tone=NEUTRAL)
    hiss = noise(0.5).T
    assert energy(bright(hiss, sends()[:, :24_000])) > 4 * energy(plain(hiss, sends()[:, :24_000]))
