"""Hearing numbers: tempo, key and time signature, in the many ways people write them."""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from generate_track.compose.lexicon.tempo import COUNTED
from generate_track.music import Key, TimeSignature

_Value = TypeVar("_Value")

_BPM_LIMITS = (30, 280)

_NUMBER = r"(\d{2,3})(?:[.,]\d+)?"
_UNIT = r"\s*-?\s*(?:bpm|b\.p\.m\.?|beats per minute|beats a minute)\b"
_SPAN = re.compile(rf"\b{_NUMBER}\s*(?:[-\u2013\u2014]|to|and|bis)\s*{_NUMBER}{_UNIT}", re.IGNORECASE)
_TEMPO = re.compile(
    rf"(?:\b(?P<side>under|below|over|above)\s+)?\b{_NUMBER}{_UNIT}"
    rf"|\b(?:bpm|tempo)\s*(?:[:=]|is|of|at|around|about|~)*\s*{_NUMBER}\b"
    rf"|(?:♩|♪|\bq)\s*=\s*{_NUMBER}\b",
    re.IGNORECASE,
)
# A number alone is a tempo where nothing else could be meant: "EDM, 128", "house 124".
_DANCES = "|".join(rf"(?<=\b{word} )" for word in COUNTED)
_ALONE = re.compile(r"(?:^|[,;|])\s*(\d{2,3})(?=\s*(?:$|[,;|]|\.(?!\d)))")
_COUNTED = re.compile(
    f"(?:{_DANCES})"
    r"(\d{2,3})\b(?![.:/]\d|['\u2019%]|\s*-?(?:s|secs?|seconds?|mins?|minutes?|hz|years?|bars?|bits?)\b)",
    re.IGNORECASE,
)
_LIKELY_BPM = (60, 200)
_SIDES = {"under": 0.94, "below": 0.94, "over": 1.06, "above": 1.06}

