"""Blues: twelve bars, a shuffle, a guitar and a harmonica that ask and answer."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import figure, fill, groove
from generate_track.compose.stock.groove import HAT, KICK, PEDAL, RIDE, SNARE, STICK
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("room_kit", "standard_kit", "jazz_kit"),
    enters_at=0.3,
    level_db=-2.0,
    width=0.4,
    reverb_send=0.12,
    velocity=92,
    looseness_ms=5.0,
    grooves=groove.SWING
    | {
        "4/4": (
            {KICK: "X.......X.......", STICK: "....x.......x...", HAT: "x.g.x.g.x.g.x.g."},
            {KICK: "X.....x.X.....x.", SNARE: "....X.......X...", HAT: "X.x.X.x.X.x.X.x."},
            {KICK: "X.....x.X.x...x.", SNARE: "....X.g...g.X.g.", RIDE: "X.x.X.x.X.x.X.x.", PEDAL: "....x.......x..."},
        )
    },
    fills=fill.TOMS
    | {
        "4/4": (
            {SNARE: "x.x.X.x.", KICK: "x...x..."},
            {SNARE: "x.x."},
            {groove.HIGH_TOM: "x.x.....", groove.LOW_TOM: "....x.x."},
        )
    },
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("finger_bass", "upright_bass"),
    enters_at=0.3,
    level_db=-1.5,
    reverb_send=0.04,
    velocity=94,
    looseness_ms=5.0,
    lines={
        "4/4": ("R-------5-------", "R---3---5---6---", "R-R-3-3-5-5-6-5-"),
        "3/4": ("R-------5---", "R---3---5---", "R-R-3-3-5-6-"),
        "2/4": ("R---5---", "R---3-5-", "R-R-5-6-"),
        "6/8": ("R--5--", "R-R5-6", "R-35-6"),
    },
)
# The shuffle of a thousand records: root and fifth, root and sixth, in turn.
_BOOGIE = ChordChair(
    name="chords",
    role="chords",
    instruments=("crunch_guitar", "steel_guitar", "clean_guitar"),
    level_db=-4.5,
    pan=-0.4,
    reverb_send=0.14,
    highpass_hz=90.0,
    velocity=86,
    looseness_ms=6.0,
    gate=0.8,
    low=45,
    high=67,
    n_voices=3,
    figures=(
        Figure("strum", figure.EASY_STRUM | {"4/4": ("x---X-x-x---X-x-", "x-x-X-x-x-x-X-x-")}),
        Figure(
            "block",
            {
                "4/4": ("x-x-X-x-x-x-X-x-",),
                "3/4": ("x-x-X-x-X-x-",),
                "2/4": ("x-x-X-x-",),
                "6/8": ("x-xX-x",),
            },
            from_energy=0.5,
        ),
    ),
)
_PIANO = ChordChair(
    name="piano",
    role="chords",
    instruments=("grand_piano", "drawbar_organ", "wurlitzer"),
    enters_at=0.45,
    chance=0.8,
    level_db=-8.0,
    pan=0.35,
    width=0.4,
    reverb_send=0.18,
    highpass_hz=160.0,
    velocity=78,
    low=57,
    high=79,
    n_voices=3,
    is_rootless=True,
    varies=True,
    figures=(
        Figure("block", figure.CHARLESTON | {"4/4": ("....x-......x-..", "x-x-x-x-..x-....", "..x-..x-..x-..x-")}),
    ),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("crunch_guitar", "harmonica", "crunch_guitar", "lead_guitar"),
    enters_at=0.4,
    level_db=0.0,
    pan=0.08,
    reverb_send=0.2,
    delay_send=0.06,
    highpass_hz=150.0,
    velocity=96,
    looseness_ms=9.0,
    behind_ms=8.0,
    cells=cell.SYNCOPATED,
    centre=68,
    ornament=0.5,
    phrase_s=4.5,
)
_ANSWER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("harmonica", "tenor_sax", "steel_guitar", "grand_piano"),
    enters_at=0.45,
    level_db=-4.0,
    pan=-0.15,
    reverb_send=0.2,
    highpass_hz=160.0,
    velocity=84,
    looseness_ms=8.0,
    cells=cell.SYNCOPATED,
    centre=72,
    ornament=0.3,
)

_QUICK = "I7 IV7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 V7"
_SLOW = "I7 I7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 I7,V7"
_JAZZ = "I7 IV9 I7 V7/IV IV9 bvdim7 I7 V7/ii ii7 V7 I7,V7/ii ii7,V7"
_MINOR = "i7 i7 i7 i7 iv7 iv7 i7 i7 bVI7 V7 i7 i7,V7"
_MINOR_QUICK = "i7 iv7 i7 i7 iv7 iv7 i7 i7 V7 iv7 i7 V7"

STYLE = Style(
    name="blues",
    about="twelve bars and a shuffle; a guitar asks, a harmonica answers",
    words={
        "blues": 6, "bluesy": 4, "blues rock": 7, "delta blues": 7, "chicago blues": 7, "slow blues": 7,
        "electric blues": 7, "12 bar": 6, "twelve bar": 6, "12 bar blues": 7, "blues shuffle": 7, "shuffle": 3,
        "boogie": 4, "boogie woogie": 6, "texas blues": 7, "harmonica": 2, "slide guitar": 2, "roadhouse": 4,
        "juke joint": 5, "bayou": 4, "swamp": 3, "mississippi": 3, "bourbon": 2, "gritty": 1,
    },
    tempo_bpm=(86, 126),
    swing=0.66,
    minor_share=0.25,
    energy=0.04,
    chord_s=1.7,
    progressions={
        "major": {
            "verse": (_QUICK, _SLOW, _QUICK, _JAZZ),
            "chorus": (_SLOW, _QUICK),
            "bridge": ("IV7 IV7 I7 I7 IV7 IV7 V7/V V7",),
        },
        "minor": {"verse": (_MINOR, _MINOR_QUICK), "chorus": (_MINOR,), "bridge": ("iv7 iv7 i7 i7 bVI7 bVI7 V7 V7",)},
    },
    cadence={"major": "V7", "minor": "V7"},
    final={"major": "I7", "minor": "i7"},
    form=(
        Slot("intro", 4, 1),
        Slot("verse", 12, 0, is_strophe=True),
        Slot("verse", 12, 2, is_strophe=True),
        Slot("solo", 12, 3, is_strophe=True),
        Slot("chorus", 12, 4, is_strophe=True),
        Slot("outro", 4, 5),
    ),
    cycle=(Slot("solo", 12, is_strophe=True), Slot("verse", 12, is_strophe=True)),
    chairs=(_DRUMS, _BASS, _BOOGIE, _PIANO, _LEAD, _ANSWER),
    vocal_leads=("crunch_guitar", "harmonica", "tenor_sax"),
    room=Room(decay_s=1.2, predelay_ms=14.0, damping_hz=5500.0),
    ring_s=3.5,
    dynamics=0.45,
    balance="warm",
    lends=("lead", "chords"),
)  # fmt: skip
