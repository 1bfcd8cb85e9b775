import io
import math

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray
from scipy.signal import resample_poly

from generate_track.mix.block import BLOCK_SAMPLES
from generate_track.mix.master import Plan, Tape, apply, find_plan
from sounds import RATE_HZ, clicks, noise, silence, tone

BEATS = (1 + np.sin(np.arange(8 * RATE_HZ) * 2 * np.pi * 2 / RATE_HZ))[:, None].astype(np.float32)
SOUNDS = {
    "steady": noise(6.0),
    "far too loud": noise(6.0, level=0.9),
    "very soft": noise(6.0, level=0.0005),
    "beats": noise(8.0) * BEATS + tone(8.0, frequency_hz=60.0) * BEATS,
    "loud and soft": np.concatenate([noise(4.0, level=0.02), noise(4.0, level=0.3)]),
    "sparse and sharp": clicks(10.0, every_s=0.5) + tone(10.0, frequency_hz=220.0, level=0.02),
}


def master(sound: NDArray[np.float32], *, ceiling_dbtp: float = -1.0) -> tuple[NDArray[np.float32], Plan]:
    tape = Tape(io.BytesIO())
    for start in range(0, len(sound), BLOCK_SAMPLES):
        tape.write(sound[start : start + BLOCK_SAMPLES].T)
    plan = find_plan(tape.profile(), ceiling_dbtp=ceiling_dbtp)
    return np.concatenate([np.zeros((0, 2), np.float32), *apply(tape, plan)]), plan


def true_peak_dbtp(sound: NDArray[np.float32]) -> float:
    return 20 * math.log10(np.abs(resample_poly(sound, 4, 1, axis=0)).max())


@pytest.mark.parametrize("name", SOUNDS)
def test_everything_comes_out_at_minus_14_lufs(name: str) -> None:
    result, plan = master(SOUNDS[name])
    measured = pyloudnorm.Meter(RATE_HZ).integrated_loudness(result.astype(float))
    assert measured == pytest.approx(-14.0, abs=0.2)
    assert plan.loudness_lufs == pytest.approx(measured, abs=0.1)


@pytest.mark.parametrize("ceiling_dbtp", [-1.0, -2.0])
@pytest.mark.parametrize("name", SOUNDS)
def test_no_true_peak_passes_the_ceiling(name: str, ceiling_dbtp: float) -> None:
    result, plan = master(SOUNDS[name], ceiling_dbtp=ceiling_dbtp)
    assert true_peak_dbtp(result) <= ceiling_dbtp
    assert plan.true_peak_dbtp <= ceiling_dbtp


def test_what_needs_no_limiting_gets_one_gain() -> None:
    sound = noise(6.0, level=0.01)
    result, plan = master(sound)
    assert plan.limiting_db == 0
    gains = result[1000:-1000] / sound[1000:-1000]
    assert gains.max() / gains.min() < 10 ** (1.5 / 20)


def test_sparse_music_is_levelled_before_it_is_limited_hard() -> None:
    _, plan = master(clicks(10.0, every_s=0.5, level=0.3) + tone(10.0, frequency_hz=220.0, level=0.04))
    assert plan.limiting_db < 5


def test_clicks_alone_cannot_be_made_loud_and_are_not_torn_apart() -> None:
    result, plan = master(clicks(10.0, every_s=2.0, level=0.02))
    assert plan.loudness_lufs < -14
    assert true_peak_dbtp(result) <= -1


@pytest.mark.parametrize("sound", [silence(2.0), silence(0.0), noise(0.2), noise(2.0, level=1e-5)])
def test_what_has_no_loudness_is_left_as_it_is(sound: NDArray[np.float32]) -> None:
    result, plan = master(sound)
    assert plan.loudness_lufs == -math.inf
    assert np.allclose(result, sound)


def test_what_has_no_loudness_is_still_kept_below_the_ceiling() -> None:
    result, _ = master(tone(0.2, level=1.4))
    assert true_peak_dbtp(result) <= -1


def test_the_tape_gives_back_what_was_written() -> None:
    tape = Tape(io.BytesIO())
    sound = noise(1.5)
    tape.write(sound[:BLOCK_SAMPLES].T)
    tape.write(sound[BLOCK_SAMPLES:].T)
    assert tape.duration_s == 1.5
    assert np.array_equal(np.concatenate(list(tape.read()), axis=1).T, sound)
