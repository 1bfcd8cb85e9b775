"""Stems of the finished track: each what the desk and the master make of it alone, and together the track."""

from collections.abc import Iterator, Mapping

from generate_track.compose.score import Score
from generate_track.mix.block import Play, Stereo
from generate_track.mix.level import Stem
from generate_track.mix.master import Plan
from generate_track.mix.mixer import Desk


def split(
    score: Score, *, play: Play, stems: Mapping[str, Stem], plan: Plan, n_threads: int = 1
) -> Iterator[dict[str, Stereo]]:
    """Yield every stem by its name as it sounds in the finished track, in blocks of BLOCK_SAMPLES.

    A desk of its own takes each through its fader, its place, its echo and its room, and the master's gain curve
    turns them all alike. No step depends on what other stems do at the moment, so the sum of all is the track.

    Args:
        score: tells where each part sits.
        play: who plays its stems.
        stems: what each of them measures, as `calibrate` returns it.
        plan: what mastering did to the track.
        n_threads: in how many threads they are played; it does not change the sound.
    """
    desks: dict[str, Desk] = {}
    position = 0
    for signals in Desk(score, stems=stems).signals(play(score), n_threads=n_threads):
        desks = desks or {name: Desk(score, stems=stems) for name in signals}
        n_samples = len(next(iter(signals.values())).middle)
        gain = plan.gain(position, n_samples)
        yield {name: (desks[name].mix({name: signal}) * gain).T for name, signal in signals.items()}
        position += n_samples
