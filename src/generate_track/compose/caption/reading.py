"""A caption as tokens: what belongs together, what is refused, and which words of a table are in it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generate_track.compose.caption.phrase import Hit, find_refusals, longest, number_phrases
from generate_track.compose.caption.spelling import normalise
from generate_track.compose.lexicon.glossary import GLOSSARY, SHARED
from generate_track.compose.lexicon.idiom import AFFIRMATIONS, ARTICLES, HARD_STOPS, IDIOMS

_TOKEN = re.compile(r"[\w#+']+|[^\w\s]|\n")
_WHOLE = {text: text for text in (*IDIOMS, *AFFIRMATIONS)}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or an idiom that is taken whole.

    Args:
        text: in the spelling of the tables.
        phrase: number of the noun phrase that it stands in.
        is_refused: whether the caption says that it does not want it.
    """

    text: str
    phrase: int
    is_refused: bool


class Reading:
    """A caption, ready to be searched.

    Attributes:
        tokens: its words in English without articles, and its punctuation.
    """

    def __init__(self, text: str) -> None:
        texts = _merged(_translated(_TOKEN.findall(normalise(text))))
        self._texts = texts
        self.tokens = tuple(map(Token, texts, number_phrases(texts), find_refusals(texts)))

    def find(self, table: Collection[str], *, refused: bool = False) -> tuple[Hit, ...]:
        """Return the words of `table` that are asked for (or refused), in order; the longest phrase wins."""
        return tuple(hit for hit in _hits(self._texts, table) if self.tokens[hit.start].is_refused == refused)

    def words(self, table: Collection[str], *, refused: bool = False) -> tuple[str, ...]:
        """Return the same as words, each once."""
        return tuple(dict.fromkeys(hit.word for hit in self.find(table, refused=refused)))

    def before(self, hit: Hit, n_tokens: int) -> tuple[str, ...]:
        """Return up to `n_tokens` words before `hit` in its phrase, the nearest last."""
        near = self.tokens[max(0, hit.start - n_tokens) : hit.start]
        return tuple(t.text for t in near if t.phrase == self.phrase(hit) and t.text not in HARD_STOPS)

    def text(self, start: int, end: int) -> str:
        """Return the tokens from `start` to before `end` as text, as far as there are any."""
        return " ".join(self._texts[max(0, start) : max(0, end)])

    def phrase(self, hit: Hit) -> int:
        """Return the number of a hit's phrase."""
        return self.tokens[hit.start].phrase


def _hits(texts: Sequence[str], table: Collection[str]) -> Iterator[Hit]:
    position = 0
    while position < len(texts):
        hit = longest(texts, position, table)
        if hit:
            yield hit
        position = hit.end if hit else position + 1


def _translated(texts: list[str]) -> list[str]:
    """Return the words in English: those of each language that one word at least is surely of."""
    for glossary in GLOSSARY.values():
        if any(hit.word not in SHARED for hit in _hits(texts, glossary)):
            texts = [part for text in _replaced(texts, glossary) for part in text.split(" ")]
    return [text for text in texts if text not in ARTICLES]


def _merged(texts: list[str]) -> list[str]:
    """Return the words with each idiom as one."""
    return list(_replaced(texts, _WHOLE))


def _replaced(texts: list[str], table: Mapping[str, str]) -> Iterator[str]:
    position = 0
    for hit in _hits(texts, table):
        yield from texts[position : hit.start]
        yield table[hit.word]
        position = hit.end
    yield from texts[position:]
