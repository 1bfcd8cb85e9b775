"""Electronic: four to the floor, pumping chords, builds and drops."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, Groove, MelodyChair, Slot, Style

KICK, SNARE, CLAP, HAT, OPEN, SHAKER, TOM = 36, 38, 39, 42, 46, 70, 45

_PULSE: dict[str, Groove] = {
    "4/4": {KICK: "X...X...X...X...", HAT: "..x...x...x...x."},
    "3/4": {KICK: "X...X...X...", HAT: "..x...x...x."},
    "2/4": {KICK: "X...X...", HAT: "..x...x."},
    "6/8": {KICK: "X..X..", HAT: "..x..x"},
}
_HOUSE: dict[str, Groove] = {
    "4/4": {KICK: "X...X...X...X...", CLAP: "....X.......X...", OPEN: "..x...x...x...x.", HAT: "x...x...x...x.g."},
    "3/4": {KICK: "X...X...X...", CLAP: "....X...X...", OPEN: "..x...x...x.", HAT: "x...x...x..."},
    "2/4": {KICK: "X...X...", CLAP: "....X...", OPEN: "..x...x.", HAT: "x...x..."},
    "6/8": {KICK: "X..X..", CLAP: "...X..", OPEN: "..x..x", HAT: "x..x.."},
}
_PEAK: dict[str, Groove] = {
    "4/4": {KICK: "X...X...X...X...", CLAP: "....X.......X...", SNARE: "....x.......x..g", OPEN: "..X...X...X...X.",
            HAT: "x.gxx.gxx.gxx.gx", SHAKER: "gxxggxxggxxggxxg"},
    "3/4": {KICK: "X...X...X...", CLAP: "....X...X...", OPEN: "..X...X...X.", HAT: "x.gxx.gxx.gx",
            SHAKER: "gxxggxxggxxg"},
    "2/4": {KICK: "X...X...", CLAP: "....X...", OPEN: "..X...X.", HAT: "x.gxx.gx", SHAKER: "gxxggxxg"},
    "6/8": {KICK: "X..X..", CLAP: "...X..", OPEN: "..X..X", HAT: "XggXgg", SHAKER: "..g..g"},
}  # fmt: skip

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("electronic_kit",),
    enters_at=0.4,
    level_db=0.5,
    width=0.4,
    reverb_send=0.08,
    velocity=102,
    looseness_ms=0.8,
    has_builds=True,
    grooves={meter: (_PULSE[meter], _HOUSE[meter], _PEAK[meter]) for meter in _PEAK},
    fills={
        "4/4": ({SNARE: "x.xxx.xx"}, {CLAP: "x.xx", SNARE: "xxxx"}, {SNARE: "x..x..x.", TOM: "..x..x.x"}),
        "3/4": ({SNARE: "xxxx"}, {CLAP: "x.xx"}),
        "2/4": ({SNARE: "xxxx"}, {CLAP: "x.xx"}),
        "6/8": ({SNARE: "xxx"}, {CLAP: "x.x"}),
    },
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("synth_bass",),
    enters_at=0.42,
    level_db=-2.0,
    reverb_send=0.0,
    duck_depth=0.6,
    velocity=98,
    looseness_ms=1.0,
    lines={
        "4/4": ("..R-..R-..R-..R-", "..RR..RR..RR..8R", ".RRR.RRR.RRR.R8R"),
        "3/4": ("..R-..R-..R-", "..RR..RR..8R"),
        "2/4": ("..R-..R-", "..RR..8R"),
        "6/8": ("..R..R", ".RR.R8"),
    },
)
_STABS = ChordChair(
    name="chords",
    role="chords",
    instruments=("supersaw", "poly_pad", "supersaw"),
    enters_at=0.45,
    level_db=-5.0,
    width=0.8,
    reverb_send=0.25,
    delay_send=0.05,
    highpass_hz=140.0,
    duck_depth=0.65,
    velocity=84,
    looseness_ms=1.5,
    low=50,
    high=74,
    figures=(
        Figure("hold"),
        Figure(
            "block",
            {
                "4/4": ("X---..x-X---..x-", "..x-..x-..x-..x-", "X-x-..x-X-x-..x-", "X---x---X---x-x-"),
                "3/4": ("X---..x-x---", "..x-..x-..x-"),
                "2/4": ("X---..x-", "..x-..x-"),
                "6/8": ("..x..x", "X-.X-x"),
            },
            from_energy=0.72,
        ),
    ),
)
_ARP = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("pluck", "bell", "kalimba"),
    enters_at=0.3,
    level_db=-9.0,
    pan=0.25,
    width=0.6,
    reverb_send=0.25,
    delay_send=0.15,
    highpass_hz=220.0,
    duck_depth=0.4,
    velocity=76,
    looseness_ms=1.0,
    low=57,
    high=76,
    figures=(
        Figure(
            "arpeggio",
            {
                "4/4": ("x.x.x.x.x.x.x.x.", "x.x.x...x.x.x.x."),
                "3/4": ("x.x.x.x.x.x.", "x.x.x...x.x."),
                "2/4": ("x.x.x.x.",),
                "6/8": ("XgxXgx",),
            },
            order=(0, 2, 1, 3, 4, 2, 3, 1),
        ),
        Figure(
            "arpeggio",
            {
                "4/4": ("xgxxxgxxxgxxxgxx", "x.xxx.xxx.xxx.xx"),
                "3/4": ("xgxxxgxxxgxx",),
                "2/4": ("xgxxxgxx",),
                "6/8": ("XgxXgx",),
            },
            order=(0, 1, 2, 3, 4, 3, 2, 1),
            from_energy=0.6,
        ),
    ),
)
_PAD = ChordChair(
    name="pad",
    role="pad",
    instruments=("warm_pad", "poly_pad"),
    level_db=-10.0,
    width=0.9,
    reverb_send=0.45,
    highpass_hz=160.0,
    duck_depth=0.55,
    velocity=66,
    low=50,
    high=77,
    figures=(Figure("hold"),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("saw_lead", "synth_lead"),
    enters_at=0.5,
    level_db=-3.0,
    width=0.2,
    reverb_send=0.28,
    delay_send=0.12,
    highpass_hz=180.0,
    duck_depth=0.25,
    velocity=90,
    looseness_ms=1.5,
    cells=cell.STRAIGHT,
    centre=73,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("bell", "synth_lead", "celesta"),
    enters_at=0.7,
    chance=0.7,
    level_db=-8.0,
    pan=-0.3,
    width=0.4,
    reverb_send=0.35,
    delay_send=0.15,
    highpass_hz=250.0,
    velocity=76,
    looseness_ms=1.5,
    cells=cell.LYRICAL,
    centre=76,
)

_WORDS: dict[str, int] = {
    "electronic": 4, "electronica": 4, "edm": 6, "dance": 2, "dance pop": 4, "electro pop": 5,
    "club": 2, "electro": 4, "electro house": 5, "big room": 5, "future bass": 5, "festival": 3, "drop": 1, "idm": 4,
    "future house": 5, "complextro": 4, "futuristic": 2, "tech": 1, "workout": 2, "gym": 2, "party": 1,
}  # fmt: skip

STYLE = Style(
    name="electronic",
    about="festival dance: supersaws, pumping chords, builds and drops",
    words=_WORDS,
    tempo_bpm=(116, 132),
    minor_share=0.6,
    chord_s=1.6,
    progressions={
        "major": {
            "verse": ("I I IV V", "I IV I V", "I I IV IV I I ii V"),
            "chorus": ("I V vi IV I V IV I", "I IV I V", "I IV vi V I IV V I"),
            "bridge": ("IV IV I V", "vi IV I V"),
        },
        "minor": {
            "verse": ("i i bVI bVI i i iv V", "i bVI i iv i bVI i V", "i i i bVI i i iv V"),
            "chorus": ("i bVI iv i i bVI iv V", "i bVII bVI i i bVII bVI V", "i bVI i iv i bVI i V"),
            "bridge": ("bVI bVI i i iv iv i V", "iv iv i i bVI bVI i V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 1),
        Slot("build", 4, 2),
        Slot("drop", 8, 0),
        Slot("break", 8, 3),
        Slot("build", 4, 3),
        Slot("drop", 8, 3),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("break", 8), Slot("build", 4), Slot("drop", 8), Slot("verse", 8)),
    chairs=(_DRUMS, _BASS, _STABS, _ARP, _PAD, _LEAD, _COUNTER),
    vocal_leads=("synth_lead", "choir"),
    room=Room(decay_s=2.0, predelay_ms=22.0, damping_hz=8000.0),
    ring_s=3.5,
    dynamics=0.5,
    transitions=("riser", "reverse_cymbal", "impact", "sub_drop", "downlifter"),
)
