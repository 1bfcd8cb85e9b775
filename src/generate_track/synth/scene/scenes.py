"""The scenes: a row of layers and events each."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generate_track.synth.scene import indoors, outdoors, water
from generate_track.synth.scene.bed import Bed, Layer
from generate_track.synth.scene.bird import strophe
from generate_track.synth.scene.event import Scatter, Sprinkle
from generate_track.synth.stem import CHANNELS

Wave = NDArray[np.float32]

_BREEZE = (Layer(100, 500, 0.35, 3.5, 0.25), Layer(500, 1800, 0.07, 3.0, 0.1))
_SHOWER = (Layer(150, 9000, 0.1, 5, 0.8, is_pink=True), Layer(1500, 8000, 0.02, 3, 0.7))
_TURNS_PER_S = 33.333 / 60
_DROPS = Scatter(60, water.drop, n_kinds=120)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a scene is made of.

    Args:
        layers: its beds.
        scatters: its events.
        gain: which brings it to about -28 LUFS, so that scenes can be told apart and exchanged at one level.
    """

    layers: tuple[Layer, ...]
    scatters: tuple[Scatter, ...] = ()
    gain: float = 1.0


SCENES: Mapping[str, Recipe] = {
    "ocean": Recipe(
        (Layer(0, 300, 0.05, 6, 0.6), Layer(300, 2500, 0.01, 5, 0.5)),
        (Scatter(0.115, water.wave, n_kinds=6, gap_spread=0.25),),
    ),
    "rain": Recipe(_SHOWER, (_DROPS,), 0.6),
    "stream": Recipe(
        (Layer(0, 300, 0.03), Layer(350, 3500, 0.045, 1.2, 0.75, is_pink=True)),
        (Scatter(70, water.bubble, n_kinds=200),),
    ),
    "wind": Recipe((*_BREEZE, Layer(420, 560, 0.1, 4.5, 0.0))),
    "birds": Recipe((Layer(150, 1500, 0.012, 4, 0.4),), (Scatter(0.6, strophe, n_kinds=10),)),
    "forest": Recipe(
        (Layer(150, 700, 0.09, 3.5, 0.4), Layer(700, 5000, 0.03, 3, 0.3, is_pink=True)),
        (Scatter(0.45, strophe, n_kinds=8),),
        1.2,
    ),
    "crickets": Recipe((Layer(100, 900, 0.01, 4, 0.5),), (Scatter(1.5, outdoors.cricket, n_kinds=12),), 2.7),
    "fire": Recipe(
        (Layer(0, 250, 0.15, 0.6, 0.5), Layer(250, 1600, 0.04, 0.4, 0.4)),
        (Scatter(14, outdoors.crackle, n_kinds=80),),
        1.6,
    ),
    "thunder": Recipe(_SHOWER, (_DROPS, Scatter(0.07, outdoors.thunder, gap_spread=0.5)), 0.52),
    "vinyl": Recipe(
        (Layer(60, 7000, 0.012, is_pink=True), Layer(20, 60, 0.02)),
        (Scatter(7, indoors.click, n_kinds=60), Scatter(_TURNS_PER_S, indoors.scratch, n_kinds=1, gap_spread=0.0)),
        4.0,
    ),
    "cafe": Recipe(
        (Layer(80, 900, 0.012, 3, 0.7, is_pink=True),),
        (Scatter(2.8, indoors.murmur, n_kinds=28), Scatter(0.8, indoors.cup, n_kinds=24), Scatter(0.03, indoors.steam)),
        6.0,
    ),
    "city": Recipe(
        (Layer(30, 350, 0.07, 5, 0.5, is_pink=True), Layer(350, 2500, 0.012, 4, 0.6, is_pink=True)),
        (Scatter(0.22, outdoors.car, n_kinds=12), Scatter(0.04, outdoors.horn)),
    ),
    "train": Recipe(
        (Layer(35, 220, 0.09, 2, 0.7), Layer(220, 2600, 0.02, 3, 0.7, is_pink=True)),
        (Scatter(0.72, outdoors.rails, n_kinds=6, gap_spread=0.03),),
        1.8,
    ),
    "space": Recipe(
        (Layer(38, 70, 0.16, 9, 0.35), Layer(90, 140, 0.07, 11, 0.2), Layer(1700, 2600, 0.004, 7, 0.0)),
        (Scatter(0.13, outdoors.breath_of_space, n_kinds=6, gap_spread=0.3),),
        2.4,
    ),
    "tape": Recipe((Layer(900, 13_000, 0.02, 0.3, 0.9), Layer(40, 400, 0.006)), (Scatter(0.15, indoors.dropout),), 1.4),
}


class Scene:
    """One scene sound under way."""

    def __init__(self, kind: str, *, rate_hz: int, seed: int) -> None:
        recipe = SCENES[kind]
        self._gain = np.float32(recipe.gain)
        self._beds = [Bed(layer, rate_hz=rate_hz, seed=seed + rank) for rank, layer in enumerate(recipe.layers)]
        self._sprinkles = [
            Sprinkle(scatter, rate_hz=rate_hz, seed=seed + 100 + rank) for rank, scatter in enumerate(recipe.scatters)
        ]

    def take(self, n_samples: int) -> Wave:
        """Return the next samples, shape (n_samples, 2)."""
        total = np.zeros((n_samples, CHANNELS), np.float32)
        for source in (*self._beds, *self._sprinkles):
            total += source.take(n_samples)
        total *= self._gain
        return total
