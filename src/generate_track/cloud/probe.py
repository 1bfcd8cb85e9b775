"""The proof that a server is ready: it refuses strangers, and it makes music."""

import tempfile
from pathlib import Path

from generate_track.audio.check import inspect, require_usable
from generate_track.cloud.world import World
from generate_track.engines.acestep import AceStepEngine
from generate_track.engines.base import Event, Running
from generate_track.errors import LaunchFailedError
from generate_track.request import TrackRequest

# The first task loads what the server left out at its start.
_PATIENCE_S = 900.0
_DURATION_S = 10
_SUCCESS = range(200, 300)


def require_locked(url: str, world: World) -> None:
    """Make sure that nobody gets in without the key.

    Raises:
        LaunchFailedError: somebody would.
    """
    with world.client(url, None) as client:
        answer = client.ask("/v1/stats")
    if answer.status in _SUCCESS:
        raise LaunchFailedError(f"{url} answers without the key", hint="generate-track setup-cloud down")


def require_music(url: str, key: str, *, model: str, thinking: bool, world: World) -> float:
    """Make ten seconds of music in one diffusion step, and return how many seconds that took.

    Raises:
        GenerateTrackError: no audio came.
    """
    request = TrackRequest.parse(
        {
            "caption": "a single soft piano chord",
            "instrumental": True,
            "duration_s": _DURATION_S,
            "seed": 1,
            "format": "wav",
            "model": model,
            "thinking": thinking,
            "expert": {"inference_steps": 1},
        }
    )

    def listen(event: Event) -> None:
        if isinstance(event, Running):
            world.say(f"a first track of one step: {event.stage}")

    began = world.clock()
    engine = AceStepEngine(world.client(url, key), timeout_s=_PATIENCE_S, sleep=world.sleep, now=world.clock)
    with tempfile.TemporaryDirectory() as folder:
        for take in engine.generate(request, scratch=Path(folder), on_event=listen):
            require_usable(inspect(take.path), path=take.path)
    return world.clock() - began
