"""Blending: a style coloured by another, as in "jazzy lo-fi" or "orchestral rock"."""

from dataclasses import replace
from typing import Any

from generate_track.compose.style import Chair, Style

_GUEST_DB = -1.5  # what colours a style stays behind what it is


def blend(main: Style, colour: Style | None) -> Style:
    """Return `main` with what `colour` lends to other styles: its most typical players, and its chords.

    Form, tempo, groove, room and whatever else makes a style stay `main`'s. A player takes the chair of the same
    name, or sits beside the band.
    """
    if colour is None or colour.name == main.name:
        return main
    lent = {chair.name: chair for chair in colour.chairs if chair.name in colour.lends}
    chairs = tuple(
        _seated(lent.pop(chair.name), instead_of=chair) if chair.name in lent else chair for chair in main.chairs
    )
    guests = tuple(replace(chair, level_db=chair.level_db + _GUEST_DB, chance=1.0) for chair in lent.values())
    return replace(main, chairs=chairs + guests, **_harmony(main, colour))


def _seated(chair: Chair, *, instead_of: Chair) -> Chair:
    """Return a lent chair in the place of another: as loud, as early and as much pushed by the kick."""
    return replace(
        chair,
        level_db=instead_of.level_db,
        enters_at=min(chair.enters_at, instead_of.enters_at),
        duck_depth=instead_of.duck_depth,
        chance=1.0,
    )


def _harmony(main: Style, colour: Style) -> dict[str, Any]:
    if not colour.lends_harmony:
        return {}
    return {
        "progressions": colour.progressions,
        "cadence": colour.cadence,
        "final": colour.final,
        "chord_s": max(main.chord_s, colour.chord_s),
        "minor_share": (main.minor_share + colour.minor_share) / 2,
    }
