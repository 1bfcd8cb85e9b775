"""Spelling: captions and tables in one, so that "Lo-Fi", "lofi" and "low fi" are the same word."""

import re
import unicodedata
from functools import cache

from generate_track.compose.lexicon.glossary import UNSPACED

_ACCENT = re.compile(r"[\u0300-\u036f]")
# Patterns and what they become, in this order.
_SPELLINGS = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (r"[\u2018\u2019\u00b4`]", "'"),
        (r"\bw/o\b", "without"),
        (r"\ba[ -]c?cap+el+a\b", "acappella"),
        (r"\s*'n'?\s*|\s+n'?\s+", " and "),
        (r"(\d0)'s\b", r"\1s"),
        (r"\b(?:19)?([2-9]0)s\b", r"19\1s"),
        (r"&", " and "),
        (r"[-_/~*\"\u2010-\u2015\u201c-\u201e\u00ab\u00bb]", " "),
        (r"\blow? ?fi\b", "lo fi"),
        (r"\bhip ?hop\b", "hip hop"),
        (r"\bsynth ?wave\b", "synthwave"),
        (r"\bsynth ?pop\b", "synth pop"),
        (r"\b(?:dnb|drum ?n ?bass)\b", "drum and bass"),
        (r"\b(?:rnb|r ?n ?b|r ?b)\b", "r and b"),
        (r"\b(\d+) ?bits?\b", r"\1 bit"),
        (r"\bhi ?hats?\b", "hi hat"),
        (r"'s\b", ""),
    )
)
# Endings that may make a plural, and the end of its singular.
_PLURALS = (("ies", "y"), ("es", ""), ("s", ""))


def normalise(text: str) -> str:
    """Return `text` in the spelling of the tables: lower case, no accents, no hyphens."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", plain)))
    for pattern, spelling in _SPELLINGS:
        plain = pattern.sub(spelling, plain)
    for word, meaning in UNSPACED.items():
        plain = plain.replace(word, f" {meaning} ")
    return plain


@cache
def singulars(text: str) -> tuple[str, ...]:
    """Return a word and what it may be the plural of."""
    return (text, *(text.removesuffix(ending) + stem for ending, stem in _PLURALS if text.endswith(ending)))
