"""Classical piano: two hands and a pedal, a singing right hand over broken chords."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import orchestra
from generate_track.compose.style import BassChair, ChordChair, Figure, MelodyChair, Slot, Style

_LEFT = ChordChair(
    name="chords",
    role="chords",
    instruments=("grand_piano",),
    level_db=-4.0,
    width=0.6,
    reverb_send=0.22,
    highpass_hz=28.0,
    velocity=66,
    looseness_ms=9.0,
    has_pedal=True,
    low=40,
    high=62,
    n_voices=3,
    figures=(
        Figure("arpeggio", orchestra.BROKEN, order=(0, 2, 1, 2)),
        Figure("arpeggio", orchestra.BROKEN, order=(0, 1, 2, 3, 2, 1), from_energy=0.5),
        Figure("arpeggio", orchestra.RIPPLES, order=(0, 1, 2, 3, 4, 3, 2, 1), from_energy=0.72),
    ),
)
_BASS = BassChair(
    name="left hand",
    role="bass",
    instruments=("grand_piano",),
    level_db=-6.0,
    width=0.5,
    reverb_send=0.2,
    highpass_hz=28.0,
    velocity=70,
    looseness_ms=9.0,
    gate=1.0,
    lines=orchestra.SLOW_BASS,
)
_INNER = ChordChair(
    name="inner voices",
    role="chords",
    instruments=("grand_piano",),
    enters_at=0.78,
    level_db=-7.0,
    width=0.6,
    reverb_send=0.22,
    highpass_hz=90.0,
    velocity=68,
    looseness_ms=9.0,
    has_pedal=True,
    low=55,
    high=74,
    n_voices=3,
    figures=(Figure("block", orchestra.CHORALE),),
)
_RIGHT = MelodyChair(
    name="lead",
    role="lead",
    instruments=("grand_piano",),
    enters_at=0.3,
    level_db=0.0,
    width=0.6,
    reverb_send=0.24,
    highpass_hz=60.0,
    velocity=86,
    looseness_ms=12.0,
    gate=1.05,
    cells=cell.LYRICAL,
    centre=76,
    ornament=0.18,
)

_WORDS: dict[str, int] = {
    "classical piano": 8, "piano solo": 6, "solo piano": 6, "piano sonata": 8, "sonata": 5, "nocturne": 6,
    "etude": 6, "prelude": 4, "chopin": 6, "debussy": 5, "satie": 5, "liszt": 5, "romantic piano": 7,
    "piano ballad": 3, "neoclassical": 4, "neo classical": 4, "contemporary classical": 4, "minimalist piano": 6,
    "piano piece": 5, "pianist": 3, "piano recital": 6, "impressionist": 4, "einaudi": 5, "felt piano": 5,
    "waltz for piano": 5, "emotional piano": 5, "sad piano": 4, "piano music": 4,
}  # fmt: skip

STYLE = Style(
    name="classical piano",
    about="two hands and a pedal: a singing tune over broken chords",
    words=_WORDS,
    tempo_bpm=(66, 104),
    minor_share=0.5,
    chord_s=1.9,
    progressions={
        "major": {
            "verse": ("I V I IV I ii V7 I", "I vi ii V7", "I IV I V7", "I V7/vi vi ii V7 I IV V7"),
            "chorus": ("I V vi IV I ii V7 I", "I IV ii V7", "I V7/ii ii V7"),
            "bridge": ("vi ii V7/V V vi IV V V7", "IV iv I V7", "vi iii IV V7"),
        },
        "minor": {
            "verse": ("i iv i V7", "i V7 i iv i iim7b5 V7 i", "i bVI iim7b5 V7"),
            "chorus": ("i iv bVI V7", "i bVI iv V7 i iv V7 i", "i iim7b5 V7 i"),
            "bridge": ("bVI iv i V7", "iv i bII V7", "iv i iim7b5 V7"),
        },
    },
    cadence={"major": "V7", "minor": "V7"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 2, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("bridge", 8, 3),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 4),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("bridge", 8), Slot("verse", 8), Slot("instrumental", 8)),
    chairs=(_LEFT, _BASS, _INNER, _RIGHT),
    vocal_leads=("grand_piano", "oohs", "violin"),
    room=Room(decay_s=1.7, predelay_ms=20.0, damping_hz=5500.0),
    ring_s=4.5,
    dynamics=0.7,
    balance="acoustic",
)
