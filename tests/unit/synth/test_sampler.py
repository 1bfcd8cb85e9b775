import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.score import Note
from generate_track.synth.instrument import INSTRUMENTS
from generate_track.synth.sampler import WaveCache, lowpass, next_in_class, resample
from generate_track.synth.soundfont import Sample

SINE = np.sin(2 * np.pi * np.arange(4800) / 48).astype(np.float32)  # 1 kHz at 48 kHz, in whole turns
SAMPLE = Sample(SINE, (480, 4320), 48_000, 60, 0)


@given(st.floats(0.3, 1.9))
def test_a_resampled_sine_is_a_sine_at_the_new_pitch(ratio: float) -> None:
    wave = resample(SAMPLE, ratio, n_samples=2000, loop=None)
    expected = np.sin(2 * np.pi * np.arange(len(wave)) * ratio / 48)
    np.testing.assert_allclose(wave[8:-8], expected[8:-8], atol=0.002)


@given(st.integers(5000, 20_000))
def test_a_loop_goes_on_without_a_seam(n_samples: int) -> None:
    wave = resample(SAMPLE, 1.0, n_samples=n_samples, loop=SAMPLE.loop)
    assert len(wave) == n_samples
    np.testing.assert_allclose(wave, np.sin(2 * np.pi * np.arange(n_samples) / 48), atol=0.002)


def test_a_sample_without_a_loop_ends_where_it_ends() -> None:
    assert len(resample(SAMPLE, 2.0, n_samples=9999, loop=None)) == 2399


def test_a_filter_above_hearing_changes_nothing() -> None:
    assert lowpass(SINE, 19_000, rate_hz=48_000) is SINE
    assert np.abs(lowpass(SINE, 100, rate_hz=48_000)[2400:]).max() < 0.02


def test_the_cache_holds_no_more_than_it_may_and_keeps_the_latest() -> None:
    cache = WaveCache(limit_bytes=1000)
    made: list[int] = []

    def wave_of(number: int) -> None:
        cache.get((number,), 100, lambda: made.append(number) or np.zeros(100, np.float32))  # type: ignore[func-returns-value]

    for number in (1, 2, 1, 3, 1, 2):
        wave_of(number)
    assert made == [1, 2, 3, 2]
    assert cache.n_bytes <= 1000


def test_a_longer_wave_takes_the_place_of_a_shorter_one() -> None:
    cache = WaveCache()
    cache.get(("a",), 10, lambda: np.zeros(10, np.float32))
    assert len(cache.get(("a",), 20, lambda: np.zeros(20, np.float32))) == 20
    assert cache.n_bytes == 80


def test_a_note_is_silenced_by_the_next_of_its_class() -> None:
    notes = [Note(beat, 1, pitch, 90) for beat, pitch in ((0.0, 46), (0.5, 36), (1.0, 42), (2.0, 46))]
    assert next_in_class(notes, class_of=lambda note: int(note.pitch != 36)) == [1.0, None, 2.0, None]


@pytest.mark.parametrize("name", sorted(INSTRUMENTS))
def test_every_pitch_is_folded_into_the_range(name: str) -> None:
    row = INSTRUMENTS[name]
    for pitch in range(128):
        folded = row.fold(pitch)
        assert (folded - pitch) % 12 == 0
        assert row.low <= folded <= row.high
