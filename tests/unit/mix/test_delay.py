import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.mix.delay import Delay, delay_s
from sounds import RATE_HZ, tone


@given(st.floats(60 / 280, 2.0))
def test_the_delay_is_heard_as_an_echo_at_every_tempo(beat_s: float) -> None:
    assert 0.18 <= delay_s(beat_s) <= 0.6


def test_it_is_three_quarters_of_a_beat_at_a_common_tempo() -> None:
    assert delay_s(0.5) == 0.375


def test_echoes_come_in_time_and_by_turns_from_left_and_right() -> None:
    sound = np.zeros(2 * RATE_HZ, np.float32)
    sound[:2400] = tone(0.05, frequency_hz=1000.0, channels=1)[:, 0]
    delay = Delay(0.5)
    echoes = np.concatenate([delay(sound[:RATE_HZ]), delay(sound[RATE_HZ:])], axis=1)
    onset = [int(np.argmax(np.abs(channel) > 0.02)) / RATE_HZ for channel in echoes]
    assert onset == pytest.approx([0.375, 0.75], abs=0.002)
    assert np.abs(echoes[1]).max() < np.abs(echoes[0]).max()
