"""The house kit, after the TR-909: a kick with a click, a snappy snare, hats and cymbals of sampled metal."""

from collections.abc import Mapping

from generate_track.synth.kit.cymbal import SQUARES_909_HZ, Cymbal, Hat
from generate_track.synth.kit.hit import Drum
from generate_track.synth.kit.percussion import PERCUSSION
from generate_track.synth.kit.struck import Burst, Mode, Struck

_KICK = Struck(
    (Mode(51, 1.0, 0.12),), (Burst(1800, 7000, 0.75, 0.0055),), bend=4.2, bend_s=0.021, hold_s=0.035, drive=1.7
)
_SNARE = Struck(
    (Mode(190, 0.8, 0.055), Mode(335, 0.5, 0.035)),
    (Burst(1100, 9500, 0.55, 0.085), Burst(3000, 0, 0.4, 0.008)),
    bend=0.5,
    bend_s=0.012,
    drive=1.2,
)
_HANDS = tuple(Burst(900, 4200, 0.8, 0.006, start_s=start_s) for start_s in (0.0, 0.0102, 0.0205))
_CLAP = Struck(bursts=(*_HANDS, Burst(900, 4200, 0.9, 0.075, start_s=0.0307)))
_RIM = Struck((Mode(1700, 1, 0.008), Mode(480, 0.7, 0.012), Mode(2450, 0.5, 0.005)), drive=1.5)


def _tom(hertz: float) -> Struck:
    return Struck(
        (Mode(hertz, 1, 0.17), Mode(1.5 * hertz, 0.25, 0.08)), (Burst(400, 4000, 0.2, 0.01),), bend=0.8, bend_s=0.045
    )


def _hat(decay_s: float) -> Hat:
    return Hat(SQUARES_909_HZ, low_hz=6400, decay_s=decay_s, hiss=0.9)


HOUSE: Mapping[int, Drum] = {
    **PERCUSSION,
    35: Drum(_KICK, 0.95),
    36: Drum(_KICK, 1.0),
    37: Drum(_RIM, 0.5, 0.15),
    38: Drum(_SNARE, 0.85),
    39: Drum(_CLAP, 0.8, -0.05),
    40: Drum(_SNARE, 0.8),
    41: Drum(_tom(72), 0.8, 0.4),
    42: Drum(_hat(0.03), 0.46, 0.15),
    43: Drum(_tom(88), 0.8, 0.3),
    44: Drum(_hat(0.02), 0.36, 0.15),
    45: Drum(_tom(108), 0.8, 0.15),
    46: Drum(_hat(0.16), 0.46, 0.15),
    47: Drum(_tom(132), 0.75, 0.0),
    48: Drum(_tom(160), 0.75, -0.15),
    49: Drum(Cymbal(2800, 0.75, (3150, 4230, 5310, 6870), 0.12), 0.55, -0.25),
    50: Drum(_tom(192), 0.75, -0.3),
    51: Drum(Cymbal(4200, 0.55, (2960, 4110, 5270), 0.35, bloom_s=0.001), 0.4, -0.25),
    52: Drum(Cymbal(1900, 0.5, (2100, 2870, 3610, 5020), 0.25), 0.5, 0.3),
    53: Drum(Cymbal(5000, 0.45, (1240, 2510, 3790), 0.9, bloom_s=0.001), 0.4, -0.25),
    55: Drum(Cymbal(4000, 0.22, (4300, 5600), 0.1), 0.5, 0.2),
    57: Drum(Cymbal(2500, 0.85, (2890, 3980, 5020, 6410), 0.12), 0.55, 0.25),
    59: Drum(Cymbal(3900, 0.6, (2730, 3890, 5030), 0.35, bloom_s=0.001), 0.4, 0.25),
}
