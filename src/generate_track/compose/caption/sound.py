"""Hearing instruments: which are asked for, which are forbidden, who has the tune, who plays alone."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from generate_track.compose.caption.phrase import Hit
from generate_track.compose.caption.reading import Reading
from generate_track.compose.instrument import INSTRUMENTS
from generate_track.compose.lexicon.cue import (
    ALONE_AFTER,
    ALONE_ANYWHERE,
    ALONE_BEFORE,
    ALONE_WORDS,
    BEHIND,
    INITIAL,
    LEADING,
    LED,
    SOFTENERS,
    TUNES,
)
from generate_track.compose.lexicon.idiom import CONNECTORS, HARD_STOPS
from generate_track.compose.lexicon.kit import PIECES
from generate_track.compose.lexicon.sound import (
    ENSEMBLES,
    FORBIDDING,
    KIN,
    ONLY_FORBIDDEN,
    QUALIFIED,
    SINGERS,
    SOFT,
    SOUNDS,
    STAND_INS,
)

_QUALIFIER_TOKENS = 4
_CUE_TOKENS = 3
_ENDS = HARD_STOPS | CONNECTORS
_WORDS = SOUNDS.keys() | STAND_INS.keys() | ENSEMBLES.keys()


@dataclass(frozen=True, slots=True)
class Sounds:
    """What a caption says of instruments.

    Args:
        asked: rows of `lexicon.sound.SOUNDS`, in the caption's order.
        refused: rows that are refused.
        forbidden: instruments that must not play, for that and for what it implies.
        unstruck: General MIDI percussion keys that must not be struck.
        is_tuneless: whether nobody is to have a tune.
        is_alone: whether what is asked for is to be all.
        lead: the row that has the tune, or None.
        soft: rows that stay in the background.
        stand_ins: instruments that the band has not → the row that is asked for instead.
        is_sung: whether a singer is asked for, whom the band has not.
    """

    asked: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    forbidden: frozenset[str] = frozenset()
    unstruck: frozenset[int] = frozenset()
    is_tuneless: bool = False
    is_alone: bool = False
    lead: str | None = None
    soft: frozenset[str] = frozenset()
    stand_ins: tuple[tuple[str, str], ...] = ()
    is_sung: bool = False


@dataclass(frozen=True, slots=True)
class _Mention:
    """A sound where it is mentioned."""

    hit: Hit
    words: tuple[str, ...]


def read_sounds(reading: Reading, *, is_title: bool) -> Sounds:
    """Return what a caption says of instruments.

    Args:
        reading: the caption.
        is_title: whether no genre is named, so that "piano solo" is what the music is and not a place in it.
    """
    mentions = list(_mentions(reading))
    free = [word for mention in mentions if _is_free(reading, mention.hit) for word in mention.words]
    refused = tuple(dict.fromkeys((*reading.words(SOUNDS, refused=True), *free)))
    kept = [mention for mention in mentions if not _is_free(reading, mention.hit)]
    wanted = dict.fromkeys(word for mention in kept for word in mention.words)
    forbidden = _forbidden(reading, set(wanted), refused=refused)
    unstruck = _unstruck(wanted.keys() - set(refused), refused=refused)
    asked = tuple(word for word in wanted if _can_play(word, forbidden) and not _is_unstruck(word, unstruck))
    lead = _lead(reading, kept, asked=asked)
    is_solo = is_title and lead is not None and len(asked) == 1 and bool(reading.find({"solo"}))
    is_alone = bool(reading.find(ALONE_ANYWHERE)) or any(_is_alone(reading, mention.hit) for mention in kept)
    return Sounds(
        asked=asked,
        refused=refused,
        forbidden=forbidden,
        unstruck=unstruck,
        is_tuneless=_is_tuneless(reading),
        is_alone=is_solo or is_alone,
        lead=lead,
        soft=frozenset(word for mention in kept for word in mention.words if _is_soft(reading, mention.hit, word=word)),
        stand_ins=tuple((m.hit.word, STAND_INS[m.hit.word]) for m in kept if m.hit.word in STAND_INS),
        is_sung=any(mention.hit.word in SINGERS for mention in kept),
    )


def _mentions(reading: Reading) -> Iterator[_Mention]:
    for hit in reading.find(_WORDS):
        if hit.word in INITIAL and not CONNECTORS.issuperset(reading.before(hit, 1)):
            continue
        if hit.word in ENSEMBLES:
            yield _Mention(hit, ENSEMBLES[hit.word])
        else:
            yield _Mention(hit, (STAND_INS.get(hit.word) or _qualified(reading, hit),))


def _qualified(reading: Reading, hit: Hit) -> str:
    """Return the sound that adjectives before a noun make of it, where it is of the noun's own kind."""
    table = QUALIFIED.get(hit.word.rpartition(" ")[2], {})
    before = reading.before(hit, _QUALIFIER_TOKENS)
    pairs = (f"{one} {other}" for one, other in pairwise(before))
    for adjective in (*reversed(before), *pairs):
        word = table.get(adjective)
        if word and set(SOUNDS[word]) <= set(SOUNDS[hit.word]):
            return word
    return hit.word


