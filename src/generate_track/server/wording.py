"""Wording: what is said for the command line, in the words of an API."""

import re
from collections.abc import Mapping

from generate_track.errors import InvalidRequestError, Mistake
from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS
from generate_track.queue.mask import mask

_ROWS = (*PARAMETERS, *EXPERT_PARAMETERS)
_NAMES: Mapping[str, str] = {row.flag: row.name for row in _ROWS}
_FLAG = re.compile(r"--[a-z][a-z-]*")
_COMMAND = re.compile(r"\bgenerate-track [a-z]|(?<!\S)--[a-z]")
_TEXT_LIMIT = 300  # characters of a mistake: it repeats the value, which may be as long as a body


class Wording:
    """The words of an API.

    Args:
        fields: our name of a field → the API's, where that is another.
    """

    def __init__(self, fields: Mapping[str, str] | None = None) -> None:
        self._fields = fields or {}

    def field(self, name: str) -> str:
        """Return what the API calls a field."""
        return self._fields.get(name, name)

    def text(self, text: str) -> str:
        """Return a text with the API's fields in the place of flags."""
        said = _FLAG.sub(lambda match: self.field(_NAMES[match[0]]) if match[0] in _NAMES else match[0], text)
        return said.replace("the caption", f"the {self.field('caption')}")

    def hint(self, hint: str | None) -> str | None:
        """Return a hint; None where it is none to who has no command line."""
        said = self.text(hint) if hint else ""
        return None if _COMMAND.search(said) else said or None

    def mistake(self, field: str, message: str, hint: str | None = None) -> Mistake:
        """Return a mistake in a field of the API's; what follows a semicolon is a hint, where there is no other."""
        text, _, own_hint = self.text(message).partition("; ")
        return Mistake(field, text[:_TEXT_LIMIT], self.hint(hint) or own_hint or None)

    def mistakes(self, error: InvalidRequestError) -> tuple[Mistake, ...]:
        """Return the mistakes that an error tells."""
        return tuple(self.mistake(self.field(one.field), one.message, one.hint) for one in error.mistakes)

    def failure(self, message: str, hint: str | None) -> tuple[str, str | None]:
        """Return why a job failed, and what helps, without where."""
        said = self.hint(hint)
        return mask(self.text(message)), mask(said) if said else None


JOBS = Wording()
ACE_STEP = Wording({row.name: row.api for row in _ROWS if row.api} | {"caption": "prompt"})
