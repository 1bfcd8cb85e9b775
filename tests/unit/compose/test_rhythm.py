import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.rhythm import (
    Hit,
    fastest_step_beats,
    is_compound,
    length_beats,
    metric_weight,
    parse_rhythm,
    swing,
    thin,
)
from generate_track.music import TIME_SIGNATURES, TimeSignature

FOUR, SIX = TimeSignature.parse("4/4"), TimeSignature.parse("6/8")
meters = st.sampled_from(TIME_SIGNATURES)


def test_signs_are_hits_with_their_length_and_accent() -> None:
    assert parse_rhythm("X--. g.x-", 4) == (
        Hit(0.0, 0.75, 1.15, "X"),
        Hit(1.0, 0.25, 0.62, "g"),
        Hit(1.5, 0.5, 1.0, "x"),
    )


@pytest.mark.parametrize("text", ["-x", "x.-"])
def test_holding_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="holds nothing"):
        parse_rhythm(text, 4)


def test_a_rhythm_lasts_its_steps() -> None:
    assert length_beats("x... x...", FOUR) == 2
    assert length_beats("x..x..", SIX) == 2


@given(meters, st.floats(0.2, 2.0), st.floats(4, 16))
def test_the_fastest_step_is_a_division_and_no_quicker_than_allowed(
    meter: TimeSignature, beat_s: float, strokes_per_s: float
) -> None:
    step = fastest_step_beats(meter, beat_s=beat_s, strokes_per_s=strokes_per_s)
    assert step in {1, 1 / 2, 1 / 3, 1 / 4}
    assert step == 1 or step * beat_s >= 1 / strokes_per_s - 1e-9


def test_thinning_keeps_what_is_on_the_grid() -> None:
    assert [hit.start_beat for hit in thin(parse_rhythm("xxxxxxxx", 4), 0.5)] == [0, 0.5, 1, 1.5]


@given(meters)
def test_the_downbeat_is_strongest_and_beats_are_stronger_than_what_is_between(meter: TimeSignature) -> None:
    assert metric_weight(meter.beats_per_bar * 3, meter) == 1
    step = 1 / meter.divisions_per_beat
    assert all(metric_weight(beat, meter) > metric_weight(beat + step, meter) for beat in range(meter.beats_per_bar))


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0.5, 0.75))
def test_swing_keeps_the_order_and_the_beats(one: float, other: float, ratio: float) -> None:
    low, high = sorted((one, other))
    assert swing(low, ratio) <= swing(high, ratio) + 1e-9
    assert swing(float(round(one)), ratio) == round(one)


def test_only_six_eight_is_compound() -> None:
    assert [is_compound(meter) for meter in TIME_SIGNATURES] == [False, False, False, True]
