from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.line import draw_line, interval_cost

choices = st.lists(
    st.dictionaries(st.integers(55, 75), st.floats(0, 9), min_size=1, max_size=4), min_size=1, max_size=5
)


@given(choices, st.integers(55, 75))
def test_no_other_line_is_cheaper(steps: list[dict[int, float]], previous: int) -> None:
    def cost(line: tuple[int, ...]) -> float:
        intervals = sum(interval_cost(b - a) for a, b in pairwise((previous, *line)))
        return intervals + sum(step[pitch] for step, pitch in zip(steps, line, strict=True))

    drawn = cost(tuple(draw_line(steps, previous=previous)))
    assert drawn <= min(cost(line) for line in product(*steps)) + 1e-9


def test_a_line_prefers_steps_to_leaps_and_an_octave_to_a_seventh() -> None:
    assert draw_line([{62: 0.0, 67: 0.0}], previous=60) == [62]
    assert interval_cost(12) < interval_cost(-11)
    assert interval_cost(13) == interval_cost(-30)


def test_what_is_cheap_enough_is_worth_a_leap() -> None:
    assert draw_line([{62: 5.0, 67: 0.0}], previous=60) == [67]
