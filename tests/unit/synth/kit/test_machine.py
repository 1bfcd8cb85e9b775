import numpy as np

from drums import RATE_HZ, hit
from generate_track.compose.score import Note
from generate_track.synth.kit import DrumMachine


def machine(seed: int = 1) -> DrumMachine:
    return DrumMachine("house_kit", rate_hz=RATE_HZ, seed=seed)


def test_hits_are_played_in_turn_so_that_neighbours_differ() -> None:
    one = machine()
    sounds = [one.play(Note(0, 1, 38, 100)) for _ in range(5)]
    assert not np.allclose(sounds[0][:4000], sounds[1][:4000], atol=0.01)
    np.testing.assert_array_equal(sounds[0], sounds[4])


def test_variants_of_a_drum_are_equally_loud() -> None:
    one = machine()
    levels = [20 * np.log10(np.std(one.play(Note(0, 1, 42, 100)))) for _ in range(4)]
    assert max(levels) - min(levels) < 2


def test_velocity_is_loudness() -> None:
    soft, loud = (np.abs(hit("trap_kit", 36, velocity=velocity)).max() for velocity in (40, 120))
    assert 3 < loud / soft < 6


def test_a_choked_hit_is_cut_short_and_the_next_one_is_whole() -> None:
    one = machine()
    notes = [Note(0, 1, 46, 100)] * 5
    whole, *_, choked = (one.play(note, choked_s=None if at < 4 else 0.05) for at, note in enumerate(notes))
    np.testing.assert_array_equal(choked[:2400], whole[:2400])
    assert np.abs(choked[5000:]).max() < 0.01 * np.abs(whole[5000:]).max()


def test_hats_share_a_class_and_kicks_have_none() -> None:
    assert {DrumMachine.exclusive_class(key) for key in (42, 44, 46)} == {1}
    assert DrumMachine.exclusive_class(36) == 0
    assert DrumMachine.exclusive_class(80) == DrumMachine.exclusive_class(81) > 1


def test_a_key_outside_general_midi_is_a_rim_click() -> None:
    np.testing.assert_array_equal(hit("house_kit", 100), hit("house_kit", 37))


def test_a_kit_is_the_same_for_a_seed() -> None:
    np.testing.assert_array_equal(hit("lofi_kit", 38, seed=5), hit("lofi_kit", 38, seed=5))
    assert not np.array_equal(hit("lofi_kit", 38, seed=5), hit("lofi_kit", 38, seed=6))
