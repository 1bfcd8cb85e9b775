"""Words for times past and to come."""

from typing import NamedTuple


class Era(NamedTuple):
    """What a time says of its music.

    Args:
        genres: genre words of the time, for a caption that names none, the likeliest first.
        prefers: instruments that its bands choose where they have the choice.
        sounds: words of `lexicon.sound` that it asks for where the caption asks for no sound.
        lowpass_hz: how bright its recordings are, or None.
    """

    genres: tuple[str, ...] = ()
    prefers: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    lowpass_hz: float | None = None


_SWING_BAND = ("upright_bass", "jazz_kit", "brush_kit", "grand_piano", "clarinet", "muted_trumpet", "trombone")
_SYNTHESIZERS = ("synthwave_kit", "synth_brass", "string_machine", "synth_bass", "poly_pad", "saw_lead", "fm_bell")

ERAS: dict[str, Era] = {
    "medieval": Era(("medieval", "folk"), ("harp", "recorder", "nylon_guitar", "choir"), ("recorder", "harp")),
    "renaissance": Era(("renaissance", "folk"), ("harp", "recorder", "nylon_guitar", "choir"), ("recorder", "harp")),
    "baroque": Era(("baroque", "classical"), ("harpsichord", "violin", "cello", "oboe", "recorder"), ("harpsichord",)),
    "victorian": Era(("classical piano",), ("grand_piano", "violin", "cello", "harp")),
    "1920s": Era(("swing", "jazz"), (*_SWING_BAND, "banjo", "tuba"), lowpass_hz=6500.0),
    "1930s": Era(("swing", "jazz"), _SWING_BAND, lowpass_hz=7500.0),
    "1940s": Era(("swing", "jazz"), _SWING_BAND, lowpass_hz=8500.0),
    "1950s": Era(
        ("rock and roll", "lounge"), ("upright_bass", "jazz_guitar", "clean_guitar", "tenor_sax"), lowpass_hz=10000.0
    ),
    "1960s": Era(("rock", "soul"), ("clean_guitar", "organ", "drawbar_organ", "room_kit", "finger_bass", "sitar")),
    "1970s": Era(
        ("funk", "rock"), ("electric_piano", "clavinet", "string_machine", "room_kit", "crunch_guitar", "wurlitzer")
    ),
    "1980s": Era(("synthwave", "synth pop", "pop"), _SYNTHESIZERS),
    "1990s": Era(("pop", "hip hop"), ("organ", "grand_piano", "poly_pad", "crunch_guitar", "house_kit")),
    "2000s": Era(("pop",), ("supersaw", "electronic_kit", "pluck", "crunch_guitar")),
    "2010s": Era(("edm", "pop"), ("supersaw", "pluck", "sub_bass", "electronic_kit")),
    "vintage": Era(
        ("jazz", "soul"), ("upright_bass", "electric_piano", "drawbar_organ", "room_kit"), lowpass_hz=12000.0
    ),
    "modern": Era((), ("supersaw", "pluck", "sub_bass", "electronic_kit")),
}

_SPELLINGS = {
    "medieval": ("mediaeval", "middle ages"), "victorian": ("19th century",),
    "1920s": ("roaring twenties", "prohibition"), "1930s": ("thirties",), "1940s": ("forties",), "1950s": ("fifties",),
    "1960s": ("sixties",), "1970s": ("seventies",), "1980s": ("eighties",), "1990s": ("nineties",),
    "2000s": ("y2k", "noughties"),
    "vintage": ("retro", "old school", "oldschool", "old timey", "old fashioned", "antique", "throwback"),
    "modern": ("contemporary", "state of art", "cutting edge"),
}  # fmt: skip

# Word → row of ERAS; captions are read with "80s" written in full.
ERA_WORDS: dict[str, str] = {era: era for era in ERAS} | {
    word: era for era, words in _SPELLINGS.items() for word in words
}
