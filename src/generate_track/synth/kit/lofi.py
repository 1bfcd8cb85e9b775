"""The lo-fi kit: soft drums from a dusty record, played on an old sampler."""

from collections.abc import Mapping
from dataclasses import replace

from generate_track.synth.kit.cymbal import SQUARES_909_HZ, Cymbal, Hat
from generate_track.synth.kit.hit import Drum
from generate_track.synth.kit.percussion import PERCUSSION
from generate_track.synth.kit.struck import Burst, Mode, Struck
from generate_track.synth.kit.treatment import Dusty, Through

_KICK = Dusty(
    Struck(
        (Mode(58, 1.0, 0.085), Mode(118, 0.25, 0.04)), (Burst(80, 900, 0.5, 0.008),), bend=1.1, bend_s=0.016, drive=1.3
    ),
    2400,
)
_SNARE = Dusty(
    Struck(
        (Mode(176, 0.8, 0.06), Mode(287, 0.5, 0.045), Mode(431, 0.3, 0.03)),
        (Burst(700, 5200, 0.45, 0.07), Burst(300, 2500, 0.4, 0.012)),
        bend=0.15,
        bend_s=0.02,
        drive=1.2,
    ),
    5200,
)
_RIM = Dusty(
    Struck((Mode(880, 1, 0.012), Mode(1480, 0.7, 0.009), Mode(310, 0.5, 0.02)), (Burst(900, 5000, 0.25, 0.006),)), 4200
)
_SNAPS = tuple(Burst(1100, 4500, 0.7, 0.006, start_s=start_s) for start_s in (0.0, 0.013, 0.021))
_CLAP = Dusty(Struck(bursts=(*_SNAPS, Burst(900, 4000, 0.6, 0.05, start_s=0.031))), 4800)


def _tom(hertz: float) -> Dusty:
    return Dusty(
        Struck((Mode(hertz, 1, 0.13), Mode(1.6 * hertz, 0.3, 0.06)), (Burst(150, 1800, 0.25, 0.012),), bend=0.2), 2800
    )


def _hat(decay_s: float) -> Dusty:
    return Dusty(Hat(SQUARES_909_HZ, low_hz=5200, decay_s=decay_s, high_hz=8500, hiss=1.2), 6500)


def _cymbal(low_hz: float, decay_s: float, *modes_hz: float, ping: float) -> Through:
    return Through(Cymbal(low_hz, decay_s, modes_hz, ping), 6500)


LOFI: Mapping[int, Drum] = {
    **{key: replace(drum, sound=Through(drum.sound, 5500)) for key, drum in PERCUSSION.items()},
    35: Drum(_KICK, 0.95),
    36: Drum(_KICK, 1.0),
    37: Drum(_RIM, 0.6, 0.1),
    38: Drum(_SNARE, 0.8),
    39: Drum(_CLAP, 0.7, -0.05),
    40: Drum(_SNARE, 0.75),
    41: Drum(_tom(78), 0.75, 0.3),
    42: Drum(_hat(0.024), 0.28, 0.2),
    43: Drum(_tom(94), 0.75, 0.2),
    44: Drum(_hat(0.016), 0.24, 0.2),
    45: Drum(_tom(116), 0.7, 0.1),
    46: Drum(_hat(0.12), 0.28, 0.2),
    47: Drum(_tom(138), 0.7, 0.0),
    48: Drum(_tom(168), 0.7, -0.1),
    49: Drum(_cymbal(1800, 0.6, 2480, 3320, 4270, ping=0.12), 0.4, -0.2),
    50: Drum(_tom(198), 0.7, -0.2),
    51: Drum(_cymbal(2600, 0.5, 1980, 2910, 3870, ping=0.3), 0.3, -0.2),
    52: Drum(_cymbal(1500, 0.4, 1710, 2330, 3050, ping=0.25), 0.4, 0.2),
    53: Drum(_cymbal(3000, 0.4, 1130, 2270, 3390, ping=0.8), 0.3, -0.2),
    55: Drum(_cymbal(2500, 0.2, 3300, 4400, ping=0.1), 0.4, 0.15),
    57: Drum(_cymbal(1700, 0.65, 2270, 3110, 4010, ping=0.12), 0.4, 0.2),
    59: Drum(_cymbal(2400, 0.55, 1850, 2760, 3660, ping=0.3), 0.3, 0.2),
}
