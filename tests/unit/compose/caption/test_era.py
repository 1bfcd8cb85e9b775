import pytest

from generate_track.compose.caption.era import read_era
from generate_track.compose.caption.reading import Reading


@pytest.mark.parametrize(
    ("caption", "era"),
    [
        ("80s pop", "1980s"),
        ("1980's pop", "1980s"),
        ("eighties pop", "1980s"),
        ("Retro game", "vintage"),
        ("baroque", "baroque"),
        ("y2k pop", "2000s"),
        ("pop, no 80s sound", None),
        ("pop", None),
    ],
)
def test_a_time_is_heard(caption: str, era: str | None) -> None:
    assert read_era(Reading(caption)) == era
