"""Chiptune: four channels of a console, two pulses, a triangle and noise, with chords as quick as a trill."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import machine
from generate_track.compose.stock.groove import HAT, KICK, OPEN, SNARE
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_NOISE = DrumChair(
    name="drums",
    role="drums",
    instruments=("chip_kit",),
    enters_at=0.4,
    level_db=-1.0,
    reverb_send=0.0,
    velocity=100,
    looseness_ms=0.0,
    grooves=machine.BREAK
    | {
        "4/4": (
            {KICK: "X.......X.......", HAT: "x.x.x.x.x.x.x.x."},
            {KICK: "X.....x.X.......", SNARE: "....X.......X...", HAT: "x.x.x.x.x.x.x.x."},
            {KICK: "X..x..x.X.x.....", SNARE: "....X.......X.xx", HAT: "x.xxx.xxx.xxx.xx", OPEN: "......x........."},
        )
    },
    fills={**machine.FILLS, "4/4": ({SNARE: "xxxx"}, {SNARE: "x.xxxxxx"}, {SNARE: "x.x.", KICK: ".x.x"})},
)  # fmt: skip
_TRIANGLE = BassChair(
    name="bass",
    role="bass",
    instruments=("triangle_bass",),
    enters_at=0.36,
    level_db=-1.5,
    reverb_send=0.0,
    velocity=100,
    looseness_ms=0.0,
    gate=0.8,
    lines=machine.OCTAVES | {"4/4": ("R---R---R---5---", "R-8-R-8-R-8-R-5-", "R-R8R-R8R-R8R-58")},
)
_ARP = ChordChair(
    name="chords",
    role="chords",
    instruments=("pulse_lead",),
    level_db=-5.0,
    pan=-0.55,
    reverb_send=0.03,
    highpass_hz=150.0,
    velocity=84,
    looseness_ms=0.0,
    gate=0.6,
    is_sequenced=True,
    low=57,
    high=76,
    n_voices=3,
    figures=(
        Figure("arpeggio", machine.EIGHTHS, order=(0, 1, 2, 3)),
        Figure("arpeggio", machine.SIXTEENTHS, order=(0, 1, 2), from_energy=0.5),
    ),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("square_lead", "pulse_lead"),
    enters_at=0.42,
    level_db=0.0,
    pan=0.4,
    reverb_send=0.04,
    delay_send=0.14,
    highpass_hz=180.0,
    velocity=96,
    looseness_ms=0.0,
    gate=0.9,
    cells=cell.LIVELY,
    centre=74,
)

_WORDS: dict[str, int] = {
    "chiptune": 7, "chip tune": 7, "8 bit": 6, "8bit": 6, "16 bit": 5, "nes": 4, "gameboy": 5, "game boy": 5,
    "video game": 4, "videogame": 4, "retro game": 6, "arcade": 4, "nintendo": 4, "bitpop": 6, "console": 2,
    "platformer": 4, "pixel": 3, "game music": 3, "c64": 5, "sid chip": 6, "boss fight": 2, "mario": 3,
}  # fmt: skip

STYLE = Style(
    name="chiptune",
    about="pulse waves, a triangle bass and noise drums, chords as quick as a trill",
    words=_WORDS,
    tempo_bpm=(126, 156),
    minor_share=0.35,
    energy=0.05,
    chord_s=1.4,
    progressions={
        "major": {
            "verse": ("I IV I V", "I vi IV V", "I I IV V", "I V IV V"),
            "chorus": ("I V vi IV I V IV I", "I IV V I", "I bVII IV I", "I bVI bVII I"),
            "bridge": ("vi IV I V", "IV iv I V", "bVI bVII I V"),
        },
        "minor": {
            "verse": ("i bVI i V", "i iv i V", "i i bVI V", "i bVII bVI V"),
            "chorus": ("i bVI bVII i", "i iv bVI V", "i bVII i V"),
            "bridge": ("bVI bVII i V", "iv bVI i V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("bridge", 4, 3),
        Slot("chorus", 8, 3),
        Slot("outro", 2, 2),
    ),
    cycle=(Slot("instrumental", 8), Slot("verse", 8), Slot("chorus", 8)),
    chairs=(_NOISE, _TRIANGLE, _ARP, _LEAD),
    vocal_leads=("pulse_lead", "square_lead"),
    room=Room(decay_s=0.5, predelay_ms=5.0, damping_hz=9000.0),
    ring_s=2.5,
    dynamics=0.5,
    balance="bright",
    lends=("chords", "lead"),
)
