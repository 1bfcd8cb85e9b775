"""String quartet: two violins, viola and cello, four voices of one conversation."""

from dataclasses import replace

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import orchestra
from generate_track.compose.style import BassChair, ChordChair, Figure, MelodyChair, Slot, Style

_FIRST_VIOLIN = MelodyChair(
    name="lead",
    role="lead",
    instruments=("violin",),
    enters_at=0.25,
    level_db=0.0,
    pan=-0.45,
    width=0.1,
    reverb_send=0.2,
    highpass_hz=160.0,
    velocity=88,
    looseness_ms=9.0,
    swell=0.3,
    cells=cell.LYRICAL,
    centre=76,
    ornament=0.15,
)
# The second violin and the viola divide two-voiced chords between them.
_SECOND_VIOLIN = ChordChair(
    name="second violin",
    role="chords",
    instruments=("violin",),
    level_db=-4.5,
    pan=-0.18,
    width=0.1,
    reverb_send=0.2,
    highpass_hz=160.0,
    velocity=76,
    looseness_ms=8.0,
    swell=0.4,
    low=55,
    high=74,
    n_voices=2,
    voice=1,
    figures=(
        Figure("block", orchestra.CHORALE),
        Figure("block", orchestra.BROKEN, from_energy=0.5),
        Figure("block", orchestra.OSTINATO, from_energy=0.75),
    ),
)
_VIOLA = replace(_SECOND_VIOLIN, name="viola", instruments=("viola",), pan=0.18, level_db=-5.0, voice=0)
_CELLO = BassChair(
    name="bass",
    role="bass",
    instruments=("cello",),
    level_db=-2.5,
    pan=0.42,
    width=0.1,
    reverb_send=0.18,
    velocity=82,
    looseness_ms=9.0,
    swell=0.3,
    lines=orchestra.PACING_BASS,
)

_WORDS: dict[str, int] = {
    "string quartet": 8, "quartet": 4, "chamber music": 6, "chamber": 4, "string trio": 6, "chamber strings": 6,
    "haydn": 5, "baroque strings": 5, "baroque": 4, "vivaldi": 5, "bridgerton": 4, "strings only": 5,
    "wedding strings": 5, "string ensemble": 3, "minuet": 3, "bach": 3,
}  # fmt: skip

STYLE = Style(
    name="string quartet",
    about="two violins, viola and cello in conversation, close and dry",
    words=_WORDS,
    tempo_bpm=(80, 124),
    minor_share=0.4,
    chord_s=1.7,
    progressions={
        "major": {
            "verse": ("I V I IV I ii V7 I", "I IV V7 I", "I vi ii V7", "I V7/V V I IV ii V7 I"),
            "chorus": ("I V vi iii IV I IV V", "I IV ii V7 I V7/ii ii V7", "I I ii V7"),
            "bridge": ("vi ii V7/V V vi ii V V7", "vi iii IV V7", "ii V I V7"),
        },
        "minor": {
            "verse": ("i V7 i iv i iim7b5 V7 i", "i iv V7 i", "i bVI iim7b5 V7"),
            "chorus": ("i iv bVI V7", "i bVI iv V7 i iv V7 i", "i bVII bVI V7"),
            "bridge": ("iv i iim7b5 V7", "bVI iv i V7", "bVI bII V7 V7"),
        },
    },
    cadence={"major": "V7", "minor": "V7"},
    final={"major": "I", "minor": "i"},
    form=(
        Slot("intro", 2, 3),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("bridge", 8, 3),
        Slot("verse", 8, 4),
        Slot("chorus", 8, 3),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("bridge", 8), Slot("verse", 8), Slot("instrumental", 8)),
    chairs=(_CELLO, _VIOLA, _SECOND_VIOLIN, _FIRST_VIOLIN),
    vocal_leads=("violin", "oohs"),
    room=Room(decay_s=1.3, predelay_ms=16.0, damping_hz=6500.0),
    ring_s=3.5,
    dynamics=0.6,
    balance="acoustic",
    lends=("lead", "second violin", "viola"),
)
