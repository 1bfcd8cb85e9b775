"""Celtic: whistle and fiddle over a driving guitar, a drone, and a frame drum; reels in four, jigs in six-eight."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import bassline, figure, groove
from generate_track.compose.stock.groove import FLOOR_TOM, LOW_TOM, SHAKER, STICK
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

# A bodhran: the low skin on the beat, the stick's tip between.
_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("orchestral_kit", "room_kit"),
    enters_at=0.42,
    level_db=-5.0,
    width=0.3,
    reverb_send=0.22,
    velocity=88,
    looseness_ms=5.0,
    lead_in=None,
    grooves=groove.LIGHT
    | {
        "4/4": (
            {FLOOR_TOM: "X.......X.......", STICK: "....g.......g..."},
            {FLOOR_TOM: "X...x...X...x...", LOW_TOM: "..gx..gx..gx..gx"},
            {
                FLOOR_TOM: "X..xX..xX..xX..x",
                LOW_TOM: ".gxg.gxg.gxg.gxg",
                STICK: "....X.......X...",
                SHAKER: "x.gxx.gxx.gxx.gx",
            },
        ),
        "6/8": (
            {FLOOR_TOM: "X.....", STICK: "...g.."},
            {FLOOR_TOM: "X..x..", LOW_TOM: ".gx.gx"},
            {FLOOR_TOM: "X..X..", LOW_TOM: ".xx.xx", STICK: "...X.."},
        ),
    },
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("upright_bass", "fretless_bass"),
    enters_at=0.5,
    level_db=-5.0,
    reverb_send=0.1,
    velocity=80,
    lines=bassline.TWO_BEAT,
)
_GUITAR = ChordChair(
    name="chords",
    role="chords",
    instruments=("steel_guitar",),
    enters_at=0.3,
    level_db=-4.0,
    pan=-0.35,
    width=0.2,
    reverb_send=0.2,
    highpass_hz=90.0,
    velocity=84,
    low=43,
    high=67,
    n_voices=5,
    figures=(
        Figure("arpeggio", figure.PICKING, order=(0, 2, 3, 1, 4, 2, 3, 1)),
        Figure(
            "strum",
            figure.STRUM | {"4/4": ("X--xx-x-X--xx-x-", "X-xxX-xxX-xxX-xx"), "6/8": ("XgxXgx", "X-xXxx")},
            from_energy=0.5,
        ),
    ),
)
_HARP = ChordChair(
    name="harp",
    role="arpeggio",
    instruments=("harp",),
    level_db=-6.0,
    pan=0.35,
    width=0.4,
    reverb_send=0.34,
    highpass_hz=140.0,
    velocity=74,
    low=52,
    high=79,
    figures=(Figure("arpeggio", figure.ALBERTI, order=(0, 1, 2, 3, 4, 3, 2, 1)),),
)
_DRONE = ChordChair(
    name="pad",
    role="pad",
    instruments=("slow_strings", "accordion", "oohs"),
    enters_at=0.46,
    level_db=-10.0,
    width=0.7,
    reverb_send=0.4,
    highpass_hz=120.0,
    velocity=64,
    swell=0.4,
    low=48,
    high=72,
    n_voices=3,
    figures=(Figure("hold"),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("whistle", "violin", "flute", "recorder"),
    enters_at=0.4,
    level_db=-0.5,
    pan=0.08,
    reverb_send=0.32,
    highpass_hz=220.0,
    velocity=86,
    looseness_ms=6.0,
    cells=cell.STRAIGHT,
    centre=76,
    ornament=0.45,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("violin", "cello", "accordion", "flute"),
    enters_at=0.5,
    level_db=-5.5,
    pan=-0.15,
    reverb_send=0.34,
    highpass_hz=140.0,
    velocity=78,
    swell=0.3,
    cells=cell.LYRICAL,
    centre=68,
    ornament=0.3,
)

STYLE = Style(
    name="celtic",
    about="whistle and fiddle over driving guitar and harp, a frame drum, a drone; jigs in 6/8",
    words={
        "celtic": 6, "irish": 6, "ireland": 4, "scottish": 6, "scotland": 4, "highland": 4, "highlands": 4, "gaelic": 6,
        "jig": 5, "reel": 4, "tin whistle": 4, "whistle": 1, "bagpipe": 4, "bodhran": 5, "bodhrán": 5, "pub": 3,
        "tavern": 4, "medieval": 3, "fantasy village": 4, "viking": 3, "nordic folk": 5, "sea shanty": 5, "pirate": 3,
        "st patrick": 4, "emerald": 2, "hobbit": 4, "renaissance": 2,
    },
    tempo_bpm=(92, 120),
    minor_share=0.4,
    energy=0.0,
    chord_s=1.6,
    progressions={
        "major": {
            "verse": ("I I bVII I", "I V IV I", "I I IV V", "I bVII IV I I IV V I"),
            "chorus": ("I IV V I", "I V IV V", "I IV I V I IV V I"),
            "bridge": ("vi IV I V", "IV IV I I ii ii V V"),
        },
        "minor": {
            "verse": ("i i bVII i", "i bVII i V", "i IV bVII i", "i i bVII bVII i bVII V i"),
            "chorus": ("i bVII bVI i", "i bVII i V", "i iv bVII i"),
            "bridge": ("bVI bVII i i bVI bVII V V", "iv bVII i V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 1),
        Slot("bridge", 8, 4),
        Slot("chorus", 8, 4),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("verse", 8), Slot("chorus", 8), Slot("solo", 8)),
    chairs=(_DRUMS, _BASS, _GUITAR, _HARP, _DRONE, _LEAD, _COUNTER),
    vocal_leads=("oohs", "whistle", "violin"),
    room=Room(decay_s=2.0, predelay_ms=20.0, damping_hz=6500.0),
    ring_s=4.0,
    dynamics=0.45,
    balance="acoustic",
    lends=("lead", "harp"),
)  # fmt: skip
