"""Target: where the server is to run, as --on says it."""

import re
from dataclasses import dataclass
from typing import Self

from generate_track.cloud.inventory import PLACES, Place, place_named
from generate_track.music import nearest

_OWN = "ssh:"
# What ssh takes as a host; a leading hyphen would be an option of ssh.
_HOST = re.compile(r"(?P<host>[A-Za-z0-9_](?:[\w.@-]*\w)?)(?::(?P<port>\d{1,5}))?")
WORDS = (*(place.name for place in PLACES), "ssh:user@host", "here")


@dataclass(frozen=True, slots=True)
class Target:
    """A place that rents machines, a machine that ssh reaches, or this one.

    Args:
        place: who rents it, or None for a machine of one's own.
        host: what ssh takes, or None.
        port: of ssh, when it is not the usual one.
    """

    place: Place | None = None
    host: str | None = None
    port: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return what --on names.

        Raises:
            ValueError: it is none of the words, or its host is none; the message says which and may have a hint.
        """
        word = text.strip()
        if word.startswith(_OWN):
            return cls._parse_host(word)
        if word.casefold() == "here":
            return cls()
        try:
            return cls(place_named(word.casefold()))
        except KeyError:
            near = nearest(word.casefold(), list(WORDS))
            hint = f"; did you mean {near!r}?" if near else ""
            raise ValueError(f"--on {text!r} is not one of {', '.join(WORDS)}{hint}") from None

    @classmethod
    def _parse_host(cls, word: str) -> Self:
        found = _HOST.fullmatch(word.removeprefix(_OWN))
        if found is None:
            raise ValueError(f"--on {word!r} names no host; write it as ssh:user@host or ssh:user@host:2222")
        return cls(host=found["host"], port=int(found["port"]) if found["port"] else None)

    def __str__(self) -> str:
        if self.place:
            return self.place.name
        if self.host is None:
            return "here"
        return f"{_OWN}{self.host}{f':{self.port}' if self.port else ''}"

    @property
    def title(self) -> str:
        """Where it is, in words."""
        if self.place:
            return self.place.title
        return f"the machine {self.host}" if self.host else "this machine"

    @property
    def is_rented(self) -> bool:
        """Whether somebody bills for it."""
        return self.place is not None
