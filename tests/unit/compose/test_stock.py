"""What styles share can be played in every metre."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

import pytest

from generate_track.compose import stock
from generate_track.compose.rhythm import length_beats, parse_rhythm
from generate_track.music import TIME_SIGNATURES


def tables() -> Iterator[tuple[str, Mapping[str, tuple[str | Mapping[int, str], ...]]]]:
    for module in iter_modules(stock.__path__):
        for name, value in vars(import_module(f"{stock.__name__}.{module.name}")).items():
            if name.isupper() and isinstance(value, dict) and "4/4" in value:
                yield f"{module.name}.{name}", value


TABLES = dict(tables())


@pytest.mark.parametrize("name", TABLES)
def test_what_is_in_stock_can_be_played_in_every_metre(name: str) -> None:
    for meter in TIME_SIGNATURES:
        rows = TABLES[name][str(meter)]
        assert rows
        for text in [t for row in rows for t in ([row] if isinstance(row, str) else row.values())]:
            assert parse_rhythm(text, meter.divisions_per_beat)
            is_whole = length_beats(text, meter) % meter.beats_per_bar == 0
            assert is_whole or (isinstance(rows[0], dict) and length_beats(text, meter) < meter.beats_per_bar), text
