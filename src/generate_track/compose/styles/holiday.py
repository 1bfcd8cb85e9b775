"""Holiday: sleigh bells and celesta, brushes, warm strings, a brass choir, chords from the fireside songbook."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import machine, orchestra
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_SLEIGH_BELL, _TRIANGLE, _KICK, _STICK, _SNARE, _HAT, _RIDE = 83, 81, 36, 37, 38, 42, 51

_SLEIGH = DrumChair(
    name="sleigh bells",
    role="drums",
    instruments=("standard_kit",),
    level_db=-5.0,
    pan=0.2,
    width=0.5,
    reverb_send=0.25,
    highpass_hz=500.0,
    velocity=86,
    looseness_ms=5.0,
    lead_in=None,
    grooves={
        "4/4": (
            {_SLEIGH_BELL: "X...x...X...x..."},
            {_SLEIGH_BELL: "X.x.x.x.X.x.x.x.", _TRIANGLE: "x..............."},
        ),
        "3/4": ({_SLEIGH_BELL: "X...x...x..."}, {_SLEIGH_BELL: "X.x.x.x.x.x."}),
        "2/4": ({_SLEIGH_BELL: "X...x..."}, {_SLEIGH_BELL: "X.x.x.x."}),
        "6/8": ({_SLEIGH_BELL: "X..x.."}, {_SLEIGH_BELL: "X.xx.x"}),
    },
)
_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("brush_kit", "jazz_kit", "standard_kit"),
    enters_at=0.46,
    level_db=-5.0,
    width=0.4,
    reverb_send=0.18,
    velocity=80,
    looseness_ms=4.0,
    lead_in=_RIDE,
    grooves={
        "4/4": (
            {_KICK: "x.......x.......", _STICK: "....x.......x...", _HAT: "x...x...x...x..."},
            {_KICK: "X.......X.......", _SNARE: "....X.......X...", _RIDE: "X...x.x.X...x.x."},
        ),
        "3/4": (
            {_KICK: "x...........", _STICK: "....x...x...", _HAT: "x...x...x..."},
            {_KICK: "X...........", _SNARE: "....x...x...", _RIDE: "X...x.x.x..."},
        ),
        "2/4": (
            {_KICK: "x.......", _STICK: "....x...", _HAT: "x...x..."},
            {_KICK: "X.......", _SNARE: "....X...", _RIDE: "X.x.x.x."},
        ),
        "6/8": (
            {_KICK: "x.....", _STICK: "...x..", _HAT: "x.xx.x"},
            {_KICK: "X.....", _SNARE: "...X..", _RIDE: "X.xx.x"},
        ),
    },
    fills={
        "4/4": ({_SNARE: "x.xx"}, {_SNARE: "x.x.x.xx"}),
        "3/4": ({_SNARE: "x.xx"},),
        "2/4": ({_SNARE: "x.xx"},),
        "6/8": ({_SNARE: "xxx"},),
    },
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("upright_bass",),
    enters_at=0.4,
    level_db=-3.0,
    reverb_send=0.08,
    velocity=84,
    looseness_ms=6.0,
    walks_at=0.8,
    lines={
        "4/4": ("R-------5-------", "R-------5-----a-"),
        "3/4": ("R-----------", "R-------5---"),
        "2/4": ("R---5---",),
        "6/8": ("R--5--", "R--5-a"),
    },
)
_PIANO = ChordChair(
    name="chords",
    role="chords",
    instruments=("grand_piano", "nylon_guitar", "grand_piano"),
    level_db=-6.0,
    pan=-0.22,
    width=0.5,
    reverb_send=0.22,
    highpass_hz=100.0,
    velocity=74,
    looseness_ms=7.0,
    low=50,
    high=72,
    figures=(
        Figure("arpeggio", orchestra.BROKEN, order=(0, 2, 1, 3, 2, 1)),
        Figure("block", orchestra.AFTERBEATS, from_energy=0.6),
    ),
)
_STRINGS = ChordChair(
    name="pad",
    role="pad",
    instruments=("strings", "slow_strings"),
    enters_at=0.3,
    level_db=-8.0,
    width=0.8,
    reverb_send=0.4,
    highpass_hz=150.0,
    velocity=68,
    swell=0.6,
    low=53,
    high=78,
    figures=(Figure("hold"),),
)
_SPARKLE = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("celesta", "glockenspiel", "music_box", "harp"),
    level_db=-7.0,
    pan=0.3,
    width=0.5,
    reverb_send=0.4,
    highpass_hz=300.0,
    velocity=74,
    looseness_ms=5.0,
    low=67,
    high=91,
    figures=(
        Figure(
            "arpeggio",
            machine.DRIPS | {"4/4": ("x...x.x.x...x.x.", "x.x.x...x.x.x...", "..x.x.x...x.x.x.")},
            order=(0, 1, 2, 3, 2, 1),
        ),
    ),
)
_BRASS = ChordChair(
    name="brass",
    role="chords",
    instruments=("brass",),
    enters_at=0.75,
    level_db=-8.0,
    pan=-0.1,
    width=0.5,
    reverb_send=0.3,
    highpass_hz=120.0,
    velocity=84,
    low=50,
    high=72,
    figures=(Figure("block", orchestra.CHORALE),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("strings", "trumpet", "french_horn", "flute", "glockenspiel", "clarinet", "oohs"),
    enters_at=0.42,
    level_db=0.0,
    width=0.2,
    reverb_send=0.3,
    highpass_hz=160.0,
    velocity=86,
    looseness_ms=7.0,
    swell=0.2,
    cells=cell.LYRICAL,
    centre=72,
    ornament=0.08,
)
_ANSWER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("celesta", "glockenspiel", "tubular_bells", "clarinet", "bell"),
    enters_at=0.38,
    level_db=-5.0,
    pan=0.35,
    width=0.3,
    reverb_send=0.4,
    highpass_hz=250.0,
    velocity=76,
    cells=cell.LYRICAL,
    centre=80,
)

_WORDS: dict[str, int] = {
    "christmas": 8, "holiday": 6, "xmas": 8, "carol": 6, "jingle": 4, "jingle bells": 8, "sleigh": 6, "winter": 3,
    "santa": 7, "snow": 3, "snowy": 3, "festive": 3, "advent": 5, "yuletide": 7, "noel": 6, "new year": 4,
    "christmas song": 8, "sleigh bells": 5, "december": 3, "gift": 1, "snowfall": 3, "winter wonderland": 7,
}  # fmt: skip

STYLE = Style(
    name="holiday",
    about="sleigh bells, celesta, warm strings and brass, fireside chords",
    words=_WORDS,
    tempo_bpm=(98, 132),
    swing=0.56,
    minor_share=0.05,
    chord_s=1.6,
    progressions={
        "major": {
            "verse": ("I vi ii V7", "I V7/vi vi I7 IV iv I V7", "I I ii V7", "I V7/ii ii V7", "I IV I V7"),
            "chorus": ("I IV iv I ii V7 I V7", "I vi ii V7 I V7/ii ii,V7 I", "I V vi IV I ii V7 I"),
            "bridge": ("IV IV I I V7/V V7/V V V7", "IV iv I V7/ii ii ii V V7", "vi iii IV I ii V7/V V V7"),
        },
        "minor": {
            "verse": ("i iv i V7", "i V7 i iv i iim7b5 V7 i"),
            "chorus": ("i iv bVI V7", "i bVII bVI V7 i iv V7 i"),
            "bridge": ("iv i bVI V7",),
        },
    },
    cadence={"major": "V7", "minor": "V7"},
    final={"major": "I6", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("bridge", 8, 3),
        Slot("chorus", 8, 4),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("bridge", 8), Slot("verse", 8), Slot("instrumental", 8)),
    chairs=(_DRUMS, _BASS, _PIANO, _STRINGS, _SPARKLE, _BRASS, _LEAD, _ANSWER, _SLEIGH),
    vocal_leads=("oohs", "choir", "flute"),
    room=Room(decay_s=1.9, predelay_ms=20.0, damping_hz=7500.0),
    ring_s=4.0,
    dynamics=0.45,
    balance="acoustic",
    lends=("sleigh bells", "arpeggio", "counter"),
)
