"""`generate-track styles`: what the embedded engine can be asked for."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generate_track.cli.context import Context
from generate_track.cli.option import JSON, options
from generate_track.cli.text import shorten

if TYPE_CHECKING:
    from generate_track.compose.catalogue import Entry

_MAX_WIDTH = 160


@options(JSON)
def styles(*, context: Context, **_: object) -> None:
    """List the embedded engine's styles, instruments and scene sounds, and some words that ask for each."""
    from generate_track.compose.catalogue import catalogue  # noqa: PLC0415 - --help must not pay for the tables

    context.settle()
    listed = catalogue()
    context.out.facts |= {kind: [entry.as_facts() for entry in entries] for kind, entries in listed.items()}
    context.out.result("\n\n".join("\n".join(_lines(kind, entries)) for kind, entries in listed.items()))


def _lines(kind: str, entries: "tuple[Entry, ...]") -> Iterator[str]:
    yield kind.upper()
    width = min(shutil.get_terminal_size((_MAX_WIDTH, 24)).columns, _MAX_WIDTH)
    indent = max(len(entry.name) for entry in entries) + 2
    for entry in entries:
        line = f"{entry.name.ljust(indent)}{entry.about}"
        words = [word for word in entry.words if word != entry.name]
        yield shorten(f"{line} ({', '.join(words)})" if words else line, width)