_MODES = {
    "major": "major", "maj": "major", "dur": "major", "majeur": "major", "mayor": "major", "maggiore": "major",
    "maior": "major", "lydian": "major", "mixolydian": "major", "ionian": "major", "minor": "minor", "min": "minor",
    "moll": "minor", "mineur": "minor", "menor": "minor", "minore": "minor", "dorian": "minor", "phrygian": "minor",
    "aeolian": "minor", "m": "minor",
}  # fmt: skip
# Note names as Germans, and as the heirs of Guido of Arezzo, spell them.
_TONICS = {
    "cis": "C#", "des": "Db", "dis": "D#", "es": "Eb", "fis": "F#", "ges": "Gb", "gis": "G#", "as": "Ab", "ais": "A#",
    "h": "B", "do": "C", "re": "D", "ré": "D", "mi": "E", "fa": "F", "sol": "G", "la": "A", "si": "B",
}  # fmt: skip
_GERMAN_MODES = {"dur", "moll"}
_MODE = "|".join(sorted(_MODES, key=len, reverse=True)[:-1])
_NOTE = r"[A-Ha-h](?:\s?[#♯♭]|b\b|b(?=[ -])|[ -]?sharp\b|[ -]?flat\b|is\b|s\b|es\b)?|" + "|".join(_TONICS)
_NAMED_KEY = re.compile(rf"\b({_NOTE})[ -](?:natural |harmonic |melodic )?({_MODE})\b", re.IGNORECASE)
# A note alone, or with an m, is a key where it stands as one: "in F#m", "key: Bb", "jazz, Am, slow".
_SHORT_KEY = re.compile(
    r"(?:\b(?:in|key(?: of)?|key is)[: ]+|(?:^|[,;(])\s*)(?P<short>[A-G](?:[#♯♭b])?m?)(?=\s*(?:$|[,.;)]))"
)
_ACCIDENTAL_KEY = re.compile(r"(?<![\w#])([A-G][#♯♭]m?)(?![\w#])")
_CAMELOT = re.compile(r"(?<!\w)(1[0-2]|[1-9])([AB])(?!\w)|\bcamelot\s+(1[0-2]|[1-9])([ab])\b")
_NO_KEY = re.compile(r"\W*(?:key|mode|scale|third|mood|chord)", re.IGNORECASE)
# Round the Camelot wheel by fifths, from 1A and 1B.
_CAMELOT_KEYS = {
    "A": ("Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "Db"),
    "B": ("B", "F#", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E"),
}

_METER = re.compile(r"(?<![\d/])(\d{1,2})\s?/\s?(4|8|16)(?![\d/])")
_METERS = {"12/8": "6/8", "9/8": "6/8", "3/8": "3/4", "2/2": "2/4", "6/4": "3/4", "8/8": "4/4"}


class Measures(NamedTuple):
    """What a caption gives in numbers.

    Args:
        bpm: the tempo, or None.
        bpm_range: the slowest and quickest tempo that it allows, or None.
        key: the key, or None.
        meter: the time signature, or None.
        unplayable: a time signature that is not played here, or None.
        rest: the caption without all that.
    """

    bpm: int | None
    bpm_range: tuple[int, int] | None
    key: Key | None
    meter: TimeSignature | None
    unplayable: str | None
    rest: str


def read_measures(caption: str) -> Measures:
    """Return the numbers of a caption, and what is left of it."""
    bpm_range, rest = _take(caption, _SPAN, _range_of)
    bpm, rest = _read_bpm(rest, is_free=bpm_range is None)
    key, rest = _read_key(rest)
    signature, rest = _take(rest, _METER, lambda match: f"{int(match[1])}/{match[2]}")
    meter, unplayable = _meter_of(signature)
    return Measures(bpm, bpm_range, key, meter, unplayable, rest)


def _take(
    text: str, pattern: re.Pattern[str], read: Callable[[re.Match[str]], _Value | None]
) -> tuple[_Value | None, str]:
    """Return the first value that `read` finds in the matches of `pattern`, and the text without its match."""
    for match in pattern.finditer(text):
        value = read(match)
        if value is not None:
            return value, f"{text[: match.start()]} , {text[match.end() :]}"
    return None, text


def _read_bpm(caption: str, *, is_free: bool) -> tuple[int | None, str]:
    """Return the tempo, which a number alone is only where none was given otherwise."""
    for pattern, read in ((_TEMPO, _bpm_of), (_COUNTED, _likely_bpm), (_ALONE, _likely_bpm)):
        bpm, rest = _take(caption, pattern, read)
        if bpm or not is_free:
            return bpm, rest
    return None, caption


def _likely_bpm(match: re.Match[str]) -> int | None:
    low, high = _LIKELY_BPM
    bpm = int(match[1])
    return bpm if low <= bpm <= high else None


def _is_tempo(bpm: float) -> bool:
    low, high = _BPM_LIMITS
    return low <= bpm <= high


def _range_of(match: re.Match[str]) -> tuple[int, int] | None:
    low, high = sorted((int(match[1]), int(match[2])))
    return (low, high) if _is_tempo(low) and _is_tempo(high) else None


def _bpm_of(match: re.Match[str]) -> int | None:
    number = int(match[2] or match[3] or match[4])
    bpm = round(number * _SIDES.get((match["side"] or "").lower(), 1.0))
    return bpm if _is_tempo(bpm) else None


def _read_key(caption: str) -> tuple[Key | None, str]:
    readers = (
        (_NAMED_KEY, _named_key),
        (_SHORT_KEY, _short_key),
        (_ACCIDENTAL_KEY, _short_key),
        (_CAMELOT, _camelot_key),
    )
    for pattern, read in readers:
        key, rest = _take(caption, pattern, read)
        if key:
            return key, rest
    return None, caption


def _named_key(match: re.Match[str]) -> Key | None:
    # "a minor annoyance" and "in a minor key" are no keys, but "in a minor" is.
    before, after = match.string[: match.start()].rstrip().lower(), match.string[match.end() :]
    is_article = match[1] == "a" and (not before.endswith(("in", "key", "of", ":")) or bool(_NO_KEY.match(after)))
    mode = match[2].lower()
    return None if is_article else _key(_tonic(match[1], is_german=mode in _GERMAN_MODES), _MODES[mode])


def _tonic(text: str, *, is_german: bool) -> str:
    name = text.lower()
    if is_german and name == "b":
        return "Bb"
    return _TONICS.get(name, text)


def _key(tonic: str, mode: str) -> Key | None:
    try:
        return Key.parse(f"{tonic} {mode}")
    except ValueError:
        return None


def _short_key(match: re.Match[str]) -> Key | None:
    text = match[1]
    return _key(text.removesuffix("m"), "minor" if text.endswith("m") else "major")


def _camelot_key(match: re.Match[str]) -> Key | None:
    number, letter = int(match[1] or match[3]), (match[2] or match[4]).upper()
    return _key(_CAMELOT_KEYS[letter][number - 1], "minor" if letter == "A" else "major")


def _meter_of(signature: str | None) -> tuple[TimeSignature | None, str | None]:
    if signature is None:
        return None, None
    try:
        return TimeSignature.parse(_METERS.get(signature, signature)), None
    except ValueError:
        return None, signature
