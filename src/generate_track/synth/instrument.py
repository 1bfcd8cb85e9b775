"""The instruments: a row each, sampled from the SoundFont or synthesised, with the range they are played in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Source = Literal["sampled", "voice", "kit"]


@dataclass(frozen=True, slots=True)
class Rig:
    """What an electric guitar is, and is played through.

    Args:
        amp: a row of the amplifiers' table.
        strings: SoundFont program of the open strings.
        muted: of those that the palm mutes, for short notes; or None.
        damping_s: until a string that is let go is silent.
        n_takes: 2 when the part is recorded twice, once for each side.
    """

    amp: str
    strings: int = 27
    muted: int | None = None
    damping_s: float = 0.35
    n_takes: int = 1


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument.

    Args:
        source: "sampled" from the SoundFont, "voice" for a synthesised one, "kit" for synthesised drums.
        low: lowest MIDI pitch it is played at; notes outside are folded in by octaves.
        high: highest MIDI pitch.
        bank: SoundFont bank; 128 is percussion.
        program: General MIDI program: the SoundFont's own, or of what is synthesised the nearest.
        spread: how far low keys lie left and high keys right, as a piano's do; 0 to 1.
        vibrato_cents: how far a held note swings after a while, where its samples do not do so themselves.
        softness_s: how much longer the softest note takes to speak.
        is_legato: whether a note that follows at once is slurred to the last one.
        is_touched: whether a soft touch is dull as well.
        release_s: the longest that it sounds on after a key is let go.
        cents: how far above concert pitch it is tuned.
        rig: of an electric guitar whose amplifier is a part of its sound.
    """

    source: Source
    low: int = 0
    high: int = 127
    bank: int = 0
    program: int = 0
    spread: float = 0.0
    vibrato_cents: float = 0.0
    softness_s: float = 0.0
    is_legato: bool = False
    is_touched: bool = True
    release_s: float = 2.5
    cents: float = 0.0
    rig: Rig | None = None

    @property
    def is_drums(self) -> bool:
        """Whether its pitches are General MIDI percussion keys."""
        return self.bank == PERCUSSION

    @property
    def programs(self) -> tuple[int, ...]:
        """The programs of the SoundFont that it is played on."""
        if self.source != "sampled":
            return ()
        if self.rig is None:
            return (self.program,)
        return (self.rig.strings,) if self.rig.muted is None else (self.rig.strings, self.rig.muted)

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


def _amplified(program: int, low: int, high: int, *, rig: Rig, vibrato_cents: float = 0.0) -> Instrument:
    is_solo = vibrato_cents > 0
    return Instrument("sampled", low, high, program=program, vibrato_cents=vibrato_cents, is_legato=is_solo, rig=rig)


def _voice(program: int, low: int, high: int) -> Instrument:
    return Instrument("voice", low, high, program=program)


def _solo(program: int, low: int, high: int, *, vibrato_cents: float = 0.0, softness_s: float = 0.04) -> Instrument:
    return Instrument(
        "sampled", low, high, program=program, vibrato_cents=vibrato_cents, softness_s=softness_s, is_legato=True
    )


def _section(program: int, low: int, high: int, *, spread: float = 0.0, softness_s: float = 0.1) -> Instrument:
    return Instrument("sampled", low, high, program=program, spread=spread, softness_s=softness_s)


def _untouched(program: int, low: int, high: int, *, spread: float = 0.0) -> Instrument:
    return Instrument("sampled", low, high, program=program, spread=spread, is_touched=False)


def _kit(program: int) -> Instrument:
    return Instrument("sampled", bank=PERCUSSION, program=program)


