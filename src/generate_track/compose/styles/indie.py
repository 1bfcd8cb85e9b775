"""Indie: jangling guitars at the edge of breaking up, a bass with a tune of its own, dry drums, a shy hook."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import figure, fill, groove
from generate_track.compose.stock.groove import FLOOR_TOM, HAT, HIGH_TOM, KICK, OPEN, SNARE, TAMBOURINE
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("room_kit", "standard_kit"),
    enters_at=0.4,
    level_db=-1.5,
    width=0.4,
    reverb_send=0.1,
    velocity=96,
    looseness_ms=5.0,
    grooves=groove.STRAIGHT
    | {
        "4/4": (
            {KICK: "X...X...X...X...", FLOOR_TOM: "..x...x...x...x.", HIGH_TOM: "....x.......x..."},
            {KICK: "X...X...X...X...", SNARE: "....X.......X...", HAT: "x.x.x.x.x.x.x.x."},
            {
                KICK: "X.....x.X.....x. X.....x.X.x.....",
                SNARE: "....X.......X... ....X.......X.x.",
                HAT: "x.......x....... x.......x.......",
                OPEN: "..X...X...X...X. ..X...X...X...X.",
                TAMBOURINE: "x.x.X.x.x.x.X.x. x.x.X.x.x.x.X.x.",
            },
        )
    },
    fills=fill.TOMS,
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("picked_bass", "finger_bass"),
    enters_at=0.4,
    level_db=-1.5,
    reverb_send=0.04,
    velocity=94,
    looseness_ms=5.0,
    lines={
        "4/4": ("R-------R-----R-", "R-R-R-R-R-R-5-a-", "R-R-8-R-R-R-5-6-"),
        "3/4": ("R-----------", "R-R-R-R-5-a-"),
        "2/4": ("R-----R-", "R-R-5-a-"),
        "6/8": ("R-----", "R-R5-a"),
    },
)
_JANGLE = ChordChair(
    name="chords",
    role="chords",
    instruments=("clean_guitar", "crunch_guitar", "steel_guitar"),
    level_db=-4.0,
    pan=-0.5,
    reverb_send=0.24,
    delay_send=0.08,
    highpass_hz=120.0,
    velocity=84,
    looseness_ms=6.0,
    low=52,
    high=76,
    figures=(
        Figure("arpeggio", figure.PICKING, order=(0, 2, 3, 1, 4, 2, 3, 2)),
        Figure("strum", figure.STRUM, from_energy=0.64),
    ),
)
_CRUNCH = ChordChair(
    name="guitar",
    role="chords",
    instruments=("crunch_guitar",),
    enters_at=0.5,
    level_db=-6.5,
    pan=0.5,
    reverb_send=0.16,
    highpass_hz=110.0,
    velocity=88,
    looseness_ms=7.0,
    low=45,
    high=69,
    n_voices=3,
    figures=(
        Figure(
            "block",
            {
                "4/4": ("g-g-g-g-g-g-g-g-", "x-x-x-x-x-x-x-x-"),
                "3/4": ("x-x-x-x-x-x-",),
                "2/4": ("x-x-x-x-",),
                "6/8": ("xxxxxx",),
            },
        ),
        Figure("strum", figure.STRUM, from_energy=0.72),
    ),
)
_GLOW = ChordChair(
    name="pad",
    role="pad",
    instruments=("string_machine", "warm_pad", "drawbar_organ"),
    enters_at=0.6,
    chance=0.7,
    level_db=-13.0,
    width=0.8,
    reverb_send=0.4,
    highpass_hz=200.0,
    velocity=62,
    swell=0.3,
    low=55,
    high=79,
    n_voices=3,
    figures=(Figure("hold"),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("clean_guitar", "glockenspiel", "synth_lead", "crunch_guitar", "whistle"),
    enters_at=0.45,
    level_db=-1.0,
    pan=0.1,
    reverb_send=0.3,
    delay_send=0.2,
    highpass_hz=180.0,
    velocity=88,
    looseness_ms=7.0,
    cells=cell.LIVELY,
    centre=73,
    ornament=0.06,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("glockenspiel", "clean_guitar", "oohs", "trumpet"),
    enters_at=0.6,
    level_db=-8.0,
    pan=-0.25,
    width=0.2,
    reverb_send=0.34,
    delay_send=0.18,
    highpass_hz=220.0,
    velocity=76,
    cells=cell.LYRICAL,
    centre=76,
)

STYLE = Style(
    name="indie",
    about="jangling guitars left and right, dry drums, a bass with a tune of its own, a shy hook",
    words={
        "indie": 5, "indie rock": 7, "indie pop": 6, "alternative": 4, "alt rock": 5, "dream pop": 6, "shoegaze": 6,
        "britpop": 6, "jangle": 5, "jangly": 5, "jangle pop": 7, "bedroom pop": 6, "post punk": 6,
        "college rock": 7, "lo fi rock": 6, "hipster": 3, "coming of age": 2, "road trip": 3,
        "garage": 2, "math rock": 6, "post rock": 6, "youthful": 1, "handclaps": 1,
    },
    tempo_bpm=(108, 140),
    minor_share=0.25,
    chord_s=1.5,
    progressions={
        "major": {
            "verse": ("I I IV IV", "Iadd9 IVmaj7 Iadd9 IVmaj7", "I iii IV I", "Iadd9 vi IV Iadd9", "I IV vi,V I"),
            "prechorus": ("ii IV V V", "vi IV V V"),
            "chorus": ("I V IV I", "I IV I V", "I V vi IV I V IV I", "I IV iv I"),
            "bridge": ("vi vi IV IV I I V V", "bVII bVII IV IV I I V V", "iv iv I I bVI bVII V V"),
        },
        "minor": {
            "verse": ("i i bVI bVI i i iv V", "i bVII i V", "i IV i IV"),
            "prechorus": ("iv bVI V V",),
            "chorus": ("i bVI bVII i", "i bVII iv i", "i bVI iv V"),
            "bridge": ("bVI bVI i i iv iv V V", "iv i bVI V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "Iadd9", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("instrumental", 4, 5),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 3),
        Slot("bridge", 8, 4),
        Slot("chorus", 8, 4),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("verse", 8), Slot("chorus", 8), Slot("instrumental", 8)),
    chairs=(_DRUMS, _BASS, _JANGLE, _CRUNCH, _GLOW, _LEAD, _COUNTER),
    vocal_leads=("clean_guitar", "oohs", "synth_lead"),
    room=Room(decay_s=1.7, predelay_ms=14.0, damping_hz=6500.0),
    ring_s=3.5,
    dynamics=0.4,
    balance="bright",
    lends=("chords", "guitar"),
)  # fmt: skip
