"""Preset: many tracks, each a request with an id that names its file."""

import hashlib
from dataclasses import dataclass

from generate_track.parameter import SEED_LIMIT
from generate_track.request import TrackRequest


@dataclass(frozen=True, slots=True)
class Item:
    """One track of a preset.

    Args:
        id: names the file.
        request: complete, with its seed.
        has_own_seed: whether the preset says the seed, so that no other may be tried.
    """

    id: str
    request: TrackRequest
    has_own_seed: bool


@dataclass(frozen=True, slots=True)
class Preset:
    """What one file asks for.

    Args:
        name: names the folder.
        description: a line for people.
        items: the tracks, in order.
    """

    name: str
    description: str
    items: tuple[Item, ...]

    @property
    def duration_s(self) -> float:
        """How long all tracks are together."""
        return sum(item.request.duration_s * item.request.batch for item in self.items)


def seed_of(name: str, item_id: str, *, attempt: int = 0) -> int:
    """Return the seed of a track that says none: always the same for a preset's name and an id.

    Args:
        name: the preset's.
        item_id: the track's.
        attempt: which of the seeds: another one is tried when the audio of the first cannot be used.
    """
    text = f"{name}/{item_id}" + (f"/{attempt}" if attempt else "")
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) % (SEED_LIMIT + 1)
