"""Stems of the finished track: each what the desk and the master make of it alone, and together the track."""

from collections.abc import Iterable, Iterator, Mapping

from generate_track.compose.score import Score
from generate_track.mix.block import Stems, Stereo, aligned
from generate_track.mix.level import Stem
from generate_track.mix.master import Plan
from generate_track.mix.mixer import Mixer


def split(
    blocks: Iterable[Stems], score: Score, *, stems: Mapping[str, Stem], plan: Plan
) -> Iterator[dict[str, Stereo]]:
    """Yield every stem by its name as it sounds in the finished track, in blocks of BLOCK_SAMPLES.

    A desk of its own takes each through its fader, its place, its echo and its room, and the master's gain curve
    turns them all alike. No step depends on what other stems do at the moment, so the sum of all is the track.

    Args:
        blocks: the score's stems, as `mix` takes them.
        score: tells where each part sits.
        stems: what each of them measures, as `calibrate` returns it.
        plan: what mastering did to the track.
    """
    desks: dict[str, Mixer] = {}
    position = 0
    for block in aligned(blocks, duration_s=score.duration_s):
        desks = desks or {name: Mixer(score, stems=stems, only=name) for name in block}
        n_samples = len(next(iter(block.values())))
        gain = plan.gain(position, n_samples)[:, None]
        yield {name: desks[name].mix({name: stem}) * gain for name, stem in block.items()}
        position += n_samples
