"""The electronic kit of today's dance and pop: layered, short and loud."""

from collections.abc import Mapping

from generate_track.synth.kit.cymbal import SQUARES_808_HZ, SQUARES_909_HZ, Cymbal, Hat
from generate_track.synth.kit.hit import Drum
from generate_track.synth.kit.percussion import PERCUSSION
from generate_track.synth.kit.struck import Burst, Mode, Struck

_KICK = Struck(
    (Mode(49, 1.0, 0.11), Mode(98, 0.15, 0.05)),
    (Burst(2200, 9000, 0.7, 0.005),),
    bend=5.5,
    bend_s=0.017,
    hold_s=0.05,
    drive=2.0,
)
_SNARE = Struck(
    (Mode(202, 1.0, 0.06), Mode(345, 0.5, 0.03)),
    (Burst(900, 10_000, 0.6, 0.09), Burst(4000, 0, 0.6, 0.012)),
    bend=0.6,
    bend_s=0.01,
    drive=1.6,
)
_HANDS = tuple(Burst(950, 6500, 0.8, 0.006, start_s=start_s) for start_s in (0.0, 0.009, 0.017, 0.026))
_CLAP = Struck(bursts=(*_HANDS, Burst(950, 7000, 0.85, 0.09, start_s=0.034)), drive=1.3)
_RIM = Struck((Mode(1720, 1, 0.009), Mode(820, 0.5, 0.011)), (Burst(3000, 0, 0.2, 0.003),), drive=1.4)


def _tom(hertz: float) -> Struck:
    return Struck((Mode(hertz, 1, 0.14),), (Burst(600, 5000, 0.2, 0.008),), bend=0.9, bend_s=0.04, drive=1.3)


def _hat(decay_s: float) -> Hat:
    return Hat(SQUARES_808_HZ + SQUARES_909_HZ, low_hz=7000, decay_s=decay_s, high_hz=14_000, hiss=1.0)


ELECTRONIC: Mapping[int, Drum] = {
    **PERCUSSION,
    35: Drum(_KICK, 0.95),
    36: Drum(_KICK, 1.0),
    37: Drum(_RIM, 0.5, 0.15),
    38: Drum(_SNARE, 0.9),
    39: Drum(_CLAP, 0.8),
    40: Drum(_SNARE, 0.85),
    41: Drum(_tom(70), 0.8, 0.45),
    42: Drum(_hat(0.026), 0.4, 0.2),
    43: Drum(_tom(86), 0.8, 0.35),
    44: Drum(_hat(0.018), 0.36, 0.2),
    45: Drum(_tom(105), 0.8, 0.15),
    46: Drum(_hat(0.17), 0.4, 0.2),
    47: Drum(_tom(127), 0.75, 0.0),
    48: Drum(_tom(152), 0.75, -0.2),
    49: Drum(Cymbal(2900, 0.9, (3200, 4310, 5420, 7010), 0.08), 0.55, -0.3),
    50: Drum(_tom(184), 0.75, -0.4),
    51: Drum(Cymbal(4600, 0.5, (3050, 4280, 5510), 0.3, bloom_s=0.001), 0.38, -0.25),
    52: Drum(Cymbal(2000, 0.5, (2180, 2950, 3720), 0.2), 0.5, 0.3),
    53: Drum(Cymbal(5200, 0.45, (1320, 2660, 3990), 0.9, bloom_s=0.001), 0.38, -0.25),
    55: Drum(Cymbal(4200, 0.22, (4500, 5900), 0.1), 0.5, 0.2),
    57: Drum(Cymbal(2600, 1.0, (2950, 4050, 5150), 0.08), 0.55, 0.3),
    59: Drum(Cymbal(4200, 0.55, (2850, 4010, 5170), 0.3, bloom_s=0.001), 0.38, 0.25),
}
