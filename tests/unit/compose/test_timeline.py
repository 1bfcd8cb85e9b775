import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.styles import STYLES
from generate_track.compose.timeline import MAX_BEND, choose_tempo, lay_out
from generate_track.music import TIME_SIGNATURES, TimeSignature

meters = st.sampled_from(TIME_SIGNATURES)
durations = st.floats(10, 600)
styles = st.sampled_from(sorted(STYLES))


@given(bpm=st.integers(30, 280), meter=meters, duration_s=durations, ring_s=st.floats(3, 7))
def test_the_last_chord_has_time_to_ring(*, bpm: int, meter: TimeSignature, duration_s: float, ring_s: float) -> None:
    line = lay_out(tempo_bpm=bpm, meter=meter, duration_s=duration_s, ring_s=ring_s)
    shortest = min(ring_s, max(2.0, 0.2 * duration_s))
    assert line.n_bars >= 1
    assert line.body_beats <= line.final_beat < line.body_beats + meter.beats_per_bar
    assert shortest - 1e-6 <= line.ring_s <= shortest + max(line.beat_s, 0.8 + line.beat_s) + 1e-6
    assert 1.5 <= line.fade_out_s <= min(6, line.ring_s)


@given(name=styles, meter=meters, duration_s=durations, tempo=st.floats(-1, 1), seed=st.integers(0, 99))
def test_a_tempo_of_our_own_is_whole_and_in_the_styles_range(
    *, name: str, meter: TimeSignature, duration_s: float, tempo: float, seed: int
) -> None:
    style = STYLES[name]
    chosen = choose_tempo(style, tempo=tempo, meter=meter, duration_s=duration_s, rng=random.Random(seed))
    low, high = (limit * (0.72 if meter.numerator == 6 else 1) for limit in style.tempo_bpm)
    assert chosen == int(chosen)
    assert low * (1 - MAX_BEND) <= chosen <= high * (1 + MAX_BEND)


@pytest.mark.parametrize("duration_s", [30.0, 60.0, 90.0, 120.0, 300.0])
def test_a_tempo_of_our_own_makes_bars_fit(duration_s: float) -> None:
    meter = TimeSignature.parse("4/4")
    for name, style in STYLES.items():
        bpm = choose_tempo(style, tempo=0.0, meter=meter, duration_s=duration_s, rng=random.Random(name))
        line = lay_out(tempo_bpm=bpm, meter=meter, duration_s=duration_s, ring_s=style.ring_s)
        assert line.final_beat - line.body_beats <= 2
        assert line.ring_s < style.ring_s + line.beat_s + 0.8


@pytest.mark.parametrize(("bpm", "unit"), [(120, 1), (240, 2), (60, 0.5), (30, 0.25)])
def test_a_unit_is_about_two_seconds(bpm: int, unit: float) -> None:
    assert lay_out(tempo_bpm=bpm, meter=TimeSignature.parse("4/4"), duration_s=60, ring_s=3).unit == unit


def test_a_tempo_is_not_bent_far_out_of_the_range_of_its_style() -> None:
    style, meter = STYLES["drum and bass"], TimeSignature.parse("4/4")
    low, high = style.tempo_bpm
    for duration_s in (31.0, 47.0, 60.0, 83.0):
        bpm = choose_tempo(style, tempo=-1.0, meter=meter, duration_s=duration_s, rng=random.Random(str(duration_s)))
        assert low * 0.98 <= bpm <= high * 1.02
