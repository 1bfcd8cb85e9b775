"""Keys, time signatures and vocal languages: the words musicians use, parsed and formatted."""

import difflib
import re
from dataclasses import dataclass
from typing import Literal, Self

Mode = Literal["major", "minor"]

_LETTER_CLASS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ACCIDENTAL_STEP = {"": 0, "#": 1, "b": -1}
_MODE_NAMES: dict[str, Mode] = {
    "": "major", "maj": "major", "major": "major", "dur": "major", "M": "major",
    "m": "minor", "min": "minor", "minor": "minor", "moll": "minor", "-": "minor",
}  # fmt: skip
_SHOWN_LIMIT = 100  # characters
_KEY_LIMIT = 40  # characters
_KEY = re.compile(r"\s*(?P<letter>[A-Ga-g])[\s-]*(?P<accidental>[#♯b♭]|sharp|flat)?[\s_-]*(?P<mode>[A-Za-z-]*)\s*")

# ACE-Step 1.5, acestep/constants.py: VALID_LANGUAGES without "unknown".
LANGUAGES: dict[str, str] = {
    "ar": "Arabic", "az": "Azerbaijani", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan",
    "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "ht": "Haitian Creole", "hu": "Hungarian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ko": "Korean", "la": "Latin",
    "lt": "Lithuanian", "ms": "Malay", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian",
    "pa": "Punjabi", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sa": "Sanskrit", "sk": "Slovak", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "yue": "Cantonese", "zh": "Chinese",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic with its accidental as written, and a mode.

    Args:
        tonic: "C", "F#", "Bb": one of A to G, then nothing, `#` or `b`.
        mode: major or minor.
    """

    tonic: str
    mode: Mode

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the key that `text` names: "C major", "Am", "F# minor", "Bb", "e-flat minor".

        Raises:
            ValueError: `text` names no key; the message says what is nearest.
        """
        # No key is longer, and a long text of dashes would be matched for ever.
        match = _KEY.fullmatch(text) if len(text) <= _KEY_LIMIT else None
        mode = _parse_mode(match["mode"]) if match else None
        if match is None or mode is None:
            raise ValueError(_unknown_key(text))
        sign = {"♯": "#", "sharp": "#", "♭": "b", "flat": "b"}.get(match["accidental"] or "", match["accidental"] or "")
        return cls(match["letter"].upper() + sign, mode)

    @property
    def pitch_class(self) -> int:
        """Semitones above C, 0 to 11."""
        return (_LETTER_CLASS[self.tonic[0]] + _ACCIDENTAL_STEP[self.tonic[1:]]) % 12

    def __str__(self) -> str:
        return f"{self.tonic} {self.mode}"


def _parse_mode(text: str) -> Mode | None:
    # A lone "M" is major and a lone "m" minor: case counts only there.
    return _MODE_NAMES.get(text) or _MODE_NAMES.get(text.lower().strip("-"))


def _unknown_key(text: str) -> str:
    near = nearest(
        text, [f"{tonic} {mode}" for tonic in ("C", "G", "D", "A", "E", "F", "Bb") for mode in ("major", "minor")]
    )
    return f"key {shown(text)} is not known" + (
        f"; did you mean {near!r}?" if near else "; write it as 'C major', 'Am' or 'F# minor'"
    )


@dataclass(frozen=True, slots=True)
class TimeSignature:
    """A time signature and the pulse it is felt in.

    A felt beat is a quarter note in 2/4, 3/4 and 4/4 and a dotted quarter in 6/8; tempo counts felt beats.
    """

    numerator: int
    denominator: int
    beats_per_bar: int
    divisions_per_beat: int

    @classmethod
    def parse(cls, text: str) -> "TimeSignature":
        """Return the signature that `text` names: "4/4", "6/8", or ACE-Step's short form "4", "6".

        Raises:
            ValueError: `text` is not one of 2/4, 3/4, 4/4, 6/8.
        """
        wanted = text.replace(" ", "")
        for signature in TIME_SIGNATURES:
            if wanted in {str(signature), str(signature.numerator)}:
                return signature
        raise ValueError(f"time signature {shown(text)} is not one of {', '.join(map(str, TIME_SIGNATURES))}")

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"


# divisions_per_beat is the finest grid of a drum pattern: sixteenths, or the eighths of a dotted quarter.
TIME_SIGNATURES = (
    TimeSignature(2, 4, 2, 4),
    TimeSignature(3, 4, 3, 4),
    TimeSignature(4, 4, 4, 4),
    TimeSignature(6, 8, 2, 3),
)


def parse_language(text: str) -> str:
    """Return the ISO 639 code for a code or an English language name.

    Raises:
        ValueError: ACE-Step has no such vocal language; the message says what is nearest.
    """
    wanted = text.strip().casefold()
    by_name = {name.casefold(): code for code, name in LANGUAGES.items()}
    if wanted in LANGUAGES:
        return wanted
    if wanted in by_name:
        return by_name[wanted]
    near = nearest(wanted, [*LANGUAGES, *by_name])
    hint = f"; did you mean {near!r}?" if near else "; give an ISO code such as 'en', 'ja', 'es'"
    raise ValueError(f"language {shown(text)} is not one of the {len(LANGUAGES)} that ACE-Step sings{hint}")


def shown(value: object) -> str:
    """Return a value as a message shows it: whole when it is short."""
    text = repr(value)
    return text if len(text) <= _SHOWN_LIMIT else f"{text[: _SHOWN_LIMIT - 1]}…"


def told_tempo(value: object) -> int | None:
    """Return the tempo that a server told, which may be anything, as a whole number; None when it is none."""
    try:
        return round(float(str(value)))
    except (ValueError, OverflowError):
        return None


def nearest(text: str, known: list[str]) -> str | None:
    """Return the known word most like `text`, or None when none is close."""
    if len(text) > _SHOWN_LIMIT:
        return None
    by_folded = {word.casefold(): word for word in known}
    found = difflib.get_close_matches(text.casefold(), list(by_folded), n=1, cutoff=0.5)
    return by_folded[found[0]] if found else None
