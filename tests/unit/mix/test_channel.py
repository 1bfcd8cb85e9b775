import numpy as np
import pytest

from generate_track.compose.instrument import INSTRUMENTS
from generate_track.mix.channel import CHANNELS, channel_of
from generate_track.mix.equalizer import response_db


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_every_instrument_belongs_to_a_family(instrument: str) -> None:
    assert channel_of(instrument) in CHANNELS.values()


@pytest.mark.parametrize(
    ("instrument", "family"),
    [
        ("jazz_kit", "kit"),
        ("upright_bass", "bass"),
        ("bass_808", "sub"),
        ("clean_guitar", "electric_guitar"),
        ("lead_guitar", "lead"),
        ("tenor_sax", "reed"),
        ("slow_strings", "strings"),
        ("dark_pad", "pad"),
        ("singing_bowl", "mallets"),
    ],
)
def test_a_family_is_found_by_name_or_by_the_last_word(instrument: str, family: str) -> None:
    assert channel_of(instrument) is CHANNELS[family]


def test_an_unknown_instrument_is_left_alone() -> None:
    assert not len(channel_of("theremin").sections)


@pytest.mark.parametrize("family", CHANNELS)
def test_equalizers_are_gentle(family: str) -> None:
    gains_db = response_db(CHANNELS[family].sections, np.geomspace(40, 16_000, 60))
    assert np.abs(gains_db).max() < 4


def test_pads_leave_the_low_middle_to_others_and_leads_come_forward() -> None:
    assert response_db(CHANNELS["pad"].sections, np.array([300.0]))[0] < -2
    assert response_db(CHANNELS["lead"].sections, np.array([2800.0]))[0] > 1
