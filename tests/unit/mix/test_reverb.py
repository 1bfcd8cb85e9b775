import numpy as np
import pytest
from scipy.signal import fftconvolve

from generate_track.compose.score import Room
from generate_track.mix.block import BLOCK_SAMPLES
from generate_track.mix.reverb import Response, Reverb, impulse, plate
from sounds import RATE_HZ, noise


def test_blocks_are_convolved_as_the_whole() -> None:
    response = impulse(Room(decay_s=2.0), seed=1)
    sound = noise(3.0)[:, 0]
    reverb = Reverb(Response(response))
    blocks = [sound[start : start + BLOCK_SAMPLES] for start in range(0, len(sound), BLOCK_SAMPLES)]
    expected = fftconvolve(sound[None], response, axes=1)[:, : len(sound)]
    assert np.allclose(np.concatenate([reverb(block) for block in blocks], axis=1), expected, atol=1e-4)


def test_two_rooms_answer_together_as_they_do_alone() -> None:
    rooms = (impulse(Room(decay_s=0.8), seed=1), impulse(Room(decay_s=2.0), seed=2))
    responses = [Response(room) for room in rooms]
    channels = noise(0.5).T
    together = Reverb(*responses)(*channels)
    alone = [Reverb(response)(channel) for response, channel in zip(responses, channels, strict=True)]
    assert np.allclose(together, alone[0] + alone[1], atol=1e-4)


@pytest.mark.parametrize("decay_s", [0.5, 1.6, 5.0])
def test_a_plate_is_shorter_and_brighter_than_its_room(decay_s: float) -> None:
    room = Room(decay_s=decay_s)
    assert plate(room).decay_s < room.decay_s
    assert plate(room).damping_hz > room.damping_hz
    assert plate(room).predelay_ms < room.predelay_ms


@pytest.mark.parametrize("decay_s", [0.4, 1.6, 4.0])
def test_a_room_rings_for_its_decay_time(decay_s: float) -> None:
    response = impulse(Room(decay_s=decay_s), seed=2).astype(float)
    left = np.cumsum((response**2).sum(axis=0)[::-1])[::-1]  # Schroeder's backward integration
    level_db = 10 * np.log10(left / left[0] + 1e-12)
    from_s, to_s = (np.argmax(level_db < db) / RATE_HZ for db in (-5, -25))
    assert 3 * (to_s - from_s) == pytest.approx(decay_s, rel=0.35)


def test_both_channels_have_energy_one_and_differ() -> None:
    left, right = impulse(Room(), seed=3)
    assert np.sum(left**2) == pytest.approx(1.0, rel=1e-3)
    assert np.sum(right**2) == pytest.approx(1.0, rel=1e-3)
    assert abs(np.sum(left * right)) < 0.2


def test_nothing_is_heard_before_the_predelay() -> None:
    response = impulse(Room(predelay_ms=20.0), seed=1)
    assert not response[:, :960].any()
    assert response[:, 960:2400].any()


def test_a_damped_room_is_duller() -> None:
    bright, dull = (impulse(Room(damping_hz=hz), seed=1)[0] for hz in (9000.0, 2500.0))
    high = slice(len(bright) * 5000 // RATE_HZ, None)
    assert np.abs(np.fft.rfft(dull))[high].sum() < 0.9 * np.abs(np.fft.rfft(bright))[high].sum()


def test_the_same_seed_gives_the_same_room() -> None:
    assert np.array_equal(impulse(Room(), seed=4), impulse(Room(), seed=4))
    assert not np.array_equal(impulse(Room(), seed=4), impulse(Room(), seed=5))
