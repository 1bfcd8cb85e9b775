"""The tables hold what the writers count on: every metre, whole bars, chords that exist."""

from collections.abc import Mapping

import pytest

from generate_track.compose import cell
from generate_track.compose.bass import root_pitch
from generate_track.compose.chord import Chord
from generate_track.compose.form import ENERGY
from generate_track.compose.guest import GUESTS
from generate_track.compose.harmony import FAMILIES
from generate_track.compose.instrument import INSTRUMENTS
from generate_track.compose.rhythm import length_beats, parse_rhythm
from generate_track.compose.style import BassChair, Chair, ChordChair, DrumChair, MelodyChair, Style
from generate_track.compose.styles import STYLES
from generate_track.music import TIME_SIGNATURES, Key

CHAIRS: dict[str, Chair] = {
    f"{owner}: {chair.name}": chair
    for owner, seats in [*((style.name, style.chairs) for style in STYLES.values()), ("guests", GUESTS.values())]
    for chair in seats
}
DRUMS = {name: chair for name, chair in CHAIRS.items() if isinstance(chair, DrumChair)}
BASSES = {name: chair for name, chair in CHAIRS.items() if isinstance(chair, BassChair)}
styles = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
chairs = pytest.mark.parametrize("chair", CHAIRS.values(), ids=CHAIRS)


def rhythms(chair: Chair) -> list[Mapping[str, tuple[str, ...]]]:
    match chair:
        case DrumChair():
            return [{meter: tuple(t for g in chair.grooves[meter] for t in g.values()) for meter in chair.grooves}]
        case BassChair():
            return [chair.lines]
        case ChordChair():
            return [figure.rhythms for figure in chair.figures if figure.kind != "hold"]
        case MelodyChair():
            return [chair.cells]
        case _:
            raise TypeError(chair)


@chairs
def test_every_chair_plays_whole_bars_in_every_metre(chair: Chair) -> None:
    for table in rhythms(chair):
        for meter in TIME_SIGNATURES:
            assert table[str(meter)]
            for text in table[str(meter)]:
                assert parse_rhythm(text, meter.divisions_per_beat)
                assert length_beats(text, meter) % meter.beats_per_bar == 0, (chair.name, str(meter), text)


@chairs
def test_every_chair_has_players_for_its_role(chair: Chair) -> None:
    assert set(chair.instruments) <= set(INSTRUMENTS)
    if chair.role in {"drums", "bass"}:
        assert all(chair.role in INSTRUMENTS[name].roles for name in chair.instruments)


@pytest.mark.parametrize("chair", DRUMS.values(), ids=DRUMS)
def test_fills_fit_in_a_bar(chair: DrumChair) -> None:
    for meter in TIME_SIGNATURES:
        for fill in chair.fills.get(str(meter), ()):
            assert all(length_beats(text, meter) <= meter.beats_per_bar for text in fill.values())
            assert len({len(text) for text in fill.values()}) == 1


@pytest.mark.parametrize("chair", BASSES.values(), ids=BASSES)
def test_bass_lines_use_the_signs_of_bass_lines(chair: BassChair) -> None:
    signs = set("".join(text for texts in chair.lines.values() for text in texts))
    assert signs <= set("R35678an.- ")


@styles
def test_every_progression_can_be_read_in_its_mode(style: Style) -> None:
    for mode, pools in style.progressions.items():
        key = Key("C", mode)
        tokens = [token for pool in pools.values() for text in pool for token in text.split()]
        for symbol in [s for token in tokens for s in token.split(",")] + [style.cadence[mode], style.final[mode]]:
            assert Chord.parse(symbol, key)
        assert Chord.parse(style.final[mode], key).root == key.pitch_class
        assert Chord.parse(style.cadence[mode], key).is_dominant
        assert all(Chord.parse(text.split()[0].split(",")[0], key).root == 0 for text in pools["verse"])


@styles
def test_every_form_has_sections_that_are_known_and_a_core(style: Style) -> None:
    assert {slot.label for slot in (*style.form, *style.cycle)} <= set(ENERGY)
    assert any(slot.rank == 0 for slot in style.form)
    assert set(style.vocal_leads) <= set(INSTRUMENTS)


def test_every_section_has_a_family() -> None:
    assert set(ENERGY) == set(FAMILIES)


def test_shared_cells_cover_every_metre() -> None:
    for table in (cell.SPARSE, cell.LYRICAL, cell.LIVELY, cell.STRAIGHT, cell.SYNCOPATED):
        assert set(table) == {str(meter) for meter in TIME_SIGNATURES}


def test_the_bass_plays_its_roots_in_one_octave() -> None:
    assert sorted(root_pitch(pitch_class) for pitch_class in range(12)) == list(range(28, 40))
