"""Member: one server as its pool knows it."""

import math
from collections.abc import Collection
from dataclasses import dataclass

from generate_track.acestep.outlook import Outlook
from generate_track.acestep.upstream import Upstream
from generate_track.errors import GenerateTrackError

LOOK_PATIENCE_S = 3.0  # for an answer; who is slower is passed over
_LOOK_AGE_S = 5.0  # what is older is asked again
# As how many tasks more it counts: one that may fail the task as the last one, one that has to load a language model
# for it, or has none.
_DOUBT_TASKS = 8
_SILENT_TASKS = 2


@dataclass(eq=False, slots=True)
class Member:
    """One server as the pool knows it; the roster's lock guards it.

    Args:
        upstream: where it is.
        n_ours: tasks that this pool has there.
        n_others: tasks of others, when it was last asked.
        outlook: what it last said; kept when it goes away, for its models.
        looked_s: when it last answered, or failed.
        asked_s: since when an answer is waited for; None when none is.
        n_failures: in a row.
        out_until_s: it gets no task and is not asked before.
        error: why it is out.
        n_refusals: how often in a row its queue was full.
        full_until_s: it gets no task before.
        doubted_until_s: it counts as busy before.
        turn: grows with each task, so that equals take turns.
    """

    upstream: Upstream
    n_ours: int = 0
    n_others: int = 0
    outlook: Outlook | None = None
    looked_s: float = -math.inf
    asked_s: float | None = None
    n_failures: int = 0
    out_until_s: float = -math.inf
    error: GenerateTrackError | None = None
    n_refusals: int = 0
    full_until_s: float = -math.inf
    doubted_until_s: float = -math.inf
    turn: int = 0

    @property
    def url(self) -> str:
        """Where it is."""
        return self.upstream.url

    def has(self, model: str) -> bool:
        """Whether it can run a model, as far as is known."""
        return self.outlook is None or self.outlook.has(model)

    def wants_look(self, now_s: float) -> bool:
        """Whether it is time to ask how it is."""
        return self.asked_s is None and now_s >= self.out_until_s and now_s - self.looked_s >= _LOOK_AGE_S

    def is_awaited(self, now_s: float) -> bool:
        """Whether a choice waits for its answer; who failed before is not waited for."""
        return self.asked_s is not None and not self.n_failures and now_s - self.asked_s < LOOK_PATIENCE_S

    def is_able(self, now_s: float) -> bool:
        """Whether it answered when it was last asked, and is not out."""
        return self.outlook is not None and self.error is None and now_s >= self.out_until_s

    def is_full(self, now_s: float) -> bool:
        """Whether it would refuse a task."""
        return now_s < self.full_until_s or (self.outlook is not None and self.outlook.is_full)

    def reluctance(self) -> tuple[bool, int, int]:
        """Return what a request to its language model goes by; the smallest gets it."""
        is_ready = self.outlook is not None and self.outlook.can_write
        return not is_ready, self.n_ours + self.n_others, self.turn

    def rank(
        self, model: str, avoid: Collection[str], *, now_s: float, is_written: bool = False
    ) -> tuple[bool, int, bool, int]:
        """Return what the next task goes by; the smallest gets it."""
        is_cold = not (self.outlook is not None and self.outlook.has_loaded(model))
        is_silent = is_written and not (self.outlook is not None and self.outlook.can_write)
        handicap = _DOUBT_TASKS * (now_s < self.doubted_until_s) + _SILENT_TASKS * is_silent
        return self.url in avoid, self.n_ours + self.n_others + handicap, is_cold, self.turn
