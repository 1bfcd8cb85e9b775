"""Trance: a galloping off-beat bass, gated supersaws, a long breakdown and a tune for raised hands."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import machine
from generate_track.compose.stock.groove import CLAP, HAT, KICK, OPEN, RIDE, SHAKER
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("house_kit", "electronic_kit"),
    enters_at=0.42,
    level_db=0.5,
    width=0.4,
    reverb_send=0.08,
    velocity=104,
    looseness_ms=0.5,
    has_builds=True,
    grooves=machine.FLOOR
    | {
        "4/4": (
            {KICK: "X...X...X...X...", HAT: "..x...x...x...x."},
            {KICK: "X...X...X...X...", CLAP: "....X.......X...", OPEN: "..X...X...X...X.", HAT: "xgxgxgxgxgxgxgxg"},
            {KICK: "X...X...X...X...", CLAP: "....X.......X...", OPEN: "..X...X...X...X.", HAT: "xgxxxgxxxgxxxgxx",
             RIDE: "x.x.x.x.x.x.x.x.", SHAKER: "gxxggxxggxxggxxg"},
        )
    },
    fills=machine.FILLS,
)  # fmt: skip
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("synth_bass",),
    enters_at=0.44,
    level_db=-2.0,
    reverb_send=0.0,
    duck_depth=0.6,
    velocity=98,
    looseness_ms=0.5,
    gate=0.85,
    lines=machine.OFFBEAT | {"4/4": ("..R-..R-..R-..R-", "..RR..RR..RR..RR", ".RRR.RRR.RRR.R8R")},
)
_SAWS = ChordChair(
    name="chords",
    role="chords",
    instruments=("supersaw",),
    enters_at=0.5,
    level_db=-3.0,
    width=0.9,
    reverb_send=0.32,
    delay_send=0.1,
    highpass_hz=160.0,
    duck_depth=0.6,
    velocity=86,
    looseness_ms=0.8,
    gate=0.9,
    is_sequenced=True,
    low=54,
    high=79,
    n_voices=4,
    figures=(
        Figure("hold"),
        Figure("block", machine.GATED, from_energy=0.58),
        Figure("block", machine.STABS | {"4/4": ("X--x--x-X--x--x-", "X---..x-X---..x-")}, from_energy=0.8),
    ),
)
_ARP = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("pluck", "saw_lead", "pluck"),
    enters_at=0.3,
    level_db=-6.0,
    pan=0.15,
    width=0.6,
    reverb_send=0.3,
    delay_send=0.25,
    highpass_hz=250.0,
    duck_depth=0.4,
    velocity=78,
    looseness_ms=0.5,
    gate=0.7,
    is_sequenced=True,
    low=60,
    high=79,
    n_voices=3,
    figures=(
        Figure("arpeggio", machine.EIGHTHS | {"4/4": ("x.xxx.xxx.xxx.xx",)}, order=(0, 1, 2, 3, 2, 1)),
        Figure("arpeggio", machine.SIXTEENTHS, order=(0, 2, 1, 3, 2, 4, 3, 1), from_energy=0.6),
    ),
)
_PAD = ChordChair(
    name="pad",
    role="pad",
    instruments=("warm_pad", "choir", "string_machine", "slow_strings"),
    level_db=-8.0,
    width=0.95,
    reverb_send=0.5,
    highpass_hz=160.0,
    duck_depth=0.5,
    velocity=68,
    swell=0.5,
    low=50,
    high=77,
    figures=(Figure("hold"),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("saw_lead", "synth_lead", "saw_lead"),
    enters_at=0.48,
    level_db=-1.0,
    width=0.35,
    reverb_send=0.35,
    delay_send=0.25,
    highpass_hz=220.0,
    duck_depth=0.25,
    velocity=90,
    looseness_ms=1.0,
    cells=cell.STRAIGHT,
    centre=74,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("grand_piano", "bell", "synth_lead"),
    enters_at=0.45,
    level_db=-7.0,
    pan=-0.25,
    width=0.4,
    reverb_send=0.4,
    delay_send=0.2,
    highpass_hz=240.0,
    velocity=78,
    looseness_ms=2.0,
    cells=cell.LYRICAL,
    centre=76,
)

_WORDS: dict[str, int] = {
    "trance": 6, "uplifting trance": 6, "vocal trance": 6, "psytrance": 6, "psy trance": 6, "goa": 5,
    "progressive trance": 6, "goa trance": 6, "euphoric": 2, "eurodance": 5, "hands up": 3, "hardstyle": 4,
    "happy hardcore": 5,
}  # fmt: skip

STYLE = Style(
    name="trance",
    about="rolling off-beat bass, gated supersaws, long breakdowns and euphoric leads",
    words=_WORDS,
    tempo_bpm=(134, 140),
    minor_share=0.8,
    energy=0.03,
    chord_s=1.7,
    progressions={
        "major": {
            "verse": ("I I IV V", "I V IV I", "I IV I V"),
            "chorus": ("I V vi IV I V IV I", "I IV V I", "I V IV V"),
            "bridge": ("IV IV I V", "vi IV I V"),
        },
        "minor": {
            "verse": ("i i bVI bVII", "i i iv V", "i i bVI V"),
            "chorus": ("i bVI bVII i", "i bVI iv V", "i bVII bVI V", "i bVI bVII i i bVI iv V"),
            "bridge": ("i bVI iv V", "bVI bVII i i bVI bVII i V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 1),
        Slot("bridge", 8, 3),
        Slot("build", 4, 2),
        Slot("drop", 8, 0),
        Slot("break", 8, 4),
        Slot("build", 4, 4),
        Slot("drop", 8, 4),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("verse", 8), Slot("bridge", 8), Slot("build", 4), Slot("drop", 8)),
    chairs=(_DRUMS, _BASS, _SAWS, _ARP, _PAD, _LEAD, _COUNTER),
    vocal_leads=("synth_lead", "oohs", "saw_lead"),
    room=Room(decay_s=2.6, predelay_ms=25.0, damping_hz=8000.0),
    ring_s=4.0,
    dynamics=0.5,
    balance="bright",
    transitions=("riser", "reverse_cymbal", "impact", "sub_drop", "downlifter"),
    lends=("chords", "bass"),
)
