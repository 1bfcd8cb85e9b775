"""Gospel: a piano that preaches, an organ that swells behind it, a choir, claps, and a bass that walks up to amen."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import bassline, figure, fill, groove
from generate_track.compose.stock.groove import CLAP, HAT, KICK, SNARE, STICK, TAMBOURINE
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("standard_kit",),
    enters_at=0.44,
    level_db=-3.0,
    width=0.4,
    reverb_send=0.14,
    velocity=94,
    looseness_ms=5.0,
    grooves=groove.STRAIGHT
    | {
        "4/4": (
            {KICK: "X.......X.......", STICK: "....x.......x...", HAT: "x.g.x.g.x.g.x.g."},
            {KICK: "X.....x.X.......", SNARE: "....X.......X...", HAT: "X.x.X.x.X.x.X.x."},
            {KICK: "X.....x.X.x...x.", SNARE: "....X..g....X..g", HAT: "X.xgX.xgX.xgX.xg"},
        )
    },
    fills=fill.TOMS,
)
_CLAPS = DrumChair(
    name="percussion",
    role="drums",
    instruments=("standard_kit",),
    enters_at=0.6,
    level_db=-9.0,
    pan=0.2,
    width=0.6,
    reverb_send=0.25,
    highpass_hz=250.0,
    velocity=88,
    looseness_ms=9.0,
    lead_in=None,
    grooves=groove.TAMBOURINES
    | {
        "4/4": (
            {CLAP: "....X.......X..."},
            {CLAP: "....X.......X...", TAMBOURINE: "x.gxX.gxx.gxX.gx"},
        )
    },
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("finger_bass",),
    enters_at=0.44,
    level_db=-2.0,
    reverb_send=0.03,
    velocity=94,
    looseness_ms=5.0,
    lines=bassline.MELODIC | {"4/4": ("R-------R-----a-", "R-----R-5---6-a-", "R---3-5-6-5-3-a-")},
)
_PIANO = ChordChair(
    name="chords",
    role="chords",
    instruments=("grand_piano",),
    level_db=-3.0,
    pan=-0.15,
    width=0.6,
    reverb_send=0.22,
    highpass_hz=90.0,
    velocity=86,
    looseness_ms=8.0,
    low=50,
    high=77,
    n_voices=5,
    varies=True,
    figures=(
        Figure("strum", figure.EASY_STRUM),
        Figure(
            "block",
            figure.BLOCKS | {"4/4": ("X---..x-X---x-x-", "X--x--x-X-..x-x-", "X---x-x-..x-x-x-")},
            from_energy=0.5,
        ),
    ),
)
_ORGAN = ChordChair(
    name="organ",
    role="pad",
    instruments=("drawbar_organ",),
    level_db=-6.0,
    pan=0.2,
    width=0.6,
    reverb_send=0.28,
    highpass_hz=140.0,
    velocity=76,
    swell=0.6,
    low=52,
    high=79,
    n_voices=4,
    figures=(Figure("hold"),),
)
_CHOIR = ChordChair(
    name="choir",
    role="pad",
    instruments=("choir", "oohs"),
    enters_at=0.6,
    level_db=-5.0,
    width=0.9,
    reverb_send=0.4,
    highpass_hz=160.0,
    velocity=84,
    swell=0.5,
    looseness_ms=14.0,
    low=55,
    high=77,
    n_voices=4,
    figures=(
        Figure("hold"),
        Figure("block", figure.SWELLS | {"4/4": ("X-----x-X-------", "X-------X---x---")}, from_energy=0.8),
    ),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("oohs", "alto_sax", "drawbar_organ", "tenor_sax"),
    enters_at=0.42,
    level_db=0.0,
    pan=0.05,
    reverb_send=0.3,
    highpass_hz=140.0,
    velocity=92,
    looseness_ms=10.0,
    behind_ms=8.0,
    cells=cell.LYRICAL,
    centre=69,
    ornament=0.4,
)
_ANSWER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("choir", "trumpet", "drawbar_organ"),
    enters_at=0.55,
    level_db=-5.0,
    width=0.4,
    reverb_send=0.36,
    highpass_hz=180.0,
    velocity=84,
    cells=cell.LYRICAL,
    centre=71,
)

STYLE = Style(
    name="gospel",
    about="a preaching piano, a swelling organ, a choir that answers, claps on two and four",
    words={
        "gospel": 6, "gospel choir": 8, "spiritual": 4, "worship": 5, "praise": 5, "hallelujah": 6,
        "christian": 4, "sunday service": 6, "preacher": 4, "southern gospel": 7, "hammond": 2, "amen": 4,
        "joyful choir": 4, "congregation": 4, "revival": 3,
    },
    tempo_bpm=(78, 110),
    swing=0.58,
    minor_share=0.05,
    energy=0.04,
    chord_s=1.7,
    progressions={
        "major": {
            "verse": (
                "I I7 IV iv6 I,V7/vi vi7 ii7,V9sus4 I",
                "I IV,bvdim7 I,V7/ii ii7,V9",
                "I V7/IV IV bvdim7 I V7/ii ii7,V9 I",
                "I6 IV I V9sus4",
            ),
            "prechorus": ("IV bvdim7 I V7/ii ii7 V7/V V9sus4 V9", "IV iv6 V9sus4 V9"),
            "chorus": (
                "I V7/IV IV,bvdim7 I I V7/ii ii7,V9 I",
                "I I7 IV bvdim7 I,V7/vi vi7,V7/V ii7,V9 I",
                "I IV I V9sus4",
            ),
            "bridge": ("IV iv6 I V7#5/vi vi7 V7/V ii7 V9sus4", "bVI bVII I I bVI bVII V9sus4 V9"),
        },
        "minor": {
            "verse": ("i i7 iv V7", "i iv i V7#5", "i i iv i iv i V7 i"),
            "chorus": ("i iv i V7", "i V7/iv iv i iv i V7 i", "i bVII bVI V7"),
            "bridge": ("iv iv i i bVI bVI V7sus4 V7", "bVI bVII i V7/iv iv iim7b5 V7sus4 V7"),
        },
    },
    cadence={"major": "V9sus4", "minor": "V7"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 3),
        Slot("bridge", 8, 4),
        Slot("chorus", 8, 4),
        Slot("chorus", 8, 5),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("chorus", 8), Slot("solo", 8), Slot("verse", 8)),
    chairs=(_DRUMS, _CLAPS, _BASS, _PIANO, _ORGAN, _CHOIR, _LEAD, _ANSWER),
    vocal_leads=("oohs", "choir"),
    room=Room(decay_s=2.2, predelay_ms=22.0, damping_hz=6000.0),
    ring_s=4.5,
    dynamics=0.5,
    balance="warm",
    lends=("choir", "organ"),
    lends_harmony=True,
)  # fmt: skip
