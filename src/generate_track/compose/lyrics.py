"""Lyrics: text with section tags, parsed into sections of lines."""

import re
from dataclasses import dataclass

_TAG = re.compile(r"[\[【]([^\]】\n]*)[\]】]")

# How a tag begins → the section it names. Longer beginnings are tried first.
_LABELS: dict[str, str] = {
    "intro": "intro", "opening": "intro",
    "verse": "verse", "strophe": "verse", "verso": "verse", "couplet": "verse", "strofa": "verse", "estrofa": "verse",
    "主歌": "verse", "rap": "verse", "spoken": "verse", "aメロ": "verse",
    "pre chorus": "prechorus", "prechorus": "prechorus", "pre hook": "prechorus", "pre refrain": "prechorus",
    "bメロ": "prechorus",
    "chorus": "chorus", "hook": "chorus", "refrain": "chorus", "coro": "chorus", "estribillo": "chorus",
    "ritornello": "chorus", "post chorus": "chorus", "final chorus": "chorus", "last chorus": "chorus",
    "副歌": "chorus", "サビ": "chorus", "drop": "drop",
    "bridge": "bridge", "middle 8": "bridge", "middle eight": "bridge", "puente": "bridge", "ponte": "bridge",
    "instrumental": "instrumental", "inst": "instrumental", "interlude": "instrumental", "music": "instrumental",
    "solo": "solo", "break": "break", "breakdown": "break",
    "build": "build", "outro": "outro", "ending": "outro", "end": "outro", "coda": "outro", "fade out": "outro",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LyricSection:
    """A section of a song as its lyrics give it.

    Args:
        label: "verse", "chorus", "prechorus", "bridge", "instrumental", …
        lines: what is sung, without empty lines; none in an instrumental section.
        direction: what the tag says beyond its name, such as "soft".
    """

    label: str
    lines: tuple[str, ...]
    direction: str = ""


def parse_lyrics(text: str) -> tuple[LyricSection, ...]:
    """Return the sections of `text` in order; words before any tag are a verse.

    A section without lines is kept when its tag names music without words ("[Instrumental]", "[Solo]", "[Outro]"),
    and otherwise dropped.
    """
    pieces = _TAG.split(text)
    sections = [_section("verse", pieces[0])]
    sections += [_section(tag, body) for tag, body in zip(pieces[1::2], pieces[2::2], strict=True)]
    return tuple(section for section in sections if section.lines or section.label not in _SUNG)


_SUNG = frozenset({"verse", "prechorus", "chorus", "bridge"})


def _section(tag: str, body: str) -> LyricSection:
    name, _, direction = tag.partition(":")
    lines = tuple(line for line in map(str.strip, body.splitlines()) if any(char.isalnum() for char in line))
    return LyricSection(_label(name), lines, direction.strip())


def _label(name: str) -> str:
    words = re.sub(r"[-_\s]+", " ", name.casefold()).strip()
    for beginning in sorted(_LABELS, key=len, reverse=True):
        if words.startswith(beginning) or words.endswith(" " + beginning):
            return _LABELS[beginning]
    return "verse"
