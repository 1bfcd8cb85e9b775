"""Bossa nova: a nylon guitar that whispers against a cross-stick, a bass of roots and fifths, a cool tune."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import figure, fill, groove, progression
from generate_track.compose.stock.groove import HAT, KICK, PEDAL, SHAKER, STICK
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

# Clave on the stick over two bars; the kick beats like a surdo.
_KICK, _STICK = "X.....x-X.....x- X.....x-X.....x-", "x.....x.....x... ....x.....x....."
_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("brush_kit", "jazz_kit"),
    enters_at=0.3,
    level_db=-4.0,
    width=0.5,
    reverb_send=0.16,
    velocity=74,
    looseness_ms=4.0,
    lead_in=None,
    grooves=groove.LIGHT
    | {
        "4/4": (
            {KICK: "x.....g-x.....g- x.....g-x.....g-", PEDAL: "....x.......x... ....x.......x..."},
            {KICK: _KICK, STICK: _STICK, HAT: "x.g.x.g.x.g.x.g. x.g.x.g.x.g.x.g."},
            {
                KICK: _KICK,
                STICK: _STICK,
                HAT: "X.x.X.x.X.x.X.x. X.x.X.x.X.x.X.x.",
                SHAKER: "gxxggxxggxxggxxg gxxggxxggxxggxxg",
            },
        )
    },
    fills=fill.SHORT,
)
_SHAKER = DrumChair(
    name="percussion",
    role="drums",
    instruments=("standard_kit",),
    enters_at=0.5,
    chance=0.7,
    level_db=-11.0,
    pan=0.4,
    reverb_send=0.2,
    highpass_hz=300.0,
    velocity=64,
    looseness_ms=5.0,
    lead_in=None,
    grooves=groove.CONGAS
    | {"4/4": ({SHAKER: "x.g.x.g.x.g.x.g."}, {SHAKER: "x.g.x.g.x.g.x.g.", groove.MUTE_TRIANGLE: "x...x...x...x..."})},
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("upright_bass",),
    enters_at=0.3,
    level_db=-2.5,
    reverb_send=0.07,
    velocity=82,
    looseness_ms=5.0,
    lines={
        "4/4": ("R-----..5-------", "R-----R-5-----5-", "R-----5-5-----n-"),
        "3/4": ("R-------5---", "R-----R-5---"),
        "2/4": ("R--5----", "R-.R5-.5"),
        "6/8": ("R----5", "R-R5-5"),
    },
)
_GUITAR = ChordChair(
    name="chords",
    role="chords",
    instruments=("nylon_guitar",),
    level_db=-2.5,
    pan=-0.15,
    width=0.2,
    reverb_send=0.22,
    highpass_hz=90.0,
    velocity=78,
    looseness_ms=5.0,
    low=50,
    high=72,
    is_rootless=True,
    varies=True,
    figures=(
        Figure(
            "block",
            figure.BOSSA
            | {"4/4": ("x-..x-x-..x-..x- ..x-..x-..x-x-..", "x---..x-..x---x- ..x-..x-x---..x-", "x-..x-..x-..x-x-")},
        ),
    ),
)
_PIANO = ChordChair(
    name="piano",
    role="chords",
    instruments=("electric_piano", "grand_piano", "vibraphone"),
    enters_at=0.5,
    chance=0.6,
    level_db=-10.0,
    pan=0.3,
    width=0.5,
    reverb_send=0.28,
    highpass_hz=180.0,
    velocity=66,
    looseness_ms=8.0,
    low=58,
    high=79,
    n_voices=3,
    is_rootless=True,
    varies=True,
    figures=(Figure("strum", figure.LAID_OUT),),
)
_STRINGS = ChordChair(
    name="pad",
    role="pad",
    instruments=("slow_strings", "oohs"),
    enters_at=0.62,
    chance=0.6,
    level_db=-13.0,
    width=0.8,
    reverb_send=0.4,
    highpass_hz=200.0,
    velocity=56,
    swell=0.4,
    low=57,
    high=81,
    n_voices=3,
    figures=(Figure("hold"),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("flute", "tenor_sax", "nylon_guitar", "vibraphone", "muted_trumpet", "soprano_sax"),
    enters_at=0.4,
    level_db=0.0,
    pan=0.08,
    reverb_send=0.32,
    delay_send=0.06,
    highpass_hz=140.0,
    velocity=80,
    looseness_ms=10.0,
    behind_ms=14.0,
    cells=cell.SYNCOPATED,
    centre=70,
    ornament=0.12,
)
_ANSWER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("flute", "vibraphone", "electric_piano", "clarinet"),
    enters_at=0.5,
    level_db=-7.0,
    pan=0.34,
    reverb_send=0.34,
    highpass_hz=180.0,
    velocity=68,
    looseness_ms=9.0,
    cells=cell.SYNCOPATED,
    centre=74,
)

STYLE = Style(
    name="bossa nova",
    about="a whispering nylon guitar against a cross-stick, soft bass, rich chords, a cool tune over them",
    words={
        "bossa": 6, "bossa nova": 6, "bossanova": 6, "bossa jazz": 7, "bossa nova jazz": 7, "jazz bossa": 7,
        "brazilian": 5, "brazilian jazz": 7, "latin lounge": 6, "samba": 4, "samba jazz": 7, "ipanema": 5, "rio": 3,
        "copacabana": 4, "cafe": 2, "café": 2, "coffee": 2, "coffeehouse": 3, "breezy": 1,
        "tropical": 1, "brunch": 3, "nylon guitar": 1,
    },
    tempo_bpm=(112, 140),
    minor_share=0.35,
    chord_s=1.6,
    progressions={
        "major": {
            **progression.JAZZ["major"],
            "verse": (
                "Imaj9 Imaj9 V13/V V13/V ii9 bII7 Imaj9 bII7",
                "Imaj9 biidim7 ii9 V13",
                "Imaj9 Imaj9 ii9 V13",
                "Imaj9 IVmaj9 iii7,V7b9/ii ii9,V13",
            ),
        },
        "minor": {
            **progression.JAZZ["minor"],
            "verse": ("i9 i9 iim7b5 V7b9", "i69 iv9 iim7b5,V7b9 i69", "i9 bVImaj7 iim7b5 V7b9"),
        },
    },
    cadence={"major": "V13", "minor": "V7b9"},
    final={"major": "Imaj9", "minor": "i69"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("verse", 8, 4),
        Slot("bridge", 8, 3),
        Slot("chorus", 8, 1),
        Slot("solo", 8, 4),
        Slot("chorus", 8, 3),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("solo", 8), Slot("bridge", 8), Slot("verse", 8)),
    chairs=(_DRUMS, _SHAKER, _BASS, _GUITAR, _PIANO, _STRINGS, _LEAD, _ANSWER),
    vocal_leads=("flute", "tenor_sax", "oohs"),
    room=Room(decay_s=1.5, predelay_ms=18.0, damping_hz=6500.0),
    ring_s=4.0,
    dynamics=0.35,
    energy=-0.04,
    balance="acoustic",
    lends=("chords", "percussion"),
    lends_harmony=True,
)  # fmt: skip
