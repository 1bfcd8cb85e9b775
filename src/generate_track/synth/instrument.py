"""The instruments: a row each, sampled from the SoundFont or synthesised, with the range they are played in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Source = Literal["sampled", "voice", "kit"]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument.

    Args:
        source: "sampled" from the SoundFont, "voice" for a synthesised one, "kit" for synthesised drums.
        low: lowest MIDI pitch it is played at; notes outside are folded in by octaves.
        high: highest MIDI pitch.
        bank: SoundFont bank; 128 is percussion.
        program: SoundFont program, or 0.
        spread: how far low keys lie left and high keys right, as a piano's do; 0 to 1.
    """

    source: Source
    low: int = 0
    high: int = 127
    bank: int = 0
    program: int = 0
    spread: float = 0.0

    @property
    def is_drums(self) -> bool:
        """Whether its pitches are General MIDI percussion keys."""
        return self.source == "kit" or self.bank == PERCUSSION

    def fold(self, pitch: int) -> int:
        """Return `pitch` moved by octaves into the range; percussion keys stay."""
        if self.is_drums:
            return pitch
        while pitch < self.low:
            pitch += 12
        while pitch > self.high:
            pitch -= 12
        return pitch


PERCUSSION = 128


def _sampled(program: int, low: int, high: int, *, spread: float = 0.0) -> Instrument:
    return Instrument("sampled", low, high, program=program, spread=spread)


def _voice(low: int, high: int) -> Instrument:
    return Instrument("voice", low, high)


INSTRUMENTS: Mapping[str, Instrument] = {
    "grand_piano": _sampled(0, 21, 108, spread=0.5),
    "celesta": _sampled(8, 60, 108, spread=0.3),
    "music_box": _sampled(10, 60, 96, spread=0.3),
    "vibraphone": _sampled(11, 53, 89, spread=0.4),
    "marimba": _sampled(12, 45, 96, spread=0.4),
    "organ": _sampled(16, 36, 96),
    "accordion": _sampled(21, 53, 89),
    "nylon_guitar": _sampled(24, 40, 83, spread=0.2),
    "steel_guitar": _sampled(25, 40, 84, spread=0.2),
    "jazz_guitar": _sampled(26, 40, 86, spread=0.2),
    "clean_guitar": _sampled(27, 40, 86, spread=0.2),
    "upright_bass": _sampled(32, 28, 67),
    "finger_bass": _sampled(33, 28, 67),
    "violin": _sampled(40, 55, 100),
    "cello": _sampled(42, 36, 76),
    "harp": _sampled(46, 36, 103, spread=0.4),
    "strings": _sampled(48, 36, 96, spread=0.5),
    "slow_strings": _sampled(49, 36, 96, spread=0.5),
    "choir": _sampled(52, 48, 84, spread=0.4),
    "trumpet": _sampled(56, 54, 87),
    "brass": _sampled(61, 40, 84, spread=0.3),
    "alto_sax": _sampled(65, 49, 81),
    "tenor_sax": _sampled(66, 44, 76),
    "oboe": _sampled(68, 58, 91),
    "clarinet": _sampled(71, 50, 91),
    "flute": _sampled(73, 60, 96),
    "pan_flute": _sampled(75, 60, 84),
    "electric_piano": _voice(28, 100),
    "synth_bass": _voice(24, 67),
    "sub_bass": _voice(24, 55),
    "synth_lead": _voice(45, 100),
    "saw_lead": _voice(45, 100),
    "warm_pad": _voice(36, 96),
    "poly_pad": _voice(36, 96),
    "supersaw": _voice(36, 96),
    "pluck": _voice(36, 103),
    "bell": _voice(48, 103),
    "kalimba": _voice(48, 96),
    "singing_bowl": _voice(36, 84),
    "standard_kit": Instrument("sampled", bank=PERCUSSION, program=0),
    "jazz_kit": Instrument("sampled", bank=PERCUSSION, program=32),
    "brush_kit": Instrument("sampled", bank=PERCUSSION, program=40),
    "electronic_kit": Instrument("kit"),
}
