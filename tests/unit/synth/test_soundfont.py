import sys
from pathlib import Path

import numpy as np
import pytest

from generate_track.synth.instrument import INSTRUMENTS
from generate_track.synth.render import load_font
from generate_track.synth.soundfont import SoundFont

sys.path.insert(0, str(Path(__file__).parents[3] / "scripts"))
from build_soundfont import LIMIT_BYTES, subset, wanted


@pytest.fixture(scope="module")
def font() -> SoundFont:
    return load_font()


def test_the_shipped_font_has_every_preset_that_is_played(font: SoundFont) -> None:
    assert set(font.presets) == set(wanted())
    assert sum(map(len, font.chunks.values())) < LIMIT_BYTES


def test_its_licence_lies_beside_it() -> None:
    folder = Path(__file__).parents[3] / "src" / "generate_track" / "synth" / "data"
    text = (folder / "LICENSE-soundfont.txt").read_text(encoding="utf-8")
    assert "MIT" in text
    assert "Frank Wen" in text


def test_every_zone_points_to_a_sample_that_can_be_decoded(font: SoundFont) -> None:
    for bank, program in font.presets:
        for zone in font.zones(bank, program):
            sample = font.sample(zone.sample)
            assert len(sample.wave) > 16
            assert sample.rate_hz > 8000


@pytest.mark.parametrize("name", [name for name, row in INSTRUMENTS.items() if row.source == "sampled"])
def test_a_key_within_the_range_has_a_zone(name: str, font: SoundFont) -> None:
    row = INSTRUMENTS[name]
    keys = (36, 38, 42) if row.is_drums else (row.low, row.high)
    for key in keys:
        assert any(zone.plays(key, 100) for zone in font.zones(row.bank, row.program))


def test_a_preset_that_is_not_there_is_an_error(font: SoundFont) -> None:
    with pytest.raises(KeyError):
        font.zones(0, 99)


def test_a_subset_plays_as_the_whole_font_does(font: SoundFont) -> None:
    small = SoundFont(subset(font, [(0, 73)]))
    assert set(small.presets.values()) == {"Flute"}
    for mine, theirs in zip(small.zones(0, 73), font.zones(0, 73), strict=True):
        assert (mine.keys, mine.velocities, mine.generators) == (theirs.keys, theirs.velocities, theirs.generators)
        np.testing.assert_array_equal(small.sample(mine.sample).wave, font.sample(theirs.sample).wave)


def test_the_same_font_gives_the_same_bytes(font: SoundFont) -> None:
    assert subset(font, [(0, 8), (128, 0)]) == subset(font, [(0, 8), (128, 0)])


def test_plain_samples_of_version_two_are_read() -> None:
    font = load_font()
    header = font.tables["shdr"].copy()
    header["type"][0], header["start"][0], header["end"][0] = 1, 0, 100
    header["loop_start"][0], header["loop_end"][0] = 10, 90
    font = SoundFont(subset(font, wanted()))
    font.tables["shdr"] = header
    font.chunks["smpl"] = np.arange(100, dtype="<i2").tobytes()
    sample = font.sample(0)
    assert (len(sample.wave), sample.loop) == (100, (10, 90))
