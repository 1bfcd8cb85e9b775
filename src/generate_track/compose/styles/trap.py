"""Trap: a long 808, a clap in the middle of the bar, hats that roll, and a dark little tune of bells."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import machine
from generate_track.compose.stock.groove import CLAP, HAT, KICK, OPEN, SNARE, STICK
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("trap_kit",),
    enters_at=0.38,
    level_db=1.5,
    width=0.35,
    reverb_send=0.06,
    velocity=106,
    looseness_ms=0.8,
    has_builds=True,
    grooves=machine.BREAK
    | {
        "4/4": (
            {KICK: "X...............", CLAP: "........X.......", HAT: "X.x.X.x.X.x.X.x."},
            {KICK: "X.....x......... X..........x....", CLAP: "........X....... ........X.......",
             SNARE: "........x....... ........x.......", HAT: "X.x.X.x.X.x.Xxxx X.x.X.t.X.x.X.dd"},
            {KICK: "X.....x......x.. X..x......x...x.", CLAP: "........X....... ........X.......",
             SNARE: "........X....... ........X.....gx", HAT: "X.xxX.x.X.t.Xddd X.x.XtttX.x.Xxdd",
             OPEN: "......x......... ..............x.", STICK: "...x.....x...... .....x.....x...."},
        )
    },
    fills={
        **machine.FILLS,
        "4/4": ({HAT: "xdtd"}, {HAT: "x.......", CLAP: "....x.xx"}, {SNARE: "x..x..x.", HAT: "dddddddd"}),
    },
)  # fmt: skip
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("bass_808",),
    enters_at=0.4,
    level_db=0.0,
    reverb_send=0.0,
    velocity=104,
    looseness_ms=1.0,
    gate=1.0,
    follows_kick=True,
    lines=machine.LONG
    | {
        "4/4": (
            "R---------------",
            "R-----R-----..R- R----------8----",
            "R-----R------R8- R--R------R---8-",
        )
    },
)
_KEYS = ChordChair(
    name="chords",
    role="chords",
    instruments=("grand_piano", "dark_pad", "electric_piano", "glass_pad"),
    level_db=-6.5,
    width=0.5,
    reverb_send=0.3,
    highpass_hz=180.0,
    duck_depth=0.3,
    velocity=72,
    looseness_ms=3.0,
    low=52,
    high=74,
    n_voices=3,
    figures=(Figure("hold"), Figure("block", machine.LAZY, from_energy=0.6)),
)
_ARP = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("bell", "music_box", "pluck", "koto", "fm_bell"),
    level_db=-4.5,
    pan=0.2,
    width=0.5,
    reverb_send=0.3,
    delay_send=0.18,
    highpass_hz=260.0,
    duck_depth=0.25,
    velocity=78,
    looseness_ms=2.0,
    low=60,
    high=82,
    figures=(
        Figure(
            "arpeggio",
            machine.DRIPS | {"4/4": ("X--x--x-X--x--x-", "X---x---x---x-x-", "X--x--x---x-x---")},
            order=(0, 2, 1, 3, 2, 1),
        ),
    ),
)
_PAD = ChordChair(
    name="pad",
    role="pad",
    instruments=("choir", "dark_pad", "slow_strings", "warm_pad"),
    enters_at=0.5,
    level_db=-11.0,
    width=0.9,
    reverb_send=0.45,
    highpass_hz=200.0,
    duck_depth=0.35,
    velocity=62,
    swell=0.5,
    low=52,
    high=77,
    n_voices=3,
    figures=(Figure("hold"),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("flute", "bell", "synth_lead", "pluck", "music_box"),
    enters_at=0.52,
    level_db=-3.0,
    reverb_send=0.32,
    delay_send=0.2,
    highpass_hz=220.0,
    duck_depth=0.15,
    velocity=82,
    looseness_ms=3.0,
    cells=cell.LYRICAL,
    centre=73,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("oohs", "bell", "brass", "pizzicato"),
    enters_at=0.7,
    chance=0.6,
    level_db=-9.0,
    pan=-0.3,
    width=0.3,
    reverb_send=0.4,
    delay_send=0.2,
    highpass_hz=240.0,
    velocity=74,
    cells=cell.SPARSE,
    centre=76,
)

_WORDS: dict[str, int] = {
    "trap": 6, "trap beat": 6, "drill": 6, "uk drill": 6, "phonk": 5, "cloud rap": 5, "grime": 4, "atlanta": 3,
    "type beat": 4, "mumble rap": 5, "trap soul": 6, "plugg": 4, "crunk": 4, "hi hat rolls": 3, "808s": 3,
}  # fmt: skip

STYLE = Style(
    name="trap",
    about="sliding 808s, rolling hats, claps at half time, dark bells and pads",
    words=_WORDS,
    tempo_bpm=(136, 148),
    minor_share=0.9,
    chord_s=3.2,
    progressions={
        "major": {
            "verse": ("I IVmaj7 I V", "Iadd9 vi IVmaj7 V", "I I IV V"),
            "chorus": ("I V IV I", "Iadd9 IVmaj7 I V"),
            "bridge": ("IVmaj7 IVmaj7 I V",),
        },
        "minor": {
            "verse": ("i i bVI V", "i iv i V", "i bVI i V", "i i i bII"),
            "chorus": ("i bVI iv V", "i bII i V", "i i bVI V", "i bVI bVII i"),
            "bridge": ("bVI iv i V", "iv iv i V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "Iadd9", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 1),
        Slot("chorus", 8, 0),
        Slot("verse", 8, 3),
        Slot("build", 4, 4),
        Slot("drop", 8, 3),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("bridge", 4), Slot("verse", 8), Slot("chorus", 8)),
    chairs=(_DRUMS, _BASS, _KEYS, _ARP, _PAD, _LEAD, _COUNTER),
    vocal_leads=("synth_lead", "oohs", "flute"),
    room=Room(decay_s=1.8, predelay_ms=15.0, damping_hz=6500.0),
    ring_s=3.5,
    dynamics=0.3,
    balance="bass_heavy",
    transitions=("riser", "reverse_cymbal", "impact", "sub_drop", "downlifter"),
    lends=("drums", "bass"),
)
