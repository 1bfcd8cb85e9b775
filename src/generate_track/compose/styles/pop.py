"""Pop: drums in front, root-note bass, piano and guitar, a tune that comes back."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, Groove, MelodyChair, Slot, Style

KICK, STICK, SNARE, CLAP, HAT, OPEN, RIDE, SHAKER = 36, 37, 38, 39, 42, 46, 51, 70
LOW_TOM, MID_TOM, HIGH_TOM = 45, 47, 50

_LIGHT: dict[str, Groove] = {
    "4/4": {KICK: "X.......X.......", STICK: "....x.......x...", HAT: "x.g.x.g.x.g.x.g."},
    "3/4": {KICK: "X...........", STICK: "....x...x...", HAT: "x.g.x.g.x.g."},
    "2/4": {KICK: "X.......", STICK: "....X...", HAT: "x.g.x.g."},
    "6/8": {KICK: "X.....", STICK: "...X..", HAT: "xggxgg"},
}
_STEADY: dict[str, Groove] = {
    "4/4": {KICK: "X.......X.x.....", SNARE: "....X.......X...", HAT: "X.x.X.x.X.x.X.x."},
    "3/4": {KICK: "X...........", SNARE: "....X...X...", HAT: "X.x.X.x.X.x."},
    "2/4": {KICK: "X.......", SNARE: "....X...", HAT: "X.x.X.x."},
    "6/8": {KICK: "X.....", SNARE: "...X..", HAT: "XggXgg"},
}
_FULL: dict[str, Groove] = {
    "4/4": {KICK: "X.....x.X.x.....", SNARE: "....X..g....X..g", CLAP: "....x.......x...", HAT: "X.x.X.x.X.x.X...",
            OPEN: "..............x.", SHAKER: "g.xgg.xgg.xgg.xg"},
    "3/4": {KICK: "X.....x.....", SNARE: "....X...X.g.", RIDE: "X.x.X.x.X.x.", SHAKER: "g.xgg.xgg.xg"},
    "2/4": {KICK: "X.....x.", SNARE: "..g.X.gg", RIDE: "X.x.X.x.", CLAP: "....x..."},
    "6/8": {KICK: "X....g", SNARE: "...X..", RIDE: "XggXgg", CLAP: "...x.."},
}  # fmt: skip

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("standard_kit",),
    enters_at=0.42,
    level_db=-2.0,
    width=0.5,
    reverb_send=0.12,
    velocity=96,
    looseness_ms=3.5,
    grooves={meter: (_LIGHT[meter], _STEADY[meter], _FULL[meter]) for meter in _FULL},
    fills={
        "4/4": (
            {SNARE: "x.xxX...", HIGH_TOM: "....x.x.", MID_TOM: ".....x.x"},
            {SNARE: "xxx.", LOW_TOM: "..xx"},
            {HIGH_TOM: "x.x.....", MID_TOM: "...xx...", LOW_TOM: ".....xxx", SNARE: "x......."},
        ),
        "3/4": ({SNARE: "x.xx....", MID_TOM: "....x.x.", LOW_TOM: ".......x"}, {SNARE: "xxxx"}),
        "2/4": ({SNARE: "xxxx"}, {HIGH_TOM: "xx..", LOW_TOM: "..xx"}),
        "6/8": ({SNARE: "xx.", LOW_TOM: "..x"}, {HIGH_TOM: "x..", MID_TOM: ".x.", LOW_TOM: "..x"}),
    },
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("finger_bass", "finger_bass", "synth_bass"),
    enters_at=0.42,
    level_db=-2.5,
    reverb_send=0.03,
    duck_depth=0.2,
    velocity=90,
    looseness_ms=4.0,
    lines={
        "4/4": ("R-------R-----5-", "R---..R-R---R-a-", "R-R-R-R-R-R-R-a-"),
        "3/4": ("R-------5---", "R---..R-5-a-", "R-R-R-R-5-a-"),
        "2/4": ("R-------", "R---5---", "R-R-R-a-"),
        "6/8": ("R-----", "R--5-a", "R-RR-R"),
    },
)
_PIANO = ChordChair(
    name="chords",
    role="chords",
    instruments=("grand_piano", "grand_piano", "electric_piano"),
    level_db=-5.5,
    pan=-0.2,
    width=0.5,
    reverb_send=0.2,
    highpass_hz=110.0,
    velocity=76,
    low=52,
    high=74,
    figures=(
        Figure(
            "arpeggio",
            {
                "4/4": ("x-x-x-x-x-x-x-x-",),
                "3/4": ("x-x-x-x-x-x-",),
                "2/4": ("x-x-x-x-",),
                "6/8": ("XgxXgx",),
            },
            order=(0, 2, 1, 3, 2, 1),
        ),
        Figure(
            "block",
            {
                "4/4": ("X---x---x---x---", "X-----x---x-x---", "X--x--x-X--x--x-"),
                "3/4": ("X---x---x---", "X-----x-x---"),
                "2/4": ("X---x---", "X-..x-x-"),
                "6/8": ("X--x--", "X-xX-x"),
            },
            from_energy=0.6,
        ),
    ),
)
_GUITAR = ChordChair(
    name="guitar",
    role="chords",
    instruments=("steel_guitar", "clean_guitar", "nylon_guitar"),
    enters_at=0.52,
    chance=0.8,
    level_db=-8.0,
    pan=0.38,
    width=0.3,
    reverb_send=0.15,
    highpass_hz=150.0,
    velocity=74,
    low=48,
    high=72,
    n_voices=5,
    figures=(
        Figure(
            "strum",
            {
                "4/4": ("X---x-x-..x-x-x-", "X-x-x-x-x-x-x-x-", "X---x-xxx-x-x-xx"),
                "3/4": ("X---x-x-x-x-", "X---x---x-x-"),
                "2/4": ("X-..x-x-", "..x-..x-"),
                "6/8": ("X-xx-x", "X--x-x"),
            },
        ),
    ),
)
_PAD = ChordChair(
    name="pad",
    role="pad",
    instruments=("warm_pad", "strings", "poly_pad"),
    enters_at=0.62,
    level_db=-12.0,
    width=0.85,
    reverb_send=0.4,
    highpass_hz=180.0,
    duck_depth=0.25,
    velocity=64,
    low=52,
    high=79,
    n_voices=4,
    figures=(Figure("hold"),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("synth_lead", "flute", "clean_guitar", "vibraphone", "grand_piano", "alto_sax"),
    enters_at=0.45,
    level_db=0.0,
    reverb_send=0.25,
    delay_send=0.12,
    highpass_hz=160.0,
    velocity=92,
    looseness_ms=5.0,
    cells=cell.LIVELY,
    centre=71,
    ornament=0.08,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("strings", "bell", "celesta", "clean_guitar", "brass"),
    enters_at=0.6,
    level_db=-7.0,
    pan=-0.34,
    width=0.3,
    reverb_send=0.32,
    delay_send=0.15,
    highpass_hz=200.0,
    velocity=76,
    cells=cell.LYRICAL,
    centre=74,
)

_WORDS: dict[str, int] = {
    "pop": 4, "rock": 3, "indie": 3, "folk": 3, "country": 3, "song": 1, "singer songwriter": 3, "ballad": 2,
    "acoustic": 1, "punk": 3, "alternative": 2, "disco": 2, "funk": 2, "reggae": 3, "latin": 2, "k pop": 4,
    "j pop": 4, "anthem": 2, "radio": 1, "upbeat": 1, "summer": 1, "feel good": 1, "happy": 1, "corporate": 1,
    "march": 2, "polka": 2, "waltz": 1, "wedding": 1, "children": 1, "christmas": 2, "gospel": 2, "metal": 2,
}  # fmt: skip

STYLE = Style(
    name="pop",
    words=_WORDS,
    tempo_bpm=(92, 128),
    minor_share=0.25,
    chord_s=1.5,
    progressions={
        "major": {
            "verse": ("I V vi IV", "I IV vi V", "I vi IV V", "I iii IV V", "I I IV V"),
            "prechorus": ("IV V vi V", "ii IV V V", "ii vi IV V"),
            "chorus": ("I V vi IV", "I V IV I", "I IV I V", "I vi IV V"),
            "bridge": ("vi IV I V", "IV I ii V", "ii V I IV"),
        },
        "minor": {
            "verse": ("i bVI iv V", "i iv i V", "i bVII bVI V", "i i iv V"),
            "prechorus": ("iv bVI V V", "bVI iv V V"),
            "chorus": ("i bVI bVII i", "i iv bVI V", "i bVII i V"),
            "bridge": ("iv i bVI V", "bVI iv i V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("prechorus", 4, 4),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("prechorus", 4, 5),
        Slot("chorus", 8, 3),
        Slot("bridge", 8, 4),
        Slot("chorus", 8, 4),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("verse", 8), Slot("chorus", 8), Slot("instrumental", 8)),
    chairs=(_DRUMS, _BASS, _PIANO, _GUITAR, _PAD, _LEAD, _COUNTER),
    vocal_leads=("synth_lead", "choir", "flute"),
    room=Room(decay_s=1.4, predelay_ms=20.0, damping_hz=7500.0),
    ring_s=3.5,
    dynamics=0.4,
)
