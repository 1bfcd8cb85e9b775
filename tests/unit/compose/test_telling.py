import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.brief import Brief
from generate_track.compose.telling import tell, tell_missing


@pytest.mark.parametrize(
    ("caption", "told"),
    [
        ("pop", "pop"),
        ("calm pop, no drums, 72 bpm", "pop · calm · 72 bpm · no drums"),
        (
            "dark pop in A minor, adagio, featuring violin and strings",
            "pop · dark · 66 to 76 bpm · A minor · violin in front, strings",
        ),
        ("house 124, no kick, no melody", "house · 124 bpm · no kick, no melody"),
        ("pop waltz, only piano, rain", "pop · 3/4 · only piano · rain"),
        ("1980s pop for a workout", "pop · workout · 1980s"),
    ],
)
def test_what_was_understood_is_one_line(caption: str, told: str) -> None:
    assert tell(Brief.parse(caption)) == told


def test_a_colour_is_told() -> None:
    assert tell(Brief("pop", colour="ambient")) == "pop coloured by ambient"


def test_what_cannot_be_had_is_told() -> None:
    assert list(tell_missing(Brief.parse("pop with bagpipes in 7/8"))) == [
        "there is no bagpipe in this band: accordion instead",
        "not to be had here: 7/8",
    ]
    assert not list(tell_missing(Brief.parse("pop")))


@given(st.text(max_size=200))
def test_every_caption_can_be_told_in_one_line(caption: str) -> None:
    assert tell(Brief.parse(caption))
    assert "\n" not in tell(Brief.parse(caption))
