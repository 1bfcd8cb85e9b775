"""A caption in, a finished track out.

from generate_track import TrackRequest, generate, load_settings, open_engine

request = TrackRequest.parse({"caption": "lounge jazz, soft piano", "duration_s": 60})
tracks = generate(request, engine=open_engine(load_settings(os.environ, directory=Path.cwd())))
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generate_track.engines import Engine, open_engine
    from generate_track.engines.base import Take
    from generate_track.errors import GenerateTrackError, InvalidRequestError
    from generate_track.generation import generate, resume
    from generate_track.library.journal import Journal
    from generate_track.music import Key, TimeSignature
    from generate_track.request import TrackRequest
    from generate_track.settings import Settings, load_settings
    from generate_track.track import Track

__version__ = "0.1.0"

__all__ = [
    "Engine",
    "GenerateTrackError",
    "InvalidRequestError",
    "Journal",
    "Key",
    "Settings",
    "Take",
    "TimeSignature",
    "Track",
    "TrackRequest",
    "generate",
    "load_settings",
    "open_engine",
    "resume",
]

_HOMES = {
    "Engine": "engines",
    "GenerateTrackError": "errors",
    "InvalidRequestError": "errors",
    "Journal": "library.journal",
    "Key": "music",
    "Settings": "settings",
    "Take": "engines.base",
    "TimeSignature": "music",
    "Track": "track",
    "TrackRequest": "request",
    "generate": "generation",
    "load_settings": "settings",
    "open_engine": "engines",
    "resume": "generation",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    # Names are imported when asked for: `generate-track --help` passes through here and must stay quick.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
