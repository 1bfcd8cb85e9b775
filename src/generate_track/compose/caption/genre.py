"""Hearing the style: the one that a caption names, and one that colours it.

English puts the head last: "jazzy lo-fi" is lo-fi coloured by jazz, "lo-fi jazz" the reverse. What is named first
counts most: "jazz, with electronic beats". Adjectives, sounds, uses and moods decide only where no genre is named.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from generate_track.compose.caption.phrase import Hit
from generate_track.compose.caption.reading import Reading
from generate_track.compose.caption.spelling import normalise, singulars
from generate_track.compose.lexicon.era import ERA_WORDS, ERAS
from generate_track.compose.lexicon.genre import ADJECTIVES, COLOURED, COLOURING, FORMS, RELATIVES
from generate_track.compose.lexicon.hint import MOOD_GENRES, SCENE_GENRES, SOUND_GENRES
from generate_track.compose.lexicon.idiom import ARTICLES
from generate_track.compose.lexicon.mood import MOODS
from generate_track.compose.lexicon.scene import SCENES
from generate_track.compose.lexicon.sound import SOUNDS
from generate_track.compose.lexicon.tempo import METERS, TEMPI, TEMPO_MARKS
from generate_track.compose.lexicon.use import USES
from generate_track.compose.styles import DEFAULT_STYLE, STYLES

_NAMING_WEIGHT = 3  # from here a word of a style's own table names it
_KINDRED_WEIGHT = 4
_KINDRED_FORM_WEIGHT = 2

# Words that hint at a style but do not name one, however much a style's own table makes of them.
_HINTS = frozenset((
    *USES, *SOUNDS, *MOODS, *TEMPI, *TEMPO_MARKS, *METERS, *ERA_WORDS, *FORMS,
    *(word for scene in SCENES.values() for words in scene[1:] for word in words),
)) - ADJECTIVES  # fmt: skip


class Taste(NamedTuple):
    """The styles that a caption asks for.

    Args:
        style: name of the style.
        colour: name of a style that colours it, or None.
        words: the words that told so.
        is_named: whether one of them is the name of a genre.
    """

    style: str
    colour: str | None
    words: tuple[str, ...]
    is_named: bool


@dataclass(frozen=True, slots=True)
class _Claim:
    """A word that stands for a style, where it stands."""

    word: str
    style: str
    weight: float
    phrase: int
    kind: Literal["name", "adjective", "hint"]


def read_taste(reading: Reading, *, scenes: Iterable[str] = ()) -> Taste:
    """Return the styles that a caption asks for; the default style where it says nothing of any."""
    claims = [_claim(reading, hit) for hit in reading.find(_vocabulary())]
    names = [claim for claim in claims if claim.kind == "name"]
    adjectives = [claim for claim in claims if claim.kind == "adjective"]
    if names:
        phrase = names[0].phrase
        style = next(claim.style for claim in reversed(names) if claim.phrase == phrase)
    else:
        style = _likeliest([*claims, *_hints(reading, scenes=scenes)])
    told = [claim for claim in claims if claim.style == style or claim.kind != "hint"]
    return Taste(
        style=style,
        colour=_colour(style, names=names, adjectives=adjectives),
        words=tuple(dict.fromkeys(claim.word for claim in told)),
        is_named=bool(names),
    )


def can_colour(name: str) -> bool:
    """Whether a style lends anything to another."""
    return bool(STYLES[name].lends or STYLES[name].lends_harmony)


def style_of(word: str) -> str | None:
    """Return the style that a genre word stands for, or None."""
    meaning = _vocabulary().get(word)
    return meaning.style if meaning else None


def _colour(style: str, *, names: list[_Claim], adjectives: list[_Claim]) -> str | None:
    """Return the style that colours `style`: one named in the same phrase first, the nearest to the head before."""
    first = names[0].phrase if names else -1
    near = [claim for claim in reversed([*adjectives, *names]) if claim.phrase == first]
    return next((c.style for c in (*near, *names, *adjectives) if c.style != style and can_colour(c.style)), None)


def _likeliest(claims: Iterable[_Claim]) -> str:
    weights: dict[str, float] = {}
    for claim in claims:
        weights[claim.style] = weights.get(claim.style, 0.0) + claim.weight
    # Of two that weigh the same, the one that was mentioned first.
    return max(weights, key=weights.__getitem__, default=DEFAULT_STYLE)


def _claim(reading: Reading, hit: Hit) -> _Claim:
    style, weight = _vocabulary()[hit.word]
    kind = _kind(reading, hit, weight=weight)
    return _Claim(hit.word, style, weight, reading.phrase(hit), kind)


def _kind(reading: Reading, hit: Hit, *, weight: float) -> Literal["name", "adjective", "hint"]:
    if hit.word in ADJECTIVES:
        return "adjective"
    if not _HINTS.isdisjoint(singulars(hit.word)) or (weight < _NAMING_WEIGHT and hit.word not in RELATIVES):
        return "hint"
    # "a touch of jazz", "blues guitar", "jazz harmonies"
    is_of = reading.text(hit.start - 1, hit.start) == "of" and reading.text(hit.start - 2, hit.start - 1) in COLOURING
    after = reading.text(hit.end, hit.end + 1)
    is_player = not SOUNDS.keys().isdisjoint(singulars(hit.word.rpartition(" ")[2]))
    return "adjective" if is_of or is_player or not COLOURED.isdisjoint(singulars(after)) else "name"


def _hints(reading: Reading, *, scenes: Iterable[str]) -> Iterator[_Claim]:
    """Yield what uses, sounds, times, scenes and moods make one think of."""
    for use in reading.words(USES):
        yield from _hint(USES[use].genres, weight=2.0)
    for sound in reading.words(SOUND_GENRES):
        yield from _hint(SOUND_GENRES[sound], weight=2.0)
    for word in reading.words(ERA_WORDS):
        yield from _hint(ERAS[ERA_WORDS[word]].genres, weight=2.0)
    for scene in scenes:
        yield from _hint(SCENE_GENRES.get(scene, ()), weight=1.0)
    for mood in reading.words(MOOD_GENRES):
        yield from _hint(MOOD_GENRES[mood], weight=1.0)


def _hint(words: Iterable[str], *, weight: float) -> Iterator[_Claim]:
    """Yield the style of the first word that has one, and half as strongly that of the next."""
    styles = dict.fromkeys(_vocabulary()[word].style for word in words if word in _vocabulary())
    for rank, style in enumerate(list(styles)[:2]):
        yield _Claim("", style, weight / (rank + 1), -1, "hint")


class _Meaning(NamedTuple):
    style: str
    weight: float


@cache
def _vocabulary() -> Mapping[str, _Meaning]:
    """Return every word that stands for a style: the styles' own, then those that lead to them."""
    found: dict[str, _Meaning] = {}
    for style in STYLES.values():
        for text, weight in {style.name: _KINDRED_WEIGHT, **style.words}.items():
            word = " ".join(part for part in normalise(text).split() if part not in ARTICLES)
            if word not in found or found[word].weight < weight:
                found[word] = _Meaning(style.name, weight)
    for word in RELATIVES:
        style_name = _kin(word, found, depth=4)
        if word not in found and style_name:
            weight = _KINDRED_FORM_WEIGHT if word in FORMS else _KINDRED_WEIGHT
            found[word] = _Meaning(style_name, weight)
    return found


def _kin(word: str, known: Mapping[str, _Meaning], *, depth: int) -> str | None:
    """Return the style that `word` leads to over at most `depth` other words."""
    if word in known:
        return known[word].style
    kin = (_kin(other, known, depth=depth - 1) for other in RELATIVES.get(word, ()) if depth)
    return next((style for style in kin if style), None)
