"""Choir: voices in four parts, moving together under a long arch of stone."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import orchestra
from generate_track.compose.style import BassChair, ChordChair, Figure, MelodyChair, Slot, Style

_CHOIR = ChordChair(
    name="chords",
    role="chords",
    instruments=("choir",),
    level_db=-2.0,
    width=0.9,
    reverb_send=0.45,
    highpass_hz=90.0,
    velocity=78,
    looseness_ms=16.0,
    gate=1.02,
    swell=0.6,
    low=50,
    high=74,
    figures=(Figure("hold"), Figure("block", orchestra.CHORALE, from_energy=0.5)),
)
_SOPRANOS = MelodyChair(
    name="lead",
    role="lead",
    instruments=("oohs", "choir"),
    enters_at=0.35,
    level_db=-0.5,
    pan=-0.15,
    width=0.5,
    reverb_send=0.45,
    highpass_hz=170.0,
    velocity=84,
    looseness_ms=14.0,
    gate=1.0,
    swell=0.3,
    cells=cell.LYRICAL,
    centre=71,
    phrase_s=6.0,
)
_BASSES = BassChair(
    name="bass",
    role="bass",
    instruments=("choir", "oohs"),
    level_db=-5.0,
    pan=0.1,
    width=0.3,
    reverb_send=0.35,
    velocity=76,
    looseness_ms=14.0,
    gate=1.0,
    swell=0.4,
    lines=orchestra.SLOW_BASS,
)
_ORGAN = ChordChair(
    name="pad",
    role="pad",
    instruments=("church_organ",),
    enters_at=0.7,
    chance=0.5,
    level_db=-9.0,
    width=0.7,
    reverb_send=0.4,
    velocity=70,
    low=40,
    high=72,
    figures=(Figure("hold"),),
)

_WORDS: dict[str, int] = {
    "choir": 3, "choral": 6, "a cappella": 7, "acapella": 7, "acappella": 7, "hymn": 5, "chant": 4, "chants": 4,
    "gregorian": 6, "gregorian chant": 7, "requiem": 6, "sacred": 4, "sacred music": 6, "church": 3, "motet": 6,
    "cathedral": 4, "angelic": 2, "madrigal": 6, "vocal ensemble": 6, "boys choir": 6, "liturgical": 5, "monks": 4,
    "choir music": 6, "religious": 2, "mass": 2,
}  # fmt: skip

STYLE = Style(
    name="choir",
    about="a choir in four parts, moving together, in a church",
    words=_WORDS,
    tempo_bpm=(64, 90),
    minor_share=0.35,
    energy=-0.05,
    chord_s=2.0,
    progressions={
        "major": {
            "verse": ("I IV I V I IV V I", "I V vi IV I ii V I", "I ii V I", "I vi IV V"),
            "chorus": ("I IV ii V I V IV I", "I iii IV V", "I V vi ii I IV V I"),
            "bridge": ("vi iii IV I ii V7/V V V", "IV iv I V"),
        },
        "minor": {
            "verse": ("i iv i V", "i bVII i iv i iv V i", "i v iv V"),
            "chorus": ("i bVI iv V i iv V i", "i iv bVI V"),
            "bridge": ("iv i bVI V", "bVI bVII i V"),
        },
    },
    cadence={"major": "V", "minor": "V"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 2, 3),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("bridge", 4, 4),
        Slot("chorus", 8, 3),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("verse", 8), Slot("bridge", 4), Slot("chorus", 8)),
    chairs=(_CHOIR, _BASSES, _SOPRANOS, _ORGAN),
    vocal_leads=("oohs", "choir"),
    room=Room(decay_s=3.6, predelay_ms=30.0, damping_hz=5500.0),
    ring_s=5.0,
    dynamics=0.5,
    balance="acoustic",
    lends=("chords",),
)
