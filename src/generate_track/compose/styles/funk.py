"""Funk: the one is everything; slapped bass and kick lock, a guitar scratches, a clavinet argues, horns punctuate."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import bassline, figure, fill, groove
from generate_track.compose.stock.groove import HAT, KICK, OPEN, SNARE
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("standard_kit", "room_kit"),
    enters_at=0.3,
    level_db=-1.0,
    width=0.4,
    reverb_send=0.06,
    velocity=100,
    looseness_ms=3.0,
    grooves=groove.FUNK
    | {
        "4/4": (
            {KICK: "X.....x...x.....", SNARE: "....X.......X...", HAT: "x.x.x.x.x.x.x.x."},
            {KICK: "X.x.......x..x.. X.x....x..x.....", SNARE: "....X..g.g..X..g ....X..g.g..X..g",
             HAT: "X.x.X.x.X.x.X.x. X.x.X.x.X.x.X.x."},
            {KICK: "X.x...x...x..x.. X.x....x..x..x..", SNARE: "....X..g.g.gX..g ....X..g.g.gX.xg",
             HAT: "XgxgXgxgXgxgXgxg XgxgXgxgXgxgXg..", OPEN: "................ ..............x."},
        )
    },
    fills=fill.TOMS | {"4/4": ({SNARE: "x..xx.xx"}, {SNARE: "xgxx"}, *fill.TOMS["4/4"][:1])},
)  # fmt: skip
_CONGAS = DrumChair(
    name="percussion",
    role="drums",
    instruments=("standard_kit",),
    enters_at=0.55,
    chance=0.7,
    level_db=-11.0,
    pan=-0.35,
    reverb_send=0.12,
    highpass_hz=120.0,
    velocity=76,
    looseness_ms=5.0,
    lead_in=None,
    grooves=groove.CONGAS,
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("slap_bass", "finger_bass"),
    enters_at=0.3,
    level_db=0.0,
    reverb_send=0.0,
    velocity=102,
    looseness_ms=3.0,
    gate=0.8,
    lines=bassline.FUNK
    | {"4/4": ("R-..R.8.R-.R..5-", "R-.R..8.R.R..75. R-.R..8.R.R.578.", "RR.R.8.RR.R..758 RR.R.8.R.R8.75R.")},
)
_SCRATCH = ChordChair(
    name="guitar",
    role="chords",
    instruments=("muted_guitar", "clean_guitar", "clean_guitar"),
    enters_at=0.3,
    level_db=-6.0,
    pan=0.5,
    reverb_send=0.08,
    highpass_hz=250.0,
    velocity=88,
    looseness_ms=3.0,
    gate=0.6,
    low=57,
    high=77,
    n_voices=3,
    is_rootless=True,
    figures=(Figure("block", figure.SCRATCH),),
)
_KEYS = ChordChair(
    name="chords",
    role="chords",
    instruments=("clavinet", "wurlitzer", "clavinet", "electric_piano"),
    level_db=-5.0,
    pan=-0.4,
    width=0.3,
    reverb_send=0.1,
    highpass_hz=140.0,
    velocity=88,
    looseness_ms=3.0,
    gate=0.7,
    low=52,
    high=74,
    n_voices=4,
    figures=(
        Figure(
            "block",
            figure.SCRATCH | {"4/4": ("X-..x.gx..x.x.g.", "X..x..x..gx..x..", "X-x...gx.gx...x.")},
        ),
    ),
)
_HORNS = ChordChair(
    name="brass",
    role="chords",
    instruments=("brass",),
    enters_at=0.6,
    level_db=-5.0,
    pan=0.15,
    width=0.5,
    reverb_send=0.16,
    highpass_hz=180.0,
    velocity=100,
    looseness_ms=4.0,
    gate=0.6,
    low=58,
    high=80,
    n_voices=4,
    is_rootless=True,
    figures=(
        Figure(
            "block",
            figure.STABS | {"4/4": ("..........X..X..", "..........xxX...", "X..X..........x.")},
        ),
    ),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("alto_sax", "trumpet", "tenor_sax", "synth_lead", "drawbar_organ"),
    enters_at=0.5,
    level_db=-0.5,
    pan=0.06,
    reverb_send=0.18,
    delay_send=0.06,
    highpass_hz=140.0,
    velocity=96,
    looseness_ms=5.0,
    cells=cell.SYNCOPATED,
    centre=70,
    ornament=0.2,
)
_ANSWER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("baritone_sax", "trombone", "clavinet", "muted_guitar"),
    enters_at=0.55,
    level_db=-6.0,
    pan=-0.2,
    reverb_send=0.16,
    highpass_hz=120.0,
    velocity=90,
    cells=cell.SYNCOPATED,
    centre=62,
)

STYLE = Style(
    name="funk",
    about="slapped bass locked with the kick, scratching guitar, clavinet and horn stabs over one fat chord",
    words={
        "funk": 6, "funky": 4, "funk rock": 6, "p funk": 6, "jazz funk": 7, "soul jazz": 6, "electro funk": 6,
        "blaxploitation": 6, "afrobeat": 6, "acid jazz": 7, "jazz fusion": 7, "fusion": 3, "slap bass": 4, "groove": 2,
        "groovy": 2, "clavinet": 2, "wah wah": 3, "seventies": 1, "heist": 2, "cop show": 3, "get down": 3,
    },
    tempo_bpm=(98, 114),
    swing=0.54,
    swing_unit=0.5,
    minor_share=0.65,
    energy=0.08,
    chord_s=2.0,
    progressions={
        "major": {
            "verse": ("I9 I9 I9 IV9", "I9 I9 I9 I9", "I9 IV9 I9 IV9", "I9 I13 I9 bVII9,IV9"),
            "prechorus": ("IV9 IV9 V9sus4 V9", "ii9 ii9 V9sus4 V9"),
            "chorus": ("I9 IV9 I9 V9", "I9 bIII13,IV9 I9 V7#9", "I9 ii9 I9 V9"),
            "bridge": ("IV9 IV9 IV9 IV9 bVII9 bVII9 V9 V9", "vi9 V7/V vi9 V7#9"),
        },
        "minor": {
            "verse": ("i9 i9 i9 IV9", "i9 i9 i9 i9", "i9 IV9 i9 IV9", "i7 i7 i7 bVII9"),
            "prechorus": ("iv9 iv9 V7#9 V7#9", "bVI13 bVI13 V7#9 V7#9"),
            "chorus": ("i9 IV9 i9 V7#9", "i9 bVI13,V7#9 i9 V7#9", "i9 iv9 i9 V7#9"),
            "bridge": ("iv9 iv9 i9 i9 bVI13 bVI13 V7#9 V7#9", "bVII9 bVII9 i9 i9 iv9 iv9 V7#9 V7#9"),
        },
    },
    cadence={"major": "V9sus4", "minor": "V7#9"},
    final={"major": "I9", "minor": "i9"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 3),
        Slot("break", 4, 4),
        Slot("solo", 8, 4),
        Slot("chorus", 8, 5),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("solo", 8), Slot("chorus", 8), Slot("break", 4), Slot("verse", 8)),
    chairs=(_DRUMS, _CONGAS, _BASS, _KEYS, _SCRATCH, _HORNS, _LEAD, _ANSWER),
    vocal_leads=("alto_sax", "drawbar_organ", "oohs"),
    room=Room(decay_s=0.9, predelay_ms=10.0, damping_hz=7000.0),
    ring_s=2.5,
    dynamics=0.25,
    lends=("bass", "guitar", "brass"),
)  # fmt: skip
