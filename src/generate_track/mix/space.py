"""The space around the instruments: room, plate, echo and width, and a bass that is the same on both sides."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Room, Score
from generate_track.mix.block import Sides
from generate_track.mix.delay import Delay
from generate_track.mix.filter import matched_highpass
from generate_track.mix.reverb import Response, Reverb, impulse, plate
from generate_track.mix.width import Widener
from generate_track.synth.butterworth import Sections
from generate_track.synth.cascade import Cascade

_MONO_BELOW_HZ = 90.0
_DELAY_TO_ROOM = 0.3
_PLATE_LOW_CUT_HZ = 350.0


class Space:
    """Adds what the sends give to the dry mix, and shapes its tone.

    Args:
        score: tells the room, the beat of the echoes, and the seed.
        tone: filter sections that both sides go through.
    """

    def __init__(self, score: Score, *, tone: Sections) -> None:
        self._reverb = Reverb(*_responses(score.room, score.seed))
        self._delay = Delay(score.beat_s) if any(part.delay_send for part in score.parts) else None
        self._widener = Widener()
        # Bass from one side only costs loudness, and is lost on a mono loudspeaker.
        side, middle = matched_highpass(_MONO_BELOW_HZ)
        self._side, self._middle = (Cascade(np.concatenate([each, tone])) for each in (side, middle))

    def __call__(self, dry: Sides, sends: NDArray[np.float32]) -> Sides:
        """Return the whole of the next samples.

        Args:
            dry: what the strips give directly, shape (2, n).
            sends: what they give to each of `Sends`, in its order, shape (4, n).
        """
        room, sheet, echoed, widened = sends
        music = dry
        if self._delay:
            echo = self._delay(echoed)
            music = music + echo
            room = room + np.float32(_DELAY_TO_ROOM) * (echo[0] + echo[1])
        music = music + self._reverb(room, sheet)
        side = self._side(((music[0] - music[1]) / 2 + self._widener(widened))[None])
        middle = self._middle(((music[0] + music[1]) / 2)[None])
        return np.concatenate([middle + side, middle - side])


@lru_cache(maxsize=1)  # the stems of a track are in one room
def _responses(room: Room, seed: int) -> tuple[Response, Response]:
    sheet = impulse(plate(room), seed=seed + 1, low_cut_hz=_PLATE_LOW_CUT_HZ, reflections=0.0)
    return Response(impulse(room, seed=seed)), Response(sheet)
