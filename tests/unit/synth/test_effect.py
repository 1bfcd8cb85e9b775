from typing import get_args

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from generate_track.compose.score import Effect, EffectKind
from generate_track.synth.effect import render_effect

RATE_HZ = 48_000
BEAT_S = 0.5
KINDS: tuple[EffectKind, ...] = get_args(EffectKind)
ARRIVALS: tuple[EffectKind, ...] = ("riser", "reverse_cymbal")
OPENINGS: tuple[EffectKind, ...] = ("downlifter", "impact", "sub_drop")


def effect(kind: EffectKind, *, length_beats: float = 8.0, level_db: float = 0.0, seed: int = 1) -> NDArray[np.float32]:
    one = Effect(kind, 3.1, length_beats, level_db)
    return render_effect(one, beat_s=BEAT_S, rng=np.random.default_rng(seed), rate_hz=RATE_HZ)


def levels_db(sound: NDArray[np.float32], *, hop_s: float = 0.25) -> NDArray[np.float64]:
    hop = round(hop_s * RATE_HZ)
    power = (sound[: len(sound) // hop * hop].astype(np.float64) ** 2).reshape(-1, 2 * hop).mean(axis=1)
    return 10 * np.log10(power)


def centroid_hz(sound: NDArray[np.float32]) -> float:
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    return float((np.fft.rfftfreq(len(sound), 1 / RATE_HZ) * power).sum() / power.sum())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length_beats", [0.5, 4.0, 16.0])
def test_a_transition_is_as_long_as_asked_to_the_sample(kind: EffectKind, length_beats: float) -> None:
    start, end = round(3.1 * BEAT_S * RATE_HZ), round((3.1 + length_beats) * BEAT_S * RATE_HZ)
    sound = effect(kind, length_beats=length_beats)
    assert sound.shape == (end - start, 2)
    assert sound.dtype == np.float32
    assert np.isfinite(sound).all()


@pytest.mark.parametrize("kind", ARRIVALS)
def test_what_leads_in_is_loudest_at_its_end_and_stops_there(kind: EffectKind) -> None:
    sound = effect(kind)
    levels = levels_db(sound)
    assert levels.argmax() >= len(levels) - 2
    assert levels[-1] > levels[0] + 18
    assert np.abs(sound[-1]).max() < 0.02 * np.abs(sound).max()


@pytest.mark.parametrize("kind", OPENINGS)
def test_what_opens_a_section_is_loudest_at_its_start_and_dies_away(kind: EffectKind) -> None:
    levels = levels_db(effect(kind))
    assert levels.argmax() <= 2
    assert levels[-1] < levels.max() - 12


def test_a_riser_gets_brighter_and_a_downlifter_darker() -> None:
    riser, fall = effect("riser"), effect("downlifter")
    assert centroid_hz(riser[-RATE_HZ // 2 :]) > 5 * centroid_hz(riser[: RATE_HZ // 2])
    assert centroid_hz(fall[: RATE_HZ // 2]) > 5 * centroid_hz(fall[-RATE_HZ // 2 :])


def test_a_sub_drop_falls_below_what_a_bass_plays() -> None:
    sound = effect("sub_drop")
    assert 60 < centroid_hz(sound[: RATE_HZ // 4]) < 130
    assert centroid_hz(sound[-RATE_HZ:]) < 45
    np.testing.assert_array_equal(sound[:, 0], sound[:, 1])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length_beats", [2.0, 16.0])
def test_a_transition_is_as_loud_at_its_loudest_as_a_part_at_the_same_level(
    kind: EffectKind, length_beats: float
) -> None:
    meter = pyloudnorm.Meter(RATE_HZ, block_size=0.4, overlap=0.9)
    sound = effect(kind, length_beats=length_beats, level_db=-6)
    meter.integrated_loudness(sound.astype(np.float64))
    assert max(meter.blockwise_loudness) == pytest.approx(-29, abs=1.5)


@pytest.mark.parametrize("kind", KINDS)
def test_a_transition_is_the_same_for_a_seed(kind: EffectKind) -> None:
    np.testing.assert_array_equal(effect(kind, seed=3), effect(kind, seed=3))
    assert np.abs(effect(kind).mean(axis=0)).max() < 0.001
