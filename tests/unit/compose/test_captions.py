import pytest

from captions import CAPTIONS, Heard
from generate_track.compose.brief import Brief
from generate_track.compose.caption.genre import can_colour, style_of

FEELS = {
    "bright": lambda brief: brief.valence > 0.1,
    "dark": lambda brief: brief.valence < -0.1,
    "calm": lambda brief: brief.energy < 0.45,
    "driving": lambda brief: brief.energy > 0.6,
    "slow": lambda brief: brief.tempo < -0.3,
    "fast": lambda brief: brief.tempo > 0.3,
}

every_caption = pytest.mark.parametrize("row", CAPTIONS, ids=lambda row: row.caption[:40])


@every_caption
def test_a_caption_as_people_write_it_names_its_style(row: Heard) -> None:
    brief = Brief.parse(row.caption)
    if row.genre:
        assert brief.style == style_of(row.genre)
    colour = style_of(row.colour) if row.colour else None
    if colour and can_colour(colour) and colour != brief.style:
        assert brief.colour == colour


@every_caption
def test_a_caption_as_people_write_it_has_a_feel(row: Heard) -> None:
    brief = Brief.parse(row.caption)
    for feel in row.feel.split():
        assert FEELS[feel](brief), feel


@every_caption
def test_a_caption_as_people_write_it_has_its_facts(row: Heard) -> None:
    facts = Brief.parse(row.caption).as_facts()
    for name, wanted in row.facts.items():
        if isinstance(wanted, dict):
            assert wanted.items() <= facts[name].items()
        elif isinstance(wanted, list) and wanted and name != "bpm_range":
            assert set(wanted) <= set(facts[name]), name
        else:
            assert facts[name] == wanted, name


@every_caption
def test_a_figure_of_speech_is_no_sound(row: Heard) -> None:
    brief = Brief.parse(row.caption)
    assert not set(row.never) & {*brief.sounds, *brief.scenes}
