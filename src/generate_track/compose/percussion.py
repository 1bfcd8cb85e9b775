"""Percussionists: guests for the drums and rattles that a caption asks for beside the kit."""

from generate_track.compose.rhythm import ByMeter
from generate_track.compose.stock import groove as key
from generate_track.compose.style import Chair, DrumChair

_STEADY: ByMeter = {
    "4/4": ("x.gxx.gxx.gxx.gx",), "3/4": ("x.gxx.gxx.gx",), "2/4": ("x.gxx.gx",), "6/8": ("xgxxgx",),
}  # fmt: skip
_BACKBEAT: ByMeter = {
    "4/4": ("....X.......X...",), "3/4": ("....X...X...",), "2/4": ("....X...",), "6/8": ("...X..",),
}  # fmt: skip
_PULSE: ByMeter = {
    "4/4": ("X...x...X...x...",), "3/4": ("X...x...x...",), "2/4": ("X...x...",), "6/8": ("X..x..",),
}  # fmt: skip
_SLAP: ByMeter = {
    "4/4": ("g...X.g.g...X.g.",), "3/4": ("g...X.g.g...",), "2/4": ("g...X.g.",), "6/8": ("g..X.g",),
}  # fmt: skip
_OPEN: ByMeter = {
    "4/4": ("......xx......xx",), "3/4": ("......x.x.xx",), "2/4": ("......xx",), "6/8": ("..x..x",),
}  # fmt: skip
_CLAVE: ByMeter = {
    "4/4": ("x..x..x...x.x...",), "3/4": ("x..x..x.x...",), "2/4": ("x..x..x.",), "6/8": ("x.xx.x",),
}  # fmt: skip

_CASTANETS = 85
_HANDS = ((key.HIGH_BONGO, _SLAP), (key.LOW_BONGO, _OPEN))
_CONGAS = ((key.SLAP_CONGA, _SLAP), (key.CONGA, _OPEN))
_SHAKER = ((key.SHAKER, _STEADY),)
_SLEIGH_BELLS = ((key.JINGLE, _STEADY),)
_CLAPS = ((key.CLAP, _BACKBEAT),)

# Word of `lexicon.sound.SOUNDS` → General MIDI percussion keys, and what is played on each.
PERCUSSION: dict[str, tuple[tuple[int, ByMeter], ...]] = {
    "conga": _CONGAS,
    "bongo": _HANDS,
    "hand drum": _HANDS,
    "hand percussion": _CONGAS + _SHAKER,
    "latin percussion": (*_CONGAS, *_SHAKER, (key.COWBELL, _PULSE)),
    "timbale": ((key.TIMBALE, _SLAP), (key.LOW_TIMBALE, _OPEN)),
    "tambourine": ((key.TAMBOURINE, _BACKBEAT),),
    "shaker": _SHAKER,
    "maracas": ((key.MARACAS, _STEADY),),
    "cowbell": ((key.COWBELL, _PULSE),),
    "clave": ((key.CLAVES, _CLAVE),),
    "guiro": ((key.LONG_GUIRO, _PULSE), (key.GUIRO, _OPEN)),
    "triangle": ((key.TRIANGLE, _BACKBEAT), (key.MUTE_TRIANGLE, _STEADY)),
    "sleigh bell": _SLEIGH_BELLS,
    "jingle bell": _SLEIGH_BELLS,
    "castanet": ((_CASTANETS, _CLAVE),),
    "handclap": _CLAPS,
    "hand clap": _CLAPS,
    "clap": _CLAPS,
    "finger snap": ((key.STICK, _BACKBEAT),),
}


def percussionist(word: str) -> DrumChair:
    """Return the chair of who plays what `word` asks for, in every metre."""
    meters = _STEADY.keys()
    return DrumChair(
        name=word,
        role="drums",
        instruments=("standard_kit",),
        level_db=-9.0,
        pan=-0.3,
        reverb_send=0.18,
        highpass_hz=120.0,
        velocity=80,
        lead_in=None,
        grooves={meter: ({drum: rhythms[meter][0] for drum, rhythms in PERCUSSION[word]},) for meter in meters},
    )


def plays(chair: Chair, word: str) -> bool:
    """Whether a chair plays what `word` asks for even in the calmest section."""
    keys = {drum for drum, _ in PERCUSSION[word]}
    return isinstance(chair, DrumChair) and all(keys <= grooves[0].keys() for grooves in chair.grooves.values())
