"""Hearing the time that a caption is set in."""

from generate_track.compose.caption.reading import Reading
from generate_track.compose.lexicon.era import ERA_WORDS


def read_era(reading: Reading) -> str | None:
    """Return the row of `lexicon.era.ERAS` that a caption names first, or None."""
    words = reading.words(ERA_WORDS)
    return ERA_WORDS[words[0]] if words else None
