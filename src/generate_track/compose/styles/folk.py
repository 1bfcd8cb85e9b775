"""Folk: fingers on steel strings, a fiddle at the door, brushes if any drums at all."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import bassline, figure, fill, groove, progression
from generate_track.compose.stock.groove import KICK, SHAKER, SNARE, STICK
from generate_track.compose.style import BassChair, ChordChair, DrumChair, Figure, MelodyChair, Slot, Style

_DRUMS = DrumChair(
    name="drums",
    role="drums",
    instruments=("brush_kit",),
    enters_at=0.5,
    chance=0.8,
    level_db=-7.0,
    width=0.4,
    reverb_send=0.16,
    velocity=78,
    looseness_ms=6.0,
    lead_in=None,
    grooves=groove.LIGHT
    | {
        "4/4": (
            {KICK: "x.......x.......", STICK: "....g.......g...", SHAKER: "x.g.x.g.x.g.x.g."},
            {KICK: "x...x...x...x...", SNARE: "..g.x.g...g.x.g.", SHAKER: "x.g.x.g.x.g.x.g."},
            {KICK: "X...X...X...X...", SNARE: "..g.X.g.g.g.X.gg", SHAKER: "x.gxx.gxx.gxx.gx"},
        )
    },
    fills=fill.SHORT,
)
_BASS = BassChair(
    name="bass",
    role="bass",
    instruments=("upright_bass",),
    enters_at=0.46,
    level_db=-5.0,
    reverb_send=0.08,
    velocity=80,
    lines=bassline.TWO_BEAT,
)
_PICKED = ChordChair(
    name="chords",
    role="chords",
    instruments=("steel_guitar", "steel_guitar", "nylon_guitar"),
    level_db=-1.5,
    pan=-0.3,
    width=0.3,
    reverb_send=0.18,
    highpass_hz=80.0,
    velocity=82,
    looseness_ms=6.0,
    low=43,
    high=69,
    n_voices=5,
    figures=(
        Figure("arpeggio", figure.PICKING, order=(0, 3, 1, 4, 2, 3, 1, 4)),
        Figure("arpeggio", figure.PICKING, order=(0, 2, 4, 1, 3, 2, 4, 3), from_energy=0.66),
    ),
)
_STRUMMED = ChordChair(
    name="guitar",
    role="chords",
    instruments=("steel_guitar",),
    enters_at=0.58,
    level_db=-6.0,
    pan=0.4,
    width=0.2,
    reverb_send=0.16,
    highpass_hz=120.0,
    velocity=78,
    looseness_ms=7.0,
    low=48,
    high=72,
    n_voices=5,
    figures=(Figure("strum", figure.STRUM | {"4/4": ("X---x-x-..x-x-x-", "X---x-xxx-x-x-xx", "X---x-x-X---x-xx")}),),
)
_PLUCKED = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("banjo", "harp", "nylon_guitar"),
    enters_at=0.64,
    chance=0.6,
    level_db=-10.0,
    pan=0.2,
    reverb_send=0.2,
    highpass_hz=200.0,
    velocity=70,
    low=57,
    high=79,
    figures=(Figure("arpeggio", figure.PICKING, order=(2, 0, 3, 1, 4, 0, 3, 2)),),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("violin", "flute", "whistle", "harmonica", "steel_guitar", "accordion"),
    enters_at=0.42,
    level_db=-0.5,
    pan=0.1,
    reverb_send=0.26,
    highpass_hz=180.0,
    velocity=84,
    looseness_ms=9.0,
    cells=cell.LYRICAL,
    centre=72,
    ornament=0.2,
)
_COUNTER = MelodyChair(
    name="counter",
    role="counter",
    instruments=("cello", "violin", "accordion", "oohs"),
    enters_at=0.55,
    level_db=-7.0,
    pan=-0.15,
    reverb_send=0.3,
    highpass_hz=120.0,
    velocity=74,
    swell=0.4,
    looseness_ms=9.0,
    cells=cell.LYRICAL,
    centre=64,
)

STYLE = Style(
    name="folk",
    about="fingerpicked steel strings, fiddle or harmonica, upright bass, brushes at most",
    words={
        "folk": 6, "folky": 5, "indie folk": 7, "folk pop": 6, "acoustic folk": 7, "americana": 6,
        "singer songwriter": 5, "acoustic": 3, "acoustic guitar": 1, "fingerpicked": 4, "fingerpicking": 4,
        "fingerstyle": 4, "unplugged": 4, "campfire song": 5, "troubadour": 5, "ballad singer": 3, "rustic": 3,
        "pastoral": 3, "cabin": 2, "woodsy": 3, "homespun": 3, "heartfelt": 1, "wholesome": 2, "autumn": 1,
        "storytelling": 1,
    },
    tempo_bpm=(84, 118),
    minor_share=0.3,
    energy=-0.06,
    chord_s=1.7,
    progressions=progression.FOLK,
    cadence={"major": "V", "minor": "V"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 3),
        Slot("bridge", 8, 4),
        Slot("chorus", 8, 4),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("verse", 8), Slot("chorus", 8), Slot("instrumental", 8)),
    chairs=(_DRUMS, _BASS, _PICKED, _STRUMMED, _PLUCKED, _LEAD, _COUNTER),
    vocal_leads=("violin", "flute", "oohs"),
    room=Room(decay_s=1.3, predelay_ms=14.0, damping_hz=6000.0),
    ring_s=4.0,
    dynamics=0.45,
    balance="acoustic",
    lends=("chords", "guitar", "lead"),
)  # fmt: skip
