"""A channel strip: one stem on its way to the buses."""

import math
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Part, Score
from generate_track.mix import duck
from generate_track.mix.block import HOP_SAMPLES, RATE_HZ, Curve, Mono, Sides, Take, expand, length_of, n_hops
from generate_track.mix.channel import SCENE_SECTIONS, Channel, channel_of, part_sections
from generate_track.mix.filter import highpass
from generate_track.mix.level import Stem, target_lufs
from generate_track.synth.butterworth import Sections
from generate_track.synth.cascade import Cascade

EFFECTS = "effects"
_EFFECTS_HIGHPASS_HZ = 28.0
_EFFECTS_ROOM_SEND = 0.15
_WIDEST = 1.1  # the side relative to the middle, of a part whose width is 1
_MOST_SPREAD = 2.0  # of what was recorded; the rest is made up
_MONO = 0.03

Route = NDArray[np.float32]  # (2, 2): from a stem's two sides to left and right


class Sends(NamedTuple):
    """How much of a strip's middle goes to each effect."""

    room: float = 0.0
    plate: float = 0.0
    delay: float = 0.0
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Signal:
    """A block of what a strip gives to the desk.

    Args:
        sides: what goes to the mix directly, shape (2, n).
        middle: what its sends are taken from, shape (n,).
    """

    sides: Sides
    middle: Mono


@dataclass(frozen=True, slots=True)
class Strip:
    """How one stem reaches the buses.

    Args:
        gain: brings it to its level.
        route: where it sits between left and right.
        sends: what it gives to the effects.
        sections: its equalizer.
        moves: what its fader and the kick make of it over time, at each hop's edge; None leaves it alone.
    """

    gain: float
    route: Route
    sends: Sends
    sections: Sections
    moves: Curve | None = None

    def play(self, take: Take, lengths: list[int]) -> Iterator[Signal]:
        """Yield the blocks of these lengths that `take` plays."""
        sections = self.sections.copy()
        sections[0, :3] *= self.gain
        equalize = Cascade(sections, channels=2)
        position = 0
        for n_samples in lengths:
            signal = equalize(take(n_samples).T)
            if self.moves is not None:
                signal *= _at(self.moves, position, n_samples)
            yield Signal(self._routed(signal), (signal[0] + signal[1]) * np.float32(0.5))
            position += n_samples

    def _routed(self, signal: Sides) -> Sides:
        # Not as a product of matrices: it is so wide that it would wake BLAS's threads.
        left, right = self.route.T
        return left[:, None] * signal[0] + right[:, None] * signal[1]


def _at(moves: Curve, position: int, n_samples: int) -> Mono:
    first = position // HOP_SAMPLES
    return expand(moves[first : first + n_hops(n_samples) + 1])[:n_samples]


def strips_of(score: Score, *, stems: Mapping[str, Stem], names: AbstractSet[str]) -> dict[str, Strip]:
    """Return the strips of some of a score's stems.

    Args:
        score: the whole of it.
        stems: what these stems measure.
        names: which of them.
    """
    targets, parts = target_lufs(score), {part.name: part for part in score.parts}
    kick = duck.curve(score, n_samples=length_of(score))
    strips: dict[str, Strip] = {}
    for name in sorted(names & stems.keys()):
        gain = stems[name].gain(targets[name])
        strips[name] = (
            part_strip(parts[name], stem=stems[name], gain=gain, kick=kick, beat_s=score.beat_s)
            if name in parts
            else scene_strip(gain)
        )
    # Effects come at their level: what is loud for a moment has no loudness that could be probed.
    effects = scene_strip(1.0, sections=highpass(_EFFECTS_HIGHPASS_HZ), room_send=_EFFECTS_ROOM_SEND)
    return strips | ({EFFECTS: effects} if EFFECTS in names else {})


def part_strip(part: Part, *, stem: Stem, gain: float, kick: Curve, beat_s: float) -> Strip:
    """Return the strip of a part.

    Args:
        part: tells where it sits.
        stem: what it measures.
        gain: brings it to its level.
        kick: how far the kick pushes, 0 to 1, at each hop's edge.
        beat_s: seconds of a beat.
    """
    channel = channel_of(part.instrument)
    spread, made_up = _width(part.width * _WIDEST, native=stem.width)
    near, far = (1 + spread) / 2, (1 - spread) / 2
    angle = (part.pan + 1) * math.pi / 4
    panned = math.sqrt(2) * np.array([[math.cos(angle)], [math.sin(angle)]])
    return Strip(
        gain=gain,
        route=(np.array([[near, far], [far, near]]) * panned).astype(np.float32),
        sends=_sends(part, channel, made_up=made_up),
        sections=part_sections(part),
        moves=_moves(part, kick=kick, beat_s=beat_s),
    )


def scene_strip(gain: float, *, sections: Sections = SCENE_SECTIONS, room_send: float = 0.0) -> Strip:
    """Return the strip of what comes with a place of its own: scene sounds and transitions."""
    return Strip(gain, np.eye(2, dtype=np.float32), Sends(room=room_send), sections)


def _sends(part: Part, channel: Channel, *, made_up: float) -> Sends:
    return Sends(
        room=part.reverb_send * (1 - channel.plate),
        plate=part.reverb_send * channel.plate,
        delay=part.delay_send,
        width=made_up,
    )


def _moves(part: Part, *, kick: Curve, beat_s: float) -> Curve | None:
    if not part.gains and not part.duck_depth:
        return None
    ducked = 1 - part.duck_depth * kick
    if not part.gains:
        return ducked
    beats, factors = zip(*part.gains, strict=True)
    times_beats = np.arange(len(kick)) * (HOP_SAMPLES / RATE_HZ / beat_s)
    return ducked * np.interp(times_beats, beats, factors)


def _width(wanted: float, *, native: float) -> tuple[float, float]:
    """Return by how much to spread the side that a stem has, and how much side to make up for it."""
    spread = min(wanted / native, _MOST_SPREAD) if native > _MONO else 0.0
    return spread, math.sqrt(max(0.0, wanted**2 - (spread * native) ** 2))