INSTRUMENTS: Mapping[str, Instrument] = {
    # keys and mallets
    "grand_piano": _sampled(0, 21, 108),
    "electric_piano": _voice(4, 28, 100),
    "wurlitzer": _voice(4, 28, 96),
    "harpsichord": _untouched(6, 29, 89, spread=0.3),
    "clavinet": _sampled(7, 29, 88),
    "celesta": _sampled(8, 60, 108, spread=0.3),
    "glockenspiel": _sampled(9, 67, 108, spread=0.3),
    "music_box": _sampled(10, 60, 96, spread=0.3),
    "vibraphone": _sampled(11, 53, 89, spread=0.4),
    "marimba": _sampled(12, 45, 96, spread=0.4),
    "xylophone": _sampled(13, 60, 108, spread=0.4),
    "tubular_bells": _sampled(14, 55, 79, spread=0.3),
    "organ": _untouched(16, 36, 96),
    "drawbar_organ": _voice(16, 36, 96),
    "church_organ": _untouched(19, 24, 96, spread=0.3),
    "accordion": _untouched(21, 53, 89),
    "harmonica": _solo(22, 55, 91, vibrato_cents=14),
    # plucked
    "nylon_guitar": _sampled(24, 40, 83, spread=0.2),
    "steel_guitar": _sampled(25, 40, 84, spread=0.2),
    "jazz_guitar": _sampled(26, 40, 86, spread=0.2),
    "clean_guitar": _sampled(27, 40, 86, spread=0.2),
    "muted_guitar": _sampled(28, 40, 84),
    "crunch_guitar": _amplified(29, 36, 88, rig=Rig("crunch")),
    "distortion_guitar": _amplified(30, 33, 88, rig=Rig("distortion", muted=28, damping_s=0.15, n_takes=2)),
    "lead_guitar": _amplified(30, 40, 93, rig=Rig("lead", strings=26), vibrato_cents=17),
    "banjo": _sampled(105, 43, 88, spread=0.2),
    "sitar": _sampled(104, 45, 84, spread=0.2),
    "koto": _sampled(107, 45, 88, spread=0.2),
    "harp": _sampled(46, 36, 103, spread=0.4),
    # basses
    "upright_bass": _sampled(32, 28, 67),
    "finger_bass": _sampled(33, 28, 67),
    "picked_bass": _sampled(34, 28, 67),
    "fretless_bass": _solo(35, 28, 67, vibrato_cents=10, softness_s=0.0),
    "slap_bass": _sampled(36, 28, 67),
    "synth_bass": _voice(38, 24, 67),
    "sub_bass": _voice(39, 24, 55),
    "acid_bass": _voice(38, 24, 72),
    "reese_bass": _voice(39, 21, 60),
    "wobble_bass": _voice(39, 21, 60),
    "bass_808": _voice(39, 21, 60),
    "triangle_bass": _voice(38, 24, 72),
    # strings and voices
    "violin": _solo(40, 55, 100, vibrato_cents=5, softness_s=0.09),
    "viola": _solo(41, 48, 88, vibrato_cents=8, softness_s=0.09),
    "cello": _solo(42, 36, 76, vibrato_cents=7, softness_s=0.09),
    "contrabass": _solo(43, 24, 57, vibrato_cents=7, softness_s=0.09),
    "strings": _section(48, 36, 96),
    "slow_strings": _section(49, 36, 96, softness_s=0.2),
    "tremolo_strings": _section(44, 36, 96),
    "pizzicato": _sampled(45, 36, 96),
    "choir": _section(52, 48, 84, softness_s=0.15),
    "oohs": _section(53, 48, 84, softness_s=0.15),
    # winds
    "trumpet": _solo(56, 54, 87, vibrato_cents=9),
    "muted_trumpet": _solo(59, 54, 86, vibrato_cents=10),
    "trombone": _solo(57, 34, 74, vibrato_cents=9),
    "tuba": _solo(58, 24, 60),
    "french_horn": _section(60, 36, 79, softness_s=0.06),
    "brass": _section(61, 40, 84, spread=0.3, softness_s=0.05),
    "soprano_sax": _solo(64, 55, 88, vibrato_cents=14),
    "alto_sax": _solo(65, 49, 81, vibrato_cents=12),
    "tenor_sax": _solo(66, 44, 76, vibrato_cents=14),
    "baritone_sax": _solo(67, 36, 72, vibrato_cents=10),
    "oboe": _solo(68, 58, 91, vibrato_cents=11),
    "english_horn": _solo(69, 52, 84, vibrato_cents=5),
    "bassoon": _solo(70, 34, 74, vibrato_cents=6),
    "clarinet": _solo(71, 50, 91, vibrato_cents=4),
    "flute": _solo(73, 60, 96, vibrato_cents=12),
    "piccolo": _solo(72, 74, 108, vibrato_cents=10),
    "recorder": _solo(74, 60, 96, vibrato_cents=5),
    "pan_flute": _solo(75, 60, 84, vibrato_cents=12),
    "shakuhachi": _solo(77, 50, 88, vibrato_cents=16),
    "whistle": _solo(78, 67, 103, vibrato_cents=12),
    # synthesizers
    "synth_lead": _voice(81, 45, 100),
    "saw_lead": _voice(81, 45, 100),
    "square_lead": _voice(80, 45, 100),
    "pulse_lead": _voice(80, 45, 100),
    "synth_brass": _voice(62, 36, 96),
    "string_machine": _voice(50, 36, 96),
    "warm_pad": _voice(89, 36, 96),
    "poly_pad": _voice(90, 36, 96),
    "glass_pad": _voice(92, 36, 98),
    "dark_pad": _voice(95, 28, 84),
    "supersaw": _voice(81, 36, 96),
    "pluck": _voice(98, 36, 103),
    "bell": _voice(112, 48, 103),
    "fm_bell": _voice(98, 48, 103),
    "kalimba": _voice(108, 48, 96),
    "steel_drums": _sampled(114, 52, 91, spread=0.3),
    "singing_bowl": _voice(14, 36, 84),
    # percussion
    "timpani": _sampled(47, 36, 60),
    "taiko": _sampled(116, 36, 62),
    "standard_kit": _kit(0),
    "room_kit": _kit(8),
    "power_kit": _kit(16),
    "jazz_kit": _kit(32),
    "brush_kit": _kit(40),
    "orchestral_kit": _kit(48),
    "electronic_kit": Instrument("kit", bank=PERCUSSION, program=24),
    "house_kit": Instrument("kit", bank=PERCUSSION, program=24),
    "trap_kit": Instrument("kit", bank=PERCUSSION, program=25),
    "lofi_kit": Instrument("kit", bank=PERCUSSION, program=8),
    "synthwave_kit": Instrument("kit", bank=PERCUSSION, program=24),
    "chip_kit": Instrument("kit", bank=PERCUSSION, program=24),
}
