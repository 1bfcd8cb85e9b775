"""Synthwave: a gated snare, eighths in octaves, warm analogue chords, glittering arpeggios, a lead into the sunset."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import machine
from generate_track.compose.stock.groove import CLAP, HAT, HIGH_TOM, KICK, LOW_TOM, MID_TOM, OPEN, SNARE
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("synthwave_kit",),
    enters_at=0.4,
    level_db=1.0,
    width=0.5,
    reverb_send=0.12,
    velocity=102,
    looseness_ms=0.8,
    grooves=machine.BREAK
    | {
        "4/4": (
            {KICK: "X...X...X...X...", HAT: "x.x.x.x.x.x.x.x."},
            {KICK: "X.......X.......", SNARE: "....X.......X...", HAT: "X.x.X.x.X.x.X.x."},
            {KICK: "X...X...X...X...", SNARE: "....X.......X...", CLAP: "....x.......x...",
             HAT: "XgxgXgxgXgxgXgx.", OPEN: "..............x."},
        )
    },
    fills={
        **machine.FILLS,
        "4/4": (
            {HIGH_TOM: "x.xx....", MID_TOM: "....x.x.", LOW_TOM: ".......x"},
            {SNARE: "x.xx"},
            {HIGH_TOM: "x.x.............", MID_TOM: "....x.xx........", LOW_TOM: "........x.xx....",
             SNARE: "............xxxx"},
        ),
    },
)  # fmt: skip
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("synth_bass",),
    enters_at=0.38,
    level_db=-1.0,
    reverb_send=0.02,
    duck_depth=0.35,
    velocity=98,
    looseness_ms=0.8,
    gate=0.8,
    lines=machine.OCTAVES | {"4/4": ("R-R-R-8-R-R-R-8-", "R-R-8-R-R-R-8-R-", "RRR8RRR8RRR8RRR8")},
)
_POLY = ChordChair(
    name="chords",
    role="chords",
    instruments=("poly_pad", "synth_brass", "string_machine"),
    level_db=-4.5,
    width=0.8,
    reverb_send=0.3,
    delay_send=0.06,
    highpass_hz=150.0,
    duck_depth=0.3,
    velocity=80,
    looseness_ms=1.5,
    low=50,
    high=75,
    figures=(
        Figure("hold"),
        Figure(
            "block",
            machine.STABS | {"4/4": ("X-----x-....x---", "X-----------x-x-", "X-----x---------")},
            from_energy=0.66,
        ),
    ),
)
_ARP = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("pluck", "square_lead", "saw_lead"),
    enters_at=0.3,
    level_db=-7.5,
    pan=0.25,
    width=0.6,
    reverb_send=0.25,
    delay_send=0.22,
    highpass_hz=250.0,
    duck_depth=0.25,
    velocity=78,
    looseness_ms=0.8,
    gate=0.7,
    is_sequenced=True,
    low=57,
    high=76,
    n_voices=3,
    figures=(
        Figure("arpeggio", machine.EIGHTHS, order=(0, 1, 2, 3, 4, 3, 2, 1)),
        Figure("arpeggio", machine.SIXTEENTHS, order=(0, 1, 2, 3, 4, 5, 4, 3, 2, 1), from_energy=0.5),
    ),
)
_PAD = ChordChair(
    name="pad",
    role="pad",
    instruments=("string_machine", "warm_pad", "glass_pad"),
    enters_at=0.3,
    level_db=-9.0,
    width=0.95,
    reverb_send=0.45,
    highpass_hz=180.0,
    duck_depth=0.35,
    velocity=66,
    swell=0.5,
    low=52,
    high=78,
    n_voices=3,
    figures=(Figure("hold"),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("saw_lead", "synth_lead", "square_lead", "synth_brass"),
    enters_at=0.46,
    level_db=-1.5,
    width=0.25,
    reverb_send=0.32,
    delay_send=0.22,
    highpass_hz=200.0,
    velocity=90,
    looseness_ms=2.0,
    cells=cell.LYRICAL,
    centre=72,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("fm_bell", "synth_brass", "alto_sax", "bell"),
    enters_at=0.6,
    level_db=-7.0,
    pan=-0.3,
    width=0.4,
    reverb_send=0.35,
    delay_send=0.2,
    highpass_hz=240.0,
    velocity=78,
    looseness_ms=2.0,
    cells=cell.LYRICAL,
    centre=75,
)

_WORDS: dict[str, int] = {
    "synthwave": 6, "retrowave": 6, "outrun": 6, "vaporwave": 5, "darksynth": 6, "dreamwave": 5, "chillwave": 4,
    "cyberpunk": 4, "neon": 3, "miami": 2, "80s synth": 5, "eighties": 2, "80s": 2, "1980s": 2, "new wave": 4,
    "synth pop": 4, "synthpop": 4, "retro synth": 5, "night drive": 3, "vhs": 3,
    "stranger things": 3, "analog synth": 3, "analogue synth": 3, "retro futuristic": 4,
}  # fmt: skip

STYLE = Style(
    name="synthwave",
    about="gated snares, octave bass, analogue chords, arpeggios and neon leads",
    words=_WORDS,
    tempo_bpm=(88, 114),
    minor_share=0.8,
    chord_s=2.0,
    progressions={
        "major": {
            "verse": ("I I IV V", "Iadd9 V IV I", "I IV I V"),
            "chorus": ("I V vi IV I V IV I", "I IV I V", "I iii IV V"),
            "bridge": ("IV IV I V", "vi IV I V"),
        },
        "minor": {
            "verse": ("i i bVI bVII", "i bVII bVI V", "i i iv V", "i bVI i bVII"),
            "chorus": ("i bVI bVII i", "i bVI iv V", "i bVII iv V", "i bVI bVII i i bVI iv V"),
            "bridge": ("bVI bVII i i bVI bVII iv V", "iv bVI i V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "Iadd9", "minor": "iadd9"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 3),
        Slot("bridge", 4, 4),
        Slot("chorus", 8, 4),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("instrumental", 8), Slot("verse", 8), Slot("chorus", 8)),
    chairs=(_DRUMS, _BASS, _POLY, _ARP, _PAD, _LEAD, _COUNTER),
    vocal_leads=("synth_lead", "saw_lead", "alto_sax"),
    room=Room(decay_s=2.2, predelay_ms=22.0, damping_hz=7500.0),
    ring_s=4.0,
    dynamics=0.3,
    transitions=("reverse_cymbal", "impact", "downlifter"),
    lends=("bass", "arpeggio", "drums"),
)
