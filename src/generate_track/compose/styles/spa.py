"""Spa: slow pads over water, few bells, a tune that has time."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.style import BassChair, ChordChair, Figure, MelodyChair, Slot, Style

_PAD = ChordChair(
    name="pad",
    role="pad",
    instruments=("warm_pad", "warm_pad", "slow_strings", "glass_pad"),
    level_db=-3.0,
    width=0.9,
    reverb_send=0.5,
    highpass_hz=70.0,
    velocity=66,
    looseness_ms=20.0,
    swell=0.5,
    low=45,
    high=74,
    n_voices=5,
    figures=(Figure("hold"),),
)
_DRONE = BassChair(
    name="bass",
    role="bass",
    instruments=("sub_bass",),
    level_db=-7.0,
    reverb_send=0.1,
    velocity=64,
    looseness_ms=15.0,
    lines={"4/4": ("R---------------",), "3/4": ("R-----------",), "2/4": ("R-------",), "6/8": ("R-----",)},
)
_CHOIR = ChordChair(
    name="choir",
    role="pad",
    instruments=("choir", "oohs"),
    enters_at=0.5,
    chance=0.6,
    level_db=-11.0,
    width=0.9,
    reverb_send=0.6,
    highpass_hz=160.0,
    velocity=54,
    looseness_ms=20.0,
    swell=0.5,
    low=55,
    high=77,
    n_voices=3,
    figures=(Figure("hold"),),
)
_DROPS = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("harp", "kalimba", "electric_piano", "nylon_guitar", "celesta"),
    level_db=-5.5,
    pan=-0.25,
    width=0.5,
    reverb_send=0.5,
    delay_send=0.25,
    highpass_hz=140.0,
    velocity=56,
    looseness_ms=14.0,
    low=60,
    high=79,
    varies=True,
    figures=(
        Figure(
            "arpeggio",
            {
                "4/4": ("x---x---x---x---", "x---x---x-------", "x-x-x---x---x---"),
                "3/4": ("x---x---x---", "x---x-------", "x-x-x---x---"),
                "2/4": ("x---x---", "x-x-x---"),
                "6/8": ("x--x--", "x-xx--"),
            },
            order=(0, 2, 4, 1, 3),
        ),
        Figure(
            "arpeggio",
            {
                "4/4": ("x---x---x---x---", "x---x-x-x---x---", "x---x---x-------"),
                "3/4": ("x---x---x---", "x---x-x-x---"),
                "2/4": ("x---x---", "x-x-x---"),
                "6/8": ("x-xx--", "x--x-x"),
            },
            order=(0, 1, 2, 4, 3, 2),
            from_energy=0.5,
        ),
    ),
)
_BOWL = ChordChair(
    name="bowl",
    role="counter",
    instruments=("singing_bowl",),
    chance=0.7,
    level_db=-9.0,
    pan=0.2,
    width=0.6,
    reverb_send=0.6,
    highpass_hz=60.0,
    velocity=58,
    low=48,
    high=66,
    n_voices=1,
    figures=(
        Figure(
            "root",
            {
                "4/4": ("x-------------------------------................................",),
                "3/4": ("x-----------------------------------............",),
                "2/4": ("x-------------------------------................................",),
                "6/8": ("x-----------------------........................",),
            },
        ),
    ),
)
_LEAD = MelodyChair(
    name="lead",
    role="lead",
    instruments=("pan_flute", "flute", "shakuhachi", "kalimba", "grand_piano", "bell"),
    enters_at=0.36,
    level_db=-3.0,
    pan=0.1,
    width=0.2,
    reverb_send=0.55,
    delay_send=0.3,
    highpass_hz=180.0,
    velocity=66,
    looseness_ms=16.0,
    behind_ms=8.0,
    cells=cell.SPARSE,
    centre=74,
    phrase_s=6.5,
)

_WORDS: dict[str, int] = {
    "spa": 6, "wellness": 5, "meditation": 5, "meditative": 3, "yoga": 5, "sleep": 4, "sleepy": 2, "relaxation": 5,
    "relaxing": 1, "zen": 5, "healing": 4, "mindfulness": 5, "massage": 5, "nature sounds": 3, "new age": 5, "calm": 1,
    "peaceful": 1, "reiki": 6, "breathing": 3, "tranquil": 2, "serene": 2, "ocean waves": 2, "rain sounds": 2,
    "binaural": 4, "singing bowls": 4, "sound bath": 6, "tibetan": 3, "stress relief": 5, "therapy": 3, "retreat": 2,
    "sauna": 4, "deep rest": 3, "insomnia": 4, "asmr": 3, "chakra": 5, "garden": 2, "forest": 1, "water": 1,
    "soothing": 1,
    "baby sleep": 3,
}  # fmt: skip

STYLE = Style(
    name="spa",
    about="slow pads over water, bowls and bells, a flute that has time",
    words=_WORDS,
    tempo_bpm=(54, 70),
    minor_share=0.25,
    energy=-0.12,
    chord_s=4.5,
    progressions={
        "major": {
            "verse": ("Iadd9 IVmaj7", "Imaj9 vi7 IVmaj7 Iadd9", "Iadd9 Vsus4 IVmaj7 Iadd9", "Iadd9 IVmaj9 Iadd9 Vsus4"),
            "chorus": ("Iadd9 iii7 IVmaj9 Iadd9", "Iadd9 ii7 IVmaj7 Iadd9", "Iadd9 IVmaj7 ii7 Vsus4"),
        },
        "minor": {
            "verse": ("iadd9 bVImaj7 iadd9 iv7", "iadd9 iv9", "iadd9 iv7 V7sus4 iadd9"),
            "chorus": ("iadd9 bVImaj7 iv9 iadd9", "iadd9 iv9 iadd9 V"),
        },
    },
    cadence={"major": "Vsus4", "minor": "V"},
    final={"major": "Iadd9", "minor": "iadd9"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("verse", 8, 3),
        Slot("chorus", 8, 3),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("instrumental", 8), Slot("verse", 8), Slot("break", 8)),
    chairs=(_PAD, _DRONE, _CHOIR, _DROPS, _BOWL, _LEAD),
    vocal_leads=("choir", "flute", "pan_flute"),
    ambience=("ocean", "stream", "rain", "birds"),
    ambience_level_db=-9.0,
    room=Room(decay_s=4.2, predelay_ms=30.0, damping_hz=5200.0),
    ring_s=6.5,
    dynamics=0.3,
    balance="warm",
    lends=("bowl", "pad"),
)
