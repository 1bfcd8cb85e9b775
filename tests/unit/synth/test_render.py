from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from generate_track.compose.score import Ambience, Effect, Note, Part, Room, Score
from generate_track.music import Key, TimeSignature
from generate_track.synth.instrument import INSTRUMENTS
from generate_track.synth.render import render, stems
from generate_track.synth.sampler import WaveCache
from generate_track.synth.scene import SCENES

RATE_HZ = 48_000
PITCHED = sorted(name for name, row in INSTRUMENTS.items() if not row.is_drums)
KITS = sorted(name for name, row in INSTRUMENTS.items() if row.is_drums)
HELD = Note(0.0, 2.0, 69, 100)  # one second


def score(*parts: Part, duration_s: float = 2.0, scenes: tuple[str, ...] = (), seed: int = 1) -> Score:
    return Score(
        style="test",
        tempo_bpm=120.0,
        time_signature=TimeSignature.parse("4/4"),
        key=Key.parse("C"),
        duration_s=duration_s,
        sections=(),
        parts=parts,
        ambience=tuple(Ambience(kind) for kind in scenes),
        room=Room(),
        fade_out_s=0.5,
        seed=seed,
    )


def stem(one: Score, *, block_samples: int = 100_000) -> NDArray[np.float32]:
    return np.concatenate([next(iter(block.values())) for block in render(one, block_samples=block_samples)])


def played(instrument: str, *notes: Note, duration_s: float = 2.0) -> NDArray[np.float32]:
    return stem(score(Part("part", instrument, notes), duration_s=duration_s))


def cents_off(samples: NDArray[np.float32], frequency_hz: float) -> float:
    """Return how far the middle of the strongest of the first harmonics lies from where it should."""
    power = np.abs(np.fft.rfft(samples[:RATE_HZ].mean(axis=1) * np.hanning(RATE_HZ), 1 << 20)) ** 2
    hertz = RATE_HZ / (1 << 20)
    near = [(int(h * frequency_hz * 0.97 / hertz), int(h * frequency_hz * 1.03 / hertz), h) for h in (1, 2, 3)]
    low, high, harmonic = max(near, key=lambda edges: power[edges[0] : edges[1]].max())
    # A vibrato lies to both sides of its pitch: the middle of the power counts, not its peak.
    centre_hz = np.average(np.arange(low, high), weights=power[low:high]) * hertz
    return float(1200 * np.log2(centre_hz / (harmonic * frequency_hz)))


# What a drum's pitch is, its partials do not tell.
IN_TUNE = [name for name in PITCHED if name not in {"taiko", "timpani"}]


@pytest.mark.parametrize("name", IN_TUNE)
def test_an_instrument_plays_concert_pitch(name: str) -> None:
    pitch = INSTRUMENTS[name].fold(69)
    assert abs(cents_off(played(name, HELD), 440 * 2 ** ((pitch - 69) / 12))) < 15


