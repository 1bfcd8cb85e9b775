"""Pop: drums in front, root-note bass, piano and guitar, a tune that comes back."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import bassline, figure, fill, groove, progression
from generate_track.compose.stock.groove import CLAP, HAT, KICK, OPEN, SHAKER, SNARE, STICK
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

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
    grooves=groove.STRAIGHT
    | {
        "4/4": (
            {KICK: "X.......X.......", STICK: "....x.......x...", HAT: "x.g.x.g.x.g.x.g."},
            {KICK: "X.......X.x.....", SNARE: "....X.......X...", HAT: "X.x.X.x.X.x.X.x."},
            {KICK: "X.....x.X.x.....", SNARE: "....X..g....X..g", CLAP: "....x.......x...", HAT: "X.x.X.x.X.x.X...",
             OPEN: "..............x.", SHAKER: "g.xgg.xgg.xgg.xg"},
        )
    },
    fills=fill.TOMS,
)  # fmt: skip
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
    lines=bassline.ROOTS,
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
        Figure("arpeggio", figure.ALBERTI, order=(0, 2, 1, 3, 2, 1)),
        Figure("block", figure.BLOCKS, from_energy=0.6),
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
    figures=(Figure("strum", figure.STRUM),),
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

STYLE = Style(
    name="pop",
    about="drums in front, piano and guitar, a hook that comes back bigger each time",
    words={
        "pop": 4, "pop song": 5, "pop ballad": 5, "pop rock": 5, "power pop": 5, "k pop": 6, "kpop": 6, "j pop": 6,
        "jpop": 6, "city pop": 6, "europop": 6, "teen pop": 6, "electropop": 5, "song": 1, "ballad": 2, "radio": 1,
        "singer": 1, "anthem": 2, "anthemic": 1, "catchy": 1, "hook": 1, "summer": 1, "chart": 2, "mainstream": 2,
        "wedding": 1, "love song": 2, "feel good": 1,
    },
    tempo_bpm=(92, 128),
    minor_share=0.25,
    chord_s=1.5,
    progressions=progression.DIATONIC,
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
    lends=("chords", "lead"),
)  # fmt: skip
