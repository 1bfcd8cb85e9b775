"""What a command is called with besides its own words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generate_track.cli.output import Output
from generate_track.errors import InvalidRequestError, Mistake


@dataclass(frozen=True, slots=True)
class Context:
    """Where a command prints, and what `main` found wrong with its words.

    Args:
        out: the two streams, in the form that the user asked for.
        mistakes: words that no option knows.
    """

    out: Output
    mistakes: tuple[Mistake, ...] = ()

    def settle(self, *steps: Callable[[], Any]) -> list[Any]:
        """Return what each step returns.

        Raises:
            InvalidRequestError: with the mistakes of all steps, and the unknown words, at once.
        """
        mistakes = list(self.mistakes)
        results: list[Any] = []
        for step in steps:
            try:
                results.append(step())
            except InvalidRequestError as error:
                mistakes += error.mistakes
        if mistakes:
            raise InvalidRequestError(tuple(mistakes))
        return results
