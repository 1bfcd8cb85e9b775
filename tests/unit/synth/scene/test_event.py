import numpy as np
from numpy.typing import NDArray

from generate_track.synth.scene.event import Scatter, Sprinkle, place

RATE_HZ = 48_000


def tick(rng: np.random.Generator, _: int) -> NDArray[np.float32]:
    return np.full((1, 2), rng.uniform(0.5, 1), np.float32)


def ticks(scatter: Scatter, *, duration_s: int = 60, block: int = RATE_HZ) -> NDArray[np.float32]:
    sprinkle = Sprinkle(scatter, rate_hz=RATE_HZ, seed=1)
    return np.concatenate([sprinkle.take(block) for _ in range(duration_s * RATE_HZ // block)])[:, 0]


def test_events_come_as_often_as_asked() -> None:
    assert 480 < np.count_nonzero(ticks(Scatter(9.0, tick))) < 600


def test_by_the_clock_the_gaps_are_equal_and_by_chance_they_are_not() -> None:
    clock, chance = (np.diff(np.flatnonzero(ticks(Scatter(2.0, tick, gap_spread=spread)))) for spread in (0.0, None))
    assert np.ptp(clock) <= 1
    assert np.std(chance) > 0.5 * np.mean(chance)


def test_only_so_many_kinds_are_made() -> None:
    made: list[int] = []

    def counted(rng: np.random.Generator, rate_hz: int) -> NDArray[np.float32]:
        made.append(1)
        return tick(rng, rate_hz)

    ticks(Scatter(9.0, counted, n_kinds=5))
    assert len(made) == 5


def test_blocks_do_not_matter() -> None:
    scatter = Scatter(9.0, tick, n_kinds=3)
    np.testing.assert_array_equal(ticks(scatter, block=RATE_HZ), ticks(scatter, block=RATE_HZ // 4))


def test_what_is_placed_keeps_its_power() -> None:
    mono = np.sin(np.arange(4800) / 10)
    sides = place(mono, np.random.default_rng(1))
    np.testing.assert_allclose((sides**2).sum(), (mono**2).sum(), rtol=1e-3)
