"""A score as stems: each part's notes played by its instrument, block by block, in memory that does not grow."""

import gc
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from importlib import resources
from mmap import ACCESS_READ, mmap

import numpy as np
from numpy.typing import NDArray

from generate_track.compose.score import Note, Part, Score
from generate_track.synth.effect import render_effect
from generate_track.synth.guitar import Guitar
from generate_track.synth.instrument import INSTRUMENTS
from generate_track.synth.kit import DrumMachine
from generate_track.synth.line import Line, Play, choked, events
from generate_track.synth.sampler import CACHE_BYTES, Sampler, WaveCache
from generate_track.synth.scene import Scene
from generate_track.synth.soundfont import SoundFont
from generate_track.synth.stem import Stem
from generate_track.synth.voice import Voice

Wave = NDArray[np.float32]
Take = Callable[[int], Wave]

RATE_HZ = 48_000
BLOCK_SAMPLES = 5 * RATE_HZ
AMBIENCE = "ambience:"  # the name of a scene's stem is this and its kind
EFFECTS = "effects"  # the name of the transitions' stem


def render(score: Score, *, block_samples: int = BLOCK_SAMPLES, rate_hz: int = RATE_HZ) -> Iterator[dict[str, Wave]]:
    """Yield the track block by block.

    Args:
        score: what to play.
        block_samples: length of a block; the last one is shorter. It does not change the sound.
        rate_hz: samples in a second.
    Yields:
        Name → stem, shape (n, 2), for each of `stems`.
    Raises:
        KeyError: the score asks for an instrument or a scene that is in no table.
    """
    takes = stems(score, rate_hz=rate_hz)
    n_total = round(score.duration_s * rate_hz)
    for start in range(0, n_total, block_samples):
        n_samples = min(block_samples, n_total - start)
        yield {name: take(n_samples) for name, take in takes.items()}


def stems(score: Score, *, rate_hz: int = RATE_HZ, cache: WaveCache | None = None) -> dict[str, Take]:
    """Return what plays each stem: called with a number of samples, it returns the next ones, shape (n, 2).

    There is one for every part, one named `ambience:<kind>` for every scene sound, and one named `effects` for all
    transitions, when there are any. None hears another.

    Args:
        score: what to play.
        rate_hz: samples in a second.
        cache: kept by who plays several scores of the same piece.
    Raises:
        KeyError: the score asks for an instrument or a scene that is in no table.
    """
    cache = cache or WaveCache()
    takes = {part.name: _part(part, score, rate_hz=rate_hz, cache=cache) for part in score.parts}
    for ambience in score.ambience:
        scene = Scene(ambience.kind, rate_hz=rate_hz, seed=_seed(score, ambience.kind))
        takes[AMBIENCE + ambience.kind] = scene.take
    if score.effects:
        takes[EFFECTS] = _effects(score, rate_hz=rate_hz)
    return takes


def open_play(*, cache_bytes: int = CACHE_BYTES) -> Callable[[Score], dict[str, Take]]:
    """Return what plays the stems of scores of one piece: what one has resampled, the next need not.

    Args:
        cache_bytes: how much of that is kept.
    """
    # Who played the piece before refers to himself in cycles, and holds his waves until he is collected.
    gc.collect()
    return partial(stems, cache=WaveCache(cache_bytes))


@lru_cache(maxsize=1)
def load_font() -> SoundFont:
    """Return the SoundFont that is shipped; read once, its samples are decoded when they are played."""
    font = resources.files("generate_track.synth") / "data" / "instruments.sf3"
    with resources.as_file(font) as path, path.open("rb") as file:
        # Mapped: of its megabytes only those are read, and kept, that are played.
        return SoundFont(mmap(file.fileno(), 0, access=ACCESS_READ))


def _seed(score: Score, name: str) -> int:
    # A part's randomness must not move when another part is added; crc32 is the same everywhere, hash() is not.
    return zlib.crc32(f"{score.seed}:{name}".encode())


def _part(part: Part, score: Score, *, rate_hz: int, cache: WaveCache) -> Take:
    """Return what plays one part: called with a number of samples, it returns the next ones."""
    instrument = INSTRUMENTS[part.instrument]
    if instrument.rig:
        plain = events(part.notes, beat_s=score.beat_s, is_legato=instrument.is_legato)
        seed = _seed(score, part.name)
        return Guitar(plain, instrument, load_font(), rate_hz=rate_hz, cache=cache, seed=seed).take
    play, class_of = _player(part, score, rate_hz=rate_hz, cache=cache)
    played = events(part.notes, beat_s=score.beat_s, is_legato=instrument.is_legato, class_of=class_of)
    return Line(played, play, rate_hz=rate_hz).take


def _effects(score: Score, *, rate_hz: int) -> Take:
    """Return what plays the transitions."""
    queue = list(reversed(score.effects))
    stem, position = Stem(), 0
    seed = _seed(score, EFFECTS)

    def take(n_samples: int) -> Wave:
        nonlocal position
        while queue and (start := round(queue[-1].start_beat * score.beat_s * rate_hz)) < position + n_samples:
            rng = np.random.default_rng([seed, len(queue)])
            stem.add(start, render_effect(queue.pop(), beat_s=score.beat_s, rng=rng, rate_hz=rate_hz))
        position += n_samples
        return stem.take(n_samples)

    return take


def _player(part: Part, score: Score, *, rate_hz: int, cache: WaveCache) -> tuple[Play, Callable[[Note], int] | None]:
    """Return what plays a part's notes, and the exclusive class of each."""
    instrument, seed = INSTRUMENTS[part.instrument], _seed(score, part.name)
    if instrument.source == "kit":
        machine = DrumMachine(part.instrument, rate_hz=rate_hz, seed=seed)
        return (
            lambda note, _, choked_s: machine.play(note, choked_s=choked_s),
            lambda note: machine.exclusive_class(note.pitch),
        )
    if instrument.source == "voice":
        voice = Voice(part.instrument, instrument, rate_hz=rate_hz, cache=cache, seed=seed, beat_s=score.beat_s)
        return (lambda note, held_s, _: voice.play(note, held_s=held_s)), None
    sampler = Sampler(load_font(), instrument, rate_hz=rate_hz, cache=cache)
    if not instrument.is_drums:
        return (lambda note, held_s, _: sampler.play(note, held_s=held_s)), None
    return (
        lambda note, held_s, choked_s: choked(sampler.play(note, held_s=held_s), choked_s, rate_hz=rate_hz),
        lambda note: sampler.exclusive_class(note.pitch, note.velocity),
    )
