"""Hip hop: a dusty boom bap break that leans back, a bass that knows the kick, a jazzy loop and a hook."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import machine
from generate_track.compose.stock.groove import HAT, KICK, OPEN, SHAKER, SNARE, STICK
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("lofi_kit", "lofi_kit", "room_kit"),
    enters_at=0.38,
    level_db=1.5,
    width=0.3,
    reverb_send=0.06,
    velocity=104,
    looseness_ms=3.0,
    grooves=machine.BREAK
    | {
        "4/4": (
            {KICK: "X.....x...x.....", STICK: "....X.......X...", HAT: "X.x.X.x.X.x.X.x."},
            {KICK: "X......x..X..... X.x...x..xX.....", SNARE: "....X.......X... ....X.......X..g",
             HAT: "X.x.X.x.X.x.X.x. X.x.X.x.X.xgX.x."},
            {KICK: "X.x....x..X....x X.x...x..xX.....", SNARE: "....X..g....X... ....X..g.g..X.xg",
             HAT: "X.xgX.x.X.xgX.x. X.xgX.x.X.x.X...", OPEN: "................ ..............x.",
             SHAKER: "g.xgg.xgg.xgg.xg g.xgg.xgg.xgg.xg"},
        )
    },
    fills={
        **machine.FILLS,
        "4/4": ({KICK: "x..x....", SNARE: "..x.x.xx"}, {SNARE: "x.xx"}, {KICK: "X.x.", SNARE: "...x"}),
    },
    lead_in=OPEN,
)  # fmt: skip
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("finger_bass", "upright_bass", "sub_bass", "synth_bass"),
    enters_at=0.4,
    level_db=1.0,
    reverb_send=0.0,
    duck_depth=0.2,
    velocity=94,
    looseness_ms=5.0,
    behind_ms=6.0,
    follows_kick=True,
    lines=machine.LONG
    | {
        "4/4": (
            "R-----..R-......",
            "R------RR-..5-a- R-----R-..R-8-a-",
            "R-R....RR-..5-8- R-R...R-.RR-7-a-",
        )
    },
)
_LOOP = ChordChair(
    name="chords",
    role="chords",
    instruments=("electric_piano", "grand_piano", "wurlitzer", "vibraphone"),
    level_db=-5.5,
    pan=-0.12,
    width=0.4,
    reverb_send=0.16,
    highpass_hz=140.0,
    duck_depth=0.15,
    velocity=76,
    looseness_ms=8.0,
    behind_ms=8.0,
    low=52,
    high=75,
    is_rootless=True,
    figures=(
        Figure("strum", machine.LAZY),
        Figure(
            "block",
            machine.LAZY | {"4/4": ("X---..x-..x-....", "X--x--x-....x-..", "X-----x-..x---..")},
            from_energy=0.5,
        ),
    ),
)
_CRATE = ChordChair(
    name="stabs",
    role="chords",
    instruments=("strings", "brass", "clean_guitar", "oohs"),
    enters_at=0.62,
    chance=0.7,
    level_db=-10.0,
    pan=0.3,
    width=0.5,
    reverb_send=0.22,
    delay_send=0.08,
    highpass_hz=220.0,
    velocity=74,
    behind_ms=6.0,
    gate=0.7,
    low=57,
    high=79,
    n_voices=3,
    figures=(Figure("block", machine.STABS | {"4/4": ("......x-........", "x-..............", "......x---....x-")}),),
)
_HOOK = MelodyChair(
    name="lead",
    role="lead",
    instruments=("flute", "muted_trumpet", "vibraphone", "alto_sax", "clean_guitar", "bell"),
    enters_at=0.5,
    level_db=-3.0,
    pan=0.1,
    reverb_send=0.24,
    delay_send=0.14,
    highpass_hz=200.0,
    velocity=82,
    looseness_ms=9.0,
    behind_ms=10.0,
    cells=cell.SYNCOPATED,
    centre=70,
    phrase_s=5.0,
)
_ANSWER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("electric_piano", "pizzicato", "bell", "muted_guitar"),
    enters_at=0.6,
    chance=0.7,
    level_db=-9.0,
    pan=-0.35,
    reverb_send=0.25,
    delay_send=0.15,
    highpass_hz=220.0,
    velocity=72,
    behind_ms=8.0,
    cells=cell.SPARSE,
    centre=74,
)

_WORDS: dict[str, int] = {
    "hip hop": 6, "hiphop": 6, "boom bap": 6, "rap": 5, "jazz rap": 6, "jazz hop": 5, "east coast": 3,
    "old school hip hop": 6, "golden age": 2, "freestyle": 3, "turntable": 3, "scratch": 2, "mc": 2,
    "breakdance": 3, "beatmaker": 3, "underground": 1, "street": 1, "urban": 2,
}  # fmt: skip

STYLE = Style(
    name="hip hop",
    about="boom bap drums that lean back, deep bass, a jazzy loop and a sampled hook",
    words=_WORDS,
    tempo_bpm=(84, 95),
    swing=0.58,
    swing_unit=0.5,
    minor_share=0.75,
    chord_s=2.2,
    progressions={
        "major": {
            "verse": ("Imaj9 Imaj9 ii9 V13", "Imaj9 IVmaj9 Imaj9 V7sus4", "I69 ii9 I69 V13"),
            "chorus": ("Imaj9 ii9 Imaj9 V13", "Imaj9 vi9 ii9 V13 Imaj9 vi9 IVmaj9 V13"),
            "bridge": ("IVmaj9 IVmaj9 Imaj9 Imaj9 ii9 ii9 V13 V13", "IVmaj9 Imaj9 ii9 V13"),
        },
        "minor": {
            "verse": ("i9 i9 iv9 V7b9", "i9 bVImaj7 i9 V7b9", "i9 i9 i9 bVImaj7,V7b9", "i9 iv9 i9 iv9"),
            "chorus": ("i9 bVImaj7 iv9 V7b9", "i9 iv9 bVImaj7 V7b9", "i9 i9 bVImaj7 V7b9"),
            "bridge": ("iv9 iv9 i9 i9 bVImaj7 bVImaj7 V7b9 V7b9", "bVImaj7 V7b9 i9 i9"),
        },
    },
    cadence={"major": "V13", "minor": "V7b9"},
    final={"major": "I69", "minor": "i9"},
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
    cycle=(Slot("verse", 8), Slot("chorus", 8), Slot("instrumental", 8)),
    chairs=(_DRUMS, _BASS, _LOOP, _CRATE, _HOOK, _ANSWER),
    vocal_leads=("oohs", "alto_sax", "flute"),
    ambience=("vinyl",),
    ambience_level_db=-22.0,
    room=Room(decay_s=0.9, predelay_ms=8.0, damping_hz=5200.0),
    ring_s=3.0,
    dynamics=0.5,
    balance="bass_heavy",
    transitions=("reverse_cymbal", "impact"),
    lends=("drums", "bass"),
)
