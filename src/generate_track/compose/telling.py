"""Telling in a line what was understood of a caption, and what of it cannot be had."""

from collections.abc import Iterator

from generate_track.compose.brief import Brief

_DOT = " · "
_N_MOODS = 3
# Sounds that are many: the tables have them in the singular, as captions are read.
_MANY = ("string", "drum", "pad", "bell", "horn", "woodwind", "vocal", "voice", "clap", "conga", "bongo", "timbale")


def tell(brief: Brief) -> str:
    """Return what was understood: "lo-fi coloured by lounge jazz · calm · 72 bpm · piano, no drums · rain"."""
    style = f"{brief.style} coloured by {brief.colour}" if brief.colour else brief.style
    parts = (
        style,
        ", ".join((*brief.moods[:_N_MOODS], *brief.uses[:1])),
        _tempo(brief),
        str(brief.key or ""),
        str(brief.meter or ""),
        brief.era or "",
        _band(brief),
        ", ".join(brief.scenes),
    )
    return _DOT.join(part for part in parts if part)


def tell_missing(brief: Brief) -> Iterator[str]:
    """Yield a sentence for each thing that a caption asks for and does not get."""
    for wanted, instead in brief.stand_ins:
        yield f"there is no {wanted} in this band: {_named(instead)} instead"
    if brief.missing:
        yield f"not to be had here: {', '.join(brief.missing)}"


def _tempo(brief: Brief) -> str:
    if brief.bpm:
        return f"{brief.bpm} bpm"
    return "{} to {} bpm".format(*brief.bpm_range) if brief.bpm_range else ""


def _band(brief: Brief) -> str:
    sounds = [_named(word) + (" in front" if word == brief.lead else "") for word in brief.sounds]
    only = "only " if brief.only and sounds else ""
    refused = (*map(_named, brief.refused), *(["melody"] if brief.is_tuneless else []))
    return only + ", ".join((*sounds, *(f"no {name}" for name in refused)))


def _named(word: str) -> str:
    return f"{word}s" if word.endswith(_MANY) else word
