from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.signal import hilbert

from generate_track.compose.score import Note
from generate_track.synth.instrument import INSTRUMENTS
from generate_track.synth.render import load_font
from generate_track.synth.resample import resample, vibrato
from generate_track.synth.sampler import Sampler, WaveCache, lowpass
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


def test_what_has_ended_is_not_made_again_for_a_longer_note() -> None:
    cache = WaveCache()
    cache.get(("a",), 20, lambda: np.zeros(10, np.float32))
    assert len(cache.get(("a",), 30, lambda: np.zeros(30, np.float32))) == 10


def test_a_stereo_sample_is_read_side_by_side() -> None:
    stereo = replace(SAMPLE, wave=np.stack([SINE, -SINE], axis=1))
    left, right = resample(stereo, 0.7, n_samples=5000, loop=SAMPLE.loop)
    np.testing.assert_array_equal(left, -right)
    np.testing.assert_array_equal(left, resample(SAMPLE, 0.7, n_samples=5000, loop=SAMPLE.loop))


def pitch_track(wave: NDArray[np.float32], *, hertz: float) -> NDArray[np.float64]:
    """Return the cents off `hertz` every 10 ms of a sine at 48 kHz, from the turns of its analytic signal."""
    turns = np.unwrap(np.angle(hilbert(wave))) / (2 * np.pi)
    return 1200 * np.log2(np.diff(turns[::480]) * 100 / hertz)


def test_vibrato_comes_in_late_and_swings_about_the_pitch() -> None:
    swing = vibrato(3 * 48_000, rate_hz=48_000, speed_hz=5.5, depth_cents=15)
    cents = pitch_track(resample(SAMPLE, 1.0, n_samples=3 * 48_000, loop=SAMPLE.loop, swing=swing), hertz=1000)
    assert np.abs(cents[2:28]).max() < 1
    late = cents[100:282]  # ten swings
    assert late.max() == pytest.approx(15, abs=1.5)
    assert late.mean() == pytest.approx(0, abs=0.5)
    assert np.count_nonzero(np.diff(np.sign(late))) == pytest.approx(2 * 5.5 * len(late) / 100, abs=1)


def struck(name: str, *notes: Note) -> list[NDArray[np.float32]]:
    sampler = Sampler(load_font(), INSTRUMENTS[name], rate_hz=48_000, cache=WaveCache())
    return [sampler.play(note, held_s=1.0) for note in notes]


def centroid_hz(sound: NDArray[np.float32]) -> float:
    strength = np.abs(np.fft.rfft(sound[:24_000, 0]))
    return float(np.average(np.fft.rfftfreq(len(sound[:24_000]), 1 / 48_000), weights=strength))


@pytest.mark.parametrize("name", ["grand_piano", "violin", "banjo", "steel_guitar", "trumpet", "choir"])
def test_a_soft_touch_is_duller(name: str) -> None:
    soft, loud = struck(name, Note(0, 1, 62, 35), Note(0, 1, 62, 120))
    assert centroid_hz(soft) < 0.93 * centroid_hz(loud)


def test_an_organ_is_as_bright_however_it_is_touched() -> None:
    soft, loud = struck("accordion", Note(0, 1, 60, 35), Note(0, 1, 60, 120))
    np.testing.assert_allclose(soft / np.abs(soft).max(), loud / np.abs(loud).max(), atol=0.02)


@pytest.mark.parametrize("key", [36, 38, 42, 49])
def test_each_hit_of_a_drum_differs_from_the_last_until_its_strokes_come_round(key: int) -> None:
    first, second, third, fourth, fifth = struck("standard_kit", *[Note(0, 1, key, 100)] * 5)
    assert all(not np.allclose(first[:4800], other[:4800], atol=1e-3) for other in (second, third, fourth))
    np.testing.assert_array_equal(first, fifth)
    levels = [np.sqrt((hit[:9600] ** 2).mean()) for hit in (first, second, third, fourth)]
    assert max(levels) < 1.3 * min(levels)


def test_a_ghost_note_is_darker_than_a_quiet_one() -> None:
    sampler = Sampler(load_font(), INSTRUMENTS["jazz_kit"], rate_hz=48_000, cache=WaveCache())
    ghost, plain = (sampler.play(Note(0, 1, 38, velocity), held_s=1.0) for velocity in (40, 100))
    assert centroid_hz(ghost) < 0.9 * centroid_hz(plain)


@pytest.mark.parametrize("name", sorted(INSTRUMENTS))
def test_every_pitch_is_folded_into_the_range(name: str) -> None:
    row = INSTRUMENTS[name]
    for pitch in range(128):
        folded = row.fold(pitch)
        assert (folded - pitch) % 12 == 0
        assert row.low <= folded <= row.high