@pytest.mark.parametrize("name", PITCHED)
def test_an_instrument_sounds_over_its_whole_range_without_an_offset(name: str) -> None:
    row = INSTRUMENTS[name]
    for pitch in (row.low, (row.low + row.high) // 2, row.high):
        sound = played(name, Note(0.0, 2.0, pitch, 90))
        assert np.isfinite(sound).all()
        assert 0.01 < np.abs(sound).max() < 2
        assert np.abs(sound.mean(axis=0)).max() < 0.01


@pytest.mark.parametrize("name", PITCHED)
def test_a_note_ends_after_it_was_let_go(name: str) -> None:
    sound = played(name, Note(0.0, 0.5, 60, 100), duration_s=9.0)
    assert np.abs(sound[-RATE_HZ:]).max() < 0.003 * np.abs(sound).max()


@pytest.mark.parametrize("name", [name for name in PITCHED if not INSTRUMENTS[name].rig])
def test_a_louder_touch_is_louder(name: str) -> None:
    soft, loud = (np.abs(played(name, Note(0.0, 1.0, 69, velocity))).max() for velocity in (40, 120))
    assert loud > 1.5 * soft


@pytest.mark.parametrize("name", KITS)
@pytest.mark.parametrize("key", [36, 38, 42, 46, 49, 51])
def test_a_kit_has_the_drums_of_general_midi(name: str, key: int) -> None:
    assert np.abs(played(name, Note(0.0, 0.1, key, 100))).max() > 0.1


@pytest.mark.parametrize("name", KITS)
def test_a_closed_hi_hat_silences_an_open_one(name: str) -> None:
    def after_a_quarter(*notes: Note) -> float:
        return float(np.abs(played(name, *notes)[RATE_HZ // 4 + 5000 : RATE_HZ // 2]).max())

    opened = Note(0.0, 0.1, 46, 120)
    assert after_a_quarter(opened, Note(0.5, 0.1, 42, 10)) < 0.5 * after_a_quarter(opened)


def test_a_drum_without_a_sound_of_its_own_is_heard_all_the_same() -> None:
    assert np.abs(played("electronic_kit", Note(0.0, 0.1, 81, 100))).max() > 0.05


def test_electronic_hits_differ_from_each_other() -> None:
    sound = played("electronic_kit", *(Note(beat, 0.1, 38, 100) for beat in (0.0, 1.0)))
    assert not np.allclose(sound[:9600], sound[24_000:33_600], atol=0.01)


def test_threads_play_the_same() -> None:
    parts = [
        Part(name, name, tuple(Note(beat / 2, 1.5, 48 + beat, 90) for beat in range(6)))
        for name in ("grand_piano", "violin", "standard_kit", "supersaw")
    ]
    one = score(*parts, duration_s=3)
    alone = next(render(one, block_samples=3 * RATE_HZ))
    takes = stems(one)
    with ThreadPoolExecutor(3) as executor:
        together = dict(zip(takes, executor.map(lambda take: take(3 * RATE_HZ), takes.values()), strict=True))
    assert list(alone) == list(together)
    for name, sound in alone.items():
        np.testing.assert_array_equal(sound, together[name])


@pytest.mark.parametrize("block_samples", [4_800, 33_333])
def test_the_block_size_does_not_change_the_sound(block_samples: int) -> None:
    notes = tuple(Note(beat / 2, 1.5, 48 + 3 * beat, 90) for beat in range(6))
    for one in (
        score(Part("part", "grand_piano", notes), duration_s=3),
        score(Part("part", "supersaw", notes), duration_s=3),
        score(scenes=("rain",), duration_s=3),
    ):
        np.testing.assert_allclose(stem(one, block_samples=block_samples), stem(one), atol=1e-4)


def test_the_same_score_gives_the_same_samples_and_another_seed_others() -> None:
    def rain(seed: int) -> NDArray[np.float32]:
        return stem(score(scenes=("rain",), seed=seed))

    np.testing.assert_array_equal(rain(1), rain(1))
    assert not np.array_equal(rain(1), rain(2))


def test_the_track_is_as_long_as_asked_to_the_sample() -> None:
    blocks = list(render(score(Part("part", "bell", (HELD,)), duration_s=1.23457), block_samples=24_000))
    assert sum(len(block["part"]) for block in blocks) == round(1.23457 * RATE_HZ)


def test_there_is_a_stem_for_each_part_and_each_scene() -> None:
    one = score(Part("lead", "flute", (HELD,)), Part("bass", "sub_bass", ()), scenes=("ocean",))
    assert set(next(iter(render(one)))) == {"lead", "bass", "ambience:ocean"}


def test_a_transition_is_laid_where_the_score_wants_it_whatever_the_blocks() -> None:
    effects = (Effect("riser", 0.5, 2.0), Effect("impact", 2.5, 1.0))
    one = replace(score(duration_s=2.0), effects=effects)
    assert set(next(iter(render(one)))) == {"effects"}
    sound = stem(one)
    assert not sound[: RATE_HZ // 4].any()
    assert np.abs(sound[round(1.2 * RATE_HZ) : round(1.25 * RATE_HZ)]).max() > 0.01
    np.testing.assert_array_equal(stem(one, block_samples=7777), sound)


@pytest.mark.parametrize("kind", sorted(SCENES))
def test_a_scene_sounds_and_lies_wide(kind: str) -> None:
    sound = stem(score(scenes=(kind,), duration_s=12))
    assert np.isfinite(sound).all()
    assert 0.005 < np.abs(sound).max() < 3
    assert kind == "vinyl" or np.corrcoef(sound.T)[0, 1] < 0.95


def test_stems_can_be_played_at_once_from_one_cache() -> None:
    notes = tuple(Note(float(beat), 0.9, 60 + beat % 5, 100) for beat in range(4))
    both = score(Part("left", "grand_piano", notes), Part("right", "grand_piano", notes))
    cache = WaveCache(limit_bytes=1_000_000)
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda take: take(RATE_HZ), stems(both, cache=cache).values()))
    alone = next(iter(stems(both).values()))(RATE_HZ)
    assert all(np.array_equal(alone, each) for each in together)
