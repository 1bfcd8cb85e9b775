"""Waiting: how many may follow jobs at once, each on a connection that stays open."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.exceptions import HTTPException

_RETRY_S = "10"


class WaitLimit:
    """Counts who follows a job: by its events, or by an answer that is awaited.

    Args:
        per_key: of one key, or of one address where no key is asked for.
        total: of all.
    """

    def __init__(self, *, per_key: int, total: int) -> None:
        self._per_key = per_key
        self._total = total
        self._inside: Counter[str] = Counter()

    @property
    def n_inside(self) -> int:
        """How many follow a job."""
        return self._inside.total()

    @contextmanager
    def held(self, who: str) -> Iterator[None]:
        """Hold a place until the end of the block.

        Raises:
            HTTPException: 429 or 503, with when to come back: there is none.
        """
        if self._inside[who] >= self._per_key:
            raise _refused(429, f"{self._per_key} open event streams, waits and chats of a key are the limit")
        if self.n_inside >= self._total:
            raise _refused(503, f"{self._total} open event streams, waits and chats are the limit of this server")
        self._inside[who] += 1
        try:
            yield
        finally:
            self._inside[who] -= 1
            if not self._inside[who]:
                del self._inside[who]


def _refused(status: int, message: str) -> HTTPException:
    return HTTPException(status, message, headers={"Retry-After": _RETRY_S})
