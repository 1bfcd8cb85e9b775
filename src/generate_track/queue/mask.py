"""What a text says without where it happened: no servers behind this one, no files of its disks."""

import re

_SERVER = "the engine's server"
_MASKS = (
    (re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s'\",;)>\]]+", re.IGNORECASE), _SERVER),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b"), _SERVER),
    # Of two folders or more: a lone `/name` is a word as often as a file.
    (re.compile(r"(?<![\w/.])(?:/[\w.@~+-]+){2,}/?"), "a file"),
    (re.compile(r"\b[A-Za-z]:\\[^\s'\",;)>\]]+"), "a file"),
)


def mask(text: str) -> str:
    """Return a text with addresses of servers and paths of files replaced by what they are."""
    for pattern, word in _MASKS:
        text = pattern.sub(word, text)
    return text


def first_line(error: object) -> str:
    """Return the first line of what an error says; what follows are insides: of a store, keys among them."""
    return str(error).partition("\n")[0]
