"""Words of a command line, looked over before they are parsed, so that all that is wrong with them is told at once."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from generate_track.cli.option import flags_of, is_repeatable, rows_of
from generate_track.errors import Mistake
from generate_track.music import nearest

END_OF_OPTIONS = "--"


def options_in(words: Sequence[str]) -> list[str]:
    """Return the words before `--`, behind which nothing is an option."""
    return list(words[: words.index(END_OF_OPTIONS)] if END_OF_OPTIONS in words else words)


def flag_of(word: str) -> str:
    """Return the option that a word names, as `--time-sig` for `--time_sig=3/4`."""
    return word.partition("=")[0].replace("_", "-")


class Words:
    """The words of one command line, with what is wrong with its options.

    A word that begins with two hyphens is an option, never the value of the one before it: a value that begins so is
    written with `=`.

    Args:
        words: all of them.
        command: the command that takes them, or None.

    Attributes:
        kept: the words that can be parsed.
        mistakes: unknown options, options without their value, options given twice.
    """

    def __init__(self, words: Sequence[str], *, command: Callable[..., Any] | None) -> None:
        self.mistakes: list[Mistake] = []
        if command is None:
            self.kept = list(words)
            return
        self._flags = flags_of(command)
        self._rows = {row.flag: row for row in rows_of(command)}
        self._seen: set[str] = set()
        options = options_in(words)
        self.kept = [*self._keep(options), *words[len(options) :]]

    def _keep(self, words: Sequence[str]) -> Iterator[str]:
        is_value = False
        for word, after in pairwise([*words, END_OF_OPTIONS]):
            if is_value or not _is_option(word):
                is_value = False
                yield word
                continue
            mistake = self._mistake(word, after)
            if mistake:
                self.mistakes.append(mistake)
            else:
                is_value = self._wants_value(word)
                yield word

    def _wants_value(self, word: str) -> bool:
        row = self._rows.get(flag_of(word))
        return row is not None and row.kind != "switch" and "=" not in word

    def _mistake(self, word: str, after: str) -> Mistake | None:
        flag = flag_of(word)
        if flag not in self._flags:
            near = nearest(flag, self._flags) if flag.startswith("--") else None
            hint = f"did you mean {near}?" if near else "generate-track --help lists every option"
            return Mistake("command", f"option {flag} is not known", hint)
        field = self._rows[flag].name if flag in self._rows else flag
        if self._wants_value(word) and after.startswith("--"):
            hint = None if after == END_OF_OPTIONS else f"a value that begins with a hyphen is written {flag}=VALUE"
            return Mistake(field, f"{flag} needs a value", hint)
        if flag in self._seen and not is_repeatable(self._rows[flag]):
            return Mistake(field, f"{flag} is given more than once")
        self._seen.add(flag)
        return None


def _is_option(word: str) -> bool:
    # A lone hyphen is stdin, and -1 a number.
    return len(word) > 1 and word.startswith("-") and not word[1].isdigit()
