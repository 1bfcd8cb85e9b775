"""Words for a piece of the drum kit: who refuses one wants the rest of the kit all the same."""

_KICKS, _SNARES, _CLAPS, _HATS = (35, 36), (38, 40), (39,), (42, 44, 46)
_TOMS, _CYMBALS = (41, 43, 45, 47, 48, 50), (49, 51, 52, 53, 55, 57, 59)
_BONGOS, _CONGAS, _TIMBALES, _SHAKERS = (60, 61), (62, 63, 64), (65, 66), (82, 69)
_JINGLES = (83,)

# Word of `lexicon.sound.SOUNDS` → the General MIDI percussion keys that a refusal of it leaves unstruck.
PIECES: dict[str, tuple[int, ...]] = {
    "kick": _KICKS, "kick drum": _KICKS, "snare": _SNARES, "hi hat": _HATS, "cymbal": _CYMBALS, "tom": _TOMS,
    "clap": _CLAPS, "handclap": _CLAPS, "hand clap": _CLAPS, "finger snap": (37,), "tambourine": (54,),
    "cowbell": (56,), "conga": _CONGAS, "bongo": _BONGOS, "hand drum": (*_BONGOS, *_CONGAS),
    "hand percussion": (*_BONGOS, *_CONGAS, *_SHAKERS), "timbale": _TIMBALES, "shaker": _SHAKERS, "maracas": (70,),
    "clave": (75,), "guiro": (73, 74), "triangle": (80, 81), "castanet": (85,), "sleigh bell": _JINGLES,
    "jingle bell": _JINGLES,
    "latin percussion": (*_BONGOS, *_CONGAS, *_TIMBALES, 56, 67, 68, *_SHAKERS, 70, 73, 74, 75),
}  # fmt: skip
