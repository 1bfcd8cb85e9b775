"""House: a kick on every beat, claps, open hats between, shuffled congas, piano stabs and a round bass."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import machine
from generate_track.compose.stock.groove import CLAP, HAT, KICK, OPEN, SHAKER, SNARE
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_LOW_CONGA, _OPEN_CONGA, _MUTE_CONGA = 64, 63, 62

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("house_kit",),
    enters_at=0.32,
    level_db=1.0,
    width=0.4,
    reverb_send=0.06,
    velocity=104,
    looseness_ms=0.8,
    has_builds=True,
    grooves=machine.FLOOR
    | {
        "4/4": (
            {KICK: "X...X...X...X...", HAT: "..x...x...x...x."},
            {KICK: "X...X...X...X...", CLAP: "....X.......X...", OPEN: "..x...x...x...x.", HAT: "x.gxx.gxx.gxx.gx"},
            {KICK: "X...X...X...X... X...X...X...X..g", CLAP: "....X.......X... ....X.......X..x",
             OPEN: "..X...X...X...X. ..X...X...X...X.", HAT: "xggxxggxxggxxggx xggxxggxxggxxggx",
             SHAKER: "gxxggxxggxxggxxg gxxggxxggxxggxxg", SNARE: "....x.......x... ....x..g....x..."},
        )
    },
    fills=machine.FILLS,
)  # fmt: skip
_CONGAS = DrumChair(
    name="percussion",
    role="drums",
    instruments=("standard_kit",),
    enters_at=0.5,
    chance=0.7,
    level_db=-9.0,
    pan=0.25,
    width=0.4,
    reverb_send=0.14,
    highpass_hz=180.0,
    velocity=78,
    looseness_ms=4.0,
    lead_in=None,
    grooves={
        "4/4": ({_OPEN_CONGA: "......x.......xx", _MUTE_CONGA: "..x..g....x..g..", _LOW_CONGA: "...x.......x...."},),
        "3/4": ({_OPEN_CONGA: "......x...xx", _MUTE_CONGA: "..x..g....g.", _LOW_CONGA: "...x........"},),
        "2/4": ({_OPEN_CONGA: "......xx", _MUTE_CONGA: "..x..g..", _LOW_CONGA: "...x...."},),
        "6/8": ({_OPEN_CONGA: "..x..x", _MUTE_CONGA: "x..g..", _LOW_CONGA: "...x.."},),
    },
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("synth_bass", "synth_bass", "finger_bass", "sub_bass"),
    enters_at=0.42,
    level_db=-2.0,
    reverb_send=0.0,
    duck_depth=0.55,
    velocity=98,
    looseness_ms=1.5,
    gate=0.85,
    lines=machine.RIFF
    | {"4/4": ("..R-..R-..R-..R-", "R..R..8...R..R8. R..R..8...R.5.7.", "..RR..8...RR..8. ..RR..8...R.5.7.")},
)
_PIANO = ChordChair(
    name="chords",
    role="chords",
    instruments=("grand_piano", "drawbar_organ", "poly_pad", "electric_piano"),
    enters_at=0.45,
    level_db=-2.5,
    width=0.6,
    reverb_send=0.2,
    delay_send=0.08,
    highpass_hz=150.0,
    duck_depth=0.45,
    velocity=88,
    looseness_ms=2.0,
    gate=0.8,
    low=52,
    high=76,
    n_voices=4,
    figures=(
        Figure("block", machine.STABS | {"4/4": ("..x-..x-..x-..x-", "X--x--x---------", "......x-..x-....")}),
        Figure(
            "block",
            machine.STABS | {"4/4": ("X--x--x--x--x-x-", "X--x--x-..x--x--", "x-.x-.x-.x-.x-x-")},
            from_energy=0.7,
        ),
    ),
)
_PAD = ChordChair(
    name="pad",
    role="pad",
    instruments=("string_machine", "warm_pad", "strings", "poly_pad"),
    level_db=-8.5,
    width=0.9,
    reverb_send=0.35,
    highpass_hz=180.0,
    duck_depth=0.55,
    velocity=66,
    swell=0.4,
    low=52,
    high=78,
    figures=(Figure("hold"),),
)
_PLUCK = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("pluck", "marimba", "bell"),
    enters_at=0.55,
    chance=0.6,
    level_db=-10.0,
    pan=-0.28,
    width=0.5,
    reverb_send=0.25,
    delay_send=0.2,
    highpass_hz=250.0,
    duck_depth=0.35,
    velocity=74,
    looseness_ms=1.5,
    is_sequenced=True,
    low=60,
    high=80,
    figures=(
        Figure(
            "arpeggio",
            machine.EIGHTHS | {"4/4": ("..x..x..x..x..x.", "x..x..x..x..x.x.", "x.xx..x.x.xx..x.")},
            order=(0, 2, 1, 3),
        ),
    ),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("synth_lead", "oohs", "alto_sax", "flute", "pluck"),
    enters_at=0.55,
    level_db=-3.0,
    reverb_send=0.26,
    delay_send=0.16,
    highpass_hz=200.0,
    duck_depth=0.2,
    velocity=86,
    looseness_ms=3.0,
    cells=cell.SYNCOPATED,
    centre=71,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("string_machine", "brass", "vibraphone", "synth_brass"),
    enters_at=0.7,
    chance=0.6,
    level_db=-10.0,
    pan=0.32,
    width=0.4,
    reverb_send=0.3,
    delay_send=0.12,
    highpass_hz=240.0,
    duck_depth=0.3,
    velocity=74,
    cells=cell.LYRICAL,
    centre=75,
)

_WORDS: dict[str, int] = {
    "house": 6, "house music": 6, "deep house": 6, "tech house": 6, "progressive house": 6, "piano house": 6,
    "tropical house": 6, "afro house": 6, "french house": 6, "chicago": 2, "uk garage": 4,
    "balearic": 3, "ibiza": 3, "four on the floor": 3, "beach club": 3, "lounge house": 5, "fashion": 1,
}  # fmt: skip

STYLE = Style(
    name="house",
    about="four to the floor, open hats, congas, piano and organ stabs, round bass",
    words=_WORDS,
    tempo_bpm=(120, 126),
    swing=0.54,
    swing_unit=0.5,
    minor_share=0.7,
    chord_s=1.6,
    progressions={
        "major": {
            "verse": ("Imaj7 Imaj7 IVmaj7 V7sus4", "Imaj9 ii9 Imaj9 V7sus4", "I IV I V"),
            "chorus": ("I IV vi V I IV ii V", "Imaj7 iii7 IVmaj7 V7sus4", "I I IV V"),
            "bridge": ("IVmaj7 IVmaj7 Imaj7 V7sus4", "vi7 IVmaj7 Imaj7 V7sus4"),
        },
        "minor": {
            "verse": ("i9 i9 iv9 i9", "i7 i7 bVImaj7 V7", "i9 iv9 i9 V7"),
            "chorus": ("i7 bVImaj7 iv7 V7", "i9 iv9 bVImaj7 V7", "i7 i7 iv7 V7 i7 i7 bVImaj7 bVII"),
            "bridge": ("bVImaj7 bVImaj7 i7 V7", "iv9 iv9 i9 V7"),
        },
    },
    cadence={"major": "V7sus4", "minor": "V7"},
    final={"major": "Imaj7", "minor": "i7"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 1),
        Slot("build", 4, 2),
        Slot("drop", 8, 0),
        Slot("break", 8, 3),
        Slot("build", 4, 3),
        Slot("drop", 8, 3),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("verse", 8), Slot("break", 8), Slot("build", 4), Slot("drop", 8)),
    chairs=(_DRUMS, _BASS, _PIANO, _PAD, _PLUCK, _LEAD, _COUNTER, _CONGAS),
    vocal_leads=("oohs", "synth_lead", "alto_sax"),
    room=Room(decay_s=1.5, predelay_ms=18.0, damping_hz=7500.0),
    ring_s=3.0,
    dynamics=0.5,
    transitions=("riser", "reverse_cymbal", "impact", "downlifter"),
    lends=("drums", "bass"),
)
