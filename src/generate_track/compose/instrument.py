"""What the composer knows of each instrument: its range, whether it sings one note at a time, what it is good for."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["drums", "bass", "chords", "pad", "arpeggio", "lead", "counter"]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A row of the table.

    Args:
        low: lowest MIDI pitch that sounds well.
        high: highest MIDI pitch that sounds well.
        roles: what it can do in a band, best first.
        is_mono: whether a player sounds one note at a time.
    """

    low: int
    high: int
    roles: tuple[Role, ...]
    is_mono: bool = False


_KEYS: tuple[Role, ...] = ("chords", "lead", "arpeggio", "counter")
_MALLETS: tuple[Role, ...] = ("counter", "arpeggio", "lead", "chords")
_WINDS: tuple[Role, ...] = ("lead", "counter")
_ENSEMBLE: tuple[Role, ...] = ("pad", "counter", "lead")

INSTRUMENTS: dict[str, Instrument] = {
    "grand_piano": Instrument(28, 100, _KEYS),
    "electric_piano": Instrument(36, 91, _KEYS),
    "celesta": Instrument(60, 100, _MALLETS),
    "music_box": Instrument(60, 96, _MALLETS),
    "vibraphone": Instrument(53, 89, _MALLETS),
    "marimba": Instrument(45, 91, _MALLETS),
    "organ": Instrument(36, 91, ("pad", "chords", "lead")),
    "accordion": Instrument(53, 89, ("lead", "counter", "chords")),
    "nylon_guitar": Instrument(40, 83, ("chords", "arpeggio", "lead", "counter")),
    "steel_guitar": Instrument(40, 84, ("chords", "arpeggio", "lead", "counter")),
    "jazz_guitar": Instrument(40, 84, ("chords", "lead", "counter")),
    "clean_guitar": Instrument(40, 86, ("chords", "arpeggio", "lead", "counter")),
    "upright_bass": Instrument(28, 55, ("bass",), is_mono=True),
    "finger_bass": Instrument(28, 55, ("bass",), is_mono=True),
    "synth_bass": Instrument(28, 55, ("bass",), is_mono=True),
    "sub_bass": Instrument(24, 55, ("bass",), is_mono=True),
    "violin": Instrument(55, 93, _WINDS, is_mono=True),
    "cello": Instrument(36, 72, ("counter", "lead"), is_mono=True),
    "strings": Instrument(40, 91, _ENSEMBLE),
    "slow_strings": Instrument(40, 91, _ENSEMBLE),
    "harp": Instrument(36, 96, ("arpeggio", "chords", "counter", "lead")),
    "choir": Instrument(48, 79, ("pad", "lead", "counter")),
    "trumpet": Instrument(55, 82, _WINDS, is_mono=True),
    "brass": Instrument(43, 82, ("counter", "pad", "lead")),
    "alto_sax": Instrument(51, 80, _WINDS, is_mono=True),
    "tenor_sax": Instrument(46, 76, _WINDS, is_mono=True),
    "oboe": Instrument(58, 87, _WINDS, is_mono=True),
    "clarinet": Instrument(52, 86, _WINDS, is_mono=True),
    "flute": Instrument(60, 93, _WINDS, is_mono=True),
    "pan_flute": Instrument(60, 84, _WINDS, is_mono=True),
    "synth_lead": Instrument(48, 96, _WINDS, is_mono=True),
    "saw_lead": Instrument(48, 96, _WINDS, is_mono=True),
    "warm_pad": Instrument(36, 86, ("pad",)),
    "poly_pad": Instrument(36, 86, ("pad", "chords")),
    "supersaw": Instrument(40, 90, ("chords", "pad", "lead")),
    "pluck": Instrument(40, 96, ("arpeggio", "chords", "lead", "counter")),
    "bell": Instrument(60, 98, ("counter", "arpeggio", "lead")),
    "kalimba": Instrument(55, 91, _MALLETS),
    "singing_bowl": Instrument(43, 72, ("pad", "counter")),
    "standard_kit": Instrument(35, 82, ("drums",)),
    "jazz_kit": Instrument(35, 82, ("drums",)),
    "brush_kit": Instrument(35, 82, ("drums",)),
    "electronic_kit": Instrument(35, 82, ("drums",)),
}
