"""The mixing desk: stems in, one stereo signal out, block by block."""

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

from generate_track.compose.score import Score
from generate_track.mix import duck, lane
from generate_track.mix.block import RATE_HZ, Play, Sides, Take, block_lengths
from generate_track.mix.filter import highpass, lowpass
from generate_track.mix.level import Stem, target_lufs
from generate_track.mix.space import Space
from generate_track.mix.strip import Sends, Signal, Strip, part_strip, scene_strip
from generate_track.mix.tone import N_OCTAVES, correct, correction_db
from generate_track.synth.butterworth import Sections

_EFFECTS = "effects"
_EFFECTS_HIGHPASS_HZ = 28.0
_EFFECTS_ROOM_SEND = 0.15
_FADE_IN_S = 0.005


def mix(score: Score, *, play: Play, stems: Mapping[str, Stem], n_threads: int = 1) -> Iterator[Sides]:
    """Yield the balanced music, exactly as long as the score, in blocks of BLOCK_SAMPLES, the last one shorter.

    Args:
        score: tells where each part sits, the room, the kicks and the fade.
        play: who plays its stems.
        stems: what each of them measures, as `calibrate` returns it.
        n_threads: in how many threads they are played; it does not change the sound.
    """
    desk = Desk(score, stems=stems)
    return map(desk.mix, desk.signals(play(score), n_threads=n_threads))


class Desk:
    """Sums what the strips give; holds what must be remembered from one block to the next."""

    def __init__(self, score: Score, *, stems: Mapping[str, Stem]) -> None:
        self.n_samples = round(score.duration_s * RATE_HZ)
        self.strips = _strips(score, stems=stems, n_samples=self.n_samples)
        self._position = 0
        self._fade_out_samples = max(1, round(score.fade_out_s * RATE_HZ))
        self._space = Space(score, tone=_tone(score, self.strips, stems=stems))

    def signals(self, takes: Mapping[str, Take], *, n_threads: int) -> Iterator[dict[str, Signal]]:
        """Yield what each strip gives, block by block."""
        lengths = block_lengths(self.n_samples)
        blocks = {name: self.strips[name].play(take, lengths) for name, take in takes.items()}
        steps = [partial(next, each) for each in blocks.values()]
        for step in lane.run(steps, n_steps=len(lengths), n_threads=n_threads):
            yield dict(zip(blocks, step, strict=True))

    def mix(self, signals: Mapping[str, Signal]) -> Sides:
        """Return the next samples of the sum of what some strips give, shape (2, n)."""
        n_samples = len(next(iter(signals.values())).middle)
        dry = np.zeros((2, n_samples), np.float32)
        sends = np.zeros((len(Sends._fields), n_samples), np.float32)
        for name, signal in signals.items():
            dry += signal.sides
            for row, amount in enumerate(self.strips[name].sends):
                if amount:
                    sends[row] += signal.middle * np.float32(amount)
        music = self._space(dry, sends)
        self._fade(music)
        self._position += n_samples
        return music

    def _fade(self, music: Sides) -> None:
        """Fade the very beginning in and the end out, in place."""
        n_samples = music.shape[1]
        position = self._position + np.arange(n_samples)
        if self._position < _FADE_IN_S * RATE_HZ:
            music *= np.clip((position + 1) / (_FADE_IN_S * RATE_HZ), 0, 1)
        if self._position + n_samples > self.n_samples - self._fade_out_samples:
            left = np.clip((self.n_samples - 1 - position) / self._fade_out_samples, 0, 1)
            music *= np.sin(left * np.pi / 2) ** 2


def _strips(score: Score, *, stems: Mapping[str, Stem], n_samples: int) -> dict[str, Strip]:
    targets, parts = target_lufs(score), {part.name: part for part in score.parts}
    kick = duck.curve(score, n_samples=n_samples)
    strips: dict[str, Strip] = {}
    for name, stem in stems.items():
        gain = stem.gain(targets[name])
        strips[name] = (
            part_strip(parts[name], stem=stem, gain=gain, kick=kick, beat_s=score.beat_s)
            if name in parts
            else scene_strip(gain)
        )
    # Effects come at their level: what is loud for a moment has no loudness that could be probed.
    effects = scene_strip(1.0, sections=highpass(_EFFECTS_HIGHPASS_HZ), room_send=_EFFECTS_ROOM_SEND)
    return strips | ({_EFFECTS: effects} if score.effects else {})


def _tone(score: Score, strips: Mapping[str, Strip], *, stems: Mapping[str, Stem]) -> Sections:
    """Return what leads the whole mix to its tonal balance."""
    power = sum((stem.octaves * strips[name].gain ** 2 for name, stem in stems.items()), np.zeros(N_OCTAVES))
    sections = correct(correction_db(power, balance=score.balance))
    return np.concatenate([sections, lowpass(score.lowpass_hz)]) if score.lowpass_hz else sections
