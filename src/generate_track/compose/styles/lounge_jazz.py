"""Lounge jazz: a small club band with brushes, walking bass, comping piano and a horn."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, Groove, MelodyChair, Slot, Style

KICK, STICK, SNARE, PEDAL, RIDE, TOM, HIGH_TOM = 36, 37, 38, 44, 51, 45, 48

_BRUSHES: dict[str, Groove] = {
    "4/4": {RIDE: "x...x...x...x...", PEDAL: "....x.......x...", KICK: "x.......g......."},
    "3/4": {RIDE: "x...x...x...", PEDAL: "....x...x...", KICK: "x..........."},
    "2/4": {RIDE: "x...x...", PEDAL: "....x...", KICK: "x......."},
    "6/8": {RIDE: "x.xx.x", PEDAL: "...x..", KICK: "x....."},
}
_SWING: dict[str, Groove] = {
    "4/4": {RIDE: "X...X.g.X...X.g.", PEDAL: "....x.......x...", KICK: "x...x...x...x...", SNARE: "......g.......g."},
    "3/4": {RIDE: "X...x.x.x...", PEDAL: "....x...x...", KICK: "x...........", SNARE: "..........g."},
    "2/4": {RIDE: "X...X.g.", PEDAL: "....x...", KICK: "x...x...", SNARE: "......g."},
    "6/8": {RIDE: "X.xX.x", PEDAL: "...x..", KICK: "x..g..", SNARE: "..g..g"},
}
_FULL: dict[str, Groove] = {
    "4/4": {RIDE: "X...X.x.X...X.x.", PEDAL: "....X.......X...", KICK: "x...x...x...x...", STICK: "............x...",
            SNARE: "..g...x...g...x."},
    "3/4": {RIDE: "X...x.x.x.x.", PEDAL: "....x...x...", KICK: "X.......g...", SNARE: "......g...x."},
    "2/4": {RIDE: "X.x.X.x.", PEDAL: "....X...", KICK: "X...x...", SNARE: "......x."},
    "6/8": {RIDE: "XxxXxx", PEDAL: "...X..", KICK: "X..x..", SNARE: "..x..x"},
}  # fmt: skip

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("brush_kit", "jazz_kit"),
    enters_at=0.3,
    level_db=-4.0,
    width=0.5,
    reverb_send=0.18,
    velocity=78,
    looseness_ms=5.0,
    lead_in=RIDE,
    grooves={meter: (_BRUSHES[meter], _SWING[meter], _FULL[meter]) for meter in _SWING},
    fills={
        "4/4": ({SNARE: "x.xxX.x.", TOM: "......x."}, {SNARE: "x.x.", HIGH_TOM: "..x."}, {SNARE: "g.x.x.X."}),
        "3/4": ({SNARE: "x.x.X.x."}, {SNARE: "x.x.", HIGH_TOM: "..x."}),
        "2/4": ({SNARE: "x.xx"}, {SNARE: "x.x.", HIGH_TOM: "..x."}),
        "6/8": ({SNARE: "xxx"}, {SNARE: "x.x", TOM: ".x."}),
    },
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("upright_bass",),
    enters_at=0.3,
    level_db=-2.0,
    reverb_send=0.08,
    velocity=84,
    looseness_ms=6.0,
    walks_at=0.5,
    lines={
        "4/4": ("R-------5-------", "R-------5-----a-"),
        "3/4": ("R-----------", "R-------5---"),
        "2/4": ("R---5---",),
        "6/8": ("R--5--", "R----a"),
    },
)
_COMPING = ChordChair(
    name="chords",
    role="chords",
    instruments=("grand_piano", "electric_piano", "grand_piano", "jazz_guitar"),
    level_db=-5.0,
    pan=-0.22,
    width=0.5,
    reverb_send=0.22,
    highpass_hz=90.0,
    velocity=74,
    looseness_ms=8.0,
    behind_ms=4.0,
    low=50,
    high=73,
    is_rootless=True,
    varies=True,
    figures=(
        Figure(
            "strum",
            {
                "4/4": ("x-----------x---", "x-------x-------", "x-------------x-"),
                "3/4": ("x-----------", "x-------x---"),
                "2/4": ("x-------", "x-----x-"),
                "6/8": ("x-----", "x--x--"),
            },
        ),
        Figure(
            "block",
            {
                "4/4": (
                    "x-----x-....x---",
                    "x--...x-........",
                    "....x-......x-..",
                    "..x-....x-----x-",
                    "x---..x---..x-..",
                ),
                "3/4": ("....x-..x-..", "x---..x-....", "....x-------", "x-..x---..x-"),
                "2/4": ("..x-..x-", "x-..x-..", "x-....x-"),
                "6/8": ("..x..x", "x--x.x", "x.x..x"),
            },
            from_energy=0.5,
        ),
    ),
)
_STRINGS = ChordChair(
    name="pad",
    role="pad",
    instruments=("slow_strings",),
    enters_at=0.55,
    chance=0.45,
    level_db=-11.0,
    width=0.8,
    reverb_send=0.4,
    highpass_hz=160.0,
    velocity=60,
    low=53,
    high=79,
    n_voices=3,
    figures=(Figure("hold"),),
)
_HORN = MelodyChair(
    name="lead",
    role="lead",
    instruments=("tenor_sax", "alto_sax", "vibraphone", "trumpet", "flute", "clarinet"),
    enters_at=0.4,
    level_db=0.0,
    pan=0.08,
    reverb_send=0.3,
    delay_send=0.05,
    highpass_hz=120.0,
    velocity=86,
    looseness_ms=9.0,
    behind_ms=12.0,
    cells=cell.SYNCOPATED,
    centre=68,
    ornament=0.2,
)
_ANSWER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("vibraphone", "jazz_guitar", "grand_piano", "clarinet"),
    enters_at=0.5,
    level_db=-6.0,
    pan=0.32,
    reverb_send=0.32,
    highpass_hz=160.0,
    velocity=72,
    looseness_ms=9.0,
    behind_ms=8.0,
    cells=cell.SYNCOPATED,
    centre=72,
)

_WORDS: dict[str, int] = {
    "jazz": 4, "jazzy": 3, "lounge": 3, "swing": 3, "bebop": 4, "bossa": 3, "bossa nova": 4, "big band": 3,
    "blues": 2, "bluesy": 2, "cocktail": 2, "cafe": 2, "café": 2, "coffee": 2, "coffeehouse": 2, "hotel": 2,
    "noir": 2, "smoky": 2, "speakeasy": 3, "soul": 2, "neo soul": 3, "lofi": 3, "lo fi": 3, "chillhop": 3,
    "hip hop": 2, "r&b": 2, "sax": 1, "saxophone": 1, "upright bass": 1, "brushes": 1, "crooner": 3,
}  # fmt: skip

STYLE = Style(
    name="lounge jazz",
    words=_WORDS,
    tempo_bpm=(76, 118),
    swing=0.64,
    minor_share=0.3,
    chord_s=1.5,
    progressions={
        "major": {
            "verse": (
                "Imaj9 vi9 ii9 V13",
                "Imaj9 IVmaj7 iii7,vi7 ii9,V13",
                "I69 ii9,V13 Imaj9 ii9,V13",
                "Imaj9 I69 ii9 V13 iii7 vi9 ii9,V13 I69",
                "Imaj7 V7/ii ii9 V13",
            ),
            "chorus": ("Imaj9 vi9 ii9 V13", "IVmaj9 V13 Imaj9 I69", "I69 V7/ii ii9 V13 Imaj9 vi9 ii9,V13 I69"),
            "bridge": (
                "IVmaj7 IVmaj7 Imaj9 Imaj9 ii9 ii9 V7sus4 V13",
                "ii9 V13 Imaj9 vi9 ii9 V13 Imaj9 V13",
                "vi9 ii9 V13 I69",
            ),
        },
        "minor": {
            "verse": (
                "i9 iv9 i9 iim7b5,V7b9",
                "i69 i69 iim7b5 V7b9",
                "i9 bVImaj7 iim7b5 V7b9",
                "i9 iv9 V7b9 i9",
            ),
            "chorus": ("i9 iv9 iim7b5,V7b9 i69", "iv9 i9 iim7b5,V7b9 i9", "i69 bVImaj7 V7b9 i9"),
            "bridge": ("iv9 iv9 i9 i9 bVImaj7 bVImaj7 V7b9 V7b9", "iv9 V7b9 i9 i69"),
        },
    },
    cadence={"major": "V13", "minor": "V7b9"},
    final={"major": "I69", "minor": "i69"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("bridge", 8, 2),
        Slot("verse", 8, 3),
        Slot("solo", 8, 3),
        Slot("chorus", 8, 1),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("solo", 8), Slot("bridge", 8), Slot("verse", 8)),
    chairs=(_DRUMS, _BASS, _COMPING, _STRINGS, _HORN, _ANSWER),
    vocal_leads=("tenor_sax", "alto_sax", "flute", "choir"),
    room=Room(decay_s=1.5, predelay_ms=16.0, damping_hz=6000.0),
    ring_s=4.0,
    dynamics=0.45,
)
