from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.score import Ambience, Effect, Part, Score
from generate_track.mix.block import BLOCK_SAMPLES
from generate_track.mix.half import N_ROWS, OwnHalf, halves, reduced
from generate_track.mix.strip import Sends
from scores import DRUMS, PIANO, a_score, dry, play
from sounds import RATE_HZ

RAIN, RISER = Ambience("rain"), Effect("riser", 0.0, 4.0)


def a_band(n_parts: int, *, ambience: tuple[Ambience, ...] = (), effects: tuple[Effect, ...] = ()) -> Score:
    parts = tuple(replace(PIANO, name=f"part {number}", notes=PIANO.notes[: 40 * number]) for number in range(n_parts))
    return replace(a_score(), parts=parts, ambience=ambience, effects=effects, duration_s=60.0)


def total(score: Score, *names: str) -> np.ndarray:
    return np.concatenate(list(OwnHalf(score, play=play, names=frozenset(names)).sums()), axis=1)


@given(st.integers(0, 12), st.booleans(), st.booleans())
def test_every_stem_is_in_one_half(n_parts: int, has_scene: bool, has_effects: bool) -> None:  # noqa: FBT001 - drawn
    score = a_band(n_parts, ambience=(RAIN,) if has_scene else (), effects=(RISER,) if has_effects else ())
    first, second = halves(score)
    assert not first & second
    assert len(first | second) == n_parts + has_scene + has_effects


def test_both_halves_have_something_to_play() -> None:
    first, second = halves(a_band(8))
    assert min(len(first), len(second)) >= 2


def test_a_scene_is_played_where_there_is_no_desk() -> None:
    long_score = replace(a_band(8, ambience=(RAIN,)), duration_s=120.0)
    assert "ambience:rain" in halves(long_score)[0]


def test_a_reduced_score_has_only_what_is_named() -> None:
    score = replace(a_score(ambience=(RAIN,)), effects=(RISER,))
    assert reduced(score, frozenset({"piano"})) == replace(score, parts=(PIANO,), ambience=(), effects=())
    only_rain = reduced(score, frozenset({"ambience:rain"}))
    assert (only_rain.parts, only_rain.ambience, only_rain.effects) == ((), (RAIN,), ())
    assert reduced(score, frozenset({"effects"})).effects == (RISER,)


@pytest.mark.parametrize("names", [(), ("piano",), ("piano", "drums")])
def test_a_half_is_as_long_as_the_score_whoever_is_in_it(names: tuple[str, ...]) -> None:
    half = OwnHalf(a_score(duration_s=3.0), play=play, names=frozenset(names))
    shapes = [block.shape for block in half.sums()]
    assert shapes == [(N_ROWS, BLOCK_SAMPLES), (N_ROWS, BLOCK_SAMPLES), (N_ROWS, 3 * RATE_HZ - 2 * BLOCK_SAMPLES)]
    assert set(half.stems) == set(names)


def test_a_sum_is_that_of_its_stems() -> None:
    score = a_score()
    assert np.allclose(total(score, "piano", "drums"), total(score, "piano") + total(score, "drums"), atol=1e-6)


def test_the_kick_ducks_a_part_whose_drums_are_in_the_other_half() -> None:
    ducked, free = (total(a_score(replace(dry(PIANO), duck_depth=depth), DRUMS), "piano") for depth in (0.9, 0.0))
    assert np.sum(ducked**2) < 0.9 * np.sum(free**2)


@pytest.mark.parametrize(("field", "send"), [("reverb_send", "room"), ("delay_send", "delay")])
def test_what_a_part_sends_is_in_the_sum(field: str, send: str) -> None:
    part: Part = replace(dry(PIANO), **{field: 0.5})
    rows = total(a_score(part), "piano")[2:]
    assert np.abs(rows[Sends._fields.index(send)]).max() > 0.01
