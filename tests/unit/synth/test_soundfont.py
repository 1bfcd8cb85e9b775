import io
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from generate_track.synth.instrument import INSTRUMENTS
from generate_track.synth.render import load_font
from generate_track.synth.soundfont import Sample, SoundFont

sys.path.insert(0, str(Path(__file__).parents[3] / "scripts"))
from build_soundfont import LIMIT_BYTES, _common_loop, _encode, _error_cents, build, wanted


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
    assert "Splendid Grand" in text


def test_every_zone_points_to_a_sample_that_can_be_decoded(font: SoundFont) -> None:
    for bank, program in font.presets:
        for zone in font.zones(bank, program):
            sample = font.sample(zone.sample)
            assert len(sample.wave) > 16
            assert sample.rate_hz > 8000


@pytest.mark.parametrize("name", [name for name, row in INSTRUMENTS.items() if row.source == "sampled"])
def test_a_key_within_the_range_has_a_zone(name: str, font: SoundFont) -> None:
    row = INSTRUMENTS[name]
    # Of percussion, what a composer writes: from sticks to castanets.
    keys = range(31, 86) if row.is_drums else (row.low, row.high)
    for key in keys:
        assert any(zone.plays(key, 100) for zone in font.zones(row.bank, row.programs[0]))


def test_a_preset_that_is_not_there_is_an_error(font: SoundFont) -> None:
    with pytest.raises(KeyError):
        font.zones(0, 99)


def tone(rate_hz: int, *, hertz: float, n_samples: int = 40_000) -> NDArray[np.float32]:
    return np.sin(2 * np.pi * hertz * np.arange(n_samples) / rate_hz).astype(np.float32)


def test_a_font_that_was_built_plays_its_source_in_tune_and_from_both_sides(font: SoundFont) -> None:
    built = SoundFont(build({"fluid": font, "musescore": font}, [(0, 73), (0, 48)]))
    assert set(built.presets) == {(0, 73), (0, 48)}
    for place in built.presets:
        for mine, theirs in zip(built.zones(*place), font.zones(*place), strict=True):
            assert (mine.keys, mine.velocities) == (theirs.keys, theirs.velocities)
            assert built.is_stereo(mine.sample) == (place == (0, 48))


@pytest.mark.parametrize("off_cents", [-40, 0, 23])
def test_a_sample_that_is_out_of_tune_is_found_out(off_cents: int) -> None:
    wave = tone(44_100, hertz=440 * 2 ** (off_cents / 1200))
    sample = Sample(wave, (0, 0), 44_100, 69, 0)
    assert _error_cents(sample, cents=0, n_harmonics=1) == pytest.approx(off_cents, abs=1)


def test_two_sides_with_loops_of_their_own_get_a_common_one_without_a_seam() -> None:
    waves = [tone(48_000, hertz=480), tone(48_000, hertz=500)]
    wave, (start, end) = _common_loop(waves, ((9_600, 19_200), (4_800, 24_000)), rate_hz=48_000)
    assert (start, end) == (9_600, 28_800)
    assert np.abs(wave[end - 1] - wave[start - 1]).max() < 0.01


def test_an_ogg_stream_does_not_tell_when_it_was_encoded() -> None:
    sample = Sample(tone(44_100, hertz=440), (0, 0), 44_100, 69, 0)
    assert _encode(sample) == _encode(sample)
    wave, rate_hz = soundfile.read(io.BytesIO(_encode(sample)), dtype="float32")
    assert rate_hz == 44_100
    np.testing.assert_allclose(wave, sample.wave, atol=0.1)


def test_of_a_sample_no_more_is_decoded_than_is_played_and_more_when_more_is(font: SoundFont) -> None:
    index = next(zone.sample for zone in font.zones(0, 0) if zone.plays(60, 80))
    fresh = load_font.__wrapped__()
    short, long = (fresh.sample(index, n_samples).wave for n_samples in (1000, 100_000))
    assert len(short) == 2000 < len(long)
    np.testing.assert_array_equal(short, long[:2000])
    assert fresh.sample(index).is_whole


def test_plain_samples_of_version_two_are_read() -> None:
    font = load_font.__wrapped__()
    header = font.tables["shdr"].copy()
    header["type"][0], header["start"][0], header["end"][0] = 1, 0, 100
    header["loop_start"][0], header["loop_end"][0] = 10, 90
    font.tables["shdr"] = header
    font.chunks["smpl"] = memoryview(np.arange(100, dtype="<i2").tobytes())
    sample = font.sample(0)
    assert (len(sample.wave), sample.loop) == (100, (10, 90))
