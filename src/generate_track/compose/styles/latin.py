"""Latin: clave under everything, congas and timbales, a piano montuno, a tumbao and a section of trumpets."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import bassline, figure, fill, groove
from generate_track.compose.stock.groove import (
    CLAVES,
    CONGA,
    COWBELL,
    GUIRO,
    HIGH_BONGO,
    KICK,
    LONG_GUIRO,
    LOW_BONGO,
    LOW_TIMBALE,
    MARACAS,
    SLAP_CONGA,
    TIMBALE,
    TUMBA,
)
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_CLAVE = "..x.x...x..x..x."  # two-three
_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("standard_kit",),
    enters_at=0.3,
    level_db=-4.0,
    width=0.5,
    reverb_send=0.14,
    velocity=92,
    looseness_ms=4.0,
    grooves=groove.LIGHT
    | {
        "4/4": (
            {CLAVES: _CLAVE, KICK: "X.......X......."},
            {CLAVES: _CLAVE, TIMBALE: "x.g.gx.gx.g.gx.g", KICK: "X...x...X...x..."},
            {COWBELL: "X.x.X.xxX.x.X.xx", TIMBALE: "....g.......g..x", LOW_TIMBALE: "......x.......x.", CLAVES: _CLAVE,
             KICK: "X...x...X...x..."},
        )
    },
    fills=fill.TIMBALES,
)  # fmt: skip
# Congas slap on two and four, and open into the beat that follows.
_SLAP, _OPEN = "g.g.X.g.g.g.X.g.", "......xx......xx"
_CONGAS = DrumChair(
    name="percussion",
    role="drums",
    instruments=("standard_kit",),
    enters_at=0.2,
    level_db=-4.0,
    pan=-0.3,
    width=0.3,
    reverb_send=0.14,
    highpass_hz=90.0,
    velocity=90,
    looseness_ms=5.0,
    lead_in=None,
    grooves=groove.CONGAS
    | {
        "4/4": (
            {SLAP_CONGA: "....X.......X...", CONGA: _OPEN, MARACAS: "x.x.x.x.x.x.x.x."},
            {SLAP_CONGA: _SLAP, CONGA: _OPEN, TUMBA: "..........x.....", MARACAS: "X.x.X.x.X.x.X.x.",
             GUIRO: "..xx..xx..xx..xx", LONG_GUIRO: "x...x...x...x..."},
            {SLAP_CONGA: _SLAP, CONGA: _OPEN, TUMBA: "..........xx....", MARACAS: "X.xxX.xxX.xxX.xx",
             GUIRO: "..xx..xx..xx..xx", LONG_GUIRO: "x...x...x...x...", HIGH_BONGO: "x.gxx.gxx.gxx.gx",
             LOW_BONGO: "......x.......x."},
        )
    },
)  # fmt: skip
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("upright_bass", "finger_bass", "fretless_bass"),
    enters_at=0.3,
    level_db=-0.5,
    reverb_send=0.04,
    velocity=96,
    looseness_ms=4.0,
    gate=1.6,
    lines=bassline.TUMBAO | {"4/4": ("R-----5-----n---", "R--5--n-R--5--n-", "...5--n-...5--n-")},
)
_MONTUNO = ChordChair(
    name="chords",
    role="chords",
    instruments=("grand_piano",),
    level_db=-3.5,
    pan=0.2,
    width=0.5,
    reverb_send=0.14,
    highpass_hz=120.0,
    velocity=88,
    looseness_ms=4.0,
    low=57,
    high=81,
    n_voices=4,
    figures=(
        Figure("block", figure.BOSSA | {"4/4": ("x--x--x-..x-x---", "x-..x--x-x..x-x-")}),
        Figure("arpeggio", figure.MONTUNO, order=(0, 2, 1, 3, 4, 1, 2, 3), from_energy=0.4),
        Figure("block", figure.MONTUNO, from_energy=0.7),
    ),
)
_TRES = ChordChair(
    name="guitar",
    role="arpeggio",
    instruments=("nylon_guitar", "accordion"),
    enters_at=0.5,
    chance=0.6,
    level_db=-9.0,
    pan=-0.4,
    reverb_send=0.16,
    highpass_hz=180.0,
    velocity=80,
    low=55,
    high=79,
    figures=(Figure("arpeggio", figure.MONTUNO, order=(1, 3, 2, 0, 3, 2, 4, 1)),),
)
_BRASS = ChordChair(
    name="brass",
    role="chords",
    instruments=("brass",),
    enters_at=0.62,
    level_db=-4.5,
    pan=0.1,
    width=0.5,
    reverb_send=0.22,
    highpass_hz=180.0,
    velocity=98,
    gate=0.7,
    low=58,
    high=82,
    n_voices=3,
    figures=(Figure("block", figure.STABS | {"4/4": ("..X.X-........X-", "X-....X-......X.", "....X-..X..X..X-")}),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("trumpet", "flute", "trumpet", "trombone"),
    enters_at=0.42,
    level_db=-0.5,
    pan=-0.08,
    reverb_send=0.22,
    highpass_hz=140.0,
    velocity=94,
    looseness_ms=6.0,
    cells=cell.SYNCOPATED,
    centre=72,
    ornament=0.15,
)
_ANSWER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("trombone", "flute", "nylon_guitar", "oohs"),
    enters_at=0.5,
    level_db=-6.0,
    pan=0.35,
    reverb_send=0.22,
    highpass_hz=140.0,
    velocity=84,
    cells=cell.SYNCOPATED,
    centre=65,
)

STYLE = Style(
    name="latin",
    about="clave, congas and timbales, a piano montuno, a bass ahead of the beat, trumpets that shout",
    words={
        "latin": 5, "latin jazz": 6, "latin pop": 6, "salsa": 6, "cumbia": 6, "merengue": 6, "bachata": 6, "mambo": 6,
        "cha cha": 6, "cha cha cha": 6, "rumba": 5, "son cubano": 7, "cuban": 5, "afro cuban": 6, "cuba": 4,
        "havana": 4, "bolero": 5, "mariachi": 5, "tango": 4, "flamenco": 4, "spanish": 3, "mexican": 3, "conga": 3,
        "bongo": 2, "timbales": 4, "clave": 3, "montuno": 5, "reggaeton": 4, "fiesta": 4, "carnival": 3, "colombian": 4,
    },
    tempo_bpm=(92, 112),
    minor_share=0.55,
    energy=0.1,
    chord_s=2.0,
    progressions={
        "major": {
            "verse": ("I IV V IV", "I I V7 V7 V7 V7 I I", "I ii V I", "I IV I V7"),
            "chorus": ("I IV V7 I", "I V7/ii ii V7", "I IV,V7 I IV,V7"),
            "bridge": ("vi V IV V7", "iv bVII I V7", "V7/vi vi V7/V V7"),
        },
        "minor": {
            "verse": ("i iv V7 i", "i i V7 i", "i iv i V7", "i i iv i i iv V7 i"),
            "chorus": ("i bVII bVI,V7 i", "i iv V7 i", "i iv i V7"),
            "bridge": ("iv i V7 i", "bVII bVII bVI bVI V7 V7 i V7", "V7/iv iv bVI V7"),
        },
    },
    cadence={"major": "V7", "minor": "V7"},
    final={"major": "I6", "minor": "i6"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 3),
        Slot("break", 4, 4),
        Slot("solo", 8, 4),
        Slot("chorus", 8, 4),
        Slot("outro", 4, 3),
    ),
    cycle=(Slot("solo", 8), Slot("chorus", 8), Slot("verse", 8)),
    chairs=(_DRUMS, _CONGAS, _BASS, _MONTUNO, _TRES, _BRASS, _LEAD, _ANSWER),
    vocal_leads=("trumpet", "oohs", "flute"),
    room=Room(decay_s=1.3, predelay_ms=14.0, damping_hz=6500.0),
    ring_s=2.5,
    dynamics=0.5,
    lends=("percussion", "chords", "brass"),
)  # fmt: skip
