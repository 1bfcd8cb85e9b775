"""The chip kit: the noise channel for snares and cymbals, a diving tone for kicks and toms."""

from collections.abc import Mapping

from generate_track.synth.kit.hit import Drum
from generate_track.synth.kit.noise_channel import Chip
from generate_track.synth.kit.percussion import PERCUSSION
from generate_track.synth.kit.struck import Burst, Mode, Struck

_KICK = Struck(
    (Mode(58, 1.0, 0.06), Mode(174, 0.11, 0.03)), (Burst(300, 4000, 0.3, 0.006),), bend=3.5, bend_s=0.025, drive=1.2
)
_SNARE = Chip(64, 0.07, last_period=96)
_METAL = {56: (96, 0.08), 67: (64, 0.06), 68: (96, 0.07), 80: (32, 0.03), 81: (32, 0.2)}  # key → period, decay
_SHAKEN = (54, 69, 70, 82)


def _tom(hertz: float) -> Struck:
    return Struck((Mode(hertz, 1, 0.1), Mode(3 * hertz, 0.11, 0.06)), bend=1.0, bend_s=0.06, drive=1.2)


CHIP: Mapping[int, Drum] = {
    **PERCUSSION,
    **{key: Drum(Chip(period, decay_s, is_short=True), 0.35) for key, (period, decay_s) in _METAL.items()},
    **{key: Drum(Chip(8, 0.02), 0.35) for key in _SHAKEN},
    35: Drum(_KICK, 0.95),
    36: Drum(_KICK, 1.0),
    37: Drum(Chip(202, 0.012, is_short=True), 0.5),
    38: Drum(_SNARE, 0.7),
    39: Drum(Chip(32, 0.06), 0.6),
    40: Drum(_SNARE, 0.65),
    41: Drum(_tom(80), 0.8),
    42: Drum(Chip(4, 0.016), 0.35),
    43: Drum(_tom(96), 0.8),
    44: Drum(Chip(4, 0.01), 0.3),
    45: Drum(_tom(118), 0.8),
    46: Drum(Chip(4, 0.14), 0.35),
    47: Drum(_tom(142), 0.75),
    48: Drum(_tom(172), 0.75),
    49: Drum(Chip(16, 0.3, last_period=32), 0.5),
    50: Drum(_tom(206), 0.75),
    51: Drum(Chip(8, 0.12), 0.3),
    52: Drum(Chip(32, 0.25), 0.45),
    53: Drum(Chip(32, 0.12, is_short=True), 0.3),
    55: Drum(Chip(8, 0.1), 0.45),
    57: Drum(Chip(16, 0.35, last_period=64), 0.5),
    59: Drum(Chip(8, 0.14), 0.3),
}
