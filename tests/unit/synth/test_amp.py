import numpy as np
import pytest
from numpy.typing import NDArray

from generate_track.synth.amp import AMPS, Amplifier

RATE_HZ = 48_000


def tone(*hertz: float, peak: float = 0.4, duration_s: float = 2.0) -> NDArray[np.float32]:
    time_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    waves = [np.sin(2 * np.pi * one * time_s) for one in hertz]
    return (peak / len(hertz) * np.sum(waves, axis=0)).astype(np.float32)


def driven(name: str, wave: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the last second of what comes out."""
    return Amplifier(AMPS[name], rate_hz=RATE_HZ)(wave)[-RATE_HZ:]


def power_db(wave: NDArray[np.float32], hertz: float) -> float:
    """Return how strong a partial of one second of sound is."""
    spectrum = np.abs(np.fft.rfft(wave * np.blackman(RATE_HZ))) ** 2
    return float(10 * np.log10(spectrum[round(hertz) - 3 : round(hertz) + 4].sum() + 1e-12))


@pytest.mark.parametrize("name", AMPS)
def test_valves_add_odd_harmonics_and_fewer_even_ones(name: str) -> None:
    sound = driven(name, tone(220))
    first, second, third = (power_db(sound, number * 220) for number in (1, 2, 3))
    assert -25 < third - first < 0
    assert -60 < second - third < 0


def test_the_harder_an_amplifier_is_driven_the_less_it_gets_louder() -> None:
    def rise_db(name: str) -> float:
        soft, loud = (np.sqrt((driven(name, tone(220, peak=peak)) ** 2).mean()) for peak in (0.1, 0.4))
        return float(20 * np.log10(loud / soft))

    assert 12.1 > rise_db("crunch") > rise_db("distortion") > rise_db("lead") >= 0


def test_notes_that_sound_together_make_a_difference_tone() -> None:
    # A fifth: the fundamental an octave below, which makes a power chord heavy.
    together = driven("distortion", tone(220, 330))
    apart = driven("distortion", tone(220)) + driven("distortion", tone(330))
    assert power_db(together, 110) > power_db(apart, 110) + 30


@pytest.mark.parametrize("name", AMPS)
def test_nothing_folds_back_from_above_hearing(name: str) -> None:
    hertz = 1245.0
    spectrum = np.abs(np.fft.rfft(driven(name, tone(hertz)) * np.blackman(RATE_HZ))) ** 2
    bins = np.arange(len(spectrum))
    is_harmonic = np.abs(bins - np.round(bins / hertz) * hertz) < 6
    is_heard = (bins > 20) & (bins < 12_000)
    alias_db = 10 * np.log10(spectrum[is_heard & ~is_harmonic].sum() / spectrum[is_heard].sum())
    assert alias_db < -55


@pytest.mark.parametrize("name", AMPS)
def test_a_cabinet_passes_neither_an_offset_nor_fizz(name: str) -> None:
    sound = driven(name, tone(110))
    assert abs(sound.mean()) < 1e-4
    strongest = max(power_db(sound, number * 110) for number in range(1, 20))
    assert max(power_db(sound, number * 110) for number in range(90, 110)) < strongest - 45


@pytest.mark.parametrize("name", AMPS)
def test_an_amplifier_is_silent_when_nobody_plays(name: str) -> None:
    assert np.abs(driven(name, np.zeros(3 * RATE_HZ, np.float32))).max() < 1e-6


def test_blocks_of_any_size_are_driven_alike() -> None:
    wave = tone(110, 165.5, duration_s=1)
    whole = Amplifier(AMPS["distortion"], rate_hz=RATE_HZ)(wave)
    amplifier = Amplifier(AMPS["distortion"], rate_hz=RATE_HZ)
    parts = [amplifier(wave[start : start + 4096]) for start in range(0, len(wave), 4096)]
    np.testing.assert_allclose(whole, np.concatenate(parts), atol=1e-3)
