"""March: a brass band on parade; tuba on the beat, horns after it, a drum line that rolls, a piccolo on top."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import bassline, figure
from generate_track.compose.stock.groove import CRASH, KICK, SNARE, Grooves
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_ROLLS: Grooves = {
    "4/4": ({SNARE: "xxxxxxXx"}, {SNARE: "x.xxX.x."}, {SNARE: "xxxx"}),
    "3/4": ({SNARE: "x.xxxxxx"}, {SNARE: "xxxx"}),
    "2/4": ({SNARE: "xxxxX.x."}, {SNARE: "xxxx"}),
    "6/8": ({SNARE: "xxxXxx"}, {SNARE: "xxx"}),
}
_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("orchestral_kit", "standard_kit"),
    enters_at=0.3,
    level_db=-2.0,
    width=0.4,
    reverb_send=0.24,
    velocity=94,
    looseness_ms=4.0,
    grooves={
        "4/4": (
            {KICK: "X.......X.......", SNARE: "x...x.x.x...x.x."},
            {KICK: "X...x...X...x...", SNARE: "x.xxX.x.x.xxX.xx"},
            {KICK: "X...X...X...X...", SNARE: "XxgxXgxxXxgxXxxx", CRASH: "X.......x......."},
        ),
        "3/4": (
            {KICK: "X...........", SNARE: "....x...x..."},
            {KICK: "X...........", SNARE: "....x.x.x.xx"},
            {KICK: "X...........", SNARE: "g.xxX.xxX.xx", CRASH: "X..........."},
        ),
        "2/4": (
            {KICK: "X.......", SNARE: "....x.x."},
            {KICK: "X...x...", SNARE: "..xxX.x."},
            {KICK: "X...X...", SNARE: "XgxxXgxx", CRASH: "X......."},
        ),
        "6/8": (
            {KICK: "X.....", SNARE: "...x.x"},
            {KICK: "X..x..", SNARE: "x.xX.x"},
            {KICK: "X..X..", SNARE: "XgxXxx", CRASH: "X....."},
        ),
    },
    fills=_ROLLS,
)
_TUBA = BassChair(
    name="bass",
    role="bass",
    instruments=("tuba",),
    enters_at=0.3,
    level_db=-1.5,
    reverb_send=0.16,
    velocity=96,
    gate=0.7,
    lines=bassline.TWO_BEAT | {"4/4": ("R-------5-------", "R---....5---....", "R---R---5---R-a-")},
)
_HORNS = ChordChair(
    name="chords",
    role="chords",
    instruments=("brass",),
    level_db=-5.0,
    pan=-0.3,
    width=0.5,
    reverb_send=0.26,
    highpass_hz=140.0,
    velocity=88,
    gate=0.7,
    low=53,
    high=72,
    n_voices=3,
    figures=(Figure("block", figure.OFF_BEATS | {"4/4": ("....x-......x-..", "....x-x-....x-x-")}),),
)
_REEDS = ChordChair(
    name="pad",
    role="pad",
    instruments=("brass", "accordion"),
    enters_at=0.62,
    level_db=-9.0,
    pan=0.25,
    width=0.6,
    reverb_send=0.3,
    highpass_hz=160.0,
    velocity=78,
    swell=0.3,
    low=55,
    high=77,
    n_voices=3,
    figures=(Figure("hold"), Figure("block", figure.BLOCKS, from_energy=0.8)),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("trumpet", "piccolo", "clarinet", "trumpet"),
    enters_at=0.4,
    level_db=0.0,
    pan=0.06,
    reverb_send=0.26,
    highpass_hz=160.0,
    velocity=96,
    looseness_ms=6.0,
    gate=0.85,
    cells=cell.STRAIGHT,
    centre=72,
    ornament=0.1,
)
_TRIO = MelodyChair(
    name="counter",
    role="counter",
    instruments=("trombone", "glockenspiel", "piccolo", "french_horn"),
    enters_at=0.5,
    level_db=-5.0,
    pan=-0.2,
    reverb_send=0.28,
    highpass_hz=120.0,
    velocity=88,
    cells=cell.STRAIGHT,
    centre=67,
)

STYLE = Style(
    name="march",
    about="a brass band on parade: tuba on the beat, horns after it, a rolling drum line, a piccolo on top",
    words={
        "march": 5, "marching": 5, "marching band": 7, "military": 5, "military band": 7, "military march": 7,
        "brass band": 7, "parade": 5, "drumline": 6, "drum line": 6, "drum corps": 6, "oompah": 6, "oompah band": 7,
        "oktoberfest": 5, "patriotic": 4, "national anthem": 5, "sousa": 6, "circus march": 6, "fanfare": 3,
        "graduation": 3, "victory parade": 6, "stadium band": 5, "halftime show": 5,
    },
    tempo_bpm=(108, 122),
    minor_share=0.08,
    energy=0.1,
    chord_s=1.8,
    progressions={
        "major": {
            "verse": ("I I IV I", "I IV I V7", "I I IV I I ii V7 I", "I vi IV,V7 I"),
            "chorus": ("I IV I V7", "I V7/IV IV I I V7 I I", "I IV I,V7 I"),
            "bridge": ("IV IV I I V/V V/V V V7", "vi V/vi vi V7/V ii V7 I V7", "bVI bVI I I ii V/V V V7"),
        },
        "minor": {
            "verse": ("i i iv i", "i iv V7 i", "i iv i V7"),
            "chorus": ("i iv i V7", "i bVI V7 i"),
            "bridge": ("iv iv i i bVI bVI V V7",),
        },
    },
    cadence={"major": "V7", "minor": "V7"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 1),
        Slot("bridge", 8, 4),
        Slot("break", 4, 5),
        Slot("chorus", 8, 4),
        Slot("outro", 4, 5),
    ),
    cycle=(Slot("verse", 8), Slot("bridge", 8), Slot("chorus", 8)),
    chairs=(_DRUMS, _TUBA, _HORNS, _REEDS, _LEAD, _TRIO),
    vocal_leads=("trumpet", "oohs"),
    room=Room(decay_s=1.5, predelay_ms=20.0, damping_hz=6500.0),
    ring_s=2.5,
    dynamics=0.35,
    balance="acoustic",
    lends=("chords", "drums"),
)  # fmt: skip
