import numpy as np
from numpy.typing import NDArray

from generate_track.synth.kit.hit import Hit
from generate_track.synth.kit.treatment import Dusty, Gated, Through

RATE_HZ = 48_000
HIT = Hit(np.random.default_rng(1), RATE_HZ)


def tone(_: Hit) -> NDArray[np.float32]:
    return np.sin(2 * np.pi * 1000 * np.arange(4800) / RATE_HZ).astype(np.float32)


def level_db(wave: NDArray[np.floating], hertz: float) -> float:
    magnitude = np.abs(np.fft.rfft(wave * np.blackman(len(wave))))
    at = round(hertz * len(wave) / RATE_HZ)
    return float(20 * np.log10(magnitude[at - 2 : at + 3].max() / magnitude.max() + 1e-9))


def test_an_old_sampler_mirrors_what_it_plays_around_its_rate() -> None:
    # 26,040 Hz less the tone's own 1,000 lies above half our rate, and folds back.
    assert level_db(Dusty(tone, 10_000)(HIT), 22_960) > level_db(tone(HIT), 22_960) + 30


def test_a_gate_cuts_the_room_off() -> None:
    sound = Gated(tone, gate_s=0.2, level=1.0)(HIT)
    assert sound.shape[1] == 2
    assert np.std(sound[8000:9500]) > 0.05
    assert np.abs(sound[-50:]).max() < 0.05
    assert np.corrcoef(sound[6000:9000].T)[0, 1] < 0.3


def test_a_low_pass_leaves_what_is_below() -> None:
    np.testing.assert_allclose(np.std(Through(tone, 8000)(HIT)), np.std(tone(HIT)), rtol=0.02)
    assert np.std(Through(tone, 100)(HIT)) < 0.05
