"""Compose: a request in, a score out. Rules, tables and seeded choices; no sound, no file, no clock."""

from generate_track.compose.brief import Brief
from generate_track.compose.composition import compose
from generate_track.compose.score import Score

__all__ = ["Brief", "Score", "compose"]
