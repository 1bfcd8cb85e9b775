"""Lanes: work that goes on step by step, side by side, in as many threads as there are cores.

numpy lets other threads run while it computes, and the parts of a track know nothing of each other until they are
summed. The number of threads does not change the sound: each lane keeps its order, and so does whoever sums them.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")
Step = Callable[[], Result]

_STEPS_AHEAD = 2  # bounds the memory: what is done ahead is kept until it is asked for


def n_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(lanes: Sequence[Step[Result]], *, n_steps: int, n_threads: int) -> Iterator[list[Result]]:
    """Yield what all lanes return, step after step; the lanes run ahead while the results are used.

    Args:
        lanes: each is called once a step, never twice at once.
        n_steps: how often.
        n_threads: with 1 there are no threads, and nothing runs ahead.
    """
    if n_threads == 1:
        yield from ([lane() for lane in lanes] for _ in range(n_steps))
        return
    pool = ThreadPoolExecutor(n_threads)
    try:
        yield from _run_ahead(lanes, n_steps=n_steps, pool=pool)
    finally:
        pool.shutdown(cancel_futures=True)


def _run_ahead(lanes: Sequence[Step[Result]], *, n_steps: int, pool: ThreadPoolExecutor) -> Iterator[list[Result]]:
    ahead: deque[list[Future[Result]]] = deque()
    before: Sequence[Future[Result] | None] = [None] * len(lanes)
    for step in range(n_steps + _STEPS_AHEAD):
        if step < n_steps:
            ahead.append([pool.submit(_after, *pair) for pair in zip(before, lanes, strict=True)])
            before = ahead[-1]
        if step >= _STEPS_AHEAD:
            yield [future.result() for future in ahead.popleft()]


def _after(before: Future[Result] | None, lane: Step[Result]) -> Result:
    # Whatever was handed in earlier runs already, so that waiting for it is no deadlock.
    if before:
        before.result()
    return lane()
