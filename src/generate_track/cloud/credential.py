"""Which places there are credentials for: a look at where their own tools keep them, never at what they are."""

from collections.abc import Mapping
from pathlib import Path

from generate_track.cloud.inventory import PLACES, Place


def places_with_credentials(home: Path, environ: Mapping[str, str]) -> list[str]:
    """Return the names of the places whose credentials are there.

    Args:
        home: the user's home folder.
        environ: the environment.
    """
    return [place.name for place in PLACES if _has_credentials(place, home, environ)]


def _has_credentials(place: Place, home: Path, environ: Mapping[str, str]) -> bool:
    return any(environ.get(name) for name in place.variables) or any((home / file).is_file() for file in place.files)
