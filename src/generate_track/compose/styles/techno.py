"""Techno: a heavy kick that never stops, rumbling off-beats, an acid line, one dark chord and its echoes."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import machine
from generate_track.compose.stock.groove import CLAP, HAT, KICK, LOW_TOM, OPEN, RIDE, SHAKER, STICK
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("house_kit",),
    enters_at=0.28,
    level_db=1.5,
    width=0.4,
    reverb_send=0.07,
    velocity=108,
    looseness_ms=0.5,
    has_builds=True,
    grooves=machine.FLOOR
    | {
        "4/4": (
            {KICK: "X...X...X...X...", HAT: "..x...x...x...x.", STICK: "...g......g..g.."},
            {KICK: "X...X...X...X...", OPEN: "..x...x...x...x.", HAT: "xgxgxgxgxgxgxgxg", STICK: "...x......x..x..",
             CLAP: "....g.......g..."},
            {KICK: "X...X...X...X... X...X...X...X...", CLAP: "....X.......X... ....X.......X...",
             OPEN: "..X...X...X...X. ..X...X...X...X.", HAT: "xgxgxgxgxgxgxgxg xgxgxgxgxgxgxgxg",
             RIDE: "x.x.x.x.x.x.x.x. x.x.x.x.x.x.x.x.", LOW_TOM: "...g..g....g.... ...g..g....g..gx",
             SHAKER: "gxxggxxggxxggxxg gxxggxxggxxggxxg"},
        )
    },
    fills=machine.GAPS,
    lead_in=57,
)  # fmt: skip
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("sub_bass", "synth_bass"),
    enters_at=0.36,
    level_db=-3.0,
    reverb_send=0.02,
    duck_depth=0.75,
    velocity=100,
    looseness_ms=0.5,
    gate=0.8,
    lines=machine.OFFBEAT | {"4/4": ("..R-..R-..R-..R-", ".RRR.RRR.RRR.RRR", ".RRR.RRR.RRR.R8R")},
)
_ACID = BassChair(
    name="acid",
    role="bass",
    instruments=("acid_bass",),
    enters_at=0.5,
    chance=0.75,
    level_db=-2.5,
    pan=0.05,
    reverb_send=0.08,
    delay_send=0.12,
    highpass_hz=90.0,
    duck_depth=0.5,
    velocity=92,
    looseness_ms=0.5,
    gate=0.75,
    lines=machine.OCTAVES
    | {
        "4/4": (
            "R..RR.8.R..R..7.",
            "RR8RR.R8.RR57.R8 RR8RR.R8.RR5R.78",
            "RR8R7RR8RR5R78R8 RR8R7RR8RR5R8787",
        )
    },
)
_STAB = ChordChair(
    name="chords",
    role="chords",
    instruments=("poly_pad", "supersaw", "synth_brass", "drawbar_organ"),
    enters_at=0.45,
    level_db=-4.5,
    width=0.6,
    reverb_send=0.35,
    delay_send=0.35,
    highpass_hz=200.0,
    duck_depth=0.45,
    velocity=84,
    looseness_ms=0.8,
    gate=0.6,
    low=52,
    high=72,
    n_voices=3,
    figures=(
        Figure("block", machine.STABS | {"4/4": ("......x.........", "...x......x.....", "..x.............")}),
        Figure(
            "block",
            machine.STABS | {"4/4": ("...x..x....x..x.", "..x..x..x..x....", "x..x..x.........")},
            from_energy=0.7,
        ),
    ),
)
_SEQUENCE = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("pluck", "fm_bell", "square_lead"),
    enters_at=0.4,
    level_db=-7.5,
    pan=-0.2,
    width=0.5,
    reverb_send=0.25,
    delay_send=0.25,
    highpass_hz=250.0,
    duck_depth=0.4,
    velocity=78,
    looseness_ms=0.5,
    gate=0.6,
    is_sequenced=True,
    low=57,
    high=76,
    n_voices=3,
    figures=(
        Figure(
            "arpeggio", machine.SIXTEENTHS | {"4/4": ("x..x..x.x..x..x.", "x.xx.xx.x.xx.x.x")}, order=(0, 0, 1, 0, 2)
        ),
        Figure("arpeggio", machine.SIXTEENTHS, order=(0, 1, 0, 2, 0, 3, 1), from_energy=0.7),
    ),
)
_PAD = ChordChair(
    name="pad",
    role="pad",
    instruments=("dark_pad", "string_machine", "glass_pad"),
    level_db=-9.0,
    width=0.95,
    reverb_send=0.5,
    highpass_hz=150.0,
    duck_depth=0.5,
    velocity=66,
    swell=0.6,
    low=48,
    high=74,
    n_voices=3,
    figures=(Figure("hold"),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("square_lead", "synth_lead", "saw_lead"),
    enters_at=0.72,
    level_db=-7.0,
    width=0.2,
    reverb_send=0.35,
    delay_send=0.3,
    highpass_hz=250.0,
    duck_depth=0.35,
    velocity=84,
    looseness_ms=0.8,
    gate=0.7,
    cells=cell.SYNCOPATED,
    centre=68,
)

_WORDS: dict[str, int] = {
    "techno": 6, "minimal techno": 6, "dark techno": 6, "hard techno": 6, "melodic techno": 6, "dub techno": 6,
    "detroit": 3, "acid": 4, "acid house": 4, "acid techno": 6, "warehouse": 4, "industrial techno": 6,
    "industrial": 2, "berlin": 3, "underground club": 3, "hypnotic": 2, "techno beat": 5, "rave": 3,
}  # fmt: skip

STYLE = Style(
    name="techno",
    about="a heavy relentless kick, rumbling bass, acid lines, dark stabs with long echoes",
    words=_WORDS,
    tempo_bpm=(127, 134),
    minor_share=0.95,
    energy=0.04,
    chord_s=3.2,
    progressions={
        "major": {
            "verse": ("I I I IV", "Iadd9 Iadd9 IV V"),
            "chorus": ("I I IV I", "I IV I V"),
            "bridge": ("IV IV I I",),
        },
        "minor": {
            "verse": ("i i i i", "i i i bII", "i i i iv"),
            "chorus": ("i i i bVI", "i i bVI i", "i bII i i", "i i iv i"),
            "bridge": ("bVI bVI i i", "iv iv i i", "i bII i bII"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 8, 2),
        Slot("verse", 8, 1),
        Slot("drop", 8, 0),
        Slot("break", 4, 3),
        Slot("build", 4, 2),
        Slot("drop", 8, 3),
        Slot("outro", 4, 3),
    ),
    cycle=(Slot("verse", 8), Slot("break", 4), Slot("build", 4), Slot("drop", 8)),
    chairs=(_DRUMS, _BASS, _ACID, _STAB, _SEQUENCE, _PAD, _LEAD),
    vocal_leads=("square_lead", "synth_lead", "oohs"),
    room=Room(decay_s=2.6, predelay_ms=20.0, damping_hz=5500.0),
    ring_s=3.0,
    dynamics=0.5,
    balance="bass_heavy",
    transitions=("riser", "reverse_cymbal", "impact", "downlifter"),
    lends=("drums", "bass"),
)
