"""Metal: palm-muted gallops in both ears, double kick, and harmonies that darken by half steps."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import figure, fill, groove
from generate_track.compose.stock.groove import CHINA, CRASH, HAT, KICK, OPEN, SNARE
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("power_kit",),
    enters_at=0.34,
    level_db=-1.5,
    width=0.6,
    reverb_send=0.1,
    velocity=112,
    looseness_ms=2.0,
    grooves=groove.HEAVY
    | {
        "4/4": (
            {KICK: "X.......X.x.....", SNARE: "....X.......X...", HAT: "X.x.X.x.X.x.X.x."},
            {KICK: "X.xxX...X.xxX.x.", SNARE: "....X.......X...", OPEN: "X...X...X...X..."},
            {KICK: "XxxxXxxxXxxxXxxx", SNARE: "....X.......X...", CHINA: "X...X...X...X..."},
            {KICK: "XxXxXxXxXxXxXxXx", SNARE: "....X.......X...", CRASH: "X...X...X...X..."},
        )
    },
    fills=fill.HEAVY,
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("picked_bass",),
    enters_at=0.34,
    level_db=-5.0,
    reverb_send=0.0,
    velocity=108,
    looseness_ms=2.0,
    lines={
        "4/4": ("R-------R-------", "R-RRR-RRR-RRR-RR", "RRRRRRRRRRRRRRRR"),
        "3/4": ("R-----------", "R-RRR-RRR-RR"),
        "2/4": ("R-------", "R-RRR-RR"),
        "6/8": ("R--R--", "RRRRRR"),
    },
)
_RIFF: tuple[Figure, ...] = (
    Figure("power", figure.DRIVE | {"4/4": ("X-------3-------", "X-------X---3-7-")}),
    Figure(
        "power", figure.GALLOP | {"4/4": ("X-xxx-xxX-xx3-xx", "xxxxxxxx3-3-7-7-", "X---xxxx3---7-xx")}, from_energy=0.42
    ),
    Figure(
        "power", figure.DRIVE | {"4/4": ("X-------3---X---", "X-----3-----7---", "X-------X-xx3-xx")}, from_energy=0.78
    ),
)
_LEFT = ChordChair(
    name="chords",
    role="chords",
    instruments=("distortion_guitar",),
    level_db=-1.0,
    pan=-0.65,
    reverb_send=0.05,
    highpass_hz=80.0,
    velocity=108,
    looseness_ms=3.0,
    gate=0.95,
    low=40,
    high=64,
    figures=_RIFF,
)
_RIGHT = ChordChair(
    name="guitar",
    role="chords",
    instruments=("distortion_guitar",),
    enters_at=0.4,
    level_db=-1.0,
    pan=0.65,
    reverb_send=0.05,
    highpass_hz=80.0,
    velocity=106,
    looseness_ms=4.0,
    gate=0.95,
    low=40,
    high=64,
    figures=_RIFF,
)
_CHOIR = ChordChair(
    name="pad",
    role="pad",
    instruments=("choir", "strings"),
    enters_at=0.6,
    chance=0.7,
    level_db=-10.0,
    width=0.8,
    reverb_send=0.4,
    highpass_hz=220.0,
    velocity=70,
    low=55,
    high=79,
    n_voices=3,
    figures=(Figure("hold"),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("lead_guitar",),
    enters_at=0.5,
    level_db=-0.5,
    pan=0.05,
    reverb_send=0.2,
    delay_send=0.18,
    highpass_hz=200.0,
    velocity=108,
    looseness_ms=3.0,
    cells=cell.STRAIGHT,
    centre=73,
    ornament=0.1,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("lead_guitar",),
    enters_at=0.6,
    chance=0.7,
    level_db=-7.0,
    pan=-0.25,
    reverb_send=0.22,
    delay_send=0.18,
    highpass_hz=220.0,
    velocity=98,
    cells=cell.STRAIGHT,
    centre=69,
)

STYLE = Style(
    name="metal",
    about="palm-muted gallops in both ears, double kick, dark half-step harmony, a screaming lead",
    words={
        "metal": 6, "heavy metal": 6, "metalcore": 6, "thrash": 6, "thrash metal": 7, "death metal": 7, "deathcore": 6,
        "black metal": 7, "power metal": 7, "nu metal": 7, "doom metal": 7, "progressive metal": 7, "djent": 6,
        "hardcore": 3, "double kick": 4, "double bass drum": 4, "blast beat": 5, "headbang": 4, "headbanging": 4,
        "shred": 4, "shredding": 4, "brutal": 3, "heavy": 1, "heavy guitars": 3, "aggressive": 1,
    },
    tempo_bpm=(132, 168),
    minor_share=0.95,
    energy=0.2,
    chord_s=1.5,
    progressions={
        "major": {
            "verse": ("I I bVII I", "I I IV I", "I I bVI,bVII I"),
            "prechorus": ("bVI bVII V V", "IV IV V V"),
            "chorus": ("I V bVII,IV I", "I IV V I", "I bVI bVII I"),
            "bridge": ("bVI bVI bVII bVII I I V V", "iv iv I I bVI bVII V V"),
        },
        "minor": {
            "verse": ("i i i bII", "i i bVI,bVII i", "i i bVII i", "i i bVI i", "i i i bV,bII"),
            "prechorus": ("iv iv V V", "bVI bVI bVII V"),
            "chorus": ("i bVI bVII i", "i bVI iv i", "i bVII bVI i", "i iv bVI,bVII i"),
            "bridge": ("bII bII i i bVI bVI V V", "iv iv bV bV i i bII V", "bVI bVII i i bII bII V V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "I5", "minor": "I5"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("prechorus", 4, 5),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 3),
        Slot("bridge", 8, 5),
        Slot("solo", 8, 4),
        Slot("chorus", 8, 4),
        Slot("outro", 4, 3),
    ),
    cycle=(Slot("verse", 8), Slot("bridge", 8), Slot("solo", 8), Slot("chorus", 8)),
    chairs=(_DRUMS, _BASS, _LEFT, _RIGHT, _CHOIR, _LEAD, _COUNTER),
    vocal_leads=("lead_guitar", "choir"),
    room=Room(decay_s=1.1, predelay_ms=12.0, damping_hz=7000.0),
    ring_s=3.0,
    dynamics=0.5,
    balance="bright",
    transitions=("reverse_cymbal", "impact"),
    lends=("drums", "chords", "guitar"),
)  # fmt: skip
