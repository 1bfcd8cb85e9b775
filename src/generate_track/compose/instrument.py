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
_GUITAR: tuple[Role, ...] = ("chords", "arpeggio", "lead", "counter")
_PLUCKED: tuple[Role, ...] = ("arpeggio", "lead", "counter", "chords")
_WINDS: tuple[Role, ...] = ("lead", "counter")
_LOW_WINDS: tuple[Role, ...] = ("counter", "lead")
_ENSEMBLE: tuple[Role, ...] = ("pad", "counter", "lead")
_PADS: tuple[Role, ...] = ("pad", "chords")


def _solo(low: int, high: int, roles: tuple[Role, ...] = _WINDS) -> Instrument:
    return Instrument(low, high, roles, is_mono=True)


def _bass(low: int, high: int = 55) -> Instrument:
    return Instrument(low, high, ("bass",), is_mono=True)


def _kit() -> Instrument:
    return Instrument(27, 87, ("drums",))


INSTRUMENTS: dict[str, Instrument] = {
    # keys and mallets
    "grand_piano": Instrument(28, 100, (*_KEYS, "bass")),
    "electric_piano": Instrument(36, 91, _KEYS),
    "wurlitzer": Instrument(36, 91, _KEYS),
    "harpsichord": Instrument(36, 89, _KEYS),
    "clavinet": Instrument(36, 84, _KEYS),
    "celesta": Instrument(60, 100, _MALLETS),
    "glockenspiel": Instrument(72, 103, _MALLETS),
    "music_box": Instrument(60, 96, _MALLETS),
    "vibraphone": Instrument(53, 89, _MALLETS),
    "marimba": Instrument(45, 91, _MALLETS),
    "xylophone": Instrument(65, 103, _MALLETS),
    "tubular_bells": Instrument(60, 77, ("counter", "lead")),
    "organ": Instrument(36, 91, ("pad", "chords", "lead")),
    "drawbar_organ": Instrument(36, 91, ("pad", "chords", "lead")),
    "church_organ": Instrument(36, 91, ("pad", "chords", "lead")),
    "accordion": Instrument(53, 89, ("lead", "counter", "chords")),
    "harmonica": Instrument(60, 89, ("lead", "counter", "chords")),
    # plucked
    "nylon_guitar": Instrument(40, 83, _GUITAR),
    "steel_guitar": Instrument(40, 84, _GUITAR),
    "jazz_guitar": Instrument(40, 84, ("chords", "lead", "counter")),
    "clean_guitar": Instrument(40, 86, _GUITAR),
    "muted_guitar": Instrument(40, 79, ("arpeggio", "chords", "counter")),
    "crunch_guitar": Instrument(40, 86, _GUITAR),
    "distortion_guitar": Instrument(36, 84, ("chords", "arpeggio", "lead")),
    "lead_guitar": Instrument(52, 91, _WINDS),
    "banjo": Instrument(48, 86, _PLUCKED),
    "sitar": Instrument(48, 79, ("lead", "counter", "arpeggio")),
    "koto": Instrument(50, 84, _PLUCKED),
    "harp": Instrument(36, 96, ("arpeggio", "chords", "counter", "lead")),
    # basses
    "upright_bass": _bass(28),
    "finger_bass": _bass(28),
    "picked_bass": _bass(28),
    "fretless_bass": _bass(28),
    "slap_bass": _bass(28),
    "synth_bass": _bass(28),
    "sub_bass": _bass(24),
    "acid_bass": _bass(28, 60),
    "reese_bass": _bass(24),
    "wobble_bass": _bass(24),
    "bass_808": _bass(24),
    "triangle_bass": _bass(28, 60),
    # strings and voices
    "violin": _solo(55, 93),
    "viola": _solo(48, 84),
    "cello": _solo(36, 72, ("counter", "lead", "bass")),
    "contrabass": _solo(28, 60, ("bass", "counter")),
    "strings": Instrument(40, 91, _ENSEMBLE),
    "slow_strings": Instrument(40, 91, _ENSEMBLE),
    "tremolo_strings": Instrument(40, 91, ("pad", "counter")),
    "pizzicato": Instrument(40, 88, ("arpeggio", "counter", "chords", "lead")),
    "choir": Instrument(43, 79, ("pad", "lead", "counter", "bass")),
    "oohs": Instrument(43, 79, ("pad", "counter", "lead", "bass")),
    # winds
    "trumpet": _solo(55, 82),
    "muted_trumpet": _solo(55, 82),
    "trombone": _solo(40, 72),
    "tuba": _solo(28, 58, ("bass", "counter")),
    "french_horn": Instrument(41, 77, ("counter", "lead", "pad")),
    "brass": Instrument(43, 82, ("counter", "pad", "lead")),
    "soprano_sax": _solo(56, 86),
    "alto_sax": _solo(51, 80),
    "tenor_sax": _solo(46, 76),
    "baritone_sax": _solo(38, 69, _LOW_WINDS),
    "oboe": _solo(58, 87),
    "english_horn": _solo(52, 81),
    "bassoon": _solo(36, 70, _LOW_WINDS),
    "clarinet": _solo(52, 86),
    "flute": _solo(60, 93),
    "piccolo": _solo(74, 103),
    "recorder": _solo(60, 93),
    "pan_flute": _solo(60, 84),
    "shakuhachi": _solo(55, 84),
    "whistle": _solo(72, 98),
    # synthesizers
    "synth_lead": _solo(48, 96),
    "saw_lead": _solo(48, 96),
    "square_lead": _solo(48, 96),
    "pulse_lead": _solo(48, 96),
    "synth_brass": Instrument(43, 86, ("chords", "pad", "lead", "counter")),
    "string_machine": Instrument(40, 91, _PADS),
    "warm_pad": Instrument(36, 86, ("pad",)),
    "poly_pad": Instrument(36, 86, _PADS),
    "glass_pad": Instrument(48, 91, _PADS),
    "dark_pad": Instrument(33, 79, ("pad",)),
    "supersaw": Instrument(40, 90, ("chords", "pad", "lead")),
    "pluck": Instrument(40, 96, ("arpeggio", "chords", "lead", "counter")),
    "bell": Instrument(60, 98, ("counter", "arpeggio", "lead")),
    "fm_bell": Instrument(55, 98, ("arpeggio", "counter", "lead")),
    "kalimba": Instrument(55, 91, _MALLETS),
    "steel_drums": Instrument(55, 88, ("lead", "arpeggio", "counter", "chords")),
    "singing_bowl": Instrument(43, 72, ("pad", "counter")),
    # percussion
    "timpani": _solo(38, 57, ("counter", "bass")),
    "taiko": _solo(36, 60, ("counter", "bass")),
    "standard_kit": _kit(),
    "room_kit": _kit(),
    "power_kit": _kit(),
    "jazz_kit": _kit(),
    "brush_kit": _kit(),
    "orchestral_kit": _kit(),
    "electronic_kit": _kit(),
    "house_kit": _kit(),
    "trap_kit": _kit(),
    "lofi_kit": _kit(),
    "synthwave_kit": _kit(),
    "chip_kit": _kit(),
}
