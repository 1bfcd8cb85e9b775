"""Backoff: when to try again what a server did not take."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from generate_track.acestep.reply import Answer

# Each refused POST leaves a record behind in the server, so it is asked seldom.
_FIRST_DELAY_S = 1.0
_LAST_DELAY_S = 30.0
_WORDS = {429: "the server's queue is full", 503: "the server is not ready"}


class Backoff:
    """Waits longer and longer, for as long as each status deserves.

    Args:
        patience_s: HTTP status → how long to go on trying after it, in seconds.
        sleep: waits for a number of seconds.
        now: tells the seconds of a clock that only goes forward.
        on_wait: is told once for each status.
    """

    def __init__(
        self,
        patience_s: Mapping[int, float],
        *,
        sleep: Callable[[float], None],
        now: Callable[[], float],
        on_wait: Callable[[str], None],
    ) -> None:
        self._patience_s = patience_s
        self._sleep = sleep
        self._now = now
        self._on_wait = on_wait
        self._delay_s = _FIRST_DELAY_S
        self._since_s: dict[int, float] = {}

    def wait_after(self, answer: Answer) -> bool:
        """Wait and return True when the same should be tried again after `answer`."""
        patience_s = self._patience_s.get(answer.status, 0.0)
        delay_s = retry_after_s(answer.headers.get("retry-after")) or self._delay_s
        is_new = answer.status not in self._since_s
        if self._now() - self._since_s.setdefault(answer.status, self._now()) + delay_s > patience_s:
            return False
        if is_new:
            self._on_wait(f"{_WORDS[answer.status]}; trying again for up to {patience_s:.0f} s")
        self._sleep(delay_s)
        self._delay_s = min(2 * self._delay_s, _LAST_DELAY_S)
        return True


def retry_after_s(value: str | None, *, today: datetime | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks for, from seconds or a date; None when it says nothing.

    Source: RFC 9110, section 10.2.3.
    """
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((aware - (today or datetime.now(UTC))).total_seconds(), 0.0)
