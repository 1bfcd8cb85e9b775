"""Rock: two guitars left and right, a picked bass under them, drums that mean it, and a guitar hero."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import bassline, figure, fill, groove
from generate_track.compose.stock.groove import CRASH, HAT, KICK, OPEN, RIDE, SNARE
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("power_kit", "power_kit", "room_kit"),
    enters_at=0.36,
    level_db=-0.5,
    width=0.6,
    reverb_send=0.14,
    velocity=106,
    looseness_ms=4.0,
    grooves=groove.HEAVY
    | {
        "4/4": (
            {KICK: "X.......X.x.....", SNARE: "....X.......X...", HAT: "X.x.X.x.X.x.X.x."},
            {KICK: "X.....x.X.x.....", SNARE: "....X.......X...", OPEN: "X.x.X.x.X.x.X.x."},
            {
                KICK: "X.x...x.X.x..... X.....xxX.x...x.",
                SNARE: "....X.......X... ....X.......X..x",
                CRASH: "X............... X.......X.......",
                RIDE: "....X...X...X... ....X.......X...",
                OPEN: "..x...x...x...x. ..x...x...x...x.",
            },
        )
    },
    fills=fill.TOMS | {"4/4": (*fill.TOMS["4/4"], *fill.HEAVY["4/4"])},
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("picked_bass", "picked_bass", "finger_bass"),
    enters_at=0.36,
    level_db=-2.0,
    reverb_send=0.02,
    velocity=100,
    looseness_ms=4.0,
    lines=bassline.EIGHTHS,
    follows_kick=True,
)
_LEFT = ChordChair(
    name="chords",
    role="chords",
    instruments=("crunch_guitar", "distortion_guitar"),
    level_db=-4.5,
    pan=-0.6,
    reverb_send=0.1,
    highpass_hz=90.0,
    velocity=96,
    looseness_ms=5.0,
    low=45,
    high=69,
    n_voices=4,
    figures=(
        Figure("strum", figure.STRUM | {"4/4": ("X---x-x-X---x-x-", "X-----x-x-x-x-x-")}),
        Figure("strum", figure.DRIVE, from_energy=0.66),
    ),
)
_RIGHT = ChordChair(
    name="guitar",
    role="chords",
    instruments=("distortion_guitar",),
    enters_at=0.44,
    level_db=-5.0,
    pan=0.6,
    reverb_send=0.1,
    highpass_hz=90.0,
    velocity=96,
    looseness_ms=6.0,
    low=40,
    high=64,
    figures=(
        Figure("power", figure.CHUG | {"4/4": ("g-g-g-g-g-g-g-g-", "X-g-g-g-X-g-g-g-", "X-g-g-X-g-g-X-g-")}),
        Figure(
            "power",
            figure.DRIVE | {"4/4": ("X---x-x-X---x-x-", "X-------x---x-x-", "X-----X-----x-x-")},
            from_energy=0.66,
        ),
    ),
)
_ORGAN = ChordChair(
    name="pad",
    role="pad",
    instruments=("drawbar_organ", "organ"),
    enters_at=0.7,
    chance=0.4,
    level_db=-12.0,
    width=0.6,
    reverb_send=0.25,
    highpass_hz=180.0,
    velocity=70,
    low=55,
    high=79,
    n_voices=3,
    figures=(Figure("hold"),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("lead_guitar", "lead_guitar", "crunch_guitar"),
    enters_at=0.45,
    level_db=-0.5,
    pan=0.06,
    reverb_send=0.22,
    delay_send=0.16,
    highpass_hz=180.0,
    velocity=100,
    looseness_ms=6.0,
    cells=cell.LIVELY,
    centre=70,
    ornament=0.25,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("crunch_guitar", "lead_guitar"),
    enters_at=0.6,
    chance=0.7,
    level_db=-7.0,
    pan=-0.3,
    reverb_send=0.24,
    delay_send=0.15,
    highpass_hz=200.0,
    velocity=90,
    cells=cell.STRAIGHT,
    centre=66,
)

STYLE = Style(
    name="rock",
    about="two loud guitars, picked bass, hard drums, riffs and a solo that sings",
    words={
        "rock": 5, "rock and roll": 6, "rock n roll": 6, "rock & roll": 6, "hard rock": 6, "classic rock": 6,
        "arena rock": 6, "stadium rock": 6, "garage rock": 6, "punk": 5, "punk rock": 6, "pop punk": 6, "grunge": 6,
        "southern rock": 6, "alternative rock": 6, "progressive rock": 6, "psychedelic rock": 6, "surf rock": 6,
        "rockabilly": 5, "emo": 4, "guitar solo": 2, "power chords": 3, "riff": 2, "electric guitar": 1, "stadium": 2,
        "arena": 2, "sports": 2, "rebellious": 2, "biker": 3, "distorted guitar": 3, "rocking": 4,
    },
    tempo_bpm=(112, 144),
    minor_share=0.4,
    energy=0.12,
    chord_s=1.5,
    progressions={
        "major": {
            "verse": ("I I IV I", "I I bVII,IV I", "I IV I V", "I I IV V", "I bVII IV I I IV V I"),
            "prechorus": ("IV V IV V", "ii IV V V", "bVI bVII V V"),
            "chorus": ("I V IV I", "I IV V I", "I IV I V", "I bIII,IV I V"),
            "bridge": ("vi V IV I", "bVI bVII I I bVI bVII V V", "IV IV I I bVII IV V V"),
        },
        "minor": {
            "verse": ("i bIII bVII i", "i i bVI,bVII i", "i bVII i V", "i bIII iv i"),
            "prechorus": ("iv iv V V", "bVI bVII V V"),
            "chorus": ("i bVI bVII i", "i bVII iv i", "i bIII bVI,bVII i", "i bVI i V"),
            "bridge": ("bVI bVI i i iv iv V V", "iv bVII bVI V", "bII bII i i bVI bVII V V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("prechorus", 4, 5),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 3),
        Slot("solo", 8, 4),
        Slot("bridge", 4, 5),
        Slot("chorus", 8, 4),
        Slot("outro", 4, 3),
    ),
    cycle=(Slot("verse", 8), Slot("chorus", 8), Slot("solo", 8)),
    chairs=(_DRUMS, _BASS, _LEFT, _RIGHT, _ORGAN, _LEAD, _COUNTER),
    vocal_leads=("lead_guitar", "crunch_guitar", "oohs"),
    room=Room(decay_s=1.3, predelay_ms=16.0, damping_hz=7000.0),
    ring_s=3.5,
    dynamics=0.3,
    lends=("drums", "chords", "guitar"),
)  # fmt: skip
