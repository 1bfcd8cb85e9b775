"""How loud each stem is before it is balanced: measured on a few seconds of its own densest music.

An instrument's loudness depends on its samples, its register and how thickly it is played, so no table of
instruments is right. A probe of some seconds is rendered instead; every block of the track then gets the same gain,
whatever the size of the blocks, and quiet passages stay quiet.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from generate_track.compose.score import Note, Part, Score
from generate_track.mix.block import Play, Sides, Take, block_lengths, length_of
from generate_track.mix.channel import SCENE_SECTIONS, part_sections
from generate_track.mix.loudness import Meter
from generate_track.mix.tone import N_OCTAVES, Octaves, octaves
from generate_track.synth.butterworth import Sections
from generate_track.synth.cascade import Cascade

REFERENCE_LUFS = -23.0  # of a part whose level_db is 0
_PROBE_S = 6.0
_AMBIENCE_PROBE_S = 12.0  # surf needs two waves
_TAIL_S = 1.0
_LARGEST_GAIN_DB = 40.0
# However long their notes are written, they are as loud as they are struck: a last long one is not their densest music.
_STRUCK = frozenset({"timpani", "taiko", "tubular_bells"})


@dataclass(frozen=True, slots=True)
class Stem:
    """What was measured of a stem.

    Args:
        loudness_lufs: gated; -inf when it is silent.
        width: amplitude of the side (half of left minus right) relative to the middle; 0 when both are the same.
        octaves: power per octave, shape (n_octaves,).
    """

    loudness_lufs: float
    width: float
    octaves: Octaves = field(default_factory=lambda: np.zeros(N_OCTAVES), compare=False)

    def gain(self, target_lufs: float) -> float:
        """Return the factor that brings the stem to `target_lufs`; 1 when it is silent."""
        if math.isinf(self.loudness_lufs):
            return 1.0
        return 10 ** (min(target_lufs - self.loudness_lufs, _LARGEST_GAIN_DB) / 20)


def calibrate(score: Score, *, play: Play) -> dict[str, Stem]:
    """Return what each stem of the score measures, from a probe of its parts and one of its ambience.

    Effects are not among them: each is rendered as loud as the score says.
    """
    sections = {part.name: part_sections(part) for part in score.parts}
    return {
        name: measure(take, n_samples=length_of(probe), sections=sections.get(name, SCENE_SECTIONS))
        for probe in probes(score)
        for name, take in play(probe).items()
    }


def probes(score: Score) -> Iterator[Score]:
    """Yield short scores that have all stems of the score between them."""
    window_s = min(_PROBE_S, score.duration_s)
    densest = tuple(_densest(part, window_beats=window_s / score.beat_s) for part in score.parts)
    if densest:
        yield replace(score, parts=densest, ambience=(), effects=(), duration_s=window_s + _TAIL_S)
    if score.ambience:
        yield replace(score, parts=(), effects=(), duration_s=min(_AMBIENCE_PROBE_S, score.duration_s))


def measure(take: Take, *, n_samples: int, sections: Sections) -> Stem:
    """Return what the next samples of a stem measure after its equalizer."""
    gauge = _Gauge()
    equalize = Cascade(sections, channels=2)
    for length in block_lengths(n_samples):
        gauge.add(equalize(take(length).T))
    return gauge.stem()


class _Gauge:
    def __init__(self) -> None:
        self._meter = Meter(with_peaks=False)
        self._middle = self._side = 0.0
        self._octaves = np.zeros(N_OCTAVES)

    def add(self, stem: Sides) -> None:
        self._meter.add(stem)
        left, right = stem
        self._middle += float(np.sum((left + right) ** 2))
        self._side += float(np.sum((left - right) ** 2))
        self._octaves += octaves(stem)

    def stem(self) -> Stem:
        width = math.sqrt(self._side / self._middle) if self._middle else 0.0
        return Stem(self._meter.profile().loudness_lufs, width, self._octaves)


def _densest(part: Part, *, window_beats: float) -> Part:
    """Return the part with only the notes of its densest `window_beats`, moved to the start."""
    if not part.notes:
        return part
    starts = np.array([note.start_beat for note in part.notes])
    is_struck = part.instrument in _STRUCK
    lengths = [1.0 if is_struck else min(note.length_beats, window_beats) for note in part.notes]
    weights = np.array([length * note.velocity**2 for length, note in zip(lengths, part.notes, strict=True)])
    sums = np.concatenate([np.zeros(1), np.cumsum(weights)])
    ends = np.searchsorted(starts, starts + window_beats)
    first = int(np.argmax(sums[ends] - sums[:-1]))
    return replace(
        part, notes=tuple(_moved(part.notes[first : ends[first]], by_beats=-starts[first], end_beat=window_beats))
    )


def _moved(notes: Iterable[Note], *, by_beats: float, end_beat: float) -> Iterator[Note]:
    for note in notes:
        start_beat = note.start_beat + by_beats
        yield replace(note, start_beat=start_beat, length_beats=min(note.length_beats, end_beat - start_beat))


def music_lufs(score: Score) -> float:
    """Return about how loud all parts are together, from the levels that the score gives them."""
    power = sum(10 ** (part.level_db / 10) for part in score.parts)
    return REFERENCE_LUFS + (10 * math.log10(power) if power else 0.0)


def target_lufs(score: Score) -> Mapping[str, float]:
    """Return how loud each stem is to be: parts by their level, ambience relative to the music."""
    parts = {part.name: REFERENCE_LUFS + part.level_db for part in score.parts}
    music = music_lufs(score)
    return parts | {f"ambience:{ambience.kind}": music + ambience.level_db for ambience in score.ambience}
