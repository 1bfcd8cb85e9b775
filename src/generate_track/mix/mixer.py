"""The mixing desk: stems in, one stereo signal out, block by block."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Part, Score
from generate_track.mix import duck
from generate_track.mix.block import HOP_SAMPLES, RATE_HZ, Mono, Stems, Stereo, aligned, expand, n_hops
from generate_track.mix.delay import Delay
from generate_track.mix.filter import Filter, highpass, lowpass, matched_highpass
from generate_track.mix.level import Stem, target_lufs
from generate_track.mix.reverb import Reverb, impulse
from generate_track.mix.tone import N_OCTAVES, balance_db, equalizer
from generate_track.mix.width import Widener
from generate_track.synth.butterworth import Sections

# Highpasses are rounded to these, so that parts can share them; nobody hears a sixth of an octave there.
_CUTOFFS_HZ = (28.0, 40.0, 60.0, 90.0, 130.0, 180.0, 250.0, 350.0, 500.0)
_MONO_BELOW_HZ = 90.0
_AMBIENCE_HIGHPASS_HZ = 60.0
_FADE_IN_S = 0.005
_WIDEST = 0.8  # the side relative to the middle, of a part whose width is 1
_MOST_SPREAD = 2.0  # of what was recorded; the rest is made up
_MONO = 0.03
_DELAY_TO_REVERB = 0.3

_DELAY_BUS = 2

_Route = NDArray[np.float32]  # (2, n_buses): the gains from a stem's two channels to each bus


def mix(blocks: Iterable[Stems], score: Score, *, stems: Mapping[str, Stem]) -> Iterator[Stereo]:
    """Yield the balanced music, exactly as long as the score, in blocks of BLOCK_SAMPLES, the last one shorter.

    Args:
        blocks: the score's stems by name, each of shape (n, 2), in blocks of any size.
        score: tells where each part sits, the room, the kicks and the fade.
        stems: what each of them measures, as `calibrate` returns it.
    """
    mixer = Mixer(score, stems=stems)
    for block in aligned(blocks, duration_s=score.duration_s):
        yield mixer.mix(block)


class Mixer:
    """Holds what must be remembered from one block to the next.

    Args:
        score: tells where each part sits.
        stems: what each of them measures.
        only: the one stem that will come, out of all that the balance is made for; None for all.
    """

    def __init__(self, score: Score, *, stems: Mapping[str, Stem], only: str | None = None) -> None:
        self.n_samples = round(score.duration_s * RATE_HZ)
        self._position = 0
        self._fade_out_samples = max(1, round(score.fade_out_s * RATE_HZ))
        strips = _strips(score, stems=stems)
        self._strips = strips if only is None else {only: strips[only]}
        # A filter may come after the sum as well as before it.
        self._highpasses = {cutoff_hz: Filter(highpass(cutoff_hz)) for cutoff_hz in _cutoffs_hz(self._strips)}
        self._kicks = duck.curve(score, n_samples=self.n_samples)
        self._reverb = Reverb(impulse(score.room, seed=score.seed))
        has_delay = any(strip.sends[:, _DELAY_BUS].any() for strip in self._strips.values())
        self._delay = Delay(score.beat_s) if has_delay else None
        self._widener = Widener()
        self._side, self._middle = (Filter(sections, channels=1) for sections in matched_highpass(_MONO_BELOW_HZ))
        self._tone = Filter(_tone(score, stems=stems))

    def mix(self, stems: Stems) -> Stereo:
        """Return the next samples, shape (n, 2)."""
        n_samples = len(next(iter(stems.values())))
        kick = self._kick(n_samples)
        direct = {cutoff_hz: np.zeros((n_samples, 2), np.float32) for cutoff_hz in self._highpasses}
        sends = np.zeros((n_samples, 3), np.float32)
        for name, stem in stems.items():
            strip = self._strips[name]
            signal = strip.ducked(stem, kick=kick)
            direct[strip.highpass_hz] += signal @ strip.direct
            sends += signal @ strip.sends
        dry = sum((self._highpasses[cutoff_hz](bus) for cutoff_hz, bus in direct.items()), _NOTHING)
        music = self._with_space(dry, sends=sends)
        music = self._tone(music)
        self._fade(music)
        self._position += n_samples
        return music

    def _kick(self, n_samples: int) -> Mono:
        first = self._position // HOP_SAMPLES
        return expand(self._kicks[first : first + n_hops(n_samples) + 1])[:n_samples]

    def _with_space(self, dry: Stereo, *, sends: NDArray[np.float32]) -> Stereo:
        """Return the dry signal with reverb, echo and width, and a bass that is the same on both sides."""
        reverb, width, delay = np.ascontiguousarray(sends.T)
        left, right = np.ascontiguousarray(dry.T)
        if self._delay:
            echo_left, echo_right = self._delay(delay).T
            left, right = left + echo_left, right + echo_right
            reverb = reverb + np.float32(_DELAY_TO_REVERB) * (echo_left + echo_right)
        wet_left, wet_right = self._reverb(reverb).T
        left, right = left + wet_left, right + wet_right
        # Bass from one side only costs loudness, and is lost on a mono loudspeaker.
        side = self._side((left - right) / 2 + self._widener(width))
        middle = self._middle((left + right) / 2)
        return np.stack([middle + side, middle - side], axis=1)

    def _fade(self, music: Stereo) -> None:
        """Fade the very beginning in and the end out, in place."""
        position = self._position + np.arange(len(music))
        if self._position < _FADE_IN_S * RATE_HZ:
            music *= np.clip((position + 1) / (_FADE_IN_S * RATE_HZ), 0, 1)[:, None]
        if self._position + len(music) > self.n_samples - self._fade_out_samples:
            left = np.clip((self.n_samples - 1 - position) / self._fade_out_samples, 0, 1)
            music *= np.sin(left * np.pi / 2)[:, None] ** 2


_NOTHING: Stereo = np.zeros((1, 2), np.float32)


@dataclass(frozen=True, slots=True)
class _Strip:
    """How one stem reaches the buses: left and right, and the sends to reverb, width and delay."""

    direct: _Route
    sends: _Route
    highpass_hz: float
    duck_depth: float

    def ducked(self, stem: Stereo, *, kick: Mono) -> Stereo:
        """Return the stem as the kick lets it through."""
        if not self.duck_depth:
            return stem
        gain: Mono = 1 - np.float32(self.duck_depth) * kick
        # As complex numbers: one long product is much faster than many of two samples.
        pairs = np.ascontiguousarray(stem).view(np.complex64)[:, 0]
        return (pairs * gain).view(np.float32).reshape(-1, 2)


def _strips(score: Score, *, stems: Mapping[str, Stem]) -> dict[str, _Strip]:
    targets = target_lufs(score)
    parts = {part.name: part for part in score.parts}
    # Effects come at their level: what is loud for a moment has no loudness that could be probed.
    effects = {"effects": _ambience_strip(1.0)} if score.effects else {}
    return effects | {
        name: _part_strip(parts[name], stem=stem, gain=stem.gain(targets[name]))
        if name in parts
        else _ambience_strip(stem.gain(targets[name]))
        for name, stem in stems.items()
    }


def _tone(score: Score, *, stems: Mapping[str, Stem]) -> Sections:
    targets = target_lufs(score)
    power = sum((stem.octaves * stem.gain(targets[name]) ** 2 for name, stem in stems.items()), np.zeros(N_OCTAVES))
    sections = equalizer(balance_db(power))
    return np.concatenate([sections, lowpass(score.lowpass_hz)]) if score.lowpass_hz else sections


def _cutoffs_hz(strips: Mapping[str, _Strip]) -> list[float]:
    return sorted({strip.highpass_hz for strip in strips.values()})


def _ambience_strip(gain: float) -> _Strip:
    nowhere = np.zeros((2, 3), np.float32)
    return _Strip(np.eye(2, dtype=np.float32) * np.float32(gain), nowhere, _AMBIENCE_HIGHPASS_HZ, 0.0)


def _part_strip(part: Part, *, stem: Stem, gain: float) -> _Strip:
    angle = (part.pan + 1) * math.pi / 4
    panned = math.sqrt(2) * np.array([math.cos(angle), math.sin(angle)])
    spread, made_up = _width(part.width * _WIDEST, native=stem.width)
    near, far = (1 + spread) / 2, (1 - spread) / 2
    sends = np.array([part.reverb_send, made_up, part.delay_send]) / 2
    return _Strip(
        direct=(gain * np.array([[near, far], [far, near]]) * panned).astype(np.float32),
        sends=(gain * np.stack([sends, sends])).astype(np.float32),
        highpass_hz=min(_CUTOFFS_HZ, key=lambda cutoff_hz: abs(math.log2(cutoff_hz / max(1.0, part.highpass_hz)))),
        duck_depth=part.duck_depth,
    )


def _width(wanted: float, *, native: float) -> tuple[float, float]:
    """Return by how much to spread the side that a stem has, and how much side to make up for it."""
    spread = min(wanted / native, _MOST_SPREAD) if native > _MONO else 0.0
    return spread, math.sqrt(max(0.0, wanted**2 - (spread * native) ** 2))
