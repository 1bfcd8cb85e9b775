"""Stems of the finished track: each what the desk and the master make of it alone, and together the track."""

from collections.abc import Iterator, Mapping

from generate_track.compose.score import Score
from generate_track.mix.block import Play, Stereo
from generate_track.mix.half import add, halves, play_strips
from generate_track.mix.level import Stem
from generate_track.mix.master import Plan
from generate_track.mix.mixer import Desk
from generate_track.mix.strip import strips_of


def split(score: Score, *, play: Play, stems: Mapping[str, Stem], plan: Plan) -> Iterator[dict[str, Stereo]]:
    """Yield every stem by its name as it sounds in the finished track, in blocks of BLOCK_SAMPLES.

    A desk of its own takes each through its fader, its place, its echo and its room, and the master's gain curve
    turns them all alike. No step depends on what other stems do at the moment, so the sum of all is the track.

    Args:
        score: tells where each part sits.
        play: who plays its stems.
        stems: what each of them measures, as `calibrate` returns it.
        plan: what mastering did to the track.
    """
    strips = strips_of(score, stems=stems, names=frozenset[str]().union(*halves(score)))
    desks = {name: Desk(score, stems=stems) for name in strips}
    position = 0
    for signals in play_strips(score, play=play, strips=strips):
        n_samples = len(next(iter(signals.values())).middle)
        gain = plan.gain(position, n_samples)
        sums = {name: add(strips, {name: signal}, n_samples=n_samples) for name, signal in signals.items()}
        yield {name: (desks[name].mix(total) * gain).T for name, total in sums.items()}
        position += n_samples
