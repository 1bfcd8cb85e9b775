"""RateLimit: how many requests a minute one key, or one address, may send to this process."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException

_MINUTE_S = 60.0
# Whoever has not been seen for longest is forgotten first, so that many addresses cannot fill the memory.
_MOST = 10_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_s: float


class RateLimit:
    """Buckets of tokens in memory: a minute's requests may come at once, and each is earned anew over a minute.

    Args:
        per_minute: requests; 0 for any number.
        now: tells the seconds of a clock that only goes forward.
    """

    def __init__(self, *, per_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._now = now
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, who: str) -> None:
        """Count a request.

        Raises:
            HTTPException: 429, with when to come back: there were too many.
        """
        if not self._per_minute:
            return
        bucket = self._fill(who)
        if bucket.tokens < 1:
            wait_s = math.ceil((1 - bucket.tokens) * _MINUTE_S / self._per_minute)
            message = f"too many requests: {self._per_minute} a minute is the limit"
            raise HTTPException(429, message, headers={"Retry-After": str(wait_s)})
        bucket.tokens -= 1

    def _fill(self, who: str) -> _Bucket:
        now_s = self._now()
        bucket = self._buckets.setdefault(who, _Bucket(self._per_minute, now_s))
        self._buckets.move_to_end(who)
        if len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        earned = (now_s - bucket.filled_s) * self._per_minute / _MINUTE_S
        bucket.tokens, bucket.filled_s = min(self._per_minute, bucket.tokens + earned), now_s
        return bucket
