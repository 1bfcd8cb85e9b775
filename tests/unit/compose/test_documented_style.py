"""The style that docs/writing-a-style.md shows is a style."""

import re
from pathlib import Path
from typing import Any

import pytest

from generate_track.compose.chord import Chord
from generate_track.compose.form import build_form
from generate_track.compose.instrument import INSTRUMENTS
from generate_track.compose.lyrics import parse_lyrics
from generate_track.compose.style import Style
from generate_track.compose.timeline import lay_out
from generate_track.music import Key, TimeSignature

PAGE = Path(__file__).parents[3] / "docs" / "writing-a-style.md"


@pytest.fixture
def style() -> Style:
    code = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert code
    names: dict[str, Any] = {}
    exec(compile(code[1], str(PAGE), "exec"), names)  # noqa: S102 - our own page
    return names["STYLE"]


def test_its_chords_and_instruments_exist(style: Style) -> None:
    assert {name for chair in style.chairs for name in chair.instruments} <= set(INSTRUMENTS)
    for mode, families in style.progressions.items():
        for progression in (text for pool in families.values() for text in pool):
            assert all(Chord.parse(symbol, Key("C", mode)) for symbol in re.split("[ ,]", progression))


def test_its_form_fills_a_track(style: Style) -> None:
    line = lay_out(tempo_bpm=150, meter=TimeSignature.parse("4/4"), duration_s=120, ring_s=style.ring_s)
    form = build_form(style, line, lyrics=parse_lyrics(""), energy=0.5, language="en")
    assert {passage.section.label for passage in form} >= {"intro", "verse", "chorus", "outro"}
