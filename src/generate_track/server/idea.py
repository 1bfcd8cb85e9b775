"""Idea: what a track may be that nobody described."""

import random
from collections.abc import Callable

from generate_track.server.form import Fields, is_true
from generate_track.server.verbatim import is_instrumental

_LYRICS_ALONE = "song"


def caption_of(fields: Fields, *, draw: Callable[[], int]) -> object:
    """Return what fields describe; where upstream's language model would be left to think of something, what we do.

    Args:
        fields: under ACE-Step's own names, without what counts as not said.
        draw: draws a seed for an idea.
    """
    said = fields.get("prompt") or fields.get("sample_query")
    if not said and is_true(fields.get("sample_mode")):
        return idea(draw())
    return said or (_LYRICS_ALONE if "lyrics" in fields and not is_instrumental(fields["lyrics"]) else "")


def idea(seed: int) -> str:
    """Return a caption of the server's own choice: a mood and a style that the composer knows."""
    from generate_track.compose.catalogue import catalogue  # noqa: PLC0415 - paid for when used
    from generate_track.compose.lexicon.mood import MOODS  # noqa: PLC0415 - as above

    rng = random.Random(seed)
    style, mood = rng.choice(catalogue()["styles"]), rng.choice(sorted(MOODS))
    return f"{mood} {style.words[0]}"
