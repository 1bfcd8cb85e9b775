"""World: hand drums under a drone, plucked strings and bamboo, modes that bend what the ear expects."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import bassline, figure, groove
from generate_track.compose.stock.groove import (
    CONGA,
    FLOOR_TOM,
    HIGH_BONGO,
    JINGLE,
    LOW_BONGO,
    SHAKER,
    SLAP_CONGA,
    TAMBOURINE,
    TUMBA,
)
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

# Low skin on the beat, high skins between, bells on the strong side.
_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("standard_kit",),
    enters_at=0.36,
    level_db=-2.5,
    width=0.5,
    reverb_send=0.24,
    velocity=90,
    looseness_ms=6.0,
    lead_in=None,
    grooves=groove.CONGAS
    | {
        "4/4": (
            {TUMBA: "X.......X.......", CONGA: "....x.......x...", SHAKER: "x.g.x.g.x.g.x.g."},
            {FLOOR_TOM: "X.......X.......", TUMBA: "X..x..x.X..x..x.", SLAP_CONGA: "....X.......X...",
             LOW_BONGO: "..x.....x.x.....", SHAKER: "x.gxx.gxx.gxx.gx"},
            {FLOOR_TOM: "X..x....X..x....", TUMBA: "X..x..x.X..x..x.", SLAP_CONGA: "....X..g....X.gg",
             HIGH_BONGO: "x.gxx.gxx.gxx.gx", TAMBOURINE: "....x.......x...", JINGLE: "X...X...X...X..."},
        )
    },
)  # fmt: skip
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("fretless_bass", "upright_bass"),
    enters_at=0.42,
    level_db=-3.0,
    reverb_send=0.1,
    velocity=84,
    lines=bassline.ROOTS | {"4/4": ("R---------------", "R-----R-8-------", "R-----R-8---5-R-")},
)
_DRONE = ChordChair(
    name="pad",
    role="pad",
    instruments=("slow_strings", "warm_pad", "oohs"),
    level_db=-8.0,
    width=0.8,
    reverb_send=0.45,
    highpass_hz=90.0,
    velocity=64,
    swell=0.4,
    low=45,
    high=69,
    n_voices=3,
    figures=(Figure("hold"),),
)
_STRINGS = ChordChair(
    name="chords",
    role="chords",
    instruments=("koto", "nylon_guitar", "kalimba", "harp"),
    level_db=-5.0,
    pan=-0.3,
    width=0.4,
    reverb_send=0.3,
    delay_send=0.08,
    highpass_hz=110.0,
    velocity=80,
    looseness_ms=8.0,
    low=52,
    high=76,
    figures=(
        Figure("arpeggio", figure.PICKING, order=(0, 2, 1, 3, 2, 4, 1, 3)),
        Figure("arpeggio", figure.MONTUNO, order=(0, 3, 1, 4, 2, 3, 1, 2), from_energy=0.66),
    ),
)
_MALLETS = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("marimba", "kalimba", "sitar", "koto"),
    enters_at=0.5,
    chance=0.7,
    level_db=-8.5,
    pan=0.35,
    width=0.3,
    reverb_send=0.28,
    delay_send=0.12,
    highpass_hz=180.0,
    velocity=76,
    low=57,
    high=79,
    figures=(Figure("arpeggio", figure.ALBERTI, order=(0, 2, 3, 1, 2, 4, 3, 2)),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("shakuhachi", "sitar", "pan_flute", "violin", "flute", "koto"),
    enters_at=0.42,
    level_db=0.0,
    pan=0.06,
    reverb_send=0.36,
    delay_send=0.14,
    highpass_hz=180.0,
    velocity=86,
    looseness_ms=10.0,
    cells=cell.LYRICAL,
    centre=70,
    ornament=0.5,
)
_ANSWER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("koto", "cello", "sitar", "flute"),
    enters_at=0.5,
    level_db=-6.0,
    pan=-0.15,
    reverb_send=0.36,
    delay_send=0.14,
    highpass_hz=140.0,
    velocity=78,
    cells=cell.LYRICAL,
    centre=65,
    ornament=0.4,
)

STYLE = Style(
    name="world",
    about="hand drums under a drone, koto, sitar or kalimba, a breathy flute, modes from elsewhere",
    words={
        "world": 4, "world music": 6, "ethnic": 5, "tribal": 5, "oriental": 5, "asian": 5, "japanese": 5, "chinese": 5,
        "indian": 5, "bollywood": 6, "raga": 6, "arabic": 6, "arabian": 6, "middle eastern": 6, "african": 5,
        "persian": 6, "turkish": 6, "egyptian": 5, "balkan": 5, "andean": 5, "hawaiian": 4, "polynesian": 5,
        "desert": 3, "silk road": 5, "caravan": 4, "bazaar": 5, "samurai": 4, "gamelan": 6, "taiko": 3, "koto": 3,
        "sitar": 2, "oud": 4, "tabla": 4, "djembe": 4, "hand drum": 3, "shaman": 4, "safari": 4,
    },
    tempo_bpm=(84, 108),
    minor_share=0.7,
    chord_s=2.0,
    progressions={
        "major": {
            "verse": ("I I bVII I", "I I I bVII", "I bVII IV I", "I I IV I"),
            "chorus": ("I IV bVII I", "I bVII I V", "I IV I V"),
            "bridge": ("IV IV I I bVII bVII V V", "vi vi IV IV I I V V"),
        },
        "minor": {
            "verse": ("i i bVII i", "i i i bII", "i iv i i", "i i IV i"),
            "chorus": ("i bVII i V", "i bVI bVII i", "i iv bII i"),
            "bridge": ("bVI bVI i i bII bII i V", "iv iv i i bVII bVII i V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 3),
        Slot("break", 8, 4),
        Slot("chorus", 8, 4),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("verse", 8), Slot("break", 8), Slot("chorus", 8)),
    chairs=(_DRUMS, _BASS, _DRONE, _STRINGS, _MALLETS, _LEAD, _ANSWER),
    vocal_leads=("oohs", "flute", "violin"),
    room=Room(decay_s=2.2, predelay_ms=22.0, damping_hz=6000.0),
    ring_s=4.5,
    dynamics=0.4,
    lends=("chords", "lead"),
)  # fmt: skip
