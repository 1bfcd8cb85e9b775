"""What engineers do to each kind of instrument before they balance it: an equalizer, and which room it is put in.

Source: Owsinski, "The Mixing Engineer's Handbook" (2nd ed., 2006), chapter 4, "The Magic Frequencies": where each
instrument has its body, mud, presence and air. Amounts are small: samples have been equalized once already.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generate_track.compose.score import Part
from generate_track.mix.equalizer import Band, equalizer
from generate_track.mix.filter import highpass
from generate_track.synth.butterworth import Sections


@dataclass(frozen=True)
class Channel:
    """How a kind of instrument is treated.

    Args:
        highpass_hz: below it there is nothing of use, whatever the score says.
        plate: how much of its reverb is the plate's rather than the room's, 0 to 1.
        bands: of its equalizer.
    """

    highpass_hz: float
    plate: float
    bands: tuple[Band, ...] = ()

    @cached_property
    def sections(self) -> Sections:
        """The equalizer as filter sections."""
        return equalizer(self.bands)


def _bell(frequency_hz: float, gain_db: float, q: float = 0.9) -> Band:
    return Band("bell", frequency_hz, gain_db, q)


def _air(frequency_hz: float, gain_db: float) -> Band:
    return Band("high_shelf", frequency_hz, gain_db)


CHANNELS = {
    "kit": Channel(30.0, 0.5, (_bell(75.0, 1.5), _bell(400.0, -2.5), _bell(4000.0, 1.5), _air(9000.0, 2.0))),
    "low_drum": Channel(30.0, 0.0, (_bell(350.0, -1.5),)),
    "bass": Channel(30.0, 0.0, (_bell(80.0, 1.0), _bell(300.0, -2.0), _bell(900.0, 1.5))),
    "sub": Channel(25.0, 0.0, (_bell(280.0, -1.5), _bell(900.0, 1.0))),
    "keys": Channel(50.0, 0.2, (_bell(300.0, -2.0), _bell(3200.0, 1.0))),
    "organ": Channel(60.0, 0.2, (_bell(350.0, -1.5), _bell(2000.0, 0.5))),
    "acoustic_guitar": Channel(80.0, 0.3, (_bell(220.0, -2.5), _bell(4500.0, 1.5), _air(10_000.0, 1.0))),
    "electric_guitar": Channel(80.0, 0.2, (_bell(320.0, -2.0), _bell(2200.0, 1.0))),
    "distorted_guitar": Channel(90.0, 0.1, (_bell(300.0, -2.5), _bell(1800.0, 1.0), _air(7500.0, -2.0))),
    "solo_strings": Channel(60.0, 0.4, (_bell(350.0, -1.0), _bell(3500.0, -1.0), _air(9000.0, 1.0))),
    "strings": Channel(60.0, 0.0, (_bell(320.0, -1.5), _air(8000.0, 1.0))),
    "brass": Channel(70.0, 0.3, (_bell(400.0, -1.0), _bell(3000.0, 1.0))),
    "reed": Channel(80.0, 0.6, (_bell(450.0, -1.5), _bell(2500.0, 1.5), _air(9000.0, 0.5))),
    "flute": Channel(120.0, 0.4, (_bell(3000.0, 0.5), _air(9000.0, 1.0))),
    "voices": Channel(110.0, 0.5, (_bell(280.0, -2.0), _bell(3000.0, 1.0), _air(10_000.0, 1.5))),
    "mallets": Channel(80.0, 0.4, (_bell(400.0, -1.0), _air(8000.0, 1.0))),
    "lead": Channel(90.0, 0.7, (_bell(350.0, -1.5), _bell(2800.0, 1.5))),
    "pad": Channel(90.0, 0.0, (_bell(320.0, -3.0), _air(7000.0, 0.5))),
}

# Whose names do not say what they are by their last word.
_FAMILIES = {
    "bass": ("upright_bass", "finger_bass", "picked_bass", "fretless_bass", "slap_bass", "contrabass", "acid_bass"),
    "keys": ("grand_piano", "electric_piano", "wurlitzer", "harpsichord", "clavinet", "celesta", "accordion"),
    "acoustic_guitar": ("nylon_guitar", "steel_guitar", "banjo", "sitar", "koto", "harp"),
    "distorted_guitar": ("crunch_guitar", "distortion_guitar"),
    "solo_strings": ("violin", "viola", "cello", "pizzicato"),
    "brass": ("brass", "synth_brass", "trumpet", "muted_trumpet", "trombone", "tuba", "french_horn"),
    "reed": ("oboe", "english_horn", "bassoon", "clarinet", "harmonica"),
    "flute": ("flute", "pan_flute", "piccolo", "recorder", "shakuhachi", "whistle"),
    "voices": ("choir", "oohs"),
    "mallets": (
        "vibraphone", "marimba", "glockenspiel", "xylophone", "tubular_bells", "music_box", "kalimba", "steel_drums",
    ),
    "low_drum": ("timpani", "taiko"),
    "pad": ("supersaw", "string_machine"),
    "lead": ("lead_guitar",),
}  # fmt: skip
_BY_LAST_WORD = {
    "kit": "kit",
    "bass": "sub",
    "808": "sub",
    "guitar": "electric_guitar",
    "organ": "organ",
    "strings": "strings",
    "sax": "reed",
    "pad": "pad",
    "lead": "lead",
    "pluck": "lead",
    "bell": "mallets",
    "bowl": "mallets",
}
_BY_NAME = {name: family for family, names in _FAMILIES.items() for name in names}
_OTHERS = Channel(40.0, 0.2)

SCENE_SECTIONS = highpass(60.0)  # of what comes from outdoors; wind and surf have more below than is wanted


def part_sections(part: Part) -> Sections:
    """Return the whole equalizer of a part, from the highpass on."""
    channel = channel_of(part.instrument)
    return np.concatenate([highpass(max(part.highpass_hz, channel.highpass_hz)), channel.sections])


def channel_of(instrument: str) -> Channel:
    """Return how an instrument is treated; one that is in no family is left alone."""
    family = _BY_NAME.get(instrument) or _BY_LAST_WORD.get(instrument.rpartition("_")[2])
    return CHANNELS[family] if family else _OTHERS
