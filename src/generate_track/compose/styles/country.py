"""Country: a train beat under boom-chick guitars, banjo rolls, a fiddle and a steel guitar that cries."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import bassline, figure, fill, groove, progression
from generate_track.compose.stock.groove import HAT, KICK, PEDAL, SNARE, STICK, TAMBOURINE
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("brush_kit", "standard_kit"),
    enters_at=0.36,
    level_db=-3.5,
    width=0.4,
    reverb_send=0.12,
    velocity=90,
    looseness_ms=4.0,
    grooves=groove.LIGHT
    | {
        "4/4": (
            {KICK: "X.......X.......", STICK: "....x.......x...", HAT: "x.g.x.g.x.g.x.g."},
            {KICK: "X.......X.......", SNARE: "xgggXgggxgggXggg", PEDAL: "....x.......x..."},
            {
                KICK: "X.......X.x.....",
                SNARE: "xgxgXgxgxgxgXgxg",
                PEDAL: "....x.......x...",
                TAMBOURINE: "....x.......x...",
            },
        )
    },
    fills=fill.TOMS | {"4/4": ({SNARE: "xxXxxxXx"}, {SNARE: "x.xx"}, *fill.TOMS["4/4"][:1])},
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("finger_bass", "upright_bass"),
    enters_at=0.36,
    level_db=-2.0,
    reverb_send=0.03,
    velocity=92,
    gate=0.8,
    lines=bassline.TWO_BEAT,
)
_BOOM_CHICK = ChordChair(
    name="chords",
    role="chords",
    instruments=("steel_guitar",),
    level_db=-4.0,
    pan=-0.45,
    width=0.2,
    reverb_send=0.12,
    highpass_hz=100.0,
    velocity=84,
    looseness_ms=5.0,
    low=48,
    high=70,
    n_voices=5,
    figures=(
        Figure("strum", figure.OFF_BEATS | {"4/4": ("x---X-x-x---X-x-", "....X-x-....X-x-")}),
        Figure("strum", figure.STRUM | {"4/4": ("X---x-x-X---x-xx", "X---xgx-X---xgx-")}, from_energy=0.66),
    ),
)
_TWANG = ChordChair(
    name="guitar",
    role="arpeggio",
    instruments=("clean_guitar", "muted_guitar"),
    enters_at=0.46,
    level_db=-8.0,
    pan=0.45,
    reverb_send=0.16,
    delay_send=0.06,
    highpass_hz=140.0,
    velocity=82,
    looseness_ms=4.0,
    low=45,
    high=69,
    figures=(
        Figure(
            "arpeggio",
            figure.ALBERTI | {"4/4": ("x-x-x-x-x-x-x-x-", "x-xxx-x-x-xxx-x-")},
            order=(0, 1, 2, 1, 3, 2, 1, 2),
        ),
    ),
)
_BANJO = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("banjo",),
    enters_at=0.52,
    chance=0.75,
    level_db=-8.5,
    pan=0.2,
    reverb_send=0.12,
    highpass_hz=180.0,
    velocity=80,
    looseness_ms=3.0,
    low=55,
    high=76,
    figures=(Figure("arpeggio", figure.ROLL, order=(1, 2, 3, 0, 2, 3, 1, 3)),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("violin", "clean_guitar", "harmonica", "violin", "steel_guitar"),
    enters_at=0.42,
    level_db=-0.5,
    pan=0.06,
    reverb_send=0.22,
    delay_send=0.05,
    highpass_hz=180.0,
    velocity=90,
    looseness_ms=7.0,
    cells=cell.LIVELY,
    centre=72,
    ornament=0.35,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("steel_guitar", "violin", "harmonica", "accordion"),
    enters_at=0.5,
    level_db=-6.0,
    pan=-0.2,
    reverb_send=0.25,
    highpass_hz=180.0,
    velocity=80,
    cells=cell.LYRICAL,
    centre=69,
    ornament=0.3,
)

STYLE = Style(
    name="country",
    about="a train beat, boom-chick guitars, banjo rolls, a fiddle and a bass on root and fifth",
    words={
        "country": 6, "country rock": 7, "country pop": 7, "bluegrass": 7, "honky tonk": 7, "hoedown": 6, "western": 4,
        "outlaw country": 7, "alt country": 7, "nashville": 5, "cowboy": 5, "rodeo": 5, "banjo": 2, "fiddle": 2,
        "line dance": 4, "square dance": 5, "pedal steel": 4, "twang": 4, "twangy": 4, "train beat": 5, "texas": 2,
        "tennessee": 3, "appalachian": 5, "hillbilly": 5, "pickup truck": 3, "ranch": 3, "polka": 3, "barn": 3,
    },
    tempo_bpm=(98, 128),
    minor_share=0.08,
    energy=0.04,
    chord_s=1.7,
    progressions={
        **progression.FOLK,
        "major": {
            **progression.FOLK["major"],
            "verse": ("I I IV I", "I I V V I IV V I", "I IV I V", "I I7 IV I I V I I"),
            "chorus": ("IV I V I", "I IV V I", "IV IV I I V/V V I I", "I I IV I I V I I"),
        },
    },
    cadence={"major": "V7", "minor": "V7"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("instrumental", 4, 4),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 3),
        Slot("solo", 8, 4),
        Slot("chorus", 8, 5),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("verse", 8), Slot("chorus", 8), Slot("solo", 8)),
    chairs=(_DRUMS, _BASS, _BOOM_CHICK, _TWANG, _BANJO, _LEAD, _COUNTER),
    vocal_leads=("violin", "clean_guitar", "oohs"),
    room=Room(decay_s=1.1, predelay_ms=12.0, damping_hz=6500.0),
    ring_s=3.0,
    dynamics=0.35,
    balance="acoustic",
    lends=("arpeggio", "lead", "chords"),
)  # fmt: skip
