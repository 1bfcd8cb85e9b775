from dataclasses import replace

import numpy as np
import pytest

from generate_track.compose.score import Note
from generate_track.synth.instrument import INSTRUMENTS, Instrument
from generate_track.synth.oscillator import pitch_hz
from generate_track.synth.sampler import WaveCache
from generate_track.synth.voice import PATCHES, Voice
from generate_track.synth.voice.tone import Tone
from voices import RATE_HZ, between, cents_off, level_db, play

BASSES = {name for name in PATCHES if "bass" in name}
LOOPED = sorted(name for name, patch in PATCHES.items() if patch.loop_s)
DYING = {"electric_piano", "wurlitzer", "pluck", "bell", "fm_bell", "kalimba", "bass_808"}


def pitches(name: str) -> tuple[int, ...]:
    return (28, 40, 60) if name in BASSES else (40, 57, 76, 96)


def test_every_voice_of_the_instrument_table_has_a_patch_and_every_patch_a_row() -> None:
    assert {name for name, row in INSTRUMENTS.items() if row.source == "voice"} == set(PATCHES)


@pytest.mark.parametrize("name", sorted(PATCHES))
def test_a_voice_is_in_tune_over_its_range_at_any_touch(name: str) -> None:
    held_s = 9.0 if name in BASSES or name in LOOPED else 3.5  # what beats slowly has to be heard for long
    for pitch in pitches(name):
        for velocity in (30, 127)[: PATCHES[name].n_touches]:
            sound = play(name, pitch, velocity=velocity, held_s=held_s)
            assert abs(cents_off(between(sound, 0.5, held_s), pitch)) < 3, (pitch, velocity)


@pytest.mark.parametrize("name", sorted(PATCHES))
def test_a_voice_is_clean_at_any_touch(name: str) -> None:
    for pitch in pitches(name):
        for velocity in (1, 127):
            sound = play(name, pitch, velocity=velocity, held_s=1.0)
            assert sound.dtype == np.float32
            assert np.isfinite(sound).all()
            assert np.abs(sound).max() < 1.5
            assert np.abs(sound[-1]).max() < 1e-3


@pytest.mark.parametrize("name", sorted(PATCHES))
def test_the_loudest_note_is_no_louder_than_a_few_others(name: str) -> None:
    levels = [level_db(between(play(name, pitch), 0.2, 2.0)) for pitch in pitches(name)]
    assert max(levels) - min(levels) < 12


@pytest.mark.parametrize("name", sorted(PATCHES))
def test_the_steps_of_touch_are_not_steps_of_loudness(name: str) -> None:
    voice = Voice(name, INSTRUMENTS[name], rate_hz=RATE_HZ, cache=WaveCache(), seed=1)
    notes = [Note(0, 1, pitches(name)[2], velocity) for velocity in range(40, 128, 8)]
    levels = [level_db(voice.play(note, held_s=0.5)) for note in notes]
    assert np.diff(levels).min() > -1.5
    assert np.diff(levels).max() < 6


@pytest.mark.parametrize("name", sorted(PATCHES))
def test_only_what_is_struck_or_plucked_dies_away_while_it_is_held(name: str) -> None:
    sound = play(name, pitches(name)[1], held_s=3.6)
    fallen_db = level_db(between(sound, 0.3, 1.3)) - level_db(between(sound, 2.6, 3.6))
    assert (fallen_db > 3) == (name in DYING)


@pytest.mark.parametrize("name", LOOPED)
def test_a_loop_has_no_seam(name: str) -> None:
    pitch = pitches(name)[1]
    patch, frequency_hz = PATCHES[name], pitch_hz(pitch)
    n_loop = round(round(patch.loop_s * frequency_hz) / frequency_hz * RATE_HZ)
    n_lead = round(patch.lead_s * RATE_HZ)
    tone = Tone(frequency_hz, n_lead + n_loop, RATE_HZ, np.random.default_rng(1), loop_samples=n_loop)
    once = patch.make(tone)
    longer = patch.make(replace(tone, n_samples=n_lead + 2 * n_loop, rng=np.random.default_rng(1)))
    np.testing.assert_allclose(longer[n_lead + n_loop :], once[n_lead:], atol=0.02)


def test_a_long_note_of_a_looped_sound_costs_no_more_memory_than_a_short_one() -> None:
    cache = WaveCache()
    voice = Voice("warm_pad", INSTRUMENTS["warm_pad"], rate_hz=RATE_HZ, cache=cache, seed=1)
    voice.play(Note(0, 1, 60, 100), held_s=0.2)
    n_bytes = cache.n_bytes
    assert len(voice.play(Note(0, 1, 60, 100), held_s=60)) > 60 * RATE_HZ
    assert cache.n_bytes == n_bytes


@pytest.mark.parametrize("name", sorted(PATCHES))
def test_how_long_a_note_is_held_does_not_change_how_it_begins(name: str) -> None:
    short, long = (play(name, pitches(name)[1], held_s=held_s) for held_s in (0.7, 3.7))
    np.testing.assert_allclose(between(long, 0, 0.7), between(short, 0, 0.7), atol=1e-6)


def test_a_voice_is_the_same_for_a_seed() -> None:
    np.testing.assert_array_equal(play("supersaw", seed=4), play("supersaw", seed=4))
    assert not np.array_equal(play("supersaw", seed=4), play("supersaw", seed=5))


def test_a_note_outside_the_range_is_folded_in() -> None:
    row = Instrument("voice", 48, 72)
    voice = Voice("bell", row, rate_hz=RATE_HZ, cache=WaveCache(), seed=1)
    low, inside = (voice.play(Note(0, 1, pitch, 100), held_s=1.0) for pitch in (24, 48))
    np.testing.assert_array_equal(low, inside)
