"""The brief: what a caption asks of the composer, read word by word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from generate_track.compose import lexicon
from generate_track.compose.styles import DEFAULT_STYLE, STYLES
from generate_track.music import Key, TimeSignature

_NEGATION = re.compile(r"\b(?:no|without|minus|excluding|except|avoid|not|zero|free of|lacking)\b")
_SCOPE_END = re.compile(r"[.;:!?\n]|\b(?:but|with|only|just|instead)\b")
_BPM = re.compile(r"\b(\d{2,3})\s*bpm\b")
_KEY = re.compile(r"\b([A-Ga-g](?:#|♯|b|♭|-?sharp|-?flat)?)[ -](major|minor|maj|min)\b", re.IGNORECASE)
_BPM_LIMITS = (30, 280)


@dataclass(frozen=True, slots=True)
class Brief:
    """What a caption asks for.

    Args:
        style: name of the style table.
        moods: the mood words found.
        valence: -1 dark to 1 bright.
        energy: 0 calm to 1 driving, 0.5 when nothing is said.
        tempo: -1 slow to 1 fast within the style's range.
        sounds: the sounds asked for, rows of `lexicon.SOUNDS`, in the caption's order.
        forbidden: instruments that must not play.
        scenes: scene sounds under the music.
        is_solo: whether the first sound is to play alone.
        bpm: a tempo named in the caption, or None.
        key: a key named in the caption, or None.
        colour: name of a style that colours the first, or None.
        meter: a metre named in the caption, as a waltz names 3/4, or None.
    """

    style: str
    moods: tuple[str, ...] = ()
    valence: float = 0.0
    energy: float = 0.5
    tempo: float = 0.0
    sounds: tuple[str, ...] = ()
    forbidden: frozenset[str] = frozenset()
    scenes: tuple[str, ...] = ()
    is_solo: bool = False
    bpm: int | None = None
    key: Key | None = None
    colour: str | None = None
    meter: TimeSignature | None = None

    @classmethod
    def parse(cls, caption: str) -> Self:
        """Return what `caption` asks for; every text is a valid caption."""
        asked, refused = _split_negations(_normalise(caption))
        moods = _found(asked, lexicon.MOODS)
        scale = max(1, len(moods))
        forbidden = _forbidden(asked, refused)
        sounds = _asked_sounds(asked, forbidden)
        return cls(
            style=_style(asked),
            moods=moods,
            valence=sum(lexicon.MOODS[word].valence for word in moods) / scale,
            energy=0.5 + 0.5 * sum(lexicon.MOODS[word].arousal for word in moods) / scale,
            tempo=_mean(lexicon.TEMPI[word] for word in _found(asked, lexicon.TEMPI)),
            sounds=sounds,
            forbidden=forbidden,
            scenes=_scenes(asked, refused),
            is_solo=bool(sounds) and re.search(rf"\bsolo {re.escape(sounds[0])}", asked) is not None,
            bpm=_bpm(asked),
            key=_key(caption),
        )

    def as_facts(self) -> dict[str, Any]:
        """Return the brief as plain JSON values."""
        return {
            "style": self.style,
            "moods": list(self.moods),
            "valence": round(self.valence, 3),
            "energy": round(self.energy, 3),
            "tempo": round(self.tempo, 3),
            "sounds": list(self.sounds),
            "forbidden": sorted(self.forbidden),
            "scenes": list(self.scenes),
            "is_solo": self.is_solo,
            "bpm": self.bpm,
            "key": str(self.key) if self.key else None,
        }


def _normalise(caption: str) -> str:
    text = re.sub(r"[-_/]", " ", caption.casefold())
    for phrase in lexicon.NOT_SOUNDS:
        text = text.replace(phrase, phrase.replace(" ", "_"))
    return text


def _split_negations(text: str) -> tuple[str, str]:
    """Return what is asked for and what is refused.

    A refusal reaches to the next comma, or over commas to the item after an "or": "no drums, bass or guitar".
    """
    asked: list[str] = []
    refused: list[str] = []
    position = 0
    while match := _NEGATION.search(text, position):
        end = _scope_end(text, match.end())
        asked.append(text[position : match.start()])
        refused.append(text[match.end() : end])
        position = end
    return ", ".join([*asked, text[position:]]), ", ".join(refused)


def _scope_end(text: str, start: int) -> int:
    stop = min((m.start() for m in (_SCOPE_END.search(text, start), _NEGATION.search(text, start)) if m), default=None)
    scope = text[start:stop]
    last_or = max(scope.rfind(" or "), scope.rfind(" nor "))
    comma = scope.find(",", last_or + 1)
    return start + (comma if comma >= 0 else len(scope))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    # Longest first, so that "electric piano" is not read as "piano"; most English plurals for free.
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b({alternatives})(?:e?s)?\b")


def _found(text: str, table: Iterable[str]) -> tuple[str, ...]:
    """Return the table's words in `text`, in the text's order, each once."""
    return tuple(dict.fromkeys(match[1] for match in _pattern(tuple(table)).finditer(text)))


def _style(text: str) -> str:
    def weight(name: str) -> int:
        return sum(STYLES[name].words[word] for word in _found(text, STYLES[name].words))

    best = max(STYLES, key=weight)
    return best if weight(best) else DEFAULT_STYLE


def _forbidden(asked: str, refused: str) -> frozenset[str]:
    words = [*_found(refused, lexicon.SOUNDS), *(lexicon.FORBIDDING[w] for w in _found(asked, lexicon.FORBIDDING))]
    return frozenset(name for word in words for name in (*lexicon.SOUNDS[word], *lexicon.KIN.get(word, ())))


def _asked_sounds(asked: str, forbidden: frozenset[str]) -> tuple[str, ...]:
    words = [word for word in _found(asked, lexicon.SOUNDS) if word not in lexicon.ONLY_FORBIDDEN]
    return tuple(word for word in words if not set(lexicon.SOUNDS[word]) <= forbidden)


def _scenes(asked: str, refused: str) -> tuple[str, ...]:
    speaks_of_sound = bool(_found(asked, lexicon.SCENE_CONTEXT))
    found = []
    for kind, (sure, maybe) in lexicon.SCENES.items():
        words = (*sure, *maybe)
        if _found(asked, words if speaks_of_sound else sure) and not _found(refused, words):
            found.append(kind)
    return tuple(found)


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0


def _bpm(text: str) -> int | None:
    match = _BPM.search(text)
    low, high = _BPM_LIMITS
    return int(match[1]) if match and low <= int(match[1]) <= high else None


def _key(caption: str) -> Key | None:
    # "a minor annoyance" is not a key, but "A minor" is: an article is lower case.
    match = _KEY.search(caption)
    if match is None or match[1] == "a":
        return None
    return Key.parse(f"{match[1].replace('-', '')} {match[2]}")
