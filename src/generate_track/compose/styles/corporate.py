"""Corporate: optimism by the yard; a ticking guitar, bright piano, claps, strings that lift the last chorus."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import bassline, figure, fill, groove
from generate_track.compose.stock.groove import CLAP, HAT, KICK, OPEN, SHAKER, SNARE
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("standard_kit", "electronic_kit"),
    enters_at=0.46,
    level_db=-3.5,
    width=0.5,
    reverb_send=0.12,
    velocity=92,
    looseness_ms=2.0,
    has_builds=True,
    grooves=groove.STRAIGHT
    | {
        "4/4": (
            {KICK: "X...X...X...X...", SHAKER: "x.gxx.gxx.gxx.gx"},
            {KICK: "X...X...X...X...", CLAP: "....X.......X...", SHAKER: "x.gxx.gxx.gxx.gx"},
            {KICK: "X...X...X...X.x.", SNARE: "....X.......X...", CLAP: "....X.......X...", HAT: "x.x.x.x.x.x.x...",
             OPEN: "..............x.", SHAKER: "x.gxx.gxx.gxx.gx"},
        )
    },
    fills=fill.TOMS,
)  # fmt: skip
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("finger_bass", "picked_bass", "synth_bass"),
    enters_at=0.46,
    level_db=-3.0,
    reverb_send=0.02,
    duck_depth=0.2,
    velocity=90,
    looseness_ms=2.0,
    lines=bassline.EIGHTHS,
)
_TICK = ChordChair(
    name="guitar",
    role="arpeggio",
    instruments=("muted_guitar", "muted_guitar", "clean_guitar"),
    level_db=-6.0,
    pan=0.35,
    reverb_send=0.2,
    delay_send=0.2,
    highpass_hz=160.0,
    velocity=82,
    looseness_ms=2.0,
    low=52,
    high=74,
    figures=(
        Figure(
            "arpeggio",
            figure.ALBERTI | {"4/4": ("X.x.x.x.X.x.x.x.", "X.x.x.X.x.x.X.x.")},
            order=(0, 2, 1, 2, 3, 2, 1, 2),
        ),
    ),
)
_PIANO = ChordChair(
    name="chords",
    role="chords",
    instruments=("grand_piano",),
    level_db=-4.0,
    pan=-0.2,
    width=0.6,
    reverb_send=0.24,
    highpass_hz=100.0,
    velocity=80,
    looseness_ms=4.0,
    low=52,
    high=76,
    has_pedal=True,
    figures=(
        Figure("block", figure.SWELLS),
        Figure("block", figure.BLOCKS | {"4/4": ("X---x---x---x---", "X--x--x-X--x--x-")}, from_energy=0.5),
    ),
)
_STRUM = ChordChair(
    name="strum",
    role="chords",
    instruments=("steel_guitar",),
    enters_at=0.58,
    chance=0.8,
    level_db=-9.0,
    pan=-0.45,
    width=0.2,
    reverb_send=0.14,
    highpass_hz=180.0,
    velocity=78,
    low=50,
    high=74,
    n_voices=5,
    figures=(Figure("strum", figure.STRUM),),
)
_STRINGS = ChordChair(
    name="pad",
    role="pad",
    instruments=("strings", "warm_pad", "slow_strings"),
    enters_at=0.5,
    level_db=-10.0,
    width=0.9,
    reverb_send=0.4,
    highpass_hz=180.0,
    velocity=68,
    swell=0.5,
    low=55,
    high=81,
    figures=(Figure("hold"),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("grand_piano", "glockenspiel", "clean_guitar", "bell", "whistle"),
    enters_at=0.5,
    level_db=-1.5,
    pan=0.08,
    reverb_send=0.3,
    delay_send=0.18,
    highpass_hz=200.0,
    velocity=84,
    looseness_ms=3.0,
    cells=cell.LYRICAL,
    centre=76,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("bell", "strings", "glockenspiel", "clean_guitar"),
    enters_at=0.6,
    level_db=-8.0,
    pan=-0.3,
    width=0.3,
    reverb_send=0.35,
    delay_send=0.2,
    highpass_hz=240.0,
    velocity=74,
    cells=cell.LYRICAL,
    centre=79,
)

STYLE = Style(
    name="corporate",
    about="bright background: a ticking muted guitar, piano, claps, strings that lift the end",
    words={
        "corporate": 6, "business": 4, "presentation": 5, "explainer": 5, "explainer video": 6, "tutorial": 3,
        "startup": 4, "commercial": 3, "advert": 4, "advertisement": 4, "advertising": 4, "promo": 4, "marketing": 4,
        "product": 3, "product launch": 4, "inspirational": 3, "inspiring": 3, "motivational": 4, "motivating": 3,
        "uplifting": 1, "optimistic": 2, "success": 3, "technology": 2, "innovation": 3, "conference": 3, "vlog": 2,
        "background music": 2, "stock music": 4, "brand": 2, "podcast": 2, "news": 2, "charity": 2, "real estate": 3,
    },
    tempo_bpm=(108, 126),
    minor_share=0.03,
    energy=0.02,
    chord_s=1.8,
    progressions={
        "major": {
            "verse": ("Iadd9 Iadd9 IV IV", "Iadd9 V vi IV", "Iadd9 IV Iadd9 V", "I Vsus4 IVadd9 V"),
            "prechorus": ("ii vi IV V", "IV IV Vsus4 V"),
            "chorus": ("I V vi IV I V IV I", "I IV V I", "I V IV V", "I iii IV V"),
            "bridge": ("vi IV I V", "IV ii vi V", "bVI bVI bVII bVII I I V V"),
        },
        "minor": {
            "verse": ("i bVI iv V", "i i bVI V"),
            "prechorus": ("iv bVI V V",),
            "chorus": ("i bVI bVII i", "i iv bVI V"),
            "bridge": ("bVI bVII i i", "iv iv V V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "Iadd9", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("build", 4, 4),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 3),
        Slot("break", 8, 4),
        Slot("build", 4, 5),
        Slot("chorus", 8, 4),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("verse", 8), Slot("chorus", 8), Slot("break", 8)),
    chairs=(_DRUMS, _BASS, _TICK, _PIANO, _STRUM, _STRINGS, _LEAD, _COUNTER),
    vocal_leads=("oohs", "flute"),
    room=Room(decay_s=1.9, predelay_ms=22.0, damping_hz=8000.0),
    ring_s=3.5,
    dynamics=0.4,
    balance="bright",
    transitions=("riser", "reverse_cymbal", "impact"),
    lends=("guitar", "chords"),
)  # fmt: skip
