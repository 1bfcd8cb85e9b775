"""Swing: a big band that shouts, with riffing horns, four beats of guitar to the bar and a bass that never rests."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import bassline, figure, fill, groove, progression
from generate_track.compose.stock.groove import HAT, KICK, OPEN, PEDAL, RIDE, SNARE, STICK
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("jazz_kit",),
    enters_at=0.2,
    level_db=-0.5,
    width=0.5,
    reverb_send=0.2,
    velocity=88,
    looseness_ms=4.0,
    grooves=groove.SWING
    | {
        "4/4": (
            {KICK: "x...x...x...x...", OPEN: "x.......x.......", HAT: "....x.x.....x.x.", STICK: "....x.......x..."},
            {RIDE: "X...X.x.X...X.x.", PEDAL: "....X.......X...", KICK: "x...x...x...x...", SNARE: "....g.......x..."},
            {
                RIDE: "X...X.x.X...X.x. X...X.x.X...X.x.",
                PEDAL: "....X.......X... ....X.......X...",
                KICK: "X...x...x...x... X...x...x...x.X.",
                SNARE: "....x.......x.g. ..g.x.....X.x.X.",
            },
        )
    },
    fills=fill.TOMS
    | {
        "4/4": (
            {SNARE: "x.x.X.x.", groove.LOW_TOM: "......x."},
            {SNARE: "X.x.x.x.x.x.X.X.", KICK: "X.......X......."},
            {groove.HIGH_TOM: "x.x.....", groove.LOW_TOM: "....x.x.", KICK: "x...x..."},
        )
    },
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("upright_bass",),
    enters_at=0.2,
    level_db=-1.0,
    reverb_send=0.08,
    velocity=92,
    looseness_ms=4.0,
    walks_at=0.35,
    lines=bassline.HALVES,
)
_GUITAR = ChordChair(
    name="guitar",
    role="chords",
    instruments=("jazz_guitar",),
    enters_at=0.3,
    level_db=-14.0,
    pan=0.35,
    reverb_send=0.12,
    highpass_hz=140.0,
    velocity=72,
    looseness_ms=4.0,
    gate=0.6,
    low=48,
    high=67,
    n_voices=3,
    figures=(Figure("block", figure.FOUR_TO_THE_BAR),),
)
_PIANO = ChordChair(
    name="chords",
    role="chords",
    instruments=("grand_piano",),
    level_db=-8.0,
    pan=-0.3,
    width=0.5,
    reverb_send=0.2,
    highpass_hz=120.0,
    velocity=78,
    low=53,
    high=77,
    is_rootless=True,
    varies=True,
    figures=(Figure("block", figure.CHARLESTON),),
)
_BRASS = ChordChair(
    name="brass",
    role="chords",
    instruments=("brass",),
    enters_at=0.4,
    level_db=-2.0,
    pan=0.18,
    width=0.6,
    reverb_send=0.26,
    highpass_hz=140.0,
    velocity=96,
    looseness_ms=6.0,
    gate=0.75,
    low=55,
    high=79,
    n_voices=4,
    is_rootless=True,
    varies=True,
    figures=(
        Figure("block", figure.STABS),
        Figure(
            "block",
            figure.STABS | {"4/4": ("X.....X-....X.X-", "..X-..X-..X...X-", "X---..X.......X-", "......X-X.....X.")},
            from_energy=0.7,
        ),
    ),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("trumpet", "clarinet", "alto_sax", "tenor_sax", "trombone"),
    enters_at=0.35,
    level_db=0.0,
    pan=-0.08,
    reverb_send=0.26,
    highpass_hz=120.0,
    velocity=94,
    looseness_ms=8.0,
    behind_ms=6.0,
    cells=cell.SYNCOPATED,
    centre=70,
    ornament=0.25,
)
_RIFFS = MelodyChair(
    name="counter",
    role="counter",
    instruments=("tenor_sax", "trombone", "muted_trumpet", "baritone_sax", "clarinet"),
    enters_at=0.45,
    level_db=-5.0,
    pan=-0.35,
    reverb_send=0.26,
    highpass_hz=120.0,
    velocity=88,
    looseness_ms=8.0,
    cells=cell.SYNCOPATED,
    centre=65,
)

STYLE = Style(
    name="swing",
    about="a big band: shouting brass, a walking bass, four to the bar on the guitar, a soloist out in front",
    words={
        "swing": 5, "swing jazz": 6, "big band": 6, "big band jazz": 7, "swing band": 6, "jazz orchestra": 6,
        "bebop": 6, "hard bop": 6, "gypsy jazz": 6, "jazz manouche": 6, "dixieland": 6, "charleston": 4,
        "lindy hop": 6, "jive": 4, "jitterbug": 5, "foxtrot": 5, "ballroom": 3, "speakeasy": 4, "jazz age": 5,
        "1920s": 2, "1930s": 2, "1940s": 2, "swinging": 3, "ragtime": 4, "showtune": 3, "broadway": 3, "las vegas": 3,
    },
    tempo_bpm=(118, 148),
    swing=0.66,
    minor_share=0.2,
    energy=0.1,
    chord_s=1.1,
    progressions=progression.JAZZ
    | {
        "major": {
            **progression.JAZZ["major"],
            "verse": (
                "I V7/ii ii7 V9",
                "I I V7/V V7/V ii7 V9 I V9",
                "I,biidim7 ii7,V9 I,V7/ii ii7,V9",
                "I V7/IV IVmaj7 iv6 I V7/ii ii7,V9 I",
            ),
        }
    },
    cadence={"major": "V13", "minor": "V7b9"},
    final={"major": "Imaj7", "minor": "i69"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("verse", 8, 3),
        Slot("bridge", 8, 4),
        Slot("solo", 8, 2),
        Slot("chorus", 8, 1),
        Slot("outro", 4, 3),
    ),
    cycle=(Slot("solo", 8), Slot("chorus", 8), Slot("bridge", 8), Slot("verse", 8)),
    chairs=(_DRUMS, _BASS, _PIANO, _GUITAR, _BRASS, _LEAD, _RIFFS),
    vocal_leads=("tenor_sax", "trumpet", "alto_sax", "oohs"),
    room=Room(decay_s=1.7, predelay_ms=18.0, damping_hz=6000.0),
    ring_s=3.0,
    dynamics=0.4,
    balance="acoustic",
    lends=("brass", "lead"),
    lends_harmony=True,
)  # fmt: skip
