from dataclasses import replace

from generate_track.compose.blend import blend
from generate_track.compose.styles import STYLES

JAZZ = replace(STYLES["lounge jazz"], lends=("lead", "pad"), lends_harmony=True)
HOUSE = STYLES["electronic"]


def chairs(style_name: str, *, lends: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    blended = blend(STYLES[style_name], replace(JAZZ, lends=lends))
    return {chair.name: chair.instruments for chair in blended.chairs}


def test_without_a_colour_a_style_is_itself() -> None:
    assert blend(HOUSE, None) is HOUSE
    assert blend(HOUSE, HOUSE) is HOUSE


def test_a_lent_player_takes_the_chair_of_its_name() -> None:
    blended = blend(HOUSE, JAZZ)
    lead = next(chair for chair in blended.chairs if chair.name == "lead")
    own = next(chair for chair in HOUSE.chairs if chair.name == "lead")
    assert "tenor_sax" in lead.instruments
    assert (lead.level_db, lead.duck_depth) == (own.level_db, own.duck_depth)
    assert len(blended.chairs) == len(HOUSE.chairs)


def test_a_player_without_a_chair_sits_beside_the_band() -> None:
    guitar = replace(JAZZ, chairs=STYLES["pop"].chairs, lends=("guitar",))
    blended = blend(HOUSE, guitar)
    assert [chair.name for chair in blended.chairs] == [*(chair.name for chair in HOUSE.chairs), "guitar"]
    assert blended.chairs[-1].level_db < next(c for c in guitar.chairs if c.name == "guitar").level_db


def test_the_groove_the_form_and_the_tempo_stay_and_the_chords_may_come_along() -> None:
    blended = blend(HOUSE, JAZZ)
    assert (blended.form, blended.tempo_bpm, blended.swing) == (HOUSE.form, HOUSE.tempo_bpm, HOUSE.swing)
    assert blended.progressions == JAZZ.progressions
    assert blend(HOUSE, replace(JAZZ, lends_harmony=False)).progressions == HOUSE.progressions
