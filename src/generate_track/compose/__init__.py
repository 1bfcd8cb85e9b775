"""Compose: a request in, a score out. Rules, tables and seeded choices; no sound, no file, no clock."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generate_track.compose.brief import Brief
    from generate_track.compose.composition import compose
    from generate_track.compose.score import Score

__all__ = ["Brief", "Score", "compose"]

_HOMES = {"Brief": "brief", "Score": "score", "compose": "composition"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    # Imported when asked for: who plays a score needs none of the tables that it was written with.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
