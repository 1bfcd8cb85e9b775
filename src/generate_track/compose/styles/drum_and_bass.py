"""Drum and bass: a quick two-step break with ghosted snares over a slow, growling bass and wide pads."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import machine
from generate_track.compose.stock.groove import HAT, KICK, LOW_TOM, OPEN, RIDE, SHAKER, SNARE
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("electronic_kit", "room_kit", "trap_kit"),
    enters_at=0.38,
    level_db=1.5,
    width=0.4,
    reverb_send=0.07,
    velocity=106,
    looseness_ms=1.5,
    has_builds=True,
    grooves=machine.BREAK
    | {
        "4/4": (
            {KICK: "X.........x.....", SNARE: "....x.......x...", HAT: "X.x.X.x.X.x.X.x."},
            {KICK: "X.........X..... X.........X.....", SNARE: "....X..g.g..X..g ....X..g.g..X.gg",
             HAT: "X.x.X.x.X.x.X.x. X.x.X.x.X.x.X.x.", SHAKER: "gxgxgxgxgxgxgxgx gxgxgxgxgxgxgxgx"},
            {KICK: "X.x.......X..... X.x...x...X.....", SNARE: "....X..g.g..X..g ....X..gxg..X.xg",
             HAT: "X.xgX.xgX.xgX.xg X.xgX.xgX.xgX.xg", RIDE: "X...X...X...X... X...X...X...X...",
             OPEN: "..............x. ......x.......x."},
        )
    },
    fills={
        **machine.FILLS,
        "4/4": (
            {SNARE: "x.xxX.xx"},
            {SNARE: "..x.x.xxX.xxX.xx", KICK: "x......x........"},
            {SNARE: "xxxx", LOW_TOM: "..xx"},
        ),
    },
)  # fmt: skip
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("reese_bass",),
    enters_at=0.45,
    level_db=-2.0,
    width=0.2,
    reverb_send=0.02,
    duck_depth=0.4,
    velocity=98,
    looseness_ms=1.0,
    gate=1.0,
    lines=machine.LONG
    | {
        "4/4": (
            "R---------------",
            "R-----------R--- R---------8---7-",
            "R-----R---R----- R--R--8---R--5-7",
        )
    },
)
_SUB = BassChair(
    name="sub",
    role="bass",
    instruments=("sub_bass",),
    enters_at=0.38,
    level_db=-4.0,
    reverb_send=0.0,
    duck_depth=0.4,
    velocity=92,
    looseness_ms=1.0,
    gate=1.0,
    lines=machine.LONG,
)
_KEYS = ChordChair(
    name="chords",
    role="chords",
    instruments=("electric_piano", "poly_pad", "supersaw", "grand_piano"),
    enters_at=0.4,
    level_db=-6.0,
    width=0.6,
    reverb_send=0.28,
    delay_send=0.16,
    highpass_hz=180.0,
    duck_depth=0.3,
    velocity=80,
    looseness_ms=2.0,
    low=54,
    high=77,
    is_rootless=True,
    figures=(
        Figure("block", machine.STABS | {"4/4": ("X-----------x---", "X-----x---------", "X---------x-----")}),
        Figure("block", machine.STABS | {"4/4": ("X--x--x---------", "X-----x-..x-----")}, from_energy=0.75),
    ),
)
_PAD = ChordChair(
    name="pad",
    role="pad",
    instruments=("warm_pad", "glass_pad", "string_machine", "dark_pad"),
    level_db=-7.0,
    width=0.95,
    reverb_send=0.45,
    highpass_hz=160.0,
    duck_depth=0.4,
    velocity=68,
    swell=0.5,
    low=50,
    high=77,
    figures=(Figure("hold"),),
)
_ARP = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("pluck", "bell", "fm_bell", "harp"),
    enters_at=0.3,
    chance=0.8,
    level_db=-9.0,
    pan=0.25,
    width=0.6,
    reverb_send=0.3,
    delay_send=0.22,
    highpass_hz=260.0,
    duck_depth=0.25,
    velocity=74,
    looseness_ms=1.5,
    low=60,
    high=82,
    figures=(Figure("arpeggio", machine.EIGHTHS, order=(0, 2, 1, 3, 4, 2)),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("synth_lead", "saw_lead", "oohs", "flute"),
    enters_at=0.52,
    level_db=-3.0,
    width=0.2,
    reverb_send=0.34,
    delay_send=0.2,
    highpass_hz=220.0,
    duck_depth=0.2,
    velocity=86,
    looseness_ms=2.0,
    cells=cell.LYRICAL,
    centre=73,
    phrase_s=5.5,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("bell", "strings", "synth_lead"),
    enters_at=0.7,
    chance=0.6,
    level_db=-9.0,
    pan=-0.3,
    width=0.4,
    reverb_send=0.4,
    delay_send=0.2,
    highpass_hz=250.0,
    velocity=74,
    cells=cell.SPARSE,
    centre=77,
)

_WORDS: dict[str, int] = {
    "drum and bass": 6, "drum_and_bass": 6, "drum & bass": 6, "drum_&_bass": 6, "drum n bass": 6, "dnb": 6,
    "drum_n_bass": 6, "d&b": 6, "liquid": 3, "liquid dnb": 6, "liquid drum and bass": 6, "jungle music": 5,
    "jungle breaks": 5, "neurofunk": 6, "jump up": 4, "breakbeat": 4, "breakcore": 5, "amen break": 5,
    "reese": 4,
}  # fmt: skip

STYLE = Style(
    name="drum and bass",
    about="fast two-step breaks with ghost snares, growling bass, wide pads",
    words=_WORDS,
    tempo_bpm=(172, 176),
    minor_share=0.85,
    energy=0.02,
    chord_s=2.6,
    progressions={
        "major": {
            "verse": ("Imaj9 Imaj9 IVmaj9 V7sus4", "Imaj9 IVmaj9 Imaj9 V7sus4"),
            "chorus": ("Imaj9 iii7 IVmaj9 V7sus4", "Imaj9 vi9 IVmaj9 V7sus4"),
            "bridge": ("IVmaj9 IVmaj9 Imaj9 V7sus4",),
        },
        "minor": {
            "verse": ("i9 i9 bVImaj7 V7", "i9 iv9 i9 V7", "i7 i7 iv9 iv9"),
            "chorus": ("i9 bVImaj7 iv9 V7", "i9 bVImaj7 i9 bVII", "i9 i9 bVImaj7 V7"),
            "bridge": ("bVImaj7 bVImaj7 i9 V7", "iv9 iv9 i9 V7"),
        },
    },
    cadence={"major": "V7sus4", "minor": "V7"},
    final={"major": "Imaj9", "minor": "i9"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 4, 1),
        Slot("build", 2, 2),
        Slot("drop", 8, 0),
        Slot("break", 4, 3),
        Slot("build", 2, 3),
        Slot("drop", 8, 3),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("bridge", 4), Slot("break", 4), Slot("build", 2), Slot("drop", 8)),
    chairs=(_DRUMS, _BASS, _SUB, _KEYS, _PAD, _ARP, _LEAD, _COUNTER),
    vocal_leads=("oohs", "synth_lead", "flute"),
    room=Room(decay_s=2.0, predelay_ms=18.0, damping_hz=7000.0),
    ring_s=3.5,
    dynamics=0.5,
    balance="bass_heavy",
    transitions=("riser", "reverse_cymbal", "impact", "sub_drop", "downlifter"),
    lends=("drums", "bass"),
)
