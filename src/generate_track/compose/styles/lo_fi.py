"""Lo-fi: a sleepy beat through tape, warm electric piano in ninths, soft guitar, crackle."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import machine
from generate_track.compose.stock.groove import HAT, KICK, OPEN, SHAKER, SNARE, STICK
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("lofi_kit",),
    enters_at=0.36,
    level_db=0.0,
    width=0.3,
    reverb_send=0.08,
    velocity=88,
    looseness_ms=5.0,
    behind_ms=4.0,
    grooves=machine.BREAK
    | {
        "4/4": (
            {KICK: "X.......x.......", STICK: "....x.......x...", HAT: "x.g.x.g.x.g.x.g."},
            {KICK: "X......x..x..... X......x.xx.....", SNARE: "....X.......X... ....X.......X..g",
             HAT: "x.g.x.g.x.g.x.g. x.g.x.ggx.g.x.g."},
            {KICK: "X......x..x....x X.x....x.xx.....", SNARE: "....X.......X... ....X..g....X..g",
             HAT: "x.ggx.g.x.ggx.g. x.g.x.ggx.ggx.g.", SHAKER: "..g...g...g...g. ..g...g...g...g."},
        )
    },
    fills=machine.FILLS
    | {"4/4": ({SNARE: "..x.", KICK: "x..x"}, {STICK: "x.x.", SNARE: "...x"}, {KICK: "x.x.....", SNARE: "....x..x"})},
    lead_in=OPEN,
)  # fmt: skip
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("finger_bass", "upright_bass", "sub_bass"),
    enters_at=0.38,
    level_db=-1.0,
    reverb_send=0.0,
    duck_depth=0.2,
    velocity=82,
    looseness_ms=7.0,
    behind_ms=8.0,
    lines=machine.LONG | {"4/4": ("R-------R-------", "R------RR---..a-", "R------RR-..5-a-")},
)
_KEYS = ChordChair(
    name="chords",
    role="chords",
    instruments=("electric_piano", "wurlitzer", "electric_piano", "grand_piano"),
    level_db=-1.5,
    width=0.5,
    reverb_send=0.22,
    highpass_hz=110.0,
    duck_depth=0.25,
    velocity=70,
    looseness_ms=10.0,
    behind_ms=10.0,
    low=50,
    high=74,
    is_rootless=True,
    varies=True,
    figures=(
        Figure(
            "strum",
            machine.LAZY | {"4/4": ("X-----------x---", "X---------x-----", "X-----x---------", "X-------..x---x-")},
        ),
    ),
)
_GUITAR = ChordChair(
    name="guitar",
    role="arpeggio",
    instruments=("nylon_guitar", "jazz_guitar", "clean_guitar"),
    enters_at=0.5,
    chance=0.6,
    level_db=-8.0,
    pan=0.32,
    width=0.3,
    reverb_send=0.2,
    delay_send=0.08,
    highpass_hz=160.0,
    velocity=66,
    looseness_ms=10.0,
    behind_ms=8.0,
    low=52,
    high=74,
    varies=True,
    figures=(
        Figure(
            "arpeggio",
            machine.DRIPS | {"4/4": ("x---x-x-....x---", "..x-x---x-x-....", "x-x---x-....x-x-")},
            order=(0, 2, 1, 3, 4, 2),
        ),
    ),
)
_PAD = ChordChair(
    name="pad",
    role="pad",
    instruments=("warm_pad", "slow_strings", "string_machine"),
    enters_at=0.6,
    chance=0.6,
    level_db=-12.0,
    width=0.8,
    reverb_send=0.4,
    highpass_hz=180.0,
    duck_depth=0.3,
    velocity=58,
    swell=0.5,
    low=52,
    high=76,
    n_voices=3,
    figures=(Figure("hold"),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("jazz_guitar", "vibraphone", "flute", "kalimba", "electric_piano", "muted_trumpet"),
    enters_at=0.46,
    level_db=-4.0,
    pan=0.08,
    reverb_send=0.3,
    delay_send=0.14,
    highpass_hz=180.0,
    velocity=72,
    looseness_ms=12.0,
    behind_ms=14.0,
    cells=cell.LYRICAL,
    centre=70,
    ornament=0.15,
    phrase_s=6.0,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("vibraphone", "celesta", "music_box", "nylon_guitar"),
    enters_at=0.6,
    chance=0.6,
    level_db=-10.0,
    pan=-0.32,
    reverb_send=0.35,
    delay_send=0.15,
    highpass_hz=220.0,
    velocity=62,
    looseness_ms=12.0,
    behind_ms=10.0,
    cells=cell.SPARSE,
    centre=76,
)

_WORDS: dict[str, int] = {
    "lofi": 6, "lo fi": 6, "chillhop": 6, "study": 4, "studying": 4, "study beats": 5, "chill beats": 5,
    "bedroom": 2, "cassette": 3, "coffee shop": 2, "homework": 3, "chill": 1, "cozy": 1,
    "rainy day": 2, "focus": 2, "vinyl": 2,
}  # fmt: skip

STYLE = Style(
    name="lo-fi",
    about="sleepy beats through tape, electric piano in ninths, soft guitar and crackle",
    words=_WORDS,
    tempo_bpm=(73, 86),
    swing=0.6,
    swing_unit=0.5,
    minor_share=0.45,
    energy=-0.08,
    chord_s=2.2,
    progressions={
        "major": {
            "verse": (
                "Imaj9 vi9 ii9 V13",
                "Imaj9 IVmaj9 Imaj9 V7sus4",
                "Imaj9 V7/ii ii9 V13",
                "Imaj9 IVmaj9 iii7,vi9 ii9,V13",
            ),
            "chorus": ("Imaj9 IVmaj9 ii9 V13", "Imaj9 vi9 IVmaj9 V13 Imaj9 vi9 ii9,V13 I69"),
            "bridge": ("IVmaj9 IVmaj9 iii7 V7/ii ii9 ii9 V7sus4 V13", "IVmaj9 iv6 Imaj9 V13"),
        },
        "minor": {
            "verse": ("i9 iv9 i9 V7b9", "i9 bVImaj7 iv9 V7b9", "i9 iv9 iim7b5,V7b9 i9"),
            "chorus": ("i9 bVImaj7 i9 V7b9", "i9 iv9 bVImaj7 V7b9"),
            "bridge": ("iv9 iv9 i9 i9 bVImaj7 bVImaj7 V7b9 V7b9",),
        },
    },
    cadence={"major": "V13", "minor": "V7b9"},
    final={"major": "Imaj9", "minor": "i9"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("bridge", 4, 4),
        Slot("chorus", 8, 3),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("verse", 8), Slot("instrumental", 8), Slot("bridge", 4)),
    chairs=(_DRUMS, _BASS, _KEYS, _GUITAR, _PAD, _LEAD, _COUNTER),
    vocal_leads=("oohs", "flute", "vibraphone"),
    ambience=("vinyl", "tape"),
    ambience_level_db=-17.0,
    room=Room(decay_s=1.1, predelay_ms=10.0, damping_hz=4200.0),
    ring_s=4.0,
    dynamics=0.3,
    lowpass_hz=7500.0,
    balance="warm",
    transitions=("reverse_cymbal",),
    lends=("drums",),
)
