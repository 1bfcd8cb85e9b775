"""Small scores and their sound, made by hand, for the tests of mix and engine."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from generate_track.compose.score import Ambience, Note, Part, Room, Score, Section
from generate_track.mix.block import RATE_HZ, Take
from generate_track.music import Key, TimeSignature
from sounds import noise, silence, tone

_LEADS = tuple(Note(float(beat), 0.9, 60 + beat % 12, 100) for beat in range(1200))
_KICKS = tuple(Note(float(beat), 0.2, 36, 110) for beat in range(1200))
PIANO = Part("piano", "grand_piano", _LEADS, level_db=0.0)
DRUMS = Part("drums", "standard_kit", _KICKS, level_db=-3.0, highpass_hz=30.0)


def a_score(*parts: Part, duration_s: float = 4.0, ambience: tuple[Ambience, ...] = ()) -> Score:
    """Return a score at 120 beats a minute."""
    return Score(
        style="pop",
        tempo_bpm=120.0,
        time_signature=TimeSignature.parse("4/4"),
        key=Key("C", "major"),
        duration_s=duration_s,
        sections=(Section("verse", 0, 2, 0.5),),
        parts=parts or (PIANO, DRUMS),
        ambience=ambience,
        room=Room(decay_s=0.8),
        fade_out_s=0.5,
        seed=1,
    )


def dry(part: Part) -> Part:
    """Return the part with nothing done to it: no room, in the middle, mono."""
    return replace(part, reverb_send=0.0, delay_send=0.0, width=0.0, pan=0.0, duck_depth=0.0)


def play(score: Score, *, level: float = 0.2) -> dict[str, Take]:
    """Return players of a decaying tone for every note, and of noise for every ambience and for the effects."""
    stems = {part.name: _sound(part, score=score, level=level) for part in score.parts}
    stems |= {f"ambience:{each.kind}": noise(score.duration_s, level=0.01) for each in score.ambience}
    stems |= {"effects": noise(score.duration_s, level=0.05)} if score.effects else {}
    return {name: player(stem) for name, stem in stems.items()}


def player(stem: np.ndarray) -> Take:
    """Return what plays a sound, shape (n, 2), from its beginning."""
    position = 0

    def take(n_samples: int) -> np.ndarray:
        nonlocal position
        position += n_samples
        return stem[position - n_samples : position]

    return take


def _sound(part: Part, *, score: Score, level: float) -> np.ndarray:
    sound = silence(score.duration_s + 1)
    for note in part.notes:
        start = round(note.start_beat * score.beat_s * RATE_HZ)
        if start >= len(sound) - RATE_HZ:
            break
        frequency_hz = 440 * 2 ** ((note.pitch - 69) / 12)
        struck = tone(0.4, frequency_hz=frequency_hz, level=level * note.velocity / 127)
        sound[start : start + len(struck)] += struck * np.linspace(1, 0, len(struck), dtype=np.float32)[:, None] ** 2
    return sound[: round(score.duration_s * RATE_HZ)]


def joined(blocks: Iterable[np.ndarray]) -> np.ndarray:
    """Return all blocks, shape (2, n), as one sound, shape (n, 2)."""
    return np.concatenate(list(blocks), axis=1).T
