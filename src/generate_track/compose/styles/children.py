"""Children: glockenspiel, ukulele and pizzicato skipping over tuba and hand percussion, in plain happy chords."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import orchestra
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_KICK, _CLAP, _STICK, _TAMBOURINE, _BLOCK, _LOW_BLOCK, _TRIANGLE = 36, 39, 37, 54, 76, 77, 81

_TOYS = DrumChair(
    name="drums",
    role="drums",
    instruments=("standard_kit", "room_kit"),
    enters_at=0.42,
    level_db=-4.0,
    width=0.5,
    reverb_send=0.12,
    velocity=86,
    looseness_ms=5.0,
    lead_in=_TRIANGLE,
    grooves={
        "4/4": (
            {_KICK: "x.......x.......", _BLOCK: "....x.......x...", _TAMBOURINE: "..x...x...x...x."},
            {_KICK: "X.......X.......", _CLAP: "....X.......X...", _TAMBOURINE: "x.x.x.x.x.x.x.x.",
             _BLOCK: "......x.......x.", _LOW_BLOCK: "..........x....."},
        ),
        "3/4": (
            {_KICK: "x...........", _BLOCK: "....x...x...", _TAMBOURINE: "..x...x...x."},
            {_KICK: "X...........", _CLAP: "....x...x...", _TAMBOURINE: "x.x.x.x.x.x.", _LOW_BLOCK: "..........x."},
        ),
        "2/4": (
            {_KICK: "x.......", _BLOCK: "....x...", _TAMBOURINE: "..x...x."},
            {_KICK: "X.......", _CLAP: "....X...", _TAMBOURINE: "x.x.x.x.", _BLOCK: "......x."},
        ),
        "6/8": (
            {_KICK: "x.....", _BLOCK: "...x..", _TAMBOURINE: "..x..x"},
            {_KICK: "X.....", _CLAP: "...X..", _TAMBOURINE: "x.xx.x"},
        ),
    },
    fills={
        "4/4": ({_BLOCK: "x.x.", _LOW_BLOCK: ".x.x"}, {_CLAP: "x.xx"}),
        "3/4": ({_BLOCK: "x.x.", _LOW_BLOCK: "..xx"},),
        "2/4": ({_BLOCK: "x.x.", _LOW_BLOCK: "..xx"},),
        "6/8": ({_BLOCK: "xx.", _LOW_BLOCK: "..x"},),
    },
)  # fmt: skip
_TUBA = BassChair(
    name="bass",
    role="bass",
    instruments=("tuba", "upright_bass", "upright_bass"),
    enters_at=0.38,
    level_db=-3.5,
    reverb_send=0.08,
    velocity=86,
    looseness_ms=6.0,
    gate=0.6,
    lines={
        "4/4": ("R-------5-------", "R---..R-5-----a-"),
        "3/4": ("R-----------", "R-------5---"),
        "2/4": ("R---5---", "R---5-a-"),
        "6/8": ("R--5--", "R--5-a"),
    },
)
_STRUM = ChordChair(
    name="chords",
    role="chords",
    instruments=("nylon_guitar", "nylon_guitar", "grand_piano"),
    level_db=-5.5,
    pan=-0.25,
    width=0.4,
    reverb_send=0.14,
    highpass_hz=180.0,
    velocity=78,
    looseness_ms=7.0,
    low=57,
    high=76,
    figures=(
        Figure("block", orchestra.AFTERBEATS),
        Figure("strum", orchestra.AFTERBEATS | {"4/4": ("X---x-x-..x-x-x-", "X-..x-x-X-..x-x-")}, from_energy=0.6),
    ),
)
_PIZZICATO = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("pizzicato", "marimba", "pizzicato"),
    level_db=-5.0,
    pan=0.25,
    width=0.4,
    reverb_send=0.2,
    highpass_hz=150.0,
    velocity=80,
    looseness_ms=6.0,
    low=57,
    high=79,
    n_voices=3,
    figures=(
        Figure("arpeggio", orchestra.PIZZICATO, order=(0, 2, 1, 2)),
        Figure("arpeggio", orchestra.BROKEN, order=(0, 2, 1, 2), from_energy=0.65),
    ),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("glockenspiel", "xylophone", "recorder", "whistle", "clarinet", "piccolo"),
    enters_at=0.4,
    level_db=-0.5,
    reverb_send=0.2,
    highpass_hz=200.0,
    velocity=88,
    looseness_ms=6.0,
    gate=0.9,
    cells=cell.STRAIGHT,
    centre=79,
    ornament=0.12,
)
_ANSWER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("bassoon", "clarinet", "celesta", "accordion"),
    enters_at=0.5,
    level_db=-5.0,
    pan=-0.3,
    reverb_send=0.2,
    highpass_hz=100.0,
    velocity=80,
    gate=0.8,
    cells=cell.LYRICAL,
    centre=64,
)

_WORDS: dict[str, int] = {
    "children": 6, "kids": 6, "kid": 4, "child": 3, "nursery": 6, "nursery rhyme": 7, "playful": 2, "toy": 3,
    "quirky": 4, "cartoon": 5, "whimsical": 4, "silly": 4, "comedy": 4, "comic": 3, "circus": 4, "clown": 4,
    "cute": 3, "baby": 2, "playground": 4, "ukulele": 2, "kindergarten": 6, "funny": 3, "mischievous": 4,
}  # fmt: skip

STYLE = Style(
    name="children",
    about="glockenspiel, ukulele, pizzicato and hand claps, playful and plain",
    words=_WORDS,
    tempo_bpm=(104, 128),
    minor_share=0.05,
    energy=0.02,
    chord_s=1.5,
    progressions={
        "major": {
            "verse": ("I I V V I I V I", "I IV V I", "I IV I V", "I I IV V"),
            "chorus": ("I IV I V I IV V I", "I V I V", "I vi IV V"),
            "bridge": ("IV IV I I V7/V V7/V V V", "vi ii V V", "IV I V7/V V"),
        },
        "minor": {
            "verse": ("i i V V i i V i", "i iv V i"),
            "chorus": ("i iv i V", "i bVI iv V"),
            "bridge": ("iv i iv V",),
        },
    },
    cadence={"major": "V7", "minor": "V7"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("bridge", 8, 4),
        Slot("chorus", 8, 3),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("bridge", 8), Slot("verse", 8), Slot("instrumental", 8)),
    chairs=(_TOYS, _TUBA, _STRUM, _PIZZICATO, _LEAD, _ANSWER),
    vocal_leads=("recorder", "oohs", "flute"),
    room=Room(decay_s=0.9, predelay_ms=10.0, damping_hz=8000.0),
    ring_s=2.5,
    dynamics=0.35,
    balance="acoustic",
    lends=("arpeggio",),
)