def _forbidden(reading: Reading, wanted: set[str], *, refused: tuple[str, ...]) -> frozenset[str]:
    """Return what must not play: what is refused, less what is asked for more narrowly ("no drums but brushes")."""
    implied = [word for cue in reading.words(FORBIDDING) for word in FORBIDDING[cue]]
    asked = [set(SOUNDS[word]) for word in wanted - ONLY_FORBIDDEN - SOFT - set(refused)]
    forbidden: set[str] = set()
    for word in (*(word for word in refused if word not in PIECES), *implied):
        names = set(SOUNDS[word])
        spared = [some for some in asked if some < names or (word in implied and some <= names)]
        forbidden |= names.union(KIN.get(word, ())).difference(*spared)
    return frozenset(forbidden)


def _unstruck(wanted: Collection[str], *, refused: tuple[str, ...]) -> frozenset[int]:
    """Return the keys that must not be struck: of what is refused, less what is asked for more narrowly."""
    unstruck: set[int] = set()
    for word in refused:
        keys = set(PIECES.get(word, ()))
        unstruck |= keys.difference(*(PIECES[other] for other in wanted if set(PIECES.get(other, keys)) < keys))
    return frozenset(unstruck)


def _is_unstruck(word: str, unstruck: Collection[int]) -> bool:
    return word in PIECES and set(PIECES[word]) <= set(unstruck)


def _is_tuneless(reading: Reading) -> bool:
    refused = reading.find(SOUNDS.keys() | TUNES, refused=True)
    return any(_is_tune(reading, hit) for hit in refused) or any(_is_free(reading, hit) for hit in reading.find(TUNES))


def _is_tune(reading: Reading, hit: Hit) -> bool:
    # A "lead" alone is a tune, but not the one of "no lead singer".
    return hit.word in TUNES and (hit.word != "lead" or reading.text(hit.end, hit.end + 1) in {"", *_ENDS})


def _lead(reading: Reading, mentions: list[_Mention], *, asked: Collection[str]) -> str | None:
    words = (word for mention in mentions if _leads(reading, mention.hit) for word in mention.words)
    return next((word for word in words if word in asked and _can_lead(word)), None)


def _can_play(word: str, forbidden: Collection[str]) -> bool:
    return word not in ONLY_FORBIDDEN and not set(SOUNDS[word]) <= set(forbidden)


def _can_lead(word: str) -> bool:
    return any("lead" in INSTRUMENTS[name].roles for name in SOUNDS[word])


def _is_free(reading: Reading, hit: Hit) -> bool:
    return reading.text(hit.end, hit.end + 1) == "free" and reading.text(hit.end + 1, hit.end + 2) != "jazz"


def _is_alone(reading: Reading, hit: Hit) -> bool:
    if hit.word in ALONE_WORDS or hit.word in ENSEMBLES:
        return True
    is_before = not ALONE_BEFORE.isdisjoint(reading.before(hit, _CUE_TOKENS))
    return is_before or reading.text(hit.end, hit.end + 1) in ALONE_AFTER


def _leads(reading: Reading, hit: Hit) -> bool:
    if hit.word.startswith("lead ") or not LEADING.isdisjoint(reading.before(hit, _CUE_TOKENS)):
        return True
    # "a melody on the flute", "led by violin"
    is_on = reading.text(hit.start - 1, hit.start) in {"on", "by", "from"}
    told = reading.text(hit.start - _CUE_TOKENS, hit.start - 1).split() if is_on else ()
    return reading.text(hit.end, hit.end + 1) in LED or not LED.isdisjoint(told)


def _is_soft(reading: Reading, hit: Hit, *, word: str) -> bool:
    is_hint = reading.text(hit.start - 1, hit.start) == "of" and reading.text(hit.start - 2, hit.start - 1) in SOFTENERS
    is_behind = any(reading.text(hit.end, hit.end + n) in BEHIND for n in (1, 2))
    return word in SOFT or is_hint or is_behind or not SOFTENERS.isdisjoint(reading.before(hit, 2))
