"""Dubstep: half-time drums with a huge snare, a bass that wobbles in time, and quiet before the drop."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import machine
from generate_track.compose.stock.groove import CLAP, HAT, KICK, OPEN, SNARE, STICK
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("electronic_kit", "trap_kit"),
    enters_at=0.4,
    level_db=1.5,
    width=0.4,
    reverb_send=0.1,
    velocity=108,
    looseness_ms=0.5,
    has_builds=True,
    grooves=machine.BREAK
    | {
        "4/4": (
            {KICK: "X...............", SNARE: "........X.......", HAT: "X.x.X.x.X.x.X.x."},
            {KICK: "X.....x......... X..x......x.....", SNARE: "........X....... ........X.......",
             CLAP: "........x....... ........x.......", HAT: "X.x.X.x.X.x.X.xx X.x.X.x.X.x.X.x."},
            {KICK: "X..x..x....x.... X..x......x...x.", SNARE: "........X....... ........X.....gx",
             CLAP: "........X....... ........X.......", HAT: "X.xxX.x.X.xxX.x. X.xxX.x.X.x.Xxdd",
             OPEN: "..............x. ......x.........", STICK: "...x......x..... ...x......x....."},
        )
    },
    fills={**machine.FILLS, "4/4": ({SNARE: "x.xxxxdd"}, {SNARE: "x..x..x.", KICK: "..x..x.."}, {CLAP: "x.xx"})},
)  # fmt: skip
_WOBBLE = BassChair(
    name="bass",
    role="bass",
    instruments=("wobble_bass",),
    enters_at=0.55,
    level_db=0.5,
    width=0.2,
    reverb_send=0.03,
    duck_depth=0.4,
    velocity=104,
    looseness_ms=0.5,
    gate=0.95,
    lines=machine.LONG
    | {
        "4/4": (
            "R---------------",
            "R-------R---8--- R-------R-R-8-7-",
            "R-----R-8---R-R- R--R--8-R---5-7-",
        )
    },
)
_SUB = BassChair(
    name="sub",
    role="bass",
    instruments=("sub_bass",),
    enters_at=0.4,
    level_db=-4.0,
    reverb_send=0.0,
    duck_depth=0.4,
    velocity=92,
    looseness_ms=0.5,
    gate=1.0,
    lines=machine.LONG,
)
_CHORDS = ChordChair(
    name="chords",
    role="chords",
    instruments=("supersaw", "poly_pad", "grand_piano"),
    enters_at=0.4,
    level_db=-6.5,
    width=0.9,
    reverb_send=0.3,
    delay_send=0.1,
    highpass_hz=200.0,
    duck_depth=0.5,
    velocity=82,
    looseness_ms=1.0,
    low=53,
    high=76,
    figures=(
        Figure("hold"),
        Figure(
            "block",
            machine.STABS | {"4/4": ("X-----x-........", "X---------x-..x-", "X--x--x-........")},
            from_energy=0.7,
        ),
    ),
)
_PAD = ChordChair(
    name="pad",
    role="pad",
    instruments=("dark_pad", "choir", "warm_pad", "slow_strings"),
    level_db=-8.0,
    width=0.95,
    reverb_send=0.5,
    highpass_hz=160.0,
    duck_depth=0.4,
    velocity=66,
    swell=0.6,
    low=50,
    high=76,
    figures=(Figure("hold"),),
)
_ARP = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("pluck", "bell", "music_box", "fm_bell"),
    enters_at=0.3,
    level_db=-8.0,
    pan=0.2,
    width=0.6,
    reverb_send=0.35,
    delay_send=0.22,
    highpass_hz=260.0,
    duck_depth=0.3,
    velocity=76,
    looseness_ms=1.0,
    low=60,
    high=80,
    figures=(Figure("arpeggio", machine.EIGHTHS, order=(0, 2, 1, 3, 4, 2, 3, 1)),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("saw_lead", "synth_lead", "square_lead"),
    enters_at=0.5,
    level_db=-4.5,
    width=0.3,
    reverb_send=0.3,
    delay_send=0.15,
    highpass_hz=230.0,
    duck_depth=0.3,
    velocity=90,
    looseness_ms=1.0,
    cells=cell.LIVELY,
    centre=72,
)

_WORDS: dict[str, int] = {
    "dubstep": 6, "brostep": 6, "riddim": 5, "wobble": 4, "wobble bass": 6, "melodic dubstep": 6, "chillstep": 5,
    "bass music": 4, "heavy bass": 2, "filthy": 2, "growl bass": 4, "glitch hop": 4,
}  # fmt: skip

STYLE = Style(
    name="dubstep",
    about="half-time drums with a huge snare, wobbling bass, quiet builds and heavy drops",
    words=_WORDS,
    tempo_bpm=(138, 142),
    minor_share=0.95,
    energy=0.03,
    chord_s=3.2,
    progressions={
        "major": {
            "verse": ("I I IV V", "Iadd9 IV I V"),
            "chorus": ("I IV I V", "I I IV V"),
            "bridge": ("IV IV I V",),
        },
        "minor": {
            "verse": ("i bVI i V", "i i bVI V", "i iv i V"),
            "chorus": ("i i bVI V", "i bII i V", "i bVI i bVII"),
            "bridge": ("bVI iv i V", "iv iv i V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 1),
        Slot("build", 4, 2),
        Slot("drop", 8, 0),
        Slot("break", 8, 3),
        Slot("build", 4, 3),
        Slot("drop", 8, 3),
        Slot("outro", 4, 4),
    ),
    cycle=(Slot("bridge", 8), Slot("build", 4), Slot("drop", 8)),
    chairs=(_DRUMS, _WOBBLE, _SUB, _CHORDS, _PAD, _ARP, _LEAD),
    vocal_leads=("synth_lead", "oohs", "saw_lead"),
    room=Room(decay_s=2.0, predelay_ms=18.0, damping_hz=7000.0),
    ring_s=3.5,
    dynamics=0.5,
    balance="bass_heavy",
    transitions=("riser", "reverse_cymbal", "impact", "sub_drop", "downlifter"),
    lends=("drums", "bass"),
)
