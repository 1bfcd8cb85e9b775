"""The synthwave kit: a sampled machine of the eighties, its snare in a gated room, and electronic toms that dive."""

from collections.abc import Mapping

from generate_track.synth.kit.cymbal import SQUARES_909_HZ, Cymbal, Hat
from generate_track.synth.kit.hit import Drum
from generate_track.synth.kit.percussion import PERCUSSION
from generate_track.synth.kit.struck import Burst, Mode, Struck
from generate_track.synth.kit.treatment import Gated

_KICK = Struck(
    (Mode(60, 1.0, 0.11), Mode(122, 0.2, 0.05)),
    (Burst(1800, 8000, 0.35, 0.005),),
    bend=2.2,
    bend_s=0.016,
    hold_s=0.02,
    drive=1.6,
)
_SNARE = Gated(
    Struck(
        (Mode(204, 1.0, 0.08), Mode(318, 0.5, 0.05)),
        (Burst(700, 8000, 0.55, 0.075), Burst(2500, 0, 0.4, 0.008)),
        bend=0.3,
        bend_s=0.02,
        drive=1.3,
    ),
    gate_s=0.23,
    level=0.85,
)
_HANDS = tuple(Burst(900, 5000, 0.8, 0.006, start_s=start_s) for start_s in (0.0, 0.011, 0.022, 0.031))
_CLAP = Gated(Struck(bursts=(*_HANDS, Burst(900, 4500, 0.7, 0.06, start_s=0.041))), gate_s=0.2, level=0.5)
_RIM = Struck((Mode(1560, 1, 0.01), Mode(520, 0.7, 0.014)), (Burst(1500, 7000, 0.2, 0.004),), drive=1.3)


def _tom(hertz: float) -> Gated:
    dive = Struck(
        (Mode(hertz, 1, 0.24), Mode(1.51 * hertz, 0.2, 0.1)),
        (Burst(500, 6000, 0.3, 0.02),),
        bend=1.1,
        bend_s=0.085,
        drive=1.3,
    )
    return Gated(dive, gate_s=0.28, level=0.3)


def _hat(decay_s: float) -> Hat:
    return Hat(SQUARES_909_HZ, low_hz=6200, decay_s=decay_s, high_hz=13_000, hiss=1.0)


SYNTHWAVE: Mapping[int, Drum] = {
    **PERCUSSION,
    35: Drum(_KICK, 0.95),
    36: Drum(_KICK, 1.0),
    37: Drum(_RIM, 0.5, 0.15),
    38: Drum(_SNARE, 0.95),
    39: Drum(_CLAP, 0.8),
    40: Drum(_SNARE, 0.9),
    41: Drum(_tom(68), 0.9, 0.5),
    42: Drum(_hat(0.028), 0.36, 0.2),
    43: Drum(_tom(82), 0.9, 0.4),
    44: Drum(_hat(0.02), 0.32, 0.2),
    45: Drum(_tom(102), 0.9, 0.2),
    46: Drum(_hat(0.18), 0.36, 0.2),
    47: Drum(_tom(126), 0.85, 0.0),
    48: Drum(_tom(156), 0.85, -0.25),
    49: Drum(Cymbal(2600, 0.9, (3050, 4150, 5250, 6700), 0.1), 0.55, -0.3),
    50: Drum(_tom(190), 0.85, -0.45),
    51: Drum(Cymbal(4000, 0.55, (2900, 4050, 5200), 0.35, bloom_s=0.001), 0.38, -0.25),
    52: Drum(Cymbal(1800, 0.6, (2150, 2900, 3700), 0.2), 0.5, 0.3),
    53: Drum(Cymbal(4800, 0.45, (1200, 2450, 3700), 0.9, bloom_s=0.001), 0.38, -0.25),
    55: Drum(Cymbal(3800, 0.25, (4200, 5500), 0.1), 0.5, 0.2),
    57: Drum(Cymbal(2400, 1.0, (2800, 3900, 4950), 0.1), 0.55, 0.3),
    59: Drum(Cymbal(3800, 0.6, (2700, 3850, 5000), 0.35, bloom_s=0.001), 0.38, 0.25),
}
