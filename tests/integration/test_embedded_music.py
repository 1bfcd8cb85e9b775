"""What is heard of an embedded track, in the sound alone: key, tempo, sections, and one piece from another."""

from collections import defaultdict
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import soundfile

from generate_track.engines.base import Take
from generate_track.engines.embedded import EmbeddedEngine
from generate_track.music import Key
from generate_track.request import TrackRequest
from hearing import Sound, harmony_heard, key_heard, pulse_heard, timbre_heard
from sounds import RATE_HZ


def play(folder: Path, **values: object) -> tuple[Sound, Take]:
    """Return a track in mono, and what the engine says of it."""
    request = TrackRequest.parse({"seed": 3, "duration_s": 30, "format": "wav"} | values)
    (take,) = EmbeddedEngine().generate(request, scratch=folder, on_event=lambda _: None)
    return soundfile.read(take.path)[0].mean(axis=1), take


@cache
def sections_of(caption: str) -> dict[str, list[Sound]]:
    """Return the sections of a track of a minute and a half, in mono, under their labels."""
    with TemporaryDirectory() as folder:
        mono, take = play(Path(folder), caption=caption, duration_s=90, bpm=120)
    bar = 4 * 60 * RATE_HZ / take.facts["bpm"]
    found: dict[str, list[Sound]] = defaultdict(list)
    for section in take.facts["sections"]:
        start = round(section["start_bar"] * bar)
        found[section["label"]].append(mono[start : start + round(section["n_bars"] * bar)])
    return found


def likeness(one: Sound, other: Sound) -> float:
    """Return how alike the harmonies of two sounds are, frame by frame, in the best of the twelve transpositions."""
    a, b = harmony_heard(one), harmony_heard(other)
    n_frames = min(len(a), len(b))
    a, b = (sound[:n_frames] - sound[:n_frames].mean(axis=1, keepdims=True) for sound in (a, b))
    products = [float((a * np.roll(b, semitones, axis=1)).sum()) for semitones in range(12)]
    return max(products) / float(np.linalg.norm(a) * np.linalg.norm(b))


@pytest.mark.parametrize(
    ("caption", "key", "bpm", "time_signature"),
    [
        ("lounge jazz, soft piano", "C major", 100, "4/4"),
        ("upbeat pop, guitar", "G major", 120, "4/4"),
        ("driving electronic dance", "A minor", 126, "4/4"),
        ("pop waltz, piano", "D major", 100, "3/4"),
        ("lounge jazz, saxophone", "E minor", 80, "6/8"),
        ("happy pop march", "F major", 112, "2/4"),
    ],
)
def test_the_key_and_the_tempo_that_were_asked_for_are_heard(
    tmp_path: Path, *, caption: str, key: str, bpm: int, time_signature: str
) -> None:
    mono, _ = play(tmp_path, caption=caption, key=key, bpm=bpm, time_signature=time_signature)
    wanted = Key.parse(key)
    # A march's bass steps between root and fifth, and key finders take either for the tonic.
    fifth = 7 * ("march" in caption)
    assert key_heard(mono) in {(wanted.pitch_class, wanted.mode), ((wanted.pitch_class + fifth) % 12, wanted.mode)}
    assert pulse_heard(mono, near_bpm=bpm * 1.03) == pytest.approx(bpm, rel=0.02)


def test_a_calm_spa_track_keeps_its_key(tmp_path: Path) -> None:
    mono, _ = play(tmp_path, caption="spa wellness, ocean waves, meditation", key="F major")
    assert key_heard(mono) == (5, "major")


@pytest.mark.parametrize("caption", ["upbeat pop", "disco"])
def test_a_section_that_comes_back_is_recognised_by_its_harmony_and_another_one_is_not(caption: str) -> None:
    sections = sections_of(caption)
    first, again, *_ = sections["chorus"]
    assert likeness(first, again) > 0.8
    assert likeness(first, sections["verse"][0]) < 0.75


@pytest.mark.parametrize("caption", ["upbeat pop", "lounge jazz"])
def test_a_chorus_is_louder_than_a_verse_and_sounds_otherwise(caption: str) -> None:
    sections = sections_of(caption)
    verse, chorus = (timbre_heard(sections[label][0]).mean(axis=0) for label in ("verse", "chorus"))
    assert chorus.max() > verse.max() + 1
    assert np.sqrt(((chorus - verse) ** 2).mean()) > 3


@pytest.mark.parametrize("caption", ["upbeat pop", "lounge jazz", "spa, ocean"])
def test_another_seed_is_another_piece_and_not_a_transposed_copy(tmp_path: Path, caption: str) -> None:
    pieces = [play(tmp_path, caption=caption, seed=seed, bpm=100)[0] for seed in (3, 4)]
    assert likeness(*pieces) < 0.75
