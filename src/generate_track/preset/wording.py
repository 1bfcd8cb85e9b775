"""Wording: how messages about a preset name what they are about."""

import json
import re

from generate_track.library.name import RESERVED, slug
from generate_track.preset.field import EXPERTS, EXTRA, ROWS

ID = re.compile(r"[^\W_][\w-]*")
_FLAG = re.compile(r"--([a-z][a-z-]*)")


def kind_of(value: object) -> str:
    """Return what a value is, for a message."""
    match value:
        case None:
            return "nothing"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case str():
            return f"the text {value!r}"
    return json.dumps(value)


def offer(text: str) -> str | None:
    """Return a hint with the name most like a text that can be a file's, or None."""
    offered = slug(text)
    return f"such as {offered!r}" if ID.fullmatch(offered) and not RESERVED.fullmatch(offered) else None


def in_our_words(text: str) -> str:
    """Return a message of the request in the words of a preset: `bpm` for --bpm."""
    known = {"--set": EXTRA, **{row.flag: name for name, row in (*ROWS.items(), *EXPERTS.items())}}
    return _FLAG.sub(lambda flag: flag[1].replace("-", "_") if flag[0] in known else flag[0], text)
