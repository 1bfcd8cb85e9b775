import numpy as np

from generate_track.synth.kit.hit import Hit
from generate_track.synth.kit.noise_channel import Chip

RATE_HZ = 48_000


def spectrum(chip: Chip) -> np.ndarray:
    sound = chip(Hit(np.random.default_rng(1), RATE_HZ))
    return np.abs(np.fft.rfft(sound * np.hanning(len(sound))))


def centre(power: np.ndarray) -> float:
    return float((np.linspace(0, 24_000, len(power)) * power).sum() / power.sum())


def test_a_longer_period_is_darker() -> None:
    bright, middle, dark = (centre(spectrum(Chip(period, 0.2))) for period in (4, 202, 4068))
    assert bright > middle > dark


def test_the_short_mode_has_a_pitch_and_the_long_one_has_none() -> None:
    def peakiness(power: np.ndarray) -> float:
        return float(power.max() / np.median(power))

    assert peakiness(spectrum(Chip(64, 0.3, is_short=True))) > 5 * peakiness(spectrum(Chip(64, 0.3)))


def test_the_short_mode_repeats_after_93_bits() -> None:
    sound = Chip(64, 10.0, is_short=True)(Hit(np.random.default_rng(1), RATE_HZ))
    period = 93 * 64 * RATE_HZ / 1_789_773
    magnitude = np.abs(np.fft.rfft(sound[: RATE_HZ // 2] * np.hanning(RATE_HZ // 2)))
    strongest = magnitude.argmax() * 2  # hertz
    assert abs(strongest / (RATE_HZ / period) - round(strongest / (RATE_HZ / period))) < 0.02
