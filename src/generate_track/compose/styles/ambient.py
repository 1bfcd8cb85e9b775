"""Ambient: drones and glass, chords that take half a minute, a few notes of piano far away."""

from generate_track.compose import cell
from generate_track.compose.score import Room
from generate_track.compose.stock import machine
from generate_track.compose.style import BassChair, ChordChair, Figure, MelodyChair, Slot, Style

_PAD = ChordChair(
    name="pad",
    role="pad",
    instruments=("warm_pad", "dark_pad", "glass_pad", "slow_strings"),
    level_db=-2.5,
    width=0.95,
    reverb_send=0.55,
    highpass_hz=60.0,
    velocity=66,
    looseness_ms=25.0,
    gate=1.05,
    swell=0.8,
    low=45,
    high=72,
    n_voices=5,
    figures=(Figure("hold"),),
)
_SHIMMER = ChordChair(
    name="shimmer",
    role="pad",
    instruments=("glass_pad", "string_machine", "choir", "tremolo_strings"),
    enters_at=0.36,
    level_db=-8.0,
    pan=0.1,
    width=0.95,
    reverb_send=0.65,
    delay_send=0.15,
    highpass_hz=220.0,
    velocity=58,
    looseness_ms=25.0,
    gate=1.05,
    swell=1.0,
    low=62,
    high=86,
    n_voices=3,
    figures=(Figure("hold"),),
)
_DRONE = BassChair(
    name="bass",
    role="bass",
    instruments=("sub_bass",),
    level_db=-5.0,
    reverb_send=0.1,
    velocity=64,
    looseness_ms=15.0,
    gate=1.0,
    swell=0.4,
    lines={"4/4": ("R---------------",), "3/4": ("R-----------",), "2/4": ("R-------",), "6/8": ("R-----",)},
)
_GLINTS = ChordChair(
    name="arpeggio",
    role="arpeggio",
    instruments=("fm_bell", "bell", "electric_piano", "pluck", "clean_guitar"),
    enters_at=0.34,
    level_db=-9.0,
    pan=-0.3,
    width=0.6,
    reverb_send=0.6,
    delay_send=0.4,
    highpass_hz=200.0,
    velocity=54,
    looseness_ms=16.0,
    low=62,
    high=84,
    varies=True,
    figures=(
        Figure("arpeggio", machine.DRIPS, order=(0, 3, 1, 4, 2)),
        Figure("arpeggio", machine.DRIPS | {"4/4": ("x---x---x---x---", "x---x-----x-x---")}, from_energy=0.55),
    ),
)
_PIANO = MelodyChair(
    name="lead",
    role="lead",
    instruments=("grand_piano", "electric_piano", "clean_guitar", "cello", "oohs"),
    enters_at=0.38,
    level_db=-4.0,
    pan=0.12,
    width=0.4,
    reverb_send=0.65,
    delay_send=0.35,
    highpass_hz=170.0,
    velocity=60,
    looseness_ms=18.0,
    behind_ms=8.0,
    cells=cell.SPARSE,
    centre=70,
    phrase_s=8.0,
)

_WORDS: dict[str, int] = {
    "ambient": 5, "drone": 4, "soundscape": 4, "atmospheric": 2, "atmosphere": 2, "ethereal": 2, "floating": 2,
    "space": 2, "space music": 5, "space ambient": 6, "cosmic": 2, "eno": 4, "textural": 3,
    "dreamscape": 4, "background": 1, "shoegaze ambient": 4, "post classical": 2, "underscore": 2, "weightless": 3,
    "nebula": 2, "generative": 2, "chillout": 3, "chill out": 3, "psybient": 5,
}  # fmt: skip

STYLE = Style(
    name="ambient",
    about="drones and glass pads, chords that take their time, distant piano",
    words=_WORDS,
    tempo_bpm=(60, 76),
    minor_share=0.4,
    energy=-0.1,
    chord_s=5.5,
    progressions={
        "major": {
            "verse": ("Iadd9 IVmaj7", "Iadd9 Iadd9 IVmaj9 Iadd9", "Imaj9 Vsus4 IVmaj7 Iadd9", "Isus2 IVadd9"),
            "chorus": ("Iadd9 iii7 IVmaj9 Iadd9", "Iadd9 IVmaj7 ii7 Vsus4", "Iadd9 bVIImaj7 IVmaj7 Iadd9"),
            "bridge": ("IVmaj9 IVmaj9 Iadd9 Vsus4", "vi7 IVmaj7 Iadd9 Vsus4"),
        },
        "minor": {
            "verse": ("iadd9 bVImaj7", "iadd9 iv9", "iadd9 iadd9 bVImaj7 V7sus4"),
            "chorus": ("iadd9 bVImaj7 iv9 iadd9", "iadd9 iv9 bVImaj7 V7sus4", "iadd9 IVadd9"),
            "bridge": ("iv9 iv9 iadd9 V7sus4", "bVImaj7 bVImaj7 iadd9 V7sus4"),
        },
    },
    cadence={"major": "Vsus4", "minor": "V7sus4"},
    final={"major": "Iadd9", "minor": "iadd9"},
    form=(
        Slot("intro", 4, 2),
        Slot("verse", 8, 0),
        Slot("chorus", 8, 1),
        Slot("bridge", 8, 3),
        Slot("chorus", 8, 3),
        Slot("outro", 4, 2),
    ),
    cycle=(Slot("verse", 8), Slot("instrumental", 8), Slot("bridge", 8)),
    chairs=(_PAD, _DRONE, _SHIMMER, _GLINTS, _PIANO),
    vocal_leads=("oohs", "choir", "flute"),
    room=Room(decay_s=5.0, predelay_ms=35.0, damping_hz=5500.0),
    ring_s=6.0,
    dynamics=0.35,
    balance="warm",
    lends=("pad", "shimmer"),
)
