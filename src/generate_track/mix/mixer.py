"""The mixing desk: stems in, one stereo signal out, block by block."""

import math
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Part, Score
from generate_track.mix import duck
from generate_track.mix.block import BLOCK_SAMPLES, HOP_SAMPLES, RATE_HZ, Mono, Stems, Stereo, expand, n_hops, reblock
from generate_track.mix.delay import Delay
from generate_track.mix.filter import Filter, highpass, lowpass
from generate_track.mix.level import Stem, target_lufs
from generate_track.mix.reverb import Reverb, impulse
from generate_track.mix.width import Widener

_RUMBLE_HZ = 25.0
_MONO_BELOW_HZ = 120.0
_AMBIENCE_HIGHPASS_HZ = 60.0
_FADE_IN_S = 0.005
_WIDEST = 0.6  # of the made-up side signal, relative to the middle
_DELAY_TO_REVERB = 0.3

_BUSES = ("left", "right", "reverb", "width", "delay")
_Route = NDArray[np.float32]  # (2, n_buses): from a stem's two channels to the buses


def mix(blocks: Iterable[Stems], score: Score, *, stems: Mapping[str, Stem]) -> Iterator[Stereo]:
    """Yield the balanced music, exactly as long as the score, in blocks of BLOCK_SAMPLES, the last one shorter.

    Args:
        blocks: the score's stems by name, each of shape (n, 2), in blocks of any size.
        score: tells where each part sits, the room, the kicks and the fade.
        stems: what each of them measures, as `calibrate` returns it.
    """
    mixer = Mixer(score, stems=stems)
    n_left = mixer.n_samples
    for block in reblock(blocks):
        yield mixer.mix({name: stem[:n_left] for name, stem in block.items()})
        n_left -= BLOCK_SAMPLES
        if n_left <= 0:
            return


class Mixer:
    """Holds what must be remembered from one block to the next."""

    def __init__(self, score: Score, *, stems: Mapping[str, Stem]) -> None:
        self.n_samples = round(score.duration_s * RATE_HZ)
        self._position = 0
        self._fade_out_samples = round(score.fade_out_s * RATE_HZ)
        targets = target_lufs(score)
        parts = {part.name: part for part in score.parts}
        self._strips = {
            name: _Strip(parts.get(name), gain=stem.gain(targets[name]), is_mono=stem.is_mono)
            for name, stem in stems.items()
        }
        self._kicks = duck.curve(score, n_samples=self.n_samples)
        self._reverb = Reverb(impulse(score.room, seed=score.seed))
        self._delay = Delay(score.beat_s) if any(part.delay_send for part in score.parts) else None
        self._widener = Widener()
        self._tone = Filter(lowpass(score.lowpass_hz)) if score.lowpass_hz else None
        self._rumble = Filter(highpass(_RUMBLE_HZ))
        self._side = Filter(highpass(_MONO_BELOW_HZ))

    def mix(self, stems: Stems) -> Stereo:
        """Return the next samples, shape (n, 2)."""
        n_samples = len(next(iter(stems.values())))
        kick = self._kick(n_samples)
        buses = np.zeros((n_samples, len(_BUSES)), np.float32)
        for name, stem in stems.items():
            self._strips[name].add_to(buses, stem=stem, kick=kick)
        music = self._with_space(buses)
        if self._tone:
            music = self._tone(music)
        music *= self._fade(n_samples)[:, None]
        self._position += n_samples
        return music

    def _kick(self, n_samples: int) -> Mono:
        first = self._position // HOP_SAMPLES
        return expand(self._kicks[first : first + n_hops(n_samples) + 1])[:n_samples]

    def _with_space(self, buses: NDArray[np.float32]) -> Stereo:
        """Return left and right with reverb, echo and width, and a middle-only bass."""
        left, right, reverb, width, delay = np.ascontiguousarray(buses.T)
        echoes = self._delay(delay) if self._delay else np.zeros((len(buses), 2), np.float32)
        wet = self._reverb(reverb + _DELAY_TO_REVERB * echoes.sum(axis=1)) + echoes
        middle = (left + right + wet[:, 0] + wet[:, 1]) / 2
        side = (left - right + wet[:, 0] - wet[:, 1]) / 2 + self._widener(width)
        # Bass from one side only costs loudness, and is lost on a mono loudspeaker.
        side = self._side(side)
        return self._rumble(np.stack([middle + side, middle - side], axis=1))

    def _fade(self, n_samples: int) -> Mono:
        position = self._position + np.arange(n_samples)
        rise = np.clip((position + 1) / (_FADE_IN_S * RATE_HZ), 0, 1)
        left = np.clip((self.n_samples - 1 - position) / max(1, self._fade_out_samples), 0, 1)
        return (rise * np.sin(left * np.pi / 2) ** 2).astype(np.float32)


class _Strip:
    """One stem's way to the buses."""

    def __init__(self, part: Part | None, *, gain: float, is_mono: bool) -> None:
        self._duck_depth = np.float32(part.duck_depth if part else 0.0)
        self._highpass = Filter(highpass(part.highpass_hz if part else _AMBIENCE_HIGHPASS_HZ))
        self._route = (_part_route(part, is_mono=is_mono) if part else _AMBIENCE_ROUTE) * np.float32(gain)
        self._was_silent = True

    def add_to(self, buses: NDArray[np.float32], *, stem: Stereo, kick: Mono) -> None:
        """Add the stem's samples, shape (n, 2), to the buses, shape (n, n_buses)."""
        is_silent = not stem.any()
        if not (is_silent and self._was_silent):
            signal = self._highpass(stem)
            if self._duck_depth:
                signal *= (1 - self._duck_depth * kick)[:, None]
            buses += signal @ self._route
        self._was_silent = is_silent


# Nothing but left and right.
_AMBIENCE_ROUTE: _Route = np.eye(2, len(_BUSES), dtype=np.float32)


def _part_route(part: Part, *, is_mono: bool) -> _Route:
    """Return the gains from the stem's left and right to each bus."""
    angle = (part.pan + 1) * math.pi / 4
    pan_left, pan_right = math.sqrt(2) * math.cos(angle), math.sqrt(2) * math.sin(angle)
    near, far = (1 + part.width) / 2, (1 - part.width) / 2
    widening = part.width * _WIDEST if is_mono else 0.0
    from_left = (pan_left * near, pan_right * far, part.reverb_send / 2, widening / 2, part.delay_send / 2)
    from_right = (pan_left * far, pan_right * near, part.reverb_send / 2, widening / 2, part.delay_send / 2)
    return np.array([from_left, from_right], np.float32)
