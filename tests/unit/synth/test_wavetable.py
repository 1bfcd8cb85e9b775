import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from generate_track.synth.oscillator import phase, pitch_hz
from generate_track.synth.wavetable import Series, Wavetable, pulse, saw, square, stepped_triangle

RATE_HZ = 48_000
OPEN = 1e6
WAVES: dict[str, Series] = {"saw": saw, "square": square, "pulse": pulse(0.25), "triangle": stepped_triangle}


def read(series: Series, frequency_hz: float, *, cutoff: float = OPEN, resonance: float = 0.0) -> NDArray[np.float32]:
    turns = phase(frequency_hz, 2 * RATE_HZ, rate_hz=RATE_HZ)
    return Wavetable(series, frequency_hz, resonance=resonance).read(turns, cutoff)


def spectrum_db(wave: NDArray[np.float32]) -> NDArray[np.float64]:
    magnitude = np.abs(np.fft.rfft(wave * np.blackman(len(wave))))
    return 20 * np.log10(magnitude / magnitude.max() + 1e-12)


def harmonics_db(wave: NDArray[np.float32], frequency_hz: float, *numbers: int) -> list[float]:
    levels = spectrum_db(wave)
    return [float(levels[round(2 * k * frequency_hz) - 3 : round(2 * k * frequency_hz) + 4].max()) for k in numbers]


@pytest.mark.parametrize("name", sorted(WAVES))
@pytest.mark.parametrize("pitch", [28, 45, 60, 77, 91, 103])
def test_nothing_folds_back(name: str, pitch: int) -> None:
    levels = spectrum_db(read(WAVES[name], pitch_hz(pitch)))
    for number in range(1, int(24_000 / pitch_hz(pitch)) + 1):
        middle = round(2 * number * pitch_hz(pitch))
        levels[max(0, middle - 5) : middle + 6] = -200
    assert levels.max() < -60


def test_waves_have_the_harmonics_of_their_shape() -> None:
    assert harmonics_db(read(saw, 100), 100, 1, 2, 10) == pytest.approx([0, -6, -20], abs=0.2)
    assert harmonics_db(read(square, 100), 100, 1, 3, 9) == pytest.approx([0, -9.5, -19.1], abs=0.2)
    assert harmonics_db(read(square, 100), 100, 2)[0] < -80
    assert harmonics_db(read(pulse(0.25), 100), 100, 4)[0] < -80


def test_the_steps_of_the_triangle_buzz_around_their_own_frequency() -> None:
    third, above = harmonics_db(read(stepped_triangle, 50), 50, 3, 31)
    assert third == pytest.approx(-19.1, abs=0.5)
    assert -40 < above < -25


def test_the_filter_falls_by_24_db_an_octave() -> None:
    flat, filtered = read(saw, 100), read(saw, 100, cutoff=2)
    change = [
        after - before
        for before, after in zip(
            harmonics_db(flat, 100, 1, 16, 32), harmonics_db(filtered, 100, 1, 16, 32), strict=True
        )
    ]
    assert change[2] - change[1] == pytest.approx(-24, abs=1)


def test_a_resonance_lifts_the_harmonic_at_the_cutoff_and_leaves_the_first() -> None:
    first, tenth = harmonics_db(read(saw, 100, cutoff=10, resonance=3.2), 100, 1, 10)
    assert first - tenth < 8  # 20 without it
    assert np.abs(read(saw, 100, cutoff=10, resonance=3.2)).max() < 4


def test_a_sweep_has_no_steps() -> None:
    turns = phase(110, RATE_HZ, rate_hz=RATE_HZ)
    cutoff = np.geomspace(1, 60, RATE_HZ)
    wave = Wavetable(saw, 110, resonance=2.0).read(turns, cutoff)
    period = RATE_HZ // 110
    levels = np.sqrt((wave[: len(wave) // period * period].reshape(-1, period) ** 2).mean(axis=1))
    assert np.abs(np.diff(20 * np.log10(levels))).max() < 1.5


def test_a_high_pass_takes_the_fundamental_down() -> None:
    turns = phase(200, 2 * RATE_HZ, rate_hz=RATE_HZ)
    wave = Wavetable(saw, 200, highpass=1.0).read(turns, OPEN)
    first, second = harmonics_db(wave, 200, 1, 2)
    assert second - first == pytest.approx(-6 + 3, abs=0.5)


@given(st.floats(20, 12_000), st.floats(-4, 4), st.floats(0.01, 1e6))
def test_every_phase_and_cutoff_can_be_read(frequency_hz: float, start: float, cutoff: float) -> None:
    turns = np.linspace(start, start + 3, 1000, dtype=np.float32)
    wave = Wavetable(saw, frequency_hz).read(turns, cutoff)
    assert wave.dtype == np.float32
    assert np.abs(wave).max() < 1.3
