"""Stems of the finished track: each what the desk and the master make of it alone, and together the track."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generate_track.compose.score import Score
from generate_track.mix.block import Play, Stereo
from generate_track.mix.half import add, halves, play_strips, reduced
from generate_track.mix.level import Stem
from generate_track.mix.master import Plan
from generate_track.mix.mixer import Desk
from generate_track.mix.strip import Strip, strips_of


@dataclass(frozen=True, slots=True)
class Split:
    """Every stem by its name as it sounds in the finished track, one after the other: each needs a desk's memory.

    A desk of its own takes each through its fader, its place, its echo and its room, and the master's gain curve
    turns them all alike. No step depends on what other stems do at the moment, so the sum of all is the track.

    Args:
        score: tells where each part sits.
        play: who plays its stems.
        stems: what each of them measures, as `calibrate` returns it.
        plan: what mastering did to the track.
    """

    score: Score
    play: Play
    stems: Mapping[str, Stem]
    plan: Plan

    def __iter__(self) -> Iterator[tuple[str, Iterator[Stereo]]]:
        """Yield the name of each stem and its blocks, of BLOCK_SAMPLES each, the last one shorter."""
        strips = strips_of(self.score, stems=self.stems, names=frozenset[str]().union(*halves(self.score)))
        for name, strip in strips.items():
            yield name, self._blocks(name, strip)

    @property
    def duration_s(self) -> float:
        """How long all of them last, one after the other."""
        return self.score.duration_s * sum(map(len, halves(self.score)))

    def _blocks(self, name: str, strip: Strip) -> Iterator[Stereo]:
        desk, strips = Desk(self.score, stems=self.stems), {name: strip}
        position = 0
        for signals in play_strips(reduced(self.score, frozenset(strips)), play=self.play, strips=strips):
            n_samples = len(signals[name].middle)
            total = add(strips, signals, n_samples=n_samples)
            yield (desk.mix(total) * self.plan.gain(position, n_samples)).T
            position += n_samples
