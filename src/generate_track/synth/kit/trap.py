"""The trap kit, after the TR-808: a deep kick, a dry snare, crisp metal, the clap and the cowbell."""

from collections.abc import Mapping

from generate_track.synth.kit.cymbal import SQUARES_808_HZ, Cymbal, Hat
from generate_track.synth.kit.hit import Drum
from generate_track.synth.kit.percussion import PERCUSSION
from generate_track.synth.kit.struck import Burst, Mode, Struck

_KICK = Struck(
    (Mode(48, 1.0, 0.26),), (Burst(800, 6000, 0.25, 0.0025),), bend=2.4, bend_s=0.011, hold_s=0.03, drive=1.9
)
_SNARE = Struck(
    (Mode(182, 0.9, 0.05), Mode(336, 0.5, 0.03)),
    (Burst(1900, 9000, 0.55, 0.065), Burst(4500, 12_000, 0.45, 0.02)),
    bend=0.25,
    bend_s=0.01,
    drive=1.4,
)
_HANDS = tuple(Burst(800, 3200, 0.9, 0.005, start_s=start_s) for start_s in (0.0, 0.0095, 0.0195))
_CLAP = Struck(bursts=(*_HANDS, Burst(800, 3200, 0.8, 0.055, start_s=0.029), Burst(5000, 0, 0.15, 0.06, start_s=0.029)))
_RIM = Struck((Mode(1667, 1, 0.006), Mode(455, 0.8, 0.009)), (Burst(2000, 0, 0.15, 0.002),), drive=1.5)
_COWBELL = Struck(
    (Mode(540, 1, 0.14), Mode(800, 1, 0.14), Mode(1620, 0.3, 0.05), Mode(2400, 0.3, 0.05)), hold_s=0.005, drive=1.8
)


def _tom(hertz: float) -> Struck:
    return Struck((Mode(hertz, 1, 0.19),), (Burst(200, 1500, 0.08, 0.05),), bend=0.35, bend_s=0.05)


def _hat(decay_s: float) -> Hat:
    return Hat(SQUARES_808_HZ, low_hz=7000, decay_s=decay_s, hiss=0.25)


TRAP: Mapping[int, Drum] = {
    **PERCUSSION,
    35: Drum(_KICK, 0.95),
    36: Drum(_KICK, 1.0),
    37: Drum(_RIM, 0.55, 0.1),
    38: Drum(_SNARE, 0.85),
    39: Drum(_CLAP, 0.85),
    40: Drum(_CLAP, 0.8),
    41: Drum(_tom(84), 0.8, 0.35),
    42: Drum(_hat(0.022), 0.45, 0.12),
    43: Drum(_tom(98), 0.8, 0.25),
    44: Drum(_hat(0.014), 0.4, 0.12),
    45: Drum(_tom(122), 0.8, 0.1),
    46: Drum(_hat(0.13), 0.42, 0.12),
    47: Drum(_tom(145), 0.75, -0.1),
    48: Drum(_tom(178), 0.75, -0.25),
    49: Drum(Cymbal(3400, 0.65, (3440, 5400, 7100), 0.1), 0.5, -0.2),
    50: Drum(_tom(215), 0.75, -0.35),
    51: Drum(Hat(SQUARES_808_HZ, low_hz=5600, decay_s=0.2, hiss=0.1), 0.38, -0.2),
    52: Drum(Cymbal(2600, 0.4, (2640, 3440, 5200), 0.2), 0.45, 0.25),
    53: Drum(Hat(SQUARES_808_HZ, low_hz=2600, decay_s=0.16, hiss=0.0), 0.38, -0.2),
    55: Drum(Cymbal(4200, 0.2, (4400, 6300), 0.1), 0.45, 0.2),
    56: Drum(_COWBELL, 0.45, 0.15),
    57: Drum(Cymbal(3000, 0.75, (3100, 4900, 6500), 0.1), 0.5, 0.2),
    59: Drum(Hat(SQUARES_808_HZ, low_hz=5000, decay_s=0.24, hiss=0.1), 0.38, 0.2),
    75: Drum(Struck((Mode(2500, 1, 0.018),), drive=1.2), 0.5, 0.15),
}
