"""Phrases: the longest words of a table in a row of words, and where a refusal ends."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from generate_track.compose.caption.spelling import singulars
from generate_track.compose.lexicon.idiom import CONNECTORS, EXCEPTIONS, HARD_STOPS, NEGATIONS, SCOPE_ENDS
from generate_track.compose.lexicon.mood import DEGREES, MOODS
from generate_track.compose.lexicon.tempo import TEMPI

_LONGEST = 5  # words of the longest phrase in any table
_COMMAS = frozenset({",", "、"})
_ALTERNATIVES = frozenset({"or", "nor"})
_ADJECTIVES = MOODS.keys() | TEMPI.keys()


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a table among other words: as the table has it, from `start` to before `end`."""

    word: str
    start: int
    end: int


def longest(texts: Sequence[str], start: int, table: Collection[str]) -> Hit | None:
    """Return the longest word of `table` that begins at `start`, also in the plural, or None."""
    for end in range(min(len(texts), start + _LONGEST), start, -1):
        for form in singulars(" ".join(texts[start:end])):
            if form in table:
                return Hit(form, start, end)
    return None


def number_phrases(texts: Sequence[str]) -> list[int]:
    """Return for each word the number of its noun phrase; a word that connects two belongs to the second."""
    numbers: list[int] = []
    number = 0
    for text in texts:
        number += text in CONNECTORS or text in HARD_STOPS
        numbers.append(number)
    return numbers


def find_refusals(texts: Sequence[str]) -> list[bool]:
    """Return for each word whether it is refused."""
    refused = [False] * len(texts)
    position = 0
    while position < len(texts):
        cue = longest(texts, position, NEGATIONS)
        end = _scope_end(texts, cue) if cue else position + 1
        if cue:
            refused[position:end] = [True] * (end - position)
        position = end
    return refused


def _scope_end(texts: Sequence[str], cue: Hit) -> int:
    """Return where a refusal ends.

    "not too fast" reaches no further than its adjective. A list of nouns ends at a comma, or behind the item after an
    "or": "no drums, bass or guitar".
    """
    adjective = _adjective_end(texts, cue.end) if cue.word in {"not", "never", "don't"} else None
    if adjective is not None:
        return adjective
    stop = next((at for at in range(cue.end, len(texts)) if _is_stop(texts, at)), len(texts))
    scope = list(texts[cue.end : stop])
    last_or = max((at for at, text in enumerate(scope) if text in _ALTERNATIVES), default=0)
    return cue.end + next((at for at, text in enumerate(scope) if text in _COMMAS and at > last_or), len(scope))


def _adjective_end(texts: Sequence[str], start: int) -> int | None:
    """Return the end of "too fast" or "very sad or slow", or None where no adjective follows."""
    while start < len(texts) and texts[start] in DEGREES:
        start += 1
    hit = longest(texts, start, _ADJECTIVES)
    if hit is None:
        return None
    is_list = hit.end < len(texts) and texts[hit.end] in _ALTERNATIVES | {"and"}
    return (_adjective_end(texts, hit.end + 1) if is_list else None) or hit.end


def _is_stop(texts: Sequence[str], at: int) -> bool:
    text = texts[at]
    if text in SCOPE_ENDS or text in EXCEPTIONS or text in HARD_STOPS - _COMMAS:
        return True
    # "no drums and gentle strings" asks for strings; "no drums and bass" for nothing.
    is_new_phrase = text == "and" and at + 1 < len(texts) and texts[at + 1] in MOODS
    return is_new_phrase or longest(texts, at, NEGATIONS - {"nor"}) is not None
