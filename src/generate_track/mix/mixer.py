"""The mixing desk: what the strips give in, one stereo signal out, block by block."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

import numpy as np

from generate_track.compose.score import Score
from generate_track.mix.block import RATE_HZ, Sides, length_of
from generate_track.mix.filter import lowpass
from generate_track.mix.half import Half, Sum
from generate_track.mix.level import Stem, target_lufs
from generate_track.mix.space import Space
from generate_track.mix.tone import N_OCTAVES, correct, correction_db
from generate_track.synth.butterworth import Sections

_FADE_IN_S = 0.005


def mix(score: Score, *, halves: Sequence[Half]) -> Iterator[Sides]:
    """Yield the balanced music, exactly as long as the score, in blocks of BLOCK_SAMPLES, the last one shorter.

    Args:
        score: tells the room, the tonal balance and the fade.
        halves: its stems.
    """
    stems = {name: stem for half in halves for name, stem in half.stems.items()}
    desk = Desk(score, stems=stems)
    for sums in zip(*(half.sums() for half in halves), strict=True):
        yield desk.mix(reduce(np.add, sums))


class Desk:
    """Holds what must be remembered from one block to the next.

    Args:
        score: tells the room, the tonal balance and the fade.
        stems: what every stem measures.
    """

    def __init__(self, score: Score, *, stems: Mapping[str, Stem]) -> None:
        self._n_samples = length_of(score)
        self._position = 0
        self._fade_out_samples = max(1, round(score.fade_out_s * RATE_HZ))
        self._space = Space(score, tone=_tone(score, stems=stems))

    def mix(self, total: Sum) -> Sides:
        """Return the next samples of what some strips give together, shape (2, n)."""
        music = self._space(total[:2], total[2:])
        self._fade(music)
        self._position += music.shape[1]
        return music

    def _fade(self, music: Sides) -> None:
        """Fade the very beginning in and the end out, in place."""
        n_samples = music.shape[1]
        position = self._position + np.arange(n_samples)
        if self._position < _FADE_IN_S * RATE_HZ:
            music *= np.clip((position + 1) / (_FADE_IN_S * RATE_HZ), 0, 1)
        if self._position + n_samples > self._n_samples - self._fade_out_samples:
            left = np.clip((self._n_samples - 1 - position) / self._fade_out_samples, 0, 1)
            music *= np.sin(left * np.pi / 2) ** 2


def _tone(score: Score, *, stems: Mapping[str, Stem]) -> Sections:
    """Return what leads the whole mix to its tonal balance."""
    targets = target_lufs(score)
    # In one order, wherever they were measured: sums of floating numbers depend on it.
    each = (stems[name].octaves * stems[name].gain(targets[name]) ** 2 for name in sorted(stems))
    sections = correct(correction_db(sum(each, np.zeros(N_OCTAVES)), balance=score.balance))
    return np.concatenate([sections, lowpass(score.lowpass_hz)]) if score.lowpass_hz else sections
